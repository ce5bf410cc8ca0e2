import { holderOf, livePart } from '../conversations/model.mts';
import { loads } from '../desk/distribution.mts';
import { membersOf } from '../directory/directory.mts';
import type { Queue } from '../directory/directory.mts';
import { sees } from '../directory/divisions.mts';
import { queueOf } from '../directory/queueRoutes.mts';
import { missingField } from '../http/apiError.mts';
import { isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import { checkedFilters, filterMatches } from './filters.mts';

const waitingIn = (world: World, queueId: string): number =>
	[...world.live.queued].filter((conversation) => livePart(conversation, 'acd')?.queueId === queueId).length;

function interactingIn(world: World, queueId: string): number {
	const agents = [...world.live.connected].map((conversation) => holderOf(conversation));
	return agents.filter((agent) => agent?.queueId === queueId).length;
}

const counted = (metric: string, count: number, qualifier?: string): JsonObject => ({
	metric,
	...(qualifier !== undefined && { qualifier }),
	stats: { count },
});

/** Users are counted per queue, conversations per queue and media type. */
function observations(world: World, queue: Queue, metrics: readonly string[]): JsonObject[] {
	const { id: queueId } = queue;
	const members = membersOf(world, queue);
	const counts = loads(world);
	const onQueue = members.filter((agent) => agent.onQueue);
	const idle = onQueue.filter(({ id }) => !counts.get(id)).length;
	const users = [
		counted('oOnQueueUsers', idle, 'IDLE'),
		counted('oOnQueueUsers', onQueue.length - idle, 'INTERACTING'),
		counted('oOffQueueUsers', members.length - onQueue.length, 'AVAILABLE'),
	];
	const chats = [
		counted('oWaiting', waitingIn(world, queueId)),
		counted('oInteracting', interactingIn(world, queueId)),
	];
	// A queue with nothing to count is returned without `data`.
	const wanted = (rows: JsonObject[]): JsonObject => {
		const data = rows.filter(({ metric, stats }) => metrics.includes(String(metric)) && countOf(stats) > 0);
		return data.length > 0 ? { data } : {};
	};
	return [
		{ group: { queueId }, ...wanted(users) },
		{ group: { queueId, mediaType: 'message' }, ...wanted(chats) },
	];
}

const countOf = (stats: unknown): number => (isObject(stats) ? Number(stats['count']) : 0);

function query({ world, body, client }: ApiRequest): ApiAnswer {
	const { filter, metrics } = objectOf(body);
	if (!isObject(filter)) throw missingField('filter');
	if (!Array.isArray(metrics) || metrics.length === 0) throw missingField('metrics');
	checkedFilters([filter], 'filter', ['queueId', 'mediaType']);
	const queues = world.queues.filter(
		({ id, division }) => sees(client, division) && filterMatches(filter, { queueId: id, mediaType: 'message' }),
	);
	return ok({ results: queues.flatMap((queue) => observations(world, queue, metrics.map(String))) });
}

/** Without an agent on queue, there is no reliable estimate. Waiting conversations still count. */
function estimate(request: ApiRequest): ApiAnswer {
	const { world, params } = request;
	const queue = queueOf(request, params['queueId']);
	const estimatedWaitTimeSeconds = waitingIn(world, queue.id) * world.settings.estimatedWaitSecondsPerChat;
	return ok({ results: [{ intent: 'ALL', formula: 'ABANDON', estimatedWaitTimeSeconds }] });
}

export const availabilityRoutes: Route[] = [
	{
		method: 'post',
		path: '/api/v2/analytics/queues/observations/query',
		needs: { all: ['analytics:queueObservation:view'] },
		handle: query,
	},
	{
		method: 'get',
		path: '/api/v2/routing/queues/:queueId/mediatypes/message/estimatedwaittime',
		needs: { all: ['routing:queue:view'] },
		handle: estimate,
	},
];
