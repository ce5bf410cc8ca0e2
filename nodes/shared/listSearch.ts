import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { listIntegrations } from '../../genesys/openMessaging/integrations';
import { listQueues } from '../../genesys/routing/queues';
import { toNodeError } from './errors';
import { genesysClient } from './transport';

/** Genesys cannot filter integrations by name, so each page is filtered here. */
export const getIntegrations = listOf(async (client, filter, page) => {
	const { entities, pageCount } = await listIntegrations(client, page);
	const wanted = entities.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
	return { results: wanted.map(({ id, name }) => ({ name, value: id })), pageCount };
});

/** The value is the queue's name, not its id: Architect's Find Queue, which routes by it, takes a name. */
export const getQueues = listOf(async (client, filter, page) => {
	const { entities, pageCount } = await listQueues(client, filter, page);
	return { results: entities.map(({ name }) => ({ name, value: name })), pageCount };
});

type ReadPage = (client: GenesysClient, filter: string, page: number) => Promise<{ results: INodeListSearchItems[]; pageCount: number }>;

/** The method behind a list that people search in; n8n passes the number of the next page as a text. */
function listOf(readPage: ReadPage) {
	return async function (this: ILoadOptionsFunctions, filter = '', paginationToken = '1'): Promise<INodeListSearchResult> {
		try {
			const page = Number(paginationToken);
			const { results, pageCount } = await readPage(genesysClient(this), filter, page);
			return { results, paginationToken: page < pageCount ? String(page + 1) : undefined };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
