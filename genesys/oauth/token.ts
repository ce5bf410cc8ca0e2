import { createHash } from 'node:crypto';
import { FreshCache } from '../freshCache';
import type { ClientCredentials } from './login';

/** Identifies a client by login origin, ID and secret, without revealing them. */
function fingerprintOf({ origins, clientId, clientSecret }: ClientCredentials): string {
	return createHash('sha256').update(JSON.stringify([origins.login, clientId, clientSecret])).digest('base64url');
}

/**
 * The token as it is stored: prefixed with the client it belongs to. When somebody changes the client or region of a
 * credential, the old token stays in it; without the prefix, chats would go to the old organization for another day.
 */
export function bindToken(client: ClientCredentials, accessToken: string): string {
	return `${fingerprintOf(client)}.${accessToken}`;
}

/** The stored token, if it is this client's. */
export function tokenOf(client: ClientCredentials, kept: string): string | undefined {
	const prefix = `${fingerprintOf(client)}.`;
	return kept.startsWith(prefix) ? kept.slice(prefix.length) : undefined;
}

/**
 * How long a token counts as newer than one that was refused, in milliseconds: twice the longest wait for an answer.
 * After that, the refused one may be another worker's, fetched after ours, and ours may have expired.
 */
const FRESH_MS = 60_000;

/** With more OAuth clients than this in one process, the oldest only lose the sharing. */
const MAX_CLIENTS = 500;

/**
 * One token call for many requests that find their token expired at the same moment.
 *
 * n8n keeps the token in the credential and asks for a new one after every 401, without a lock: thirty messages in flight
 * would make thirty token calls, which Genesys limits. Here the first one calls, the others wait for the same answer, and
 * a later one with the same old token gets the new one at once. Each process has its own, as Genesys' tokens do not
 * invalidate each other.
 */
export class TokenCache {
	private readonly tokens: FreshCache<string>;

	constructor(now?: () => number) {
		this.tokens = new FreshCache(FRESH_MS, MAX_CLIENTS, now);
	}

	/**
	 * @param rejected the token that Genesys no longer accepts; empty when there is none yet
	 * @param fetchToken makes the real call; if it rejects, so do all that wait for it, and the next one calls anew
	 */
	async renew(credentials: ClientCredentials, rejected: string, fetchToken: () => Promise<string>): Promise<string> {
		// The secret is part of the key, so that a client with a wrong secret never gets the token of the right one.
		return await this.tokens.get(fingerprintOf(credentials), fetchToken, (token) => rejected !== '' && token !== rejected);
	}
}
