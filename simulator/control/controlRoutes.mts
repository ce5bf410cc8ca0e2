import { badRequest, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { changedSettings } from '../settings.mts';
import { startSocketFault } from '../notifications/socketFaults.mts';
import { endSignIns } from '../oauth/signIns.mts';
import { resetWorld } from '../world.mts';
import { addFault } from './faults.mts';

/** Problems with what a caller of the control routes sent are told in their own words. */
function orBadRequest<T>(task: () => T): T {
	try {
		return task();
	} catch (error) {
		throw badRequest(error instanceof Error ? error.message : undefined);
	}
}

function changeSettings({ world, body }: ApiRequest): ApiAnswer {
	world.settings = orBadRequest(() => changedSettings(world.settings, objectOf(body)));
	world.changed();
	return ok(world.settings);
}

function addClient({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, clientSecret, permissions = 'all', divisions, tokenLifetimeSeconds, redirectUris, scopes } = objectOf(body);
	if (!isFilledText(clientId) || !isFilledText(clientSecret))
		throw badRequest('"clientId" and "clientSecret" are needed.');
	const names = permissions === 'all' || (Array.isArray(permissions) && permissions.every(isFilledText));
	if (!names) throw badRequest('"permissions" is "all" or a list of permission names.');
	if (tokenLifetimeSeconds !== undefined && !(Number(tokenLifetimeSeconds) > 0)) {
		throw badRequest('"tokenLifetimeSeconds" is a number above 0.');
	}
	if (divisions !== undefined && !(Array.isArray(divisions) && divisions.every(isFilledText))) {
		throw badRequest('"divisions" is a list of names.');
	}
	for (const [name, value] of Object.entries({ redirectUris, scopes })) {
		const isList = Array.isArray(value) && value.every(isFilledText);
		if (value !== undefined && !isList) throw badRequest(`"${name}" is a list of texts.`);
	}
	const lifetime = tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds: Number(tokenLifetimeSeconds) };
	const client = {
		clientId,
		clientSecret,
		permissions: permissions as 'all' | string[],
		...(divisions !== undefined && { divisions: divisions as string[] }),
		...(redirectUris !== undefined && { redirectUris: redirectUris as string[] }),
		...(scopes !== undefined && { scopes: scopes as string[] }),
		...lifetime,
	};
	world.clients.set(clientId, client);
	return ok(client);
}

/** Takes tokens back: all of them, or those of one client; with `signIns`, refresh tokens as well. */
function revoke({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, as = 'credentials.expired', signIns = false } = body === undefined ? {} : objectOf(body);
	if (as !== 'credentials.expired' && as !== 'bad.credentials') {
		throw badRequest('"as" is credentials.expired or bad.credentials.');
	}
	const tokens = [...world.tokens.values()].filter((token) => clientId === undefined || token.clientId === clientId);
	for (const token of tokens) token.revokedAs = as;
	if (signIns === true) endSignIns(world, clientId);
	return ok({ revoked: tokens.length });
}

function plantFault({ world, body }: ApiRequest): ApiAnswer {
	const fault = orBadRequest(() => addFault(world, objectOf(body)));
	startSocketFault(world, fault);
	return ok(fault);
}

function removeFaults({ world, params }: ApiRequest): ApiAnswer {
	const { faultId } = params;
	if (faultId !== undefined && !world.faults.some(({ id }) => id === faultId)) throw notFound('The fault');
	world.faults = faultId === undefined ? [] : world.faults.filter(({ id }) => id !== faultId);
	return noContent();
}

export const controlRoutes: Route[] = [
	ownRoute('get', 'health', () => ok({ status: 'ready' })),
	ownRoute('post', 'reset', ({ world }) => {
		resetWorld(world);
		return noContent();
	}),
	ownRoute('get', 'settings', ({ world }) => ok(world.settings)),
	ownRoute('patch', 'settings', changeSettings),
	ownRoute('put', 'settings', changeSettings),
	ownRoute('get', 'clients', ({ world }) => ok([...world.clients.values()])),
	ownRoute('post', 'clients', addClient),
	ownRoute('post', 'tokens/revoke', revoke),
	ownRoute('get', 'faults', ({ world }) => ok(world.faults)),
	ownRoute('post', 'faults', plantFault),
	ownRoute('delete', 'faults', removeFaults),
	ownRoute('delete', 'faults/:faultId', removeFaults),
	ownRoute('get', 'requests', ({ world }) => ok(world.requests)),
	ownRoute('delete', 'requests', ({ world }) => {
		world.requests = [];
		return noContent();
	}),
	ownRoute('get', 'deliveries', ({ world }) => ok(world.deliveries)),
	ownRoute('delete', 'deliveries', ({ world }) => {
		world.deliveries = [];
		return noContent();
	}),
];
