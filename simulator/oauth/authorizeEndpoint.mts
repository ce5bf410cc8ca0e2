import type { Agent } from '../directory/directory.mts';
import type { World } from '../world.mts';
import { questionPage, refusalPage } from './authorizePage.mts';
import { isActive } from './clients.mts';
import type { OAuthClient } from './clients.mts';
import { issueCode } from './signIns.mts';

/** A page or redirect URL, and the ID of the user who is signed in afterward. */
export type Answer = ({ status: number; html: string } | { location: string }) & { signedIn?: string };

interface AuthorizeRequest {
	client: OAuthClient;
	scopes: string[];
	redirectUri: string;
}

/** The authorize request, or the response if it can't be granted for any user. */
function readRequest(world: World, query: URLSearchParams): Answer | AuthorizeRequest {
	const refusal = (reason: string): Answer => ({ status: 400, html: refusalPage(reason) });
	const client = world.clients.get(query.get('client_id') ?? '');
	if (!client) return refusal('There is no OAuth client with this client_id.');
	if (!isActive(client)) return refusal('The OAuth client is not active.');
	if (client.redirectUris === undefined) return refusal('The OAuth client is not of the grant type Code Authorization.');
	const redirectUri = query.get('redirect_uri') ?? '';
	// Never redirects to a URL that the client hasn't registered, not even with an error.
	if (!client.redirectUris.includes(redirectUri)) {
		return refusal(`The redirect_uri "${redirectUri.slice(0, 200)}" isn't one of the OAuth client's authorized redirect URIs.`);
	}
	const back = (error: string): Answer => ({ location: backTo(redirectUri, query, { error }) });
	if (query.get('response_type') !== 'code') return back('unsupported_response_type');
	if (query.has('code_challenge') && query.get('code_challenge_method') !== 'S256') return back('invalid_request');
	const asked = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
	const { scopes: allowed = 'all' } = client;
	// A request without scopes gets the client's scopes.
	if (asked.length === 0) return { client, redirectUri, scopes: allowed === 'all' ? ['all'] : allowed };
	const isAllowed = (scope: string): boolean => allowed === 'all' || allowed.includes(scope);
	if (world.settings.unregisteredScope === 'refused' && !asked.every(isAllowed)) return back('invalid_scope');
	return { client, redirectUri, scopes: asked.filter(isAllowed) };
}

function backTo(redirectUri: string, query: URLSearchParams, parameters: Record<string, string>): string {
	const url = new URL(redirectUri);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	const state = query.get('state');
	if (state !== null) url.searchParams.set('state', state);
	return url.href;
}

/** Redirect URL after the sign-in. */
function withCode(world: World, request: AuthorizeRequest, query: URLSearchParams, user: Agent): string {
	const { client: { clientId }, scopes, redirectUri } = request;
	const challenge = query.get('code_challenge') ?? undefined;
	const code = issueCode(world, { clientId, userId: user.id, scopes, redirectUri, challenge });
	return backTo(redirectUri, query, { code });
}

/**
 * `GET /oauth/authorize`: shows the sign-in and consent page. Whether a signed-in user isn't asked again, except
 * with `prompt=login`, is UNCONFIRMED.
 */
export function askUser(world: World, query: URLSearchParams, signedIn?: Agent): Answer {
	const request = readRequest(world, query);
	if (!('client' in request)) return request;
	if (signedIn && query.get('prompt') !== 'login') return { location: withCode(world, request, query, signedIn) };
	const { client: { clientId }, scopes } = request;
	return { status: 200, html: questionPage({ clientId, scopes, users: world.agents, query }) };
}

/** Handles the page's form: redirects to the client with a code or a rejection. */
export function takeDecision(world: World, form: URLSearchParams): Answer {
	const request = readRequest(world, form);
	if (!('client' in request)) return request;
	const user = world.agents.find(({ id }) => id === form.get('user'));
	if (!user || form.get('decision') !== 'allow') {
		return { location: backTo(request.redirectUri, form, { error: 'access_denied' }) };
	}
	return { location: withCode(world, request, form, user), signedIn: user.id };
}
