import { createHash } from 'node:crypto';
import type { ClientCredentials } from './login';

/** Identifies a client by login origin, ID and secret, without revealing them. */
export function fingerprintOf({ origins, clientId, clientSecret }: ClientCredentials): string {
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
