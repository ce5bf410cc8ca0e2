import type { PostJson } from '../../genesys/openMessaging/probe';
import { plainRequest, type HttpHelper } from './credential';

/** How long a URL may take to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** Posts to a URL that Genesys Cloud delivers to, with n8n's HTTP helper and as Genesys does: without following redirects. */
export function postJsonWith(httpRequest: HttpHelper): PostJson {
	return async (url, headers, body) =>
		await plainRequest(httpRequest, {
			method: 'POST',
			url,
			headers: { ...headers, 'Content-Type': 'application/json' },
			body,
			timeout: TIMEOUT_MS,
		});
}
