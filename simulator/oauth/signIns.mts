import { createHash } from 'node:crypto';

import { newToken } from '../ids.mts';
import type { World } from '../world.mts';
import type { OAuthClient } from './clients.mts';

/** A user's consent for an OAuth client. */
export interface Grant {
	clientId: string;
	userId: string;
	scopes: string[];
}

/** The authorize page's code, which can be exchanged once. */
interface Code extends Grant {
	redirectUri: string;
	/** The S256 challenge of PKCE. Undefined for a client that uses only its secret. */
	challenge: string | undefined;
	expiresAt: number;
}

interface RefreshToken extends Grant {
	expiresAt: number;
}

export interface SignIns {
	codes: Map<string, Code>;
	refreshTokens: Map<string, RefreshToken>;
	/** The user of each browser session. */
	sessions: Map<string, string>;
}

export const noSignIns = (): SignIns => ({ codes: new Map(), refreshTokens: new Map(), sessions: new Map() });

const inSeconds = (seconds: number): number => Date.now() + seconds * 1000;

export function issueCode({ signIns, settings }: World, code: Omit<Code, 'expiresAt'>): string {
	const value = newToken();
	signIns.codes.set(value, { ...code, expiresAt: inSeconds(settings.authorizationCodeSeconds) });
	return value;
}

/** A refresh token, if the client gets one. */
export function issueRefreshToken({ signIns, settings }: World, grant: Grant, hasSecret: boolean): string | undefined {
	if (!hasSecret && !settings.refreshTokenWithoutSecret) return undefined;
	const value = newToken();
	const { clientId, userId, scopes } = grant;
	signIns.refreshTokens.set(value, { clientId, userId, scopes, expiresAt: inSeconds(settings.refreshTokenSeconds) });
	return value;
}

/**
 * Removes a code from the table. It works only once, even if the other parameters are wrong.
 * @returns undefined if the code is unknown, used, expired, of another client, or for another URL, or if the
 * verifier is missing or wrong
 */
export function redeemCode(
	{ signIns }: World,
	client: OAuthClient,
	form: URLSearchParams,
	hasSecret: boolean,
): Grant | undefined {
	const value = form.get('code') ?? '';
	const code = signIns.codes.get(value);
	signIns.codes.delete(value);
	if (!code || code.expiresAt <= Date.now() || code.clientId !== client.clientId) return undefined;
	if (code.redirectUri !== form.get('redirect_uri')) return undefined;
	// Without a secret, only the verifier authenticates the caller.
	if (code.challenge === undefined) return hasSecret ? code : undefined;
	return code.challenge === challengeOf(form.get('code_verifier') ?? '') ? code : undefined;
}

/** Removes a refresh token from the table, unless the setting allows reuse. */
export function redeemRefreshToken({ signIns, settings }: World, client: OAuthClient, value: string): Grant | undefined {
	const token = signIns.refreshTokens.get(value);
	if (!token || token.expiresAt <= Date.now() || token.clientId !== client.clientId) return undefined;
	if (settings.refreshTokenRotates) signIns.refreshTokens.delete(value);
	return token;
}

/** Ends the sign-ins of a client, or all sign-ins and browser sessions. Their refresh tokens and codes stop working. */
export function endSignIns({ signIns }: World, clientId: unknown): void {
	if (clientId === undefined) signIns.sessions.clear();
	for (const table of [signIns.codes, signIns.refreshTokens]) {
		for (const [value, grant] of table) if (clientId === undefined || grant.clientId === clientId) table.delete(value);
	}
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier, 'ascii').digest('base64url');
