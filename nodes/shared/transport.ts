import {
	sleep,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { createClient, type CallError, type GenesysClient, type HttpRequest, type HttpResponse } from '../../genesys/client';
import { GenesysApiError, GenesysUnreachableError } from '../../genesys/errors';
import { toJson } from '../../genesys/json';
import { unreachable } from '../../genesys/oauth/login';
import { CREDENTIAL, networkCode, REQUEST_TIMEOUT_MS, toHttpResponse } from './credential';
import { toNodeError } from './errors';

/** Every n8n context that calls Genesys. */
export type GenesysContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/** Genesys Cloud as n8n reaches it: with the node's credential, n8n's HTTP helper and its token handling. */
export function genesysClient(context: GenesysContext, options: { maxTries?: number } = {}): GenesysClient {
	return createClient({ send: async (request) => await send(context, request), sleep, ...options });
}

async function send(
	context: GenesysContext,
	{ method, path, query, body, timeoutMs = REQUEST_TIMEOUT_MS }: HttpRequest,
): Promise<HttpResponse | CallError> {
	const options: IHttpRequestOptions = {
		method,
		// The credential puts the region's host in front.
		url: path,
		qs: query,
		// As text: n8n's HTTP client leaves keys such as "constructor" out of objects, and customers' attributes may be called so.
		headers: body && { 'Content-Type': 'application/json' },
		body: body && toJson(body),
		json: true,
		returnFullResponse: true,
		// 401 must stay an exception: it is what makes n8n fetch a new token and send once more.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		timeout: timeoutMs,
	};
	try {
		const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options);
		return toHttpResponse(response);
	} catch (error) {
		const failure = callError(error);
		if (failure) return failure;
		throw toNodeError(context.getNode(), error);
	}
}

/**
 * What n8n's helper throws when a call goes wrong: the credential's own login error, the second 401, a network
 * failure, with a code or without. `undefined` for everything else, such as a node without a credential.
 */
function callError(error: unknown): CallError | undefined {
	for (let current: unknown = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
		if (current instanceof GenesysApiError || current instanceof GenesysUnreachableError) return current;
	}
	const { httpCode } = error as { httpCode?: string | null };
	if (httpCode === '401') {
		return new GenesysApiError({
			status: 401,
			code: 'authentication.failed',
			contextId: '',
			message: 'Genesys Cloud took neither the stored token nor a new one',
			advice: 'Check that the OAuth client in the credential is active and belongs to this region.',
		});
	}
	const code = networkCode(error);
	return code === undefined && !isOfHttpClient(error) ? undefined : unreachable('Genesys Cloud', code);
}

/** n8n's HTTP client keeps the whole request in its errors, token and body, so none of them may get out of here. */
function isOfHttpClient(error: unknown): boolean {
	let current = error;
	for (let depth = 0; current instanceof Error && depth < 5; depth++) {
		if ('config' in current || 'request' in current || 'response' in current) return true;
		current = current.cause;
	}
	return false;
}
