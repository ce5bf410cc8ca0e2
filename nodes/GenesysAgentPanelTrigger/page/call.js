import { accessToken } from './signIn.js';

/**
 * A request with the agent's token. A 401 signs in again, once.
 *
 * @param {string} url
 * @param {() => object} [makeBody] makes a POST; called anew for each try
 * @returns {Promise<any>} the JSON of the answer
 * @throws {Error & { status?: number, body?: any, retryAfter?: number }} without `status` when nothing was answered;
 *   `retryAfter` in seconds
 */
export async function call(url, makeBody) {
	const token = await accessToken();
	let response = await send(url, makeBody, token);
	if (response.status === 401) response = await send(url, makeBody, await accessToken(token));
	const body = await response.json().catch(() => ({}));
	if (response.ok) return body;
	const { status, headers } = response;
	throw Object.assign(new Error(), { status, body, retryAfter: Number(headers.get('Retry-After')) || undefined });
}

function send(url, makeBody, token) {
	const headers = { Authorization: `Bearer ${token}` };
	if (!makeBody) return fetch(url, { headers });
	headers['Content-Type'] = 'application/json';
	return fetch(url, { method: 'POST', headers, body: JSON.stringify(makeBody()) });
}
