import { page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asText, type JsonObject } from '../json';

export interface Queue {
	id: string;
	name: string;
}

/**
 * One page of queues whose name contains the text; all queues for an empty text. Permission: routing:queue:view.
 */
export async function listQueues(
	client: GenesysClient,
	nameContains: string,
	pageNumber: number,
	pageSize = 100,
): Promise<{ queues: Queue[]; pageCount: number }> {
	const query = { pageSize, pageNumber, sortOrder: 'asc', ...(nameContains === '' ? {} : { name: `*${nameContains}*` }) };
	const { entities, pageCount } = await client.call({ method: 'GET', path: '/api/v2/routing/queues', query }, { what: 'List queues', read: page });
	return { queues: entities.flatMap(parseQueue), pageCount };
}

/** Maximum pages of 100 that are read. */
const MAX_PAGES = 50;

/** The queues that the role may see. Permission: routing:queue:view. */
export async function allQueues(client: GenesysClient): Promise<Queue[]> {
	const found: Queue[] = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { queues, pageCount } = await listQueues(client, '', page);
		found.push(...queues);
		if (page >= pageCount) break;
	}
	return found;
}

/**
 * The queue with exactly this name; upper and lower case count only where two queues differ in nothing else.
 * Permission: routing:queue:view.
 *
 * @throws RefusedError `queue.not.found` when there is none, or none that the role may see
 */
export async function findQueue(client: GenesysClient, name: string, what: string): Promise<Queue> {
	// Genesys takes an asterisk at the ends of a name as a wildcard, so what comes back is compared here too.
	const query = { pageSize: 100, pageNumber: 1, name };
	const { entities } = await client.call({ method: 'GET', path: '/api/v2/routing/queues', query }, { what, read: page });
	const queues = entities.flatMap(parseQueue);
	const found = queues.find((queue) => queue.name === name) ?? queues.find((queue) => sameQueueName(queue.name, name));
	if (found) return found;
	throw new RefusedError({
		code: 'queue.not.found',
		message: `${what}: Genesys Cloud has no queue "${name}"`,
		advice: 'Check the name (Admin › Queues), and that the role of the OAuth client may see the division of the queue.',
	});
}

/** As Genesys compares names of queues: upper and lower case do not count. */
export function sameQueueName(name: string, other: string): boolean {
	return name.toLowerCase() === other.toLowerCase();
}

function parseQueue(entity: JsonObject): Queue[] {
	const id = asText(entity.id);
	return id ? [{ id, name: asText(entity.name) ?? id }] : [];
}
