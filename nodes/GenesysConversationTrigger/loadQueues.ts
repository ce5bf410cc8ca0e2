import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { listQueues, type Queue } from '../../genesys/routing/queues';
import { toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';

/** Pages of 100 that are read at most. */
const MAX_PAGES = 50;

export async function loadQueues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const queues = await allQueues(genesysClient(this));
		return queues.map(({ id, name }) => ({ name, value: id }));
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** The queues that the role may see. @throws GenesysApiError, GenesysUnreachableError */
export async function allQueues(client: GenesysClient): Promise<Queue[]> {
	const found: Queue[] = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { queues, pageCount } = await listQueues(client, '', page);
		found.push(...queues);
		if (page >= pageCount) break;
	}
	return found;
}
