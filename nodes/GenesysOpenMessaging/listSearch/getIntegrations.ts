import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listIntegrations } from '../../../genesys/openMessaging/integrations';
import { toNodeError } from '../../shared/errors';
import { genesysClient } from '../../shared/transport';

/** Genesys cannot filter integrations by name, so each page is filtered here. */
export async function getIntegrations(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	try {
		const page = Number(paginationToken);
		const { integrations, pageCount } = await listIntegrations(genesysClient(this), page);
		const wanted = integrations.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
		return {
			results: wanted.map(({ id, name }) => ({ name, value: id })),
			paginationToken: page < pageCount ? String(page + 1) : undefined,
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
