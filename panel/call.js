import { accessToken } from './signIn.js';

/** A request that was rejected or got no response. */
export class CallError extends Error {
	/**
	 * @param {number} status 0 if there was no response
	 * @param {any} [body] JSON of the response
	 * @param {number} [retryAfter] in seconds; 0 if the response doesn't specify it
	 */
	constructor(status, body = {}, retryAfter = 0) {
		super(`Status ${status}`);
		Object.assign(this, { status, body, retryAfter });
	}
}

/**
 * Sends a request with the agent's token. After a 401, signs in again and retries once.
 *
 * @param {string} url
 * @param {() => object} [makeBody] makes the request a POST; called for each attempt
 * @returns {Promise<any>} JSON of the response
 * @throws {CallError}
 */
export async function call(url, makeBody) {
	const token = await accessToken();
	let response = await send(url, token, makeBody);
	if (response.status === 401) response = await send(url, await accessToken(token), makeBody);
	const body = await response.json().catch(() => ({}));
	if (!response.ok) throw new CallError(response.status, body, Number(response.headers.get('Retry-After')));
	return body;
}

/**
 * @param {string} url
 * @param {string} token
 * @param {() => object} [makeBody]
 */
async function send(url, token, makeBody) {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
	const request = makeBody ? { method: 'POST', headers, body: JSON.stringify(makeBody()) } : { headers };
	try {
		return await fetch(url, request);
	} catch {
		throw new CallError(0);
	}
}
