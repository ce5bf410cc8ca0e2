import { badRequest, invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import { newId, newToken } from '../ids.mts';
import { grantTypeOf, GRANT_TYPES } from './clients.mts';
import type { OAuthClient } from './clients.mts';

const PATH = '/api/v2/oauth/clients';
const STATES = ['active', 'disabled', 'inactive'] as const;
const [MIN_SECONDS, MAX_SECONDS] = [300, 172_800];

/** Model `OAuthClient`. UNCONFIRMED: the secret is returned once, when the client is created. */
const clientView = (client: OAuthClient, secret?: string): JsonObject => ({
	id: client.clientId,
	name: client.name ?? client.clientId,
	description: client.description ?? '',
	accessTokenValiditySeconds: client.tokenLifetimeSeconds ?? 86_400,
	registeredRedirectUri: client.redirectUris ?? [],
	...(secret !== undefined && { secret }),
	authorizedGrantType: grantTypeOf(client),
	scope: Array.isArray(client.scopes) ? client.scopes : [],
	roleDivisions: client.roleDivisions ?? [],
	state: client.state ?? 'active',
	selfUri: `${PATH}/${client.clientId}`,
});

function textsIn(fields: JsonObject, name: string): string[] {
	const { [name]: value = [] } = fields;
	if (!Array.isArray(value) || !value.every(isFilledText)) throw invalidValue(value, name, 'List');
	return value;
}

function redirectUrisIn(fields: JsonObject): string[] {
	const uris = textsIn(fields, 'registeredRedirectUri');
	const wrong = uris.find((uri) => !URL.canParse(uri));
	if (wrong !== undefined) throw invalidValue(wrong, 'registeredRedirectUri', 'Uri');
	return uris;
}

/** Model `OAuthClientRequest`. Scopes apply only to users' tokens, roles only to the client's own. */
function checked(body: unknown): Omit<OAuthClient, 'clientId' | 'clientSecret' | 'permissions'> {
	const fields = objectOf(body);
	const { name, description = '', authorizedGrantType, accessTokenValiditySeconds: seconds, roleDivisions, state = 'active' } = fields;
	if (!isFilledText(name)) throw missingField('name');
	if (authorizedGrantType === undefined) throw missingField('authorizedGrantType');
	const grantType = GRANT_TYPES.find((one) => one === authorizedGrantType);
	if (!grantType) throw invalidValue(authorizedGrantType, 'authorizedGrantType', 'Enum', GRANT_TYPES);
	if (typeof description !== 'string') throw invalidValue(description, 'description', 'String');
	const stated = STATES.find((one) => one === state);
	if (!stated) throw invalidValue(state, 'state', 'Enum', STATES);
	if (seconds !== undefined && !(typeof seconds === 'number' && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
		throw badRequest(`"accessTokenValiditySeconds" is a number from ${MIN_SECONDS} to ${MAX_SECONDS}.`);
	}
	const [redirectUris, scopes] = [redirectUrisIn(fields), textsIn(fields, 'scope')];
	return {
		name,
		description,
		state: stated,
		grantType,
		...(grantType === 'CODE' && { redirectUris }),
		...(grantType !== 'CLIENT-CREDENTIALS' && { scopes }),
		...(seconds !== undefined && { tokenLifetimeSeconds: seconds }),
		...(Array.isArray(roleDivisions) && { roleDivisions }),
	};
}

/** Roles of a client aren't modeled: with any role it has all permissions, without one none. */
const permissionsOf = (roleDivisions: unknown[] = []): 'all' | string[] => (roleDivisions.length > 0 ? 'all' : []);

function create({ world, body }: ApiRequest): JsonObject {
	const fields = checked(body);
	const client = { clientId: newId(), clientSecret: newToken(), permissions: permissionsOf(fields.roleDivisions), ...fields };
	world.clients.set(client.clientId, client);
	return clientView(client, client.clientSecret);
}

/** @throws ApiError 404 */
function clientOf({ world, params }: ApiRequest): OAuthClient {
	const client = world.clients.get(params['clientId'] ?? '');
	if (!client || client.organization) throw notFound('The OAuth client');
	return client;
}

/** Replaces the client, except its secret and the permissions set by the controls. */
function change(request: ApiRequest): JsonObject {
	const { clientId, clientSecret, permissions } = clientOf(request);
	const client = { clientId, clientSecret, permissions, ...checked(request.body) };
	request.world.clients.set(clientId, client);
	return clientView(client);
}

const needs = (action: string) => ({ any: [`oauth:client:${action}`] });

/** Admin › Integrations › OAuth. */
export const oauthClientRoutes: Route[] = [
	{
		method: 'get',
		path: PATH,
		needs: needs('view'),
		handle: ({ world }) => {
			const own = [...world.clients.values()].filter(({ organization }) => !organization);
			// The documentation lists no page parameters.
			const query = { pageSize: String(Math.max(1, own.length)) };
			return ok(pageOf(own.map((client) => clientView(client)), query, PATH));
		},
	},
	{ method: 'post', path: PATH, needs: needs('add'), handle: (request) => ok(create(request)) },
	{ method: 'get', path: `${PATH}/:clientId`, needs: needs('view'), handle: (request) => ok(clientView(clientOf(request))) },
	{ method: 'put', path: `${PATH}/:clientId`, needs: needs('edit'), handle: (request) => ok(change(request)) },
	{
		method: 'delete',
		path: `${PATH}/:clientId`,
		needs: needs('delete'),
		handle: (request) => {
			request.world.clients.delete(clientOf(request).clientId);
			return noContent();
		},
	},
];
