import { additionalDataFor, ACTION, action, workflowOf } from '../support/engine';
import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult } from 'n8n-workflow';
import { api, guardNetwork, INTEGRATIONS, lacks } from '../support/genesys';
import { failureOf } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

type Search = keyof typeof action.methods.listSearch;

/** Opens a drop-down, as the editor does. */
async function search(name: Search, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const credential = new StoredCredential();
	const { workflow, node } = workflowOf(ACTION, { resource: 'handover', operation: 'start' }, credential);
	const context = new LoadOptionsContext(workflow, node, additionalDataFor(credential), '');
	return await action.methods.listSearch[name].call(context, filter, paginationToken);
}

const integrations = (...names: string[]) =>
	names.map((name) => ({ id: `id of ${name}`, name, createStatus: 'Completed' }));

describe('the list of integrations', () => {
	it('shows names and keeps ids', async () => {
		api()
			.get(INTEGRATIONS)
			.query({ pageSize: 100, pageNumber: 1 })
			.reply(200, { entities: integrations('Web chat', 'WhatsApp'), pageCount: 1 });
		expect(await search('getIntegrations')).toEqual({
			results: [
				{ name: 'Web chat', value: 'id of Web chat' },
				{ name: 'WhatsApp', value: 'id of WhatsApp' },
			],
			paginationToken: undefined,
		});
	});

	it('goes on with the next page until the last one', async () => {
		api()
			.get(INTEGRATIONS)
			.query({ pageSize: 100, pageNumber: 1 })
			.reply(200, { entities: integrations('A'), pageCount: 2 });
		api()
			.get(INTEGRATIONS)
			.query({ pageSize: 100, pageNumber: 2 })
			.reply(200, { entities: integrations('B'), pageCount: 2 });
		const first = await search('getIntegrations');
		expect(first.paginationToken).toBe('2');
		expect(await search('getIntegrations', '', '2')).toEqual({
			results: [{ name: 'B', value: 'id of B' }],
			paginationToken: undefined,
		});
	});

	it('is searched without regard to case', async () => {
		api()
			.get(INTEGRATIONS)
			.query(true)
			.reply(200, { entities: integrations('Web chat', 'WhatsApp'), pageCount: 1 });
		expect((await search('getIntegrations', 'APP')).results).toEqual([{ name: 'WhatsApp', value: 'id of WhatsApp' }]);
	});

	it('is empty for an organisation without integrations', async () => {
		api().get(INTEGRATIONS).query(true).reply(200, { entities: [], pageCount: 0 });
		expect(await search('getIntegrations')).toEqual({ results: [], paginationToken: undefined });
	});

	it('says which permission is missing', async () => {
		api().get(INTEGRATIONS).query(true).reply(403, lacks('messaging:integration:view'));
		const failure = await failureOf(search('getIntegrations'));
		expect(failure.message).toContain('List integrations');
		expect(failure.description).toContain('messaging:integration:view');
	});
});

describe('the list of queues', () => {
	const QUEUES = '/api/v2/routing/queues';

	it('gives names, since the flow looks a queue up by its name', async () => {
		api()
			.get(QUEUES)
			.query({ pageSize: 100, pageNumber: 1, sortOrder: 'asc' })
			.reply(200, { entities: [{ id: 'q1', name: 'Billing' }], pageCount: 1 });
		expect(await search('getQueues')).toEqual({
			results: [{ name: 'Billing', value: 'Billing' }],
			paginationToken: undefined,
		});
	});

	it('lets Genesys do the searching, page by page', async () => {
		api()
			.get(QUEUES)
			.query({ pageSize: 100, pageNumber: 2, sortOrder: 'asc', name: '*bill*' })
			.reply(200, { entities: [{ id: 'q1', name: 'Billing' }], pageCount: 3 });
		expect((await search('getQueues', 'bill', '2')).paginationToken).toBe('3');
	});
});
