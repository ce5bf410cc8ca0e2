import { sleep, type IHttpRequestOptions, type IN8nHttpFullResponse } from 'n8n-workflow';
import type { GetPage } from '../../genesys/agentPanel/probe';
import type { GetJson } from '../../genesys/botConnector/probe';
import { createClient, type GenesysClient, type HttpResponse } from '../../genesys/client';
import type { GenesysUnreachableError } from '../../genesys/errors';
import { parseJson, toJson } from '../../genesys/json';
import type { PostForm } from '../../genesys/oauth/login';
import type { PostJson } from '../../genesys/openMessaging/probe';
import { unreachable } from '../../genesys/unreachable';
import { createUpload, type Upload } from '../../genesys/upload';

export const REQUEST_TIMEOUT_MS = 30_000; // Timeout for Genesys Cloud's response.
const WEBHOOK_TIMEOUT_MS = 5_000; // Timeout for a webhook URL's response.
const AGENT_TIMEOUT_MS = 5_000; // Timeout when an agent is waiting for a panel.
const AGENT_MAX_WAIT_MS = 2_000; // Longest pause before the retry in this case.

/** n8n's HTTP helper without a credential. It applies proxies and allowed domains. */
type HttpHelpers = { httpRequest(options: IHttpRequestOptions): Promise<unknown> };

export function postFormWith(helpers: HttpHelpers): PostForm {
	return async (url, headers, form) => {
		const ofForm = { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' };
		return await plainRequest(helpers, { method: 'POST', url, headers: ofForm, body: new URLSearchParams(form) });
	};
}

/** Posts to a webhook URL in the same way as Genesys Cloud. */
export function postJsonWith(helpers: HttpHelpers): PostJson {
	return async (url, headers, body) => {
		const ofJson = { ...headers, 'Content-Type': 'application/json' };
		return await plainRequest(helpers, { method: 'POST', url, headers: ofJson, body, timeout: WEBHOOK_TIMEOUT_MS });
	};
}

/** Reads from a URL in the same way as Genesys Cloud. */
export function getJsonWith(helpers: HttpHelpers): GetJson {
	return async (url, headers) => await plainRequest(helpers, { method: 'GET', url, headers, timeout: WEBHOOK_TIMEOUT_MS });
}

/** Reads a page in the same way as a browser. */
export function getPageWith(helpers: HttpHelpers): GetPage {
	return async (url) => await plainRequest(helpers, { method: 'GET', url, headers: { Accept: 'text/html' }, timeout: WEBHOOK_TIMEOUT_MS });
}

/** Uploads files to the signed URLs that Genesys Cloud returns. No credential, because they're on another host. */
export function uploadWith(helpers: HttpHelpers, isOwnOrigin: boolean): Upload {
	return createUpload({
		put: async ({ url, headers, content }) => await plainRequest(helpers, { method: 'PUT', url, headers, body: Buffer.from(content, 'utf8') }),
		isOwnOrigin,
		sleep,
	});
}

/** A client for calls with an agent's own token, which is in no credential. It tries twice. */
export function agentClientWith(helpers: HttpHelpers, api: string, token: string): GenesysClient {
	return createClient({
		send: async ({ method, path, body }) =>
			await plainRequest(helpers, {
				method,
				url: api + path,
				headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
				body: body && toJson(body),
				timeout: AGENT_TIMEOUT_MS,
			}),
		sleep,
		maxTries: 2,
		maxWaitMs: AGENT_MAX_WAIT_MS,
	});
}

/** Sends a request without the credential. Doesn't follow redirects, because n8n would send secrets to the new host. */
async function plainRequest(helpers: HttpHelpers, request: IHttpRequestOptions): Promise<HttpResponse | GenesysUnreachableError> {
	try {
		const response = await helpers.httpRequest({
			timeout: REQUEST_TIMEOUT_MS,
			...request,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return toHttpResponse(response as IN8nHttpFullResponse);
	} catch (error) {
		return unreachable(new URL(request.url).host, networkCode(error));
	}
}

/** Converts n8n's full response for genesys/: header names in lower case, and JSON bodies parsed. */
export function toHttpResponse({ statusCode, headers, body }: IN8nHttpFullResponse): HttpResponse {
	return {
		status: statusCode,
		headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: typeof body === 'string' ? (parseJson(body) ?? body) : body,
	};
}

/** The network's error code, such as `ECONNREFUSED`, which n8n and axios keep at different depths of the cause chain. */
export function networkCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; typeof current === 'object' && current !== null && depth < 5; depth++) {
		const { code, cause } = current as { code?: unknown; cause?: unknown };
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
		current = cause;
	}
	return undefined;
}
