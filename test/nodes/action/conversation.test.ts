import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, lacks } from '../support/genesys';
import { failureOf, runOnce } from '../support/runAction';

guardNetwork();

const CONVERSATION = '99999999-2222-4333-8444-555555555555';
const INTEGRATION = '11111111-2222-4333-8444-555555555555';
const PATH = `/api/v2/conversations/${CONVERSATION}`;
const byId = { conversationId: CONVERSATION };
const byCustomer = { findBy: 'customer', integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42' };

const live = (state = 'connected'): IDataObject[] => [{ id: 'c-1', state }];
const customer = { id: 'p-customer', purpose: 'customer', name: 'Ada', attributes: { order: '4711' }, messages: live() };
const waiting = { id: 'p-acd', purpose: 'acd', name: 'Support', queueId: 'q-1', queueName: 'Support', messages: live() };
const agent = { id: 'p-agent', purpose: 'agent', name: 'Agent One', userId: 'u-1', queueId: 'q-1', queueName: 'Support', messages: live() };

const notFound = { code: 'not.found', message: 'Conversation not found', status: 404 };

function show(...participants: IDataObject[]): void {
	api().get(PATH).reply(200, { id: CONVERSATION, startTime: '2026-01-31T10:00:00.000Z', participants });
}

/** What analytics finds for the customer. */
function find(...ids: string[]): void {
	const conversations = ids.map((conversationId) => ({ conversationId }));
	api().post('/api/v2/analytics/conversations/details/query').reply(200, { conversations });
}

function showQueue(name: string, id = 'q-2'): void {
	api().get('/api/v2/routing/queues').query({ pageSize: 100, pageNumber: 1, name }).reply(200, { entities: [{ id, name }] });
}

describe('Conversation: Get', () => {
	it('returns the status, the participants, and the customer\'s data', async () => {
		show(customer, agent);
		const images = [{ resolution: 'x96', imageUri: 'https://example.org/one.png' }];
		api().get('/api/v2/users/u-1').reply(200, { name: 'Agent One', images });
		expect(await runOnce('conversation: get', byId)).toEqual({
			conversationId: CONVERSATION,
			status: 'connected',
			agent: { id: 'u-1', name: 'Agent One', imageUrl: 'https://example.org/one.png' },
			queue: { id: 'q-1', name: 'Support' },
			startedAt: '2026-01-31T10:00:00.000Z',
			attributes: { order: '4711' },
			participants: [
				{ id: 'p-customer', purpose: 'customer', state: 'connected', name: 'Ada' },
				{
					id: 'p-agent',
					purpose: 'agent',
					state: 'connected',
					name: 'Agent One',
					userId: 'u-1',
					queueId: 'q-1',
					queueName: 'Support',
				},
			],
		});
	});

	it('returns the response without changes when Simplify is off', async () => {
		show(customer, agent);
		const raw = { id: CONVERSATION, startTime: '2026-01-31T10:00:00.000Z', participants: [customer, agent] };
		expect(await runOnce('conversation: get', { ...byId, simplify: false })).toEqual(raw);
	});

	it('finds the conversation by customer and integration', async () => {
		find(CONVERSATION);
		show({ ...customer, attributes: {} }, waiting);
		expect(await runOnce('conversation: get', byCustomer)).toMatchObject({ status: 'queued', attributes: {} });
	});

	it('fails if there is no conversation', async () => {
		find();
		const failure = await failureOf(runOnce('conversation: get', byCustomer));
		expect(failure.message).toBe('Get conversation: Genesys Cloud has no conversation with this customer on this integration');
	});
});

describe('Conversation: Set Attributes', () => {
	it.each([
		['an object', { order: 4712, items: ['a'], none: null }],
		['JSON text', '{ "order": 4712, "items": ["a"] }'],
	])('writes %s as text to the customer\'s participant data', async (_what, customAttributes) => {
		show(customer, agent);
		let sent: unknown;
		api()
			.patch(`/api/v2/conversations/messages/${CONVERSATION}/participants/p-customer/attributes`)
			.reply(200, async (request: Request) => {
				sent = await request.json();
				return {};
			});
		expect(await runOnce('conversation: setAttributes', { ...byId, customAttributes })).toEqual({
			conversationId: CONVERSATION,
			attributes: { order: '4712', items: '["a"]' },
		});
		expect(sent).toEqual({ attributes: { order: '4712', items: '["a"]' } });
	});

	it('waits for a new conversation that Genesys Cloud does not show yet', async () => {
		api().get(PATH).reply(404, notFound);
		show(customer);
		api().patch(/attributes$/).reply(200, {});
		const { result } = await withoutWaiting(
			async () => await runOnce('conversation: setAttributes', { ...byId, customAttributes: { order: '1' } }),
		);
		expect(result).toMatchObject({ attributes: { order: '1' } });
	});

	it.each([['{}'], [''], ['={{ {} }}']])('rejects %j before any call', async (customAttributes) => {
		const failure = await failureOf(runOnce('conversation: setAttributes', { ...byId, customAttributes }));
		expect(failure.message).toBe('"Custom Attributes" is empty');
	});
});

describe('Conversation: Transfer', () => {
	const toSales = { ...byId, queue: { __rl: true, mode: 'list', value: 'Sales' } };

	it('moves the conversation from the agent to the queue', async () => {
		showQueue('Sales');
		show(customer, agent);
		api().post(`${PATH}/participants/p-agent/replace/queue`, { queueId: 'q-2' }).reply(202);
		expect(await runOnce('conversation: transfer', toSales)).toEqual({
			conversationId: CONVERSATION,
			status: 'transferred',
			queue: { id: 'q-2', name: 'Sales' },
		});
	});

	it('keeps the position of a conversation that is already waiting in the queue', async () => {
		showQueue('Support', 'q-1');
		show(customer, waiting);
		expect(await runOnce('conversation: transfer', { ...byId, queue: 'Support' })).toMatchObject({ status: 'alreadyInQueue' });
	});

	it('names the missing permission', async () => {
		showQueue('Sales');
		show(customer, agent);
		api().post(`${PATH}/participants/p-agent/replace/queue`).reply(403, lacks('conversation:communication:blindTransferQueue'));
		const failure = await failureOf(runOnce('conversation: transfer', toSales));
		expect(failure.description).toContain('conversation:communication:blindTransferQueue');
	});

	it('reports an unknown conversation', async () => {
		showQueue('Sales');
		api().get(PATH).times(6).reply(404, notFound);
		const { result: failure } = await withoutWaiting(async () => await failureOf(runOnce('conversation: transfer', toSales)));
		expect(failure.message).toBe(`Transfer conversation: Genesys Cloud has no conversation ${CONVERSATION}`);
	});
});

describe('Conversation: Find Active', () => {
	const none = { active: false, conversationId: null, status: 'none', agent: null, queue: null, customerId: 'customer-42', integrationId: INTEGRATION };

	it('returns the customer\'s open conversation', async () => {
		find(CONVERSATION);
		show(customer, waiting);
		expect(await runOnce('conversation: findActive', byCustomer)).toEqual({
			active: true,
			conversationId: CONVERSATION,
			status: 'queued',
			agent: null,
			queue: { id: 'q-1', name: 'Support' },
			startedAt: '2026-01-31T10:00:00.000Z',
			customerId: 'customer-42',
			integrationId: INTEGRATION,
		});
	});

	it('returns none if the newest conversation has ended, even if analytics lags behind', async () => {
		find(CONVERSATION);
		show({ ...customer, messages: live('disconnected') });
		expect(await runOnce('conversation: findActive', byCustomer)).toEqual(none);
	});

	it('returns none for an unknown customer', async () => {
		find();
		expect(await runOnce('conversation: findActive', byCustomer)).toEqual(none);
	});
});
