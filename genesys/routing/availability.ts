import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json';
import { pathId } from '../ids';
import { findNamed } from './named';

export interface QueueAvailability {
	/** `available`: an agent is idle. `busy`: agents are on the queue, but none is idle. `unavailable`: no agent is on the queue. */
	availability: 'available' | 'busy' | 'unavailable';
	queueId: string;
	queueName: string;
	agentsOnQueue: number;
	agentsIdle: number;
	waiting: number; // Messaging conversations only.
	estimatedWaitSeconds: number | null; // For messaging; `null` if Genesys Cloud has no estimate.
}

type Observed = Pick<QueueAvailability, 'agentsOnQueue' | 'agentsIdle' | 'waiting'>;
const WHAT = 'Check availability';

/**
 * Whether agents are available in a queue. Permissions: routing:queue:view (queue and estimate), analytics:queueObservation:view.
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `queue.not.found`
 */
export async function checkAvailability(client: GenesysClient, queueName: string): Promise<QueueAvailability> {
	const { id: queueId, name } = await findNamed(client, 'queue', queueName, WHAT);
	// Not limited to messages, because agents are counted for the entire queue, in a group without a media type.
	const filter = { type: 'and', predicates: [{ dimension: 'queueId', value: queueId }] };
	const body = { filter, metrics: ['oOnQueueUsers', 'oWaiting'] };
	const query = { method: 'POST', path: '/api/v2/analytics/queues/observations/query', body } as const;
	const observed = await client.call(query, { what: WHAT, read: parseObservations, repeatable: true });
	const availability = observed.agentsIdle > 0 ? 'available' : observed.agentsOnQueue > 0 ? 'busy' : 'unavailable';
	return { availability, queueId, queueName: name, ...observed, estimatedWaitSeconds: await estimateWait(client, queueId) };
}

/** Reads `QueueObservationQueryResponse`. A group in which there is nothing to count comes without `data`. */
export function parseObservations(body: unknown): Observed | undefined {
	const results = listIn('results')(body);
	if (!results) return undefined;
	const rows = results.filter(isOfChats).flatMap(({ data }) => asObjects(data));
	const statusOf = ({ qualifier }: JsonObject) => asText(qualifier)?.toUpperCase();
	const onQueue = rows.filter((row) => row.metric === 'oOnQueueUsers' && statusOf(row) !== 'OFF_QUEUE');
	const idle = onQueue.filter((row) => statusOf(row) === 'IDLE');
	return { agentsOnQueue: sum(onQueue), agentsIdle: sum(idle), waiting: sum(rows.filter(({ metric }) => metric === 'oWaiting')) };
}

function isOfChats({ group }: JsonObject): boolean {
	const mediaType = asText(asObject(group)?.mediaType);
	return mediaType === undefined || mediaType === 'message';
}

function sum(rows: JsonObject[]): number {
	return rows.reduce((total, { stats }) => total + (asNumber(asObject(stats)?.count) ?? 0), 0);
}

/** Genesys Cloud's estimate in seconds, or `null` if it has none for this queue. */
async function estimateWait(client: GenesysClient, queueId: string): Promise<number | null> {
	const path = `/api/v2/routing/queues/${pathId('Queue ID', queueId)}/mediatypes/message/estimatedwaittime`;
	const { body: estimates, error } = await client.attempt({ method: 'GET', path }, { what: WHAT, read: listIn('results') });
	if (error instanceof GenesysApiError && (error.status === 400 || error.status === 404)) return null;
	if (error) throw error;
	return asNumber(estimates.at(0)?.estimatedWaitTimeSeconds) ?? null;
}
