import { acknowledgement, objectWithId, page } from '../answers';
import { isNotFound } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asText, type JsonObject } from '../json';
import { PANEL_SCOPES } from './scopes';

/** An OAuth client from Admin › Integrations › OAuth, without its secret: PKCE doesn't use one. */
export interface OAuthClient {
	id: string;
	name: string;
	grantType: string;
	redirectUris: string[];
	scopes: string[];
	isActive: boolean;
	whole: JsonObject;
}

/** Authorization code. PKCE requires no additional setting. */
export const CODE_GRANT = 'CODE';
/** Lifetime of an agent's token: one shift. Genesys Cloud accepts 5 minutes to 48 hours. */
const TOKEN_SECONDS = 28_800;
const PATH = '/api/v2/oauth/clients';
/** Fields of a PUT (model OAuthClientRequest), which replaces all of them. */
const SETTINGS = [
	'name', 'description', 'accessTokenValiditySeconds', 'authorizedGrantType', 'registeredRedirectUri', 'scope', 'roleIds', 'roleDivisions', 'state', 'dateToDelete',
];

type Looked = { found?: OAuthClient; error?: CallError };
/** Returns neither property if no client has this ID. Permission: oauth:client:view. */
export async function lookAtOAuthClient(client: GenesysClient, clientId: string, what: string): Promise<Looked> {
	const request = { method: 'GET', path: `${PATH}/${pathId('Client ID', clientId)}` } as const;
	const { body, error } = await client.attempt(request, { what, read: objectWithId });
	return error ? (isNotFound(error) ? {} : { error }) : { found: parse(body) };
}

/** Finds a client by name and grant type. If several match, the one with the redirect URI wins. Permission: oauth:client:view. @throws RefusedError `ambiguous.name` */
export async function findOAuthClient(client: GenesysClient, name: string, redirectUri: string): Promise<OAuthClient | undefined> {
	const what = 'Find the OAuth client';
	// Genesys Cloud returns all clients on one page.
	const { entities } = await client.call({ method: 'GET', path: PATH }, { what, read: page });
	const named = entities.flatMap((entity) => parse(entity) ?? []).filter((one) => one.name === name && one.grantType === CODE_GRANT);
	const own = named.filter(({ redirectUris }) => redirectUris.includes(redirectUri));
	const found = own.length > 0 ? own : named;
	if (found.length <= 1) return found.at(0);
	const message = `${what}: Genesys Cloud has ${found.length} OAuth clients named "${name}"`;
	throw new RefusedError({ code: 'ambiguous.name', message, advice: 'Enter the Client ID of the one that the panel should use.' });
}

/** Permission: oauth:client:add. */
export async function createOAuthClient(client: GenesysClient, name: string, redirectUri: string): Promise<{ id: string }> {
	const body = {
		name, description: 'Signs agents in to the n8n agent panel', authorizedGrantType: CODE_GRANT,
		registeredRedirectUri: [redirectUri], scope: [...PANEL_SCOPES], accessTokenValiditySeconds: TOKEN_SECONDS,
	};
	const { id } = await client.call({ method: 'POST', path: PATH, body }, { what: 'Create the OAuth client', read: objectWithId });
	return { id };
}

/** Adds the missing redirect URI and scopes, and keeps all other settings. Permission: oauth:client:edit. */
export async function completeOAuthClient(client: GenesysClient, present: OAuthClient, redirectUri: string): Promise<void> {
	const { hasRedirect, scopes } = missingIn(present, redirectUri);
	const kept = Object.fromEntries(SETTINGS.flatMap((key) => (present.whole[key] === undefined || present.whole[key] === null ? [] : [[key, present.whole[key]]])));
	const body = {
		...kept,
		registeredRedirectUri: hasRedirect ? present.redirectUris : [...present.redirectUris, redirectUri],
		scope: [...present.scopes, ...scopes],
	};
	const request = { method: 'PUT', path: `${PATH}/${pathId('Client ID', present.id)}`, body } as const;
	await client.call(request, { what: 'Update the OAuth client', read: acknowledgement, repeatable: true });
}

/** Returns the settings that the panel needs and the client lacks. A scope without `:readonly` includes the read-only one. */
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
