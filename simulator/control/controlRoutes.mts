import { badRequest, notFound } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { changedSettings } from '../settings.mts';
import { startSocketFault } from '../notifications/socketFaults.mts';
import { resetWorld } from '../world.mts';
import { addFault } from './faults.mts';

/** Returns the message of an invalid control request. */
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
