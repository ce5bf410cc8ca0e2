import { GenesysApiError, GenesysUnreachableError } from './errors';
import { asObject, asObjects, asText } from './json';
import { isPlainName, privateValues, redacted } from './redaction';

/** An HTTP response: header names in lower case, JSON bodies parsed. */
export type HttpResponse = { status: number; headers: Record<string, string>; body: unknown };

/** The error for an unusable response. @param sent the request's body, whose private values the error never repeats */
export function failureIn(response: HttpResponse, what: string, sent?: object): GenesysApiError {
	return isRefusal(response.status) ? toApiError(response, what, sent) : unexpectedAnswer(response, what);
}

/** Bodies follow `ErrorBody{message, code, status, contextId, errors[]}`. Edge servers also return HTML or empty bodies. */
export function toApiError(response: HttpResponse, what: string, sent?: object): GenesysApiError {
	const body = asObject(response.body);
	const { status, headers } = response;
	const values = privateValues(sent);
	const nameOf = (...candidates: unknown[]) => candidates.map(asText).find((candidate) => isPlainName(candidate, values));
	const code = nameOf(body?.code, body?.error) ?? `http.${status}`;
	const nested = asObjects(body?.errors).map(({ message }) => asText(message)).find((message) => message !== undefined);
	const words = asText(body?.message) ?? asText(body?.description) ?? nested;
	const said = words && redacted(words, values);
	const contextId = nameOf(body?.contextId, headers['genesys-correlation-id'], headers['inin-correlation-id']) ?? '';
	const message = `${what}: Genesys Cloud returned ${status}${said ? ` – ${said}` : ''}`;
	const advice = adviceFor(response, said ?? '') + (contextId ? ` Context ID: ${contextId}.` : '');
	return new GenesysApiError({ status, code, contextId, message, advice });
}

const PROXY_LOGIN = 407; // From a proxy that requires authentication, never from Genesys Cloud.
const UNEXPECTED = 'unexpected.answer';

/** Whether Genesys Cloud rejects requests with this status. It never redirects; following a redirect would send token and message to another host. */
export function isRefusal(status: number): boolean {
	return status >= 400 && status !== PROXY_LOGIN;
}

/** The error for a response from a proxy, login page, or other service instead of Genesys Cloud. */
export function unexpectedAnswer({ status, headers }: HttpResponse, what: string): GenesysApiError {
	const isRedirect = status >= 300 && status < 400 && URL.canParse(headers.location);
	const target = isRedirect ? `, a redirect to ${new URL(headers.location).host}` : '';
	const message = `${what}: the response isn't from Genesys Cloud (HTTP status ${status}${target})`;
	const advice =
		status === PROXY_LOGIN
			? 'The proxy between n8n and Genesys Cloud requires authentication. Add a user and password to HTTPS_PROXY, such as http://user:password@proxy:3128, and restart n8n.'
			: 'Check the region in the credential, and whether a proxy or another service responds instead of Genesys Cloud.';
	return new GenesysApiError({ status, code: UNEXPECTED, contextId: '', message, advice });
}

export function isUnexpectedAnswer(error: unknown): boolean {
	return error instanceof GenesysApiError && error.code === UNEXPECTED;
}

/** Unique names of permissions (`domain:entity:action`) in Genesys Cloud's text, in order. */
export function missingPermissions(text: string): string[] {
	return [...new Set(text.match(/\b[A-Za-z]+:[A-Za-z]+:[A-Za-z*]+/g) ?? [])];
}

/** Whether the role lacks a permission. Other 403s (`not.authorized`) are about one object. */
export function isPermissionError(error: unknown): error is GenesysApiError {
	if (!(error instanceof GenesysApiError) || error.status !== 403) return false;
	return missingPermissions(error.message).length > 0 || (error.code.startsWith('missing.') && !namesScope(error.message));
}

/** Whether a 403 is about a missing scope of a user's sign-in. The exact wording is UNCONFIRMED. */
function namesScope(said: string): boolean {
	return /\bscopes?\b/i.test(said);
}

/** Whether the object doesn't exist or the role can't access it. */
export function isNotFound(error: unknown): error is GenesysApiError {
	return error instanceof GenesysApiError && error.status === 404;
}

/** Whether it's unclear if the request succeeded. After a 503, it didn't. */
export function isOutcomeUnknown(error: GenesysApiError | GenesysUnreachableError): boolean {
	if (error instanceof GenesysUnreachableError) return !error.nothingSent;
	return isUnexpectedAnswer(error) || (error.status >= 500 && error.status !== 503);
}

function adviceFor({ status, body }: HttpResponse, said: string): string {
	const permissions = missingPermissions(said);
	if (status === 403 && permissions.length > 0) {
		return `Add the permission ${permissions.join(', ')} to the role of the OAuth client or signed-in user (Admin › Roles / Permissions), in the division of this queue or conversation.`;
	}
	if (status === 403 && namesScope(said)) {
		return 'Add the scope to the OAuth client (Admin › Integrations › OAuth) and connect the account of the credential again.';
	}
	if (status >= 500) return 'Try again later. See status.mypurecloud.com for known incidents.';
	// Genesys Cloud's own errors are JSON.
	if (typeof body === 'string' && body.trim() !== '') {
		return 'The response is a web page, so check whether a proxy or firewall between n8n and Genesys Cloud blocked the request.';
	}
	if (status === 403) return 'Give the role of the OAuth client or signed-in user access to this object, in its division (Admin › Roles / Permissions).';
	if (status === 401) return 'Check the Client ID and Client Secret in the credential. The OAuth client may have changed or been deleted.';
	if (status === 404) return "Check the ID. The object may have been deleted, belong to another organization, or be in a division that the role can't access.";
	if (status === 413) return 'Send a smaller request.';
	if (status === 429) return 'The limit is 300 requests per minute and token. Send fewer requests, or use another OAuth client.';
	return 'Correct the value that Genesys Cloud names in its message.';
}
