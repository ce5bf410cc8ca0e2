import type { ICredentialDataDecryptedObject, IHttpRequestOptions, IN8nHttpFullResponse, INode } from 'n8n-workflow';
import type { HttpResponse } from '../../genesys/client';
import { InvalidInputError, type GenesysUnreachableError } from '../../genesys/errors';
import { parseJson } from '../../genesys/json';
import type { ClientCredentials, PostForm } from '../../genesys/oauth/login';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { resolveOrigins } from '../../genesys/regions';
import { unreachable } from '../../genesys/unreachable';

export const CREDENTIAL = 'genesysCloudApi';

/** Longest wait for an answer from Genesys, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 30_000;

export function clientCredentialsOf(credentials: ICredentialDataDecryptedObject): ClientCredentials {
	return {
		origins: resolveOrigins(text(credentials.region), text(credentials.customDomain)),
		// Copied values often have a blank or a line end around them; neither can be part of an ID or a secret.
		clientId: text(credentials.clientId).trim(),
		clientSecret: text(credentials.clientSecret).trim(),
	};
}

/** A key for caches where the credential itself is not read. */
export function credentialIdOf(context: { getNode(): INode }): string {
	const { id, credentials } = context.getNode();
	return credentials?.[CREDENTIAL]?.id ?? id;
}

/** Secrets that deliveries may be signed with: the current one, and the previous one during a change. */
export function webhookSecretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	return [text(credentials.webhookSecret), text(credentials.previousWebhookSecret)].filter((secret) => secret !== '');
}

/** The secret that is to be registered in Genesys Cloud. @throws InvalidInputError when there is none, or it is too short */
export function requireWebhookSecret(credentials: ICredentialDataDecryptedObject): string {
	const secret = text(credentials.webhookSecret);
	requireLong('Webhook Secret', secret);
	return secret;
}

/** @throws InvalidInputError naming the secret that is too short to count; without secrets nothing can be received, only sent */
export function requireLongSecrets({ webhookSecret, previousWebhookSecret }: ICredentialDataDecryptedObject): void {
	if (text(webhookSecret) !== '') requireLong('Webhook Secret', text(webhookSecret));
	if (text(previousWebhookSecret) !== '') requireLong('Previous Webhook Secret', text(previousWebhookSecret));
}

function requireLong(name: string, secret: string): void {
	if (secret.length >= MIN_SECRET_LENGTH) return;
	throw new InvalidInputError(
		name,
		secret === '' ? `The credential has no ${name.toLowerCase()}` : `The ${name.toLowerCase()} has only ${secret.length} characters`,
		name === 'Webhook Secret'
			? `Enter a random text of ${MIN_SECRET_LENGTH} characters or more in the Genesys Cloud credential. The trigger and Integration: Create register it in Genesys Cloud.`
			: 'Leave it empty, except while the webhook secret is being changed: then enter the whole former secret.',
	);
}

/** n8n's HTTP helper without a credential. */
export type HttpHelper = (options: IHttpRequestOptions) => Promise<unknown>;

/** Posts forms with n8n's HTTP helper, which applies proxies and allowed domains. */
export function postFormWith(httpRequest: HttpHelper): PostForm {
	return async (url, headers, form) =>
		await plainRequest(httpRequest, {
			method: 'POST',
			url,
			headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(form),
		});
}

/**
 * One request with n8n's HTTP helper, without the credential. Returns every HTTP answer whatever its status, or the reason
 * why there was none. No redirect is followed: n8n would send secrets on to whatever host it names.
 */
export async function plainRequest(
	httpRequest: HttpHelper,
	request: Pick<IHttpRequestOptions, 'method' | 'url' | 'headers' | 'body' | 'timeout'>,
): Promise<HttpResponse | GenesysUnreachableError> {
	try {
		const response = await httpRequest({
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

/** n8n's full response as genesys/ expects it: header names in lower case, the body parsed if it is JSON. */
export function toHttpResponse({ statusCode, headers, body }: IN8nHttpFullResponse): HttpResponse {
	return {
		status: statusCode,
		headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])),
		body: typeof body === 'string' ? (parseJson(body) ?? body) : body,
	};
}

/** The network's own code (`ECONNREFUSED` …), which n8n and axios keep at different depths of the cause chain. */
export function networkCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; typeof current === 'object' && current !== null && depth < 5; depth++) {
		const { code, cause } = current as { code?: unknown; cause?: unknown };
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
		current = cause;
	}
	return undefined;
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
