import { createHash } from 'node:crypto';
import { FreshCache } from '../freshCache';
import type { ClientCredentials } from './login';

function fingerprintOf({ origins, clientId, clientSecret }: ClientCredentials): string {
	return createHash('sha256').update(JSON.stringify([origins.login, clientId, clientSecret])).digest('base64url');
}

/** Prefixes the token with its client. Otherwise, after a change of the credential, messages would go to the old organization for a day. */
export function bindToken(client: ClientCredentials, accessToken: string): string {
	return `${fingerprintOf(client)}.${accessToken}`;
}

/** The stored token, if it belongs to this client. */
export function tokenOf(client: ClientCredentials, kept: string): string | undefined {
	const prefix = bindToken(client, '');
	return kept.startsWith(prefix) ? kept.slice(prefix.length) : undefined;
}

/** Twice the request timeout. After that, the rejected token may be another worker's and newer than ours. */
const FRESH_MS = 60_000;
const MAX_CLIENTS = 500; // Beyond this number, the oldest clients just fetch their own tokens.

/** Combines the token calls of this process into one. n8n makes one after every 401, and Genesys limits them. */
export class TokenCache {
	private readonly tokens: FreshCache<string>;

	constructor(now?: () => number) {
		this.tokens = new FreshCache(FRESH_MS, MAX_CLIENTS, now);
	}

	/** @param rejected the token that Genesys no longer accepts; empty if there is none yet */
	async renew(credentials: ClientCredentials, rejected: string, fetchToken: () => Promise<string>): Promise<string> {
		// The secret is part of the key, so a client with a wrong secret never gets another client's token.
		return await this.tokens.get(fingerprintOf(credentials), fetchToken, (token) => rejected !== '' && token !== rejected);
	}
}
