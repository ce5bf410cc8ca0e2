import { badRequest } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import { ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { endSignIns } from '../oauth/signIns.mts';
import { issueToken } from '../oauth/tokenEndpoint.mts';

function addClient({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, clientSecret, permissions = 'all', divisions, tokenLifetimeSeconds, redirectUris, scopes, organization } = objectOf(body);
	if (!isFilledText(clientId) || !isFilledText(clientSecret))
		throw badRequest('"clientId" and "clientSecret" are required.');
	const names = permissions === 'all' || (Array.isArray(permissions) && permissions.every(isFilledText));
	if (!names) throw badRequest('"permissions" must be "all" or a list of permission names.');
	if (tokenLifetimeSeconds !== undefined && !(Number(tokenLifetimeSeconds) > 0)) {
		throw badRequest('"tokenLifetimeSeconds" must be a number above 0.');
	}
	if (divisions !== undefined && !(Array.isArray(divisions) && divisions.every(isFilledText))) {
		throw badRequest('"divisions" must be a list of names.');
	}
	for (const [name, value] of Object.entries({ redirectUris, scopes })) {
		const isList = Array.isArray(value) && value.every(isFilledText);
		if (value !== undefined && !isList) throw badRequest(`"${name}" must be a list of strings.`);
	}
	const { id, name } = isObject(organization) ? organization : {};
	if (organization !== undefined && !(isFilledText(id) && isFilledText(name))) {
		throw badRequest('"organization" needs an "id" and a "name".');
	}
	const lifetime = tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds: Number(tokenLifetimeSeconds) };
	const client = {
		clientId,
		clientSecret,
		permissions: permissions as 'all' | string[],
		...(divisions !== undefined && { divisions: divisions as string[] }),
		...(redirectUris !== undefined && { redirectUris: redirectUris as string[] }),
		...(scopes !== undefined && { scopes: scopes as string[] }),
		...(isFilledText(id) && isFilledText(name) && { organization: { id, name } }),
		...lifetime,
	};
	world.clients.set(clientId, client);
	return ok(client);
}

/** Revokes all tokens or those of one client. With `signIns`, also revokes refresh tokens. */
function revoke({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, as = 'credentials.expired', signIns = false } = body === undefined ? {} : objectOf(body);
	if (as !== 'credentials.expired' && as !== 'bad.credentials') {
		throw badRequest('"as" must be credentials.expired or bad.credentials.');
	}
	const tokens = [...world.tokens.values()].filter((token) => clientId === undefined || token.clientId === clientId);
	for (const token of tokens) token.revokedAs = as;
	if (signIns === true) endSignIns(world, clientId);
	return ok({ revoked: tokens.length });
}

/** A token without a sign-in, for a client or for a user (by ID or name) who granted the client scopes. */
function addToken({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, user, scopes, lifetimeSeconds } = objectOf(body);
	const client = world.clients.get(String(clientId));
	if (!client) throw badRequest(`There is no client "${String(clientId)}".`);
	const agent = world.agents.find(({ id, name }) => [id, name].includes(String(user)));
	if (user !== undefined && !agent) throw badRequest(`There is no user "${String(user)}".`);
	if (lifetimeSeconds !== undefined && !(Number(lifetimeSeconds) >= 0)) {
		throw badRequest('"lifetimeSeconds" must be 0 or more.');
	}
	const { scopes: allowed = 'all' } = client;
	const granted = Array.isArray(scopes) ? scopes.map(String) : allowed === 'all' ? ['all'] : allowed;
	const grant = agent && { clientId: client.clientId, userId: agent.id, scopes: granted };
	return ok(issueToken(world, client, grant, lifetimeSeconds === undefined ? undefined : Number(lifetimeSeconds)));
}

/** Controls for OAuth clients and tokens, independent of the administrator's API. */
export const clientRoutes: Route[] = [
	ownRoute('get', 'clients', ({ world }) => ok([...world.clients.values()])),
	ownRoute('post', 'clients', addClient),
	ownRoute('post', 'tokens', addToken),
	ownRoute('post', 'tokens/revoke', revoke),
];
