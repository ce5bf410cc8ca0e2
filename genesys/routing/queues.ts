import type { GenesysClient } from '../client';
import { asNumber, asObject, asObjects, asText } from '../json';

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
	const body = asObject(await client.call({ method: 'GET', path: '/api/v2/routing/queues', query }, { what: 'List queues' }));
	return { queues: asObjects(body?.entities).flatMap(parseQueue), pageCount: asNumber(body?.pageCount) ?? 1 };
}

function parseQueue(body: unknown): Queue[] {
	const queue = asObject(body);
	const id = asText(queue?.id);
	return id ? [{ id, name: asText(queue?.name) ?? id }] : [];
}
