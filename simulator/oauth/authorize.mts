import { ApiError, rateLimited } from '../http/apiError.mts';
import type { World } from '../world.mts';
import { hasPermission, isActive } from './clients.mts';
import type { OAuthClient, Token } from './clients.mts';

/** What a call needs: only a token, all of these permissions, or at least one of them. */
export type Needs = 'token' | { all: string[] } | { any: string[] };

const MINUTE = 60_000;

/**
 * The token of a request, with the permissions of the client or, after a sign-in, the user.
 * @throws ApiError 401 with the code of the reason
 */
export function authenticate(world: World, authorization: string | undefined): { token: Token; client: OAuthClient } {
	const value = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (value === undefined) {
		const text = 'No authentication bearer token specified in authorization header.';
		throw new ApiError(401, 'authentication.required', text);
	}
	const token = world.tokens.get(value);
	const client = token && world.clients.get(token.clientId);
	if (!token || !client || !isActive(client) || token.revokedAs === 'bad.credentials') {
		throw new ApiError(401, 'bad.credentials', 'Invalid login credentials.');
	}
	if (token.revokedAs || token.expiresAt <= Date.now()) {
		const text = 'The supplied credentials are expired and cannot be used.';
		throw new ApiError(401, 'credentials.expired', text);
	}
	if (token.userId === undefined) return { token, client };
	const user = world.agents.find(({ id }) => id === token.userId);
	const { divisions: _ofClient, ...rest } = client;
	const divisions = user?.divisions && { divisions: user.divisions };
	return { token, client: { ...rest, ...divisions, permissions: user ? (user.permissions ?? 'all') : [] } };
}

/**
 * Counts a call against the limit per token and minute.
 * @returns the rate-limit headers of the platform API
 * @throws ApiError 429 with `Retry-After`
 */
export function countCall(world: World, token: Token): Record<string, string> {
	const allowed = world.settings.rateLimitPerMinute;
	const now = Date.now();
	if (now - token.windowStart >= MINUTE) Object.assign(token, { windowStart: now, used: 0 });
	const reset = Math.max(1, Math.ceil((token.windowStart + MINUTE - now) / 1000));
	if (allowed > 0 && token.used >= allowed) throw rateLimited(reset);
	token.used += 1;
	if (allowed === 0) return {};
	return {
		'inin-ratelimit-count': String(token.used),
		'inin-ratelimit-allowed': String(allowed),
		'inin-ratelimit-reset': String(reset),
	};
}

/**
 * Rejects a client whose roles don't allow the call.
 * @throws ApiError 403 with the permissions
 */
export function demand(client: OAuthClient, needs: Needs): void {
	if (needs === 'token') return;
	const every = 'all' in needs;
	const wanted = every ? needs.all : needs.any;
	const missing = wanted.filter((permission) => !hasPermission(client, permission));
	if (every ? missing.length === 0 : missing.length < wanted.length) return;
	const lead = every
		? 'You are missing the following permission(s): '
		: 'You must have at least one of the following permissions assigned: ';
	const names = missing.join(', ');
	throw new ApiError(
		403,
		every ? 'missing.permissions' : 'missing.any.permissions',
		`Unable to perform the requested action. ${lead}${names}`,
		{
			messageWithParams: `Unable to perform the requested action. ${lead}{permissions}`,
			messageParams: { permissions: names },
		},
	);
}
