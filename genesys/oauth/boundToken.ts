import { createHash } from 'node:crypto';
import type { ClientCredentials } from './login';

/** Stands for a client in the place it logs in at: equal for equal origin, id and secret. Not reversible. */
export function fingerprintOf({ origins, clientId, clientSecret }: ClientCredentials): string {
	return createHash('sha256').update(JSON.stringify([origins.login, clientId, clientSecret])).digest('base64url');
}

/**
 * The token as it is kept: with the client it was given to in front. Somebody who changes client or region in a
 * credential leaves the old token in it, and without this the chats would go to the old organisation for another day.
 */
export function bindToken(client: ClientCredentials, accessToken: string): string {
	return `${fingerprintOf(client)}.${accessToken}`;
}

/** The kept token, if it is this client's. */
export function tokenOf(client: ClientCredentials, kept: string): string | undefined {
	const prefix = `${fingerprintOf(client)}.`;
	return kept.startsWith(prefix) ? kept.slice(prefix.length) : undefined;
}
