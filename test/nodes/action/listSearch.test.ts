import { additionalDataFor, ACTION, action, workflowOf } from '../support/engine';
import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { api, guardNetwork, INTEGRATIONS, lacks } from '../support/genesys';
import { failureOf } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

type Search = keyof typeof action.methods.listSearch;

/** Opens a drop-down, as the editor does. */
async function search(name: Search, filter?: string, paginationToken?: string, parameters: INodeParameters = { resource: 'handover', operation: 'start' }): Promise<INodeListSearchResult> {
	const credential = new StoredCredential();
	const { workflow, node } = workflowOf(ACTION, parameters, credential);
	const context = new LoadOptionsContext(workflow, node, additionalDataFor(credential, { currentNodeParameters: node.parameters }), '');
	return await action.methods.listSearch[name].call(context, filter, paginationToken);
}

const integrations = (...names: string[]) =>
	names.map((name) => ({ id: `id of ${name}`, name, createStatus: 'Completed' }));

/** More than a list shows on one page. */
const A_PAGE = Array.from({ length: 20 }, (_, number) => `A ${number}`);

describe('the list of integrations', () => {
	it('shows names and stores IDs', async () => {
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

	it('continues with the next page until the last one', async () => {
		api()
			.get(INTEGRATIONS)
			.query({ pageSize: 100, pageNumber: 1 })
			.reply(200, { entities: integrations(...A_PAGE), pageCount: 2 });
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

	it('finds a match beyond the first page, although Genesys Cloud does not filter', async () => {
		for (const [page, names] of [A_PAGE, [], ['Web chat']].entries()) {
			api()
				.get(INTEGRATIONS)
				.query({ pageSize: 100, pageNumber: page + 1 })
				.reply(200, { entities: integrations(...names), pageCount: 3 });
		}
		expect(await search('getIntegrations', 'web')).toEqual({
			results: [{ name: 'Web chat', value: 'id of Web chat' }],
			paginationToken: undefined,
		});
	});

	it('is searched case-insensitively', async () => {
		api()
			.get(INTEGRATIONS)
			.query(true)
			.reply(200, { entities: integrations('Web chat', 'WhatsApp'), pageCount: 1 });
		expect((await search('getIntegrations', 'APP')).results).toEqual([{ name: 'WhatsApp', value: 'id of WhatsApp' }]);
	});

	it('explains what to do if there is none', async () => {
		api().get(INTEGRATIONS).query(true).reply(200, { entities: [], pageCount: 0 });
		const failure = await failureOf(search('getIntegrations'));
		expect(failure.message).toBe('No Open Messaging integration found. Run Setup: Provision');
	});

	it('is empty if nothing matches the search text', async () => {
		api().get(INTEGRATIONS).query(true).reply(200, { entities: integrations('Web chat'), pageCount: 1 });
		expect(await search('getIntegrations', 'sms')).toEqual({ results: [], paginationToken: undefined });
	});

	it('names the missing permission', async () => {
		api().get(INTEGRATIONS).query(true).reply(403, lacks('messaging:integration:view'));
		const failure = await failureOf(search('getIntegrations'));
		expect(failure.message).toContain('List integrations');
		expect(failure.description).toContain('messaging:integration:view');
	});
});

describe('the list of queues', () => {
	const QUEUES = '/api/v2/routing/queues';

	it('returns names, because the flow looks up queues by name', async () => {
		api()
			.get(QUEUES)
			.query({ pageSize: 100, pageNumber: 1, sortOrder: 'asc' })
			.reply(200, { entities: [{ id: 'q1', name: 'Billing' }], pageCount: 1 });
		expect(await search('getQueues')).toEqual({
			results: [{ name: 'Billing', value: 'Billing' }],
			paginationToken: undefined,
		});
	});

	it('lets Genesys Cloud filter, page by page', async () => {
		api()
			.get(QUEUES)
			.query({ pageSize: 100, pageNumber: 2, sortOrder: 'asc', name: '*bill*' })
			.reply(200, { entities: A_PAGE.map((name) => ({ id: name, name: `Billing ${name}` })), pageCount: 3 });
		expect((await search('getQueues', 'bill', '2')).paginationToken).toBe('3');
	});

	it('explains what to do if the role cannot access any', async () => {
		api().get(QUEUES).query(true).reply(200, { entities: [], pageCount: 0 });
		const failure = await failureOf(search('getQueues'));
		expect(failure.message).toMatch(/^No queue found\. .*division to your role$/);
	});
});

describe.each([
	['getLanguages' as const, '/api/v2/routing/languages', { sortOrder: 'asc' }],
	['getSkills' as const, '/api/v2/routing/skills', {}],
])('the list of %s', (name, path, order) => {
	it('returns names, and finds text in the middle of them', async () => {
		const entities = [{ id: '1', name: 'British English' }, { id: '2', name: 'German' }];
		api().get(path).query({ pageSize: 100, pageNumber: 1, ...order }).reply(200, { entities, pageCount: 1 });
		expect((await search(name, 'english')).results).toEqual([{ name: 'British English', value: 'British English' }]);
	});
});

describe('the list of Bot Connectors', () => {
	it.each([['botConnector', 'Legacy bot'], ['digitalBotConnector', 'Digital bot']])('shows the integrations of the generation selected in Setup: %s', async (connection, name) => {
		const entities = [
			{ id: 'one', name: 'Legacy bot', integrationType: { id: 'x', name: 'Genesys Bot Connector' } },
			{ id: 'two', name: 'Digital bot', integrationType: { id: 'genesys-digital-bot-connector' } },
			{ id: 'three', name: 'Web services', integrationType: { id: 'custom-rest-actions', name: 'Web Services Data Actions' } },
		];
		api().get('/api/v2/integrations').query({ pageSize: 100, pageNumber: 1 }).reply(200, { entities, pageCount: 1 });
		const { results } = await search('getBotConnectors', '', '1', { resource: 'setup', operation: 'check', connection });
		expect(results.map((result) => result.name)).toEqual([name]);
	});
});

describe('the list of Interaction Widgets', () => {
	it('shows only Interaction Widgets', async () => {
		const entities = [
			{ id: 'one', name: 'Agent panel', integrationType: { id: 'embedded-client-app-interaction-widget' } },
			{ id: 'two', name: 'Wallboard', integrationType: { id: 'embedded-client-app' } },
		];
		api().get('/api/v2/integrations').query({ pageSize: 100, pageNumber: 1 }).reply(200, { entities, pageCount: 1 });
		expect((await search('getInteractionWidgets')).results).toEqual([{ name: 'Agent panel', value: 'one' }]);
	});
});
