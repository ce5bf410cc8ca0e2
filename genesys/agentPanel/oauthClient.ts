import { acknowledgement, objectWithId, page } from '../answers';
import { isNotFound } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asText, type JsonObject } from '../json';
import { PANEL_SCOPES } from './scopes';

/** An OAuth client, as Admin › Integrations › OAuth has it. Its secret is not among this: PKCE needs none. */
export interface OAuthClient {
	id: string;
	name: string;
	grantType: string;
	redirectUris: string[];
	scopes: string[];
	isActive: boolean;
	whole: JsonObject;
}

/** Authorization code; with PKCE it takes no setting of its own. */
export const CODE_GRANT = 'CODE';
/** Lifetime of an agent's token: a shift. Genesys Cloud takes 5 minutes to 48 hours. */
const TOKEN_SECONDS = 28_800;
const PATH = '/api/v2/oauth/clients';
/** What a PUT takes (model OAuthClientRequest): it replaces them all. */
const SETTINGS = [
	'name', 'description', 'accessTokenValiditySeconds', 'authorizedGrantType', 'registeredRedirectUri', 'scope', 'roleIds', 'roleDivisions', 'state', 'dateToDelete',
];

type Looked = { found?: OAuthClient; error?: CallError };
/** Neither when there is none with this ID. Permission: oauth:client:view. */
export async function lookAtOAuthClient(client: GenesysClient, clientId: string, what: string): Promise<Looked> {
	const request = { method: 'GET', path: `${PATH}/${pathId('Client ID', clientId)}` } as const;
	const { body, error } = await client.attempt(request, { what, read: objectWithId });
	return error ? (isNotFound(error) ? {} : { error }) : { found: parse(body) };
}

/** The one of this name and grant, and of several the one that has the redirect URI. The same permission. @throws RefusedError `ambiguous.name` */
export async function findOAuthClient(client: GenesysClient, name: string, redirectUri: string): Promise<OAuthClient | undefined> {
	const what = 'Find the OAuth client';
	// Genesys Cloud returns all of them on one page.
	const { entities } = await client.call({ method: 'GET', path: PATH }, { what, read: page });
	const named = entities.flatMap((entity) => parse(entity) ?? []).filter((one) => one.name === name && one.grantType === CODE_GRANT);
	const own = named.filter(({ redirectUris }) => redirectUris.includes(redirectUri));
	const found = own.length > 0 ? own : named;
	if (found.length <= 1) return found.at(0);
	const message = `${what}: Genesys Cloud has ${found.length} OAuth clients named "${name}"`;
	throw new RefusedError({ code: 'ambiguous.name', message, advice: 'Enter the Client ID of the one that the panel is to use.' });
}

/** Permission: oauth:client:add. */
export async function createOAuthClient(client: GenesysClient, name: string, redirectUri: string): Promise<{ id: string }> {
	const body = {
		name, description: 'Signs agents in to the agent panel of n8n', authorizedGrantType: CODE_GRANT,
		registeredRedirectUri: [redirectUri], scope: [...PANEL_SCOPES], accessTokenValiditySeconds: TOKEN_SECONDS,
	};
	const { id } = await client.call({ method: 'POST', path: PATH, body }, { what: 'Make the OAuth client', read: objectWithId });
	return { id };
}

/** Adds what is missing; all else stays. Permission: oauth:client:edit. */
export async function completeOAuthClient(client: GenesysClient, present: OAuthClient, redirectUri: string): Promise<void> {
	const { hasRedirect, scopes } = missingIn(present, redirectUri);
	const kept = Object.fromEntries(SETTINGS.flatMap((key) => (present.whole[key] === undefined || present.whole[key] === null ? [] : [[key, present.whole[key]]])));
	const body = {
		...kept,
		registeredRedirectUri: hasRedirect ? present.redirectUris : [...present.redirectUris, redirectUri],
		scope: [...present.scopes, ...scopes],
	};
	const request = { method: 'PUT', path: `${PATH}/${pathId('Client ID', present.id)}`, body } as const;
	await client.call(request, { what: 'Change the OAuth client', read: acknowledgement, repeatable: true });
}

/** What the panel needs and the client does not have. A scope without `:readonly` covers the one with it. */
export function missingIn({ redirectUris, scopes }: OAuthClient, redirectUri: string): { hasRedirect: boolean; scopes: string[] } {
	const isMissing = (scope: string) => ![scope, scope.replace(/:readonly$/, '')].some((each) => scopes.includes(each));
	return { hasRedirect: redirectUris.includes(redirectUri), scopes: PANEL_SCOPES.filter(isMissing) };
}

function parse(body: unknown): OAuthClient | undefined {
	const whole = objectWithId(body);
	if (!whole) return undefined;
	const texts = (value: unknown) => asArray(value).flatMap((one) => asText(one) ?? []);
	const { id } = whole;
	return {
		id, name: asText(whole.name) ?? id, grantType: (asText(whole.authorizedGrantType) ?? '').toUpperCase(),
		redirectUris: texts(whole.registeredRedirectUri), scopes: texts(whole.scope),
		isActive: (asText(whole.state) ?? 'active').toLowerCase() === 'active', whole,
	};
}
