import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listQueues } from '../../../genesys/routing/queues';
import { toNodeError } from '../../shared/errors';
import { genesysClient } from '../../shared/transport';

/** The value is the queue's name, not its id: Architect's Find Queue, which routes by it, takes a name. */
export async function getQueues(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	try {
		const page = Number(paginationToken);
		const { queues, pageCount } = await listQueues(genesysClient(this), filter, page);
		return {
			results: queues.map(({ name }) => ({ name, value: name })),
			paginationToken: page < pageCount ? String(page + 1) : undefined,
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
