import { badRequest, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { changedSettings } from '../settings.mts';
import { startSocketFault } from '../notifications/socketFaults.mts';
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
	const { clientId, clientSecret, permissions = 'all', divisions, tokenLifetimeSeconds } = objectOf(body);
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
	const lifetime = tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds: Number(tokenLifetimeSeconds) };
	const client = {
		clientId,
		clientSecret,
		permissions: permissions as 'all' | string[],
		...(divisions !== undefined && { divisions: divisions as string[] }),
		...lifetime,
	};
	world.clients.set(clientId, client);
	return ok(client);
}

/** Takes tokens back: all of them, or those of one client. */
function revoke({ world, body }: ApiRequest): ApiAnswer {
	const { clientId, as = 'credentials.expired' } = body === undefined ? {} : objectOf(body);
	if (as !== 'credentials.expired' && as !== 'bad.credentials') {
		throw badRequest('"as" is credentials.expired or bad.credentials.');
	}
	const tokens = [...world.tokens.values()].filter((token) => clientId === undefined || token.clientId === clientId);
	for (const token of tokens) token.revokedAs = as;
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

const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
	method,
	path: `/simulator/${path}`,
	needs: 'nobody',
	handle,
});

export const controlRoutes: Route[] = [
	route('get', 'health', () => ok({ status: 'ready' })),
	route('post', 'reset', ({ world }) => {
		resetWorld(world);
		return noContent();
	}),
	route('get', 'settings', ({ world }) => ok(world.settings)),
	route('patch', 'settings', changeSettings),
	route('put', 'settings', changeSettings),
	route('get', 'clients', ({ world }) => ok([...world.clients.values()])),
	route('post', 'clients', addClient),
	route('post', 'tokens/revoke', revoke),
	route('get', 'faults', ({ world }) => ok(world.faults)),
	route('post', 'faults', plantFault),
	route('delete', 'faults', removeFaults),
	route('delete', 'faults/:faultId', removeFaults),
	route('get', 'requests', ({ world }) => ok(world.requests)),
	route('delete', 'requests', ({ world }) => {
		world.requests = [];
		return noContent();
	}),
	route('get', 'deliveries', ({ world }) => ok(world.deliveries)),
	route('delete', 'deliveries', ({ world }) => {
		world.deliveries = [];
		return noContent();
	}),
];
