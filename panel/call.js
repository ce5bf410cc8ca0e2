import { accessToken } from './signIn.js';

/** A request that was refused, or not answered at all. */
export class CallError extends Error {
	/**
	 * @param {number} status 0 when nothing was answered
	 * @param {any} [body] the JSON of the answer
	 * @param {number} [retryAfter] in seconds, 0 where the answer does not say
	 */
	constructor(status, body = {}, retryAfter = 0) {
		super(`Status ${status}`);
		Object.assign(this, { status, body, retryAfter });
	}
}

/**
 * A request with the agent's token. A 401 signs in again, once.
 *
 * @param {string} url
 * @param {() => object} [makeBody] makes a POST; called anew for each try
 * @returns {Promise<any>} the JSON of the answer
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
