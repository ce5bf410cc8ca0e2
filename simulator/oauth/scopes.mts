import { ApiError } from '../http/apiError.mts';
import type { Token } from './clients.mts';

/**
 * The scope of each group of calls; the first match applies (source: `security` of the operations in the OpenAPI document of
 * the Platform API). For read-only calls, the `:readonly` scope is enough; `notifications` and
 * `user-basic-info` have none.
 */
const GROUPS: Array<[path: RegExp, scope: string, only?: 'alone']> = [
	[/^\/tokens\/me/, 'user-basic-info', 'alone'],
	[/^\/conversations\/messaging\/threadingtimeline/, 'conversations'],
	[/^\/conversations\/messaging\//, 'messaging'],
	[/^\/conversations\b/, 'conversations'],
	[/^\/analytics\//, 'analytics'],
	[/^\/(?:flows|architect)\b/, 'architect'],
	[/^\/routing\//, 'routing'],
	[/^\/users\/me$/, 'user-basic-info', 'alone'],
	[/^\/users\b/, 'users'],
	[/^\/oauth\//, 'oauth'],
	[/^\/groups\b/, 'groups'],
	[/^\/notifications\//, 'notifications', 'alone'],
	[/^\/integrations\/botconnectors?\b/, 'textbots'],
	[/^\/integrations\b/, 'integrations'],
];

/** Source: the error codes that the OpenAPI document lists for a 403. How several scopes are named is UNCONFIRMED. */
const MISSING_SCOPE = 'app.not.authorized.for.scope';

/** The scopes of which a call needs one. Empty for other calls. */
export function scopesFor(method: string, path: string): string[] {
	const [, scope, only] = GROUPS.find(([pattern]) => pattern.test(path.replace(/^\/api\/v2/, ''))) ?? [];
	if (scope === undefined) return [];
	const reads = ['get', 'head'].includes(method) || /\/(?:query|messages\/bulk)$/.test(path);
	return reads && only === undefined ? [scope, `${scope}:readonly`] : [scope];
}

/**
 * Rejects a call outside the scopes of a user's sign-in. Tokens of the client-credentials grant have no scopes.
 * @throws ApiError 403 with the scopes
 */
export function demandScope({ scopes }: Token, method: string, path: string): void {
	const needed = scopesFor(method, path);
	if (scopes === undefined || needed.length === 0 || [...needed, 'all'].some((scope) => scopes.includes(scope))) return;
	throw new ApiError(403, MISSING_SCOPE, `App not authorized to use scope ${needed.join(', ')}`);
}
