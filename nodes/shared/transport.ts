import {
	sleep, type IExecuteFunctions, type IHookFunctions, type IHttpRequestOptions, type ILoadOptionsFunctions, type IN8nHttpFullResponse,
	type ITriggerFunctions, type IWebhookFunctions,
} from 'n8n-workflow';
import { failureIn } from '../../genesys/apiError';
import { createClient, type CallError, type GenesysClient, type HttpRequest, type HttpResponse } from '../../genesys/client';
import { GenesysApiError, GenesysUnreachableError, RefusedError } from '../../genesys/errors';
import { FreshCache } from '../../genesys/freshCache';
import { toJson } from '../../genesys/json';
import { unreachable } from '../../genesys/unreachable';
import { credentialIdOf, credentialOf, originsOf, readCredential, usesSignIn } from './credential';
import { toNodeError } from './errors';
import { networkCode, REQUEST_TIMEOUT_MS, toHttpResponse } from './plainRequest';
import { isConnected, isSignInOver, notConnected, signInOver } from './signIn';

/** Every n8n context that calls Genesys Cloud. */
export type GenesysContext = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** A client with the node's credential, n8n's HTTP helper, and its token handling. */
export function genesysClient(context: GenesysContext, { timeoutMs, maxTries }: { timeoutMs?: number; maxTries?: number } = {}): GenesysClient {
	return createClient({ send: async (request) => await send(context, { timeoutMs, ...request }), sleep, maxTries });
}

/** A client for optional calls: one try, a timeout of five seconds, and no waiting for rate limits. */
export function impatientClient(context: GenesysContext): GenesysClient {
	return genesysClient(context, { timeoutMs: 5_000, maxTries: 1 });
}

/** After a 401, renews the token and sends the request once more. n8n 2.10 and newer already do this earlier. */
async function send(context: GenesysContext, request: HttpRequest): Promise<HttpResponse | CallError> {
	const answer = await sendOnce(context, request);
	if (!isTokenRefused(answer)) return answer;
	const failure = await renewToken(context);
	if (failure) return failure;
	const second = await sendOnce(context, request);
	return isTokenRefused(second) ? tokenRefused() : second;
}

/** One renewal at a time per credential: a refresh token works once, and n8n before 2.10 has no lock. */
const renewals = new FreshCache<CallError | undefined>(0, 500);

/**
 * Makes n8n fetch a new access token, because n8n before 2.10 ignores `except` and doesn't. The call needs no permission.
 * @returns the error, or `undefined` if there is a new token
 */
export async function renewToken(context: GenesysContext): Promise<CallError | undefined> {
	return await renewals.get(credentialIdOf(context), async () => {
		const answer = await request(context, { method: 'GET', url: '/api/v2/tokens/me' });
		return answer instanceof Error ? answer : undefined;
	});
}

async function sendOnce(context: GenesysContext, { method, path, query, body, timeoutMs }: HttpRequest): Promise<HttpResponse | CallError> {
	return await request(context, {
		method,
		url: path,
		qs: query,
		// As text, because n8n's HTTP client drops keys such as "constructor" from objects, and attributes can have such names.
		headers: body && { 'Content-Type': 'application/json' },
		body: body && toJson(body),
		// 401 must throw, because that makes n8n fetch a new token and retry.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		timeout: timeoutMs,
	});
}

async function request(context: GenesysContext, options: IHttpRequestOptions): Promise<HttpResponse | CallError> {
	try {
		const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(context, credentialOf(context), {
			...options,
			url: await addressOf(context, options.url),
			json: true,
			timeout: options.timeout ?? REQUEST_TIMEOUT_MS,
			// n8n would send the token and body to the redirect's host.
			disableFollowRedirect: true,
			returnFullResponse: true,
		});
		return toHttpResponse(response);
	} catch (error) {
		const failure = callError(error);
		if (failure) return failure;
		throw causes(error).find((cause) => cause instanceof RefusedError) ?? toNodeError(context.getNode(), error);
	}
}

/**
 * The client credentials add the region's host to a path. n8n's own OAuth2 doesn't, so this adds the host from the
 * credential, and the token goes nowhere else.
 */
async function addressOf(context: GenesysContext, path: string): Promise<string> {
	if (!usesSignIn(context)) return path;
	const credentials = await readCredential(context);
	if (!isConnected(credentials)) throw notConnected();
	return originsOf(credentials).api + path;
}

function isTokenRefused(answer: HttpResponse | CallError): boolean {
	return !(answer instanceof Error) && answer.status === 401;
}

function tokenRefused(): GenesysApiError {
	return new GenesysApiError({
		status: 401,
		code: 'authentication.failed',
		contextId: '',
		message: 'Genesys Cloud rejected both the stored access token and a new one',
		advice: 'Check that the OAuth client in the credential is active and that the region is correct.',
	});
}

/** A failed login, an HTTP status that isn't ignored, or a network error. `undefined` for anything else, such as a missing credential. */
function callError(error: unknown): CallError | undefined {
	const ours = causes(error).find((cause) => cause instanceof GenesysApiError || cause instanceof GenesysUnreachableError);
	if (ours) return ours;
	if (isSignInOver(causes(error))) return signInOver();
	const status = Number((error as { httpCode?: string | null }).httpCode);
	if (status === 401) return tokenRefused();
	if (status >= 300) return failureIn({ status, headers: {}, body: undefined }, 'Renew the access token');
	const code = networkCode(error);
	return code === undefined && !isOfHttpClient(error) ? undefined : unreachable('Genesys Cloud', code);
}

/** n8n's HTTP client keeps the entire request in its errors, including token and body, so they must not leave this file. */
function isOfHttpClient(error: unknown): boolean {
	return causes(error).some((cause) => 'config' in cause || 'request' in cause || 'response' in cause);
}

/** An error and its causes, outermost first. */
export function causes(error: unknown): Error[] {
	const chain: Error[] = [];
	for (let current = error; current instanceof Error && chain.length < 5; current = current.cause) chain.push(current);
	return chain;
}
