import { isRefusal, unexpectedAnswer, type HttpResponse } from '../apiError';
import { GenesysApiError, GenesysUnreachableError } from '../errors';
import { asObject, asText } from '../json';
import { isPlainName, redacted } from '../redaction';
import type { GenesysOrigins } from '../regions';

export type ClientCredentials = { origins: GenesysOrigins; clientId: string; clientSecret: string };
type Fields = Record<string, string>;
/** Posts a form. Returns the HTTP response with any status, or the reason if there is none. */
export type PostForm = (url: string, headers: Fields, form: Fields) => Promise<HttpResponse | GenesysUnreachableError>;

/** Fetches an access token (client credentials), valid for a day by default. @throws GenesysApiError, GenesysUnreachableError */
export async function login(credentials: ClientCredentials, post: PostForm): Promise<string> {
	const { origins, clientId, clientSecret } = credentials;
	const basic = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
	const headers = { Authorization: `Basic ${basic}`, Accept: 'application/json' };
	const response = await post(`${origins.login}/oauth/token`, headers, { grant_type: 'client_credentials' });
	if (response instanceof Error) throw new GenesysUnreachableError({ ...response, message: response.message, nothingSent: true });
	const body = asObject(response.body);
	const accessToken = asText(body?.access_token);
	if (response.status === 200 && accessToken) return accessToken;
	if (!isRefusal(response.status)) throw unexpectedAnswer(response, `${origins.login} returned no token`);
	throw loginError(response, origins.login, [clientSecret, basic]);
}

function loginError(response: HttpResponse, origin: string, secrets: string[]): GenesysApiError {
	const body = asObject(response.body);
	const error = asText(body?.error);
	const code = isPlainName(error, secrets) ? error : `http.${response.status}`;
	const words = asText(body?.error_description) ?? asText(body?.description) ?? asText(body?.message);
	const said = words && redacted(words, secrets);
	const refusal = (message: string, advice: string) => {
		const fields = { status: response.status, code, contextId: '', retryAfter: response.headers['retry-after'] };
		return new GenesysApiError({ ...fields, message: `${origin} ${message}`, advice });
	};
	if (code === 'invalid_client' && (response.status === 400 || said === 'client not found')) {
		return refusal("doesn't recognize this Client ID", "Make sure that the region is your organization's, and copy the Client ID again from Admin › Integrations › OAuth.");
	}
	if (code === 'invalid_client' || response.status === 401) {
		const advice = 'Copy the Client Secret again from Admin › Integrations › OAuth, without spaces around it.';
		return refusal('recognizes the Client ID, but the Client Secret is wrong', advice);
	}
	const isBusy = response.status >= 500 || response.status === 429;
	const advice = isBusy
		? 'Genesys Cloud is busy or unavailable. Try again in a minute.'
		: 'Make sure that the region is correct and that the OAuth client has the grant type Client Credentials.';
	return refusal(`returned no token: it answered ${response.status}${said ? ` – ${said}` : ''}`, advice);
}
