import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { unreachable } from '../../genesys/unreachable';
import type { PostJson } from '../../genesys/openMessaging/probe';
import { networkCode, toHttpResponse } from './credential';

/** How long a URL may take to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** Posts to a URL that Genesys Cloud delivers to, with n8n's HTTP helper and as Genesys does: without following redirects. */
export function postJsonWith(httpRequest: (options: IHttpRequestOptions) => Promise<unknown>): PostJson {
	return async (url, headers, body) => {
		try {
			const response = await httpRequest({
				method: 'POST',
				url,
				headers: { ...headers, 'Content-Type': 'application/json' },
				body,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: TIMEOUT_MS,
			});
			return toHttpResponse(response as IN8nHttpFullResponse);
		} catch (error) {
			return unreachable(new URL(url).host, networkCode(error));
		}
	};
}
