import { allPages, page, type Page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asText, type JsonObject } from '../json';

const PATH = '/api/v2/routing/queues';

export type Queue = { id: string; name: string };
/** A queue, with its name once it is known. */
export type NamedQueue = Pick<Queue, 'id'> & Partial<Queue>;

/** One page of queues whose name contains the text. Permission: routing:queue:view. */
export async function listQueues(client: GenesysClient, nameContains: string, pageNumber: number, pageSize = 100): Promise<Page<Queue>> {
	const query = { pageSize, pageNumber, sortOrder: 'asc', ...(nameContains === '' ? {} : { name: `*${nameContains}*` }) };
	const { entities, pageCount } = await client.call({ method: 'GET', path: PATH, query }, { what: 'List queues', read: page });
	return { entities: entities.flatMap(parseQueue), pageCount };
}

/** Maximum queues that are read. */
const MAX_QUEUES = 5000;

/** The queues that the role may see. Permission: routing:queue:view. */
export async function allQueues(client: GenesysClient): Promise<Queue[]> {
	return await allPages(async (pageNumber) => await listQueues(client, '', pageNumber), (found) => found.length >= MAX_QUEUES);
}

/** The queue with exactly this name. Permission: routing:queue:view. @throws RefusedError `queue.not.found` when the role sees none */
export async function findQueue(client: GenesysClient, name: string, what: string): Promise<Queue> {
	// Genesys takes an asterisk at the ends of a name as a wildcard, so what comes back is compared here too.
	const query = { pageSize: 100, pageNumber: 1, name };
	const { entities } = await client.call({ method: 'GET', path: PATH, query }, { what, read: page });
	const found = queueNamed(name, entities.flatMap(parseQueue));
	if (found) return found;
	throw queueNotFound(`${what}: Genesys Cloud has no queue "${name}"`);
}

/** As Genesys compares names of queues, upper and lower case do not count; one that is written exactly so comes first. */
function queueNamed<T extends NamedQueue>(name: string, queues: readonly T[]): T | undefined {
	return queues.find((queue) => queue.name === name) ?? queues.find((queue) => queue.name?.toLowerCase() === name.toLowerCase());
}

function parseQueue(entity: JsonObject): Queue[] {
	const id = asText(entity.id);
	return id ? [{ id, name: asText(entity.name) ?? id }] : [];
}

function queueNotFound(message: string): RefusedError {
	const advice = 'Check the name (Admin › Queues), and that the role of the OAuth client may see the division of the queue.';
	return new RefusedError({ code: 'queue.not.found', message, advice });
}

const QUEUE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface WatchedQueueOptions {
	/** Queues found before: a queue that was renamed since is recognized by them. */
	known?: readonly NamedQueue[];
	/** Receives names that no queue has, as long as another queue is left; without it, one such name is an error. */
	onUnknown?: (error: RefusedError) => void;
}

/**
 * The queues to listen to: those wanted, by name or ID, or all that the role sees where none is named.
 * Permission: routing:queue:view, which IDs alone can do without; their names stay unknown then.
 * @throws RefusedError `queue.not.found` for a name that no queue has, or when the role sees none; GenesysApiError, GenesysUnreachableError
 */
export async function findWatchedQueues(client: GenesysClient, wanted: readonly string[], options: WatchedQueueOptions = {}) {
	const { known = [], onUnknown } = options;
	const areIds = wanted.length > 0 && wanted.every((entry) => QUEUE_ID.test(entry));
	const seen = await allQueues(client).catch((error: Error) => {
		if (areIds) return [];
		throw error;
	});
	const notFound = (problem: string) => queueNotFound(`Listen to queues: Genesys Cloud ${problem}`);
	const unknown = wanted.filter((entry) => !queueOf(entry, seen)).map((entry) => notFound(`has no queue "${entry}"`));
	if (unknown.length > 0 && !onUnknown) throw unknown[0];
	const found = wanted.length === 0 ? seen : wanted.flatMap((entry) => queueOf(entry, seen) ?? queueOf(entry, known) ?? []);
	if (found.length === 0) throw unknown.at(0) ?? notFound('shows the role no queue');
	for (const error of unknown) onUnknown?.(error);
	return [...new Map(found.map((queue) => [queue.id, queue])).values()];
}

function queueOf(entry: string, queues: readonly NamedQueue[]): NamedQueue | undefined {
	return queues.find(({ id }) => id === entry) ?? queueNamed(entry, queues) ?? (QUEUE_ID.test(entry) ? { id: entry } : undefined);
}
