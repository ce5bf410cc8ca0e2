import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { matchesName, pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import { membersOf } from './directory.mts';
import type { Queue } from './directory.mts';
import { divisionView, elsewhere, sees } from './divisions.mts';

const QUEUES = '/api/v2/routing/queues';

/** Model `Queue`. */
export function queueView(world: World, queue: Queue): JsonObject {
	const members = membersOf(world, queue);
	return {
		id: queue.id,
		name: queue.name,
		division: divisionView(queue.division),
		memberCount: members.length,
		joinedMemberCount: members.filter(({ onQueue }) => onQueue).length,
		selfUri: `${QUEUES}/${queue.id}`,
	};
}

/**
 * The queue with this ID.
 * @throws ApiError 404, or the error for a queue in a division without roles
 */
export function queueOf({ world, client }: ApiRequest, queueId: string | undefined): Queue {
	const queue = world.queues.find(({ id }) => id === queueId);
	if (!queue) throw notFound('The queue');
	if (!sees(client, queue.division)) throw elsewhere(world, 'The queue');
	return queue;
}

function list(path: string) {
	return ({ world, query, client }: ApiRequest): ApiAnswer => {
		const { name, id } = query;
		const found = world.queues.filter(
			(queue) =>
				sees(client, queue.division) && matchesName(queue.name, name) && (!id || id.split(',').includes(queue.id)),
		);
		const entities = found.map((queue) => queueView(world, queue));
		return ok(pageOf(entities, query, path));
	};
}

const VIEW = { all: ['routing:queue:view'] };
const SEARCH = { all: ['routing:queue:search'] };

export const queueRoutes: Route[] = [
	{ method: 'get', path: QUEUES, needs: VIEW, handle: list(QUEUES) },
	...[`${QUEUES}/divisionviews/all`, `${QUEUES}/divisionviews`].map(
		(path): Route => ({ method: 'get', path, needs: SEARCH, handle: list(path) }),
	),
	{
		method: 'get',
		path: `${QUEUES}/:queueId`,
		needs: VIEW,
		handle: (request) => ok(queueView(request.world, queueOf(request, request.params['queueId']))),
	},
];
