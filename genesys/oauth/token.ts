import { createHash } from 'node:crypto';
import { FreshCache } from '../freshCache';
import type { ClientCredentials } from './login';

function fingerprintOf({ origins, clientId, clientSecret }: ClientCredentials): string {
	return createHash('sha256').update(JSON.stringify([origins.login, clientId, clientSecret])).digest('base64url');
}

/** The token with its client in front, or chats would go to the old organization for a day after the credential is changed. */
export function bindToken(client: ClientCredentials, accessToken: string): string {
	return `${fingerprintOf(client)}.${accessToken}`;
}

/** The stored token, if it is this client's. */
export function tokenOf(client: ClientCredentials, kept: string): string | undefined {
	const prefix = bindToken(client, '');
	return kept.startsWith(prefix) ? kept.slice(prefix.length) : undefined;
}

/** Twice the longest wait for an answer. Later, the refused token may be another worker's, and newer than ours. */
const FRESH_MS = 60_000;
const MAX_CLIENTS = 500; // With more OAuth clients than this in one process, the oldest only lose the sharing.

/** One token call for all requests of this process whose token expires: n8n makes one after every 401, and Genesys limits them. */
export class TokenCache {
	private readonly tokens: FreshCache<string>;

	constructor(now?: () => number) {
		this.tokens = new FreshCache(FRESH_MS, MAX_CLIENTS, now);
	}

	/** @param rejected the token that Genesys no longer accepts; empty when there is none yet */
	async renew(credentials: ClientCredentials, rejected: string, fetchToken: () => Promise<string>): Promise<string> {
		// The secret is part of the key, so that a client with a wrong secret never gets the token of the right one.
		return await this.tokens.get(fingerprintOf(credentials), fetchToken, (token) => rejected !== '' && token !== rejected);
	}
}
