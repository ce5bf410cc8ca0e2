import { passTime } from '../../support/movableClock';
import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, conversationWith, customer, guardNetwork, lacks } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { failureOf, runOnce } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const QUERY = '/api/v2/analytics/conversations/details/query';
const byCustomer = { findBy: 'customer', customerId: 'customer-42', integrationId: { __rl: true, mode: 'id', value: INTEGRATION } };
const byConversation = { conversationId: CONVERSATION };
const read = () => api().get(`/api/v2/conversations/${CONVERSATION}`);

const agent = (state: string, more: IDataObject = {}): IDataObject => ({
	id: 'p-agent',
	purpose: 'agent',
	userId: 'user-1',
	name: 'Grace Hopper',
	queueId: 'queue-1',
	queueName: 'Billing',
	messages: [{ id: 'c-2', state, ...more }],
});
const acd = (state: string): IDataObject => ({
	id: 'p-acd',
	purpose: 'acd',
	queueId: 'queue-1',
	queueName: 'Billing',
	messages: [{ id: 'c-3', state }],
});
const gone = (disconnectType: string): IDataObject => ({
	id: 'p-customer',
	purpose: 'customer',
	messages: [{ id: 'c-1', state: 'disconnected', disconnectType, disconnectedTime: '2026-01-31T10:20:00.000Z' }],
});

describe('Handover: Get Status', () => {
	it('returns the agent\'s name and picture if connected', async () => {
		read().reply(200, conversationWith(customer('m'), acd('disconnected'), agent('connected')));
		api()
			.get('/api/v2/users/user-1')
			.reply(200, {
				id: 'user-1',
				name: 'Grace Hopper',
				images: [
					{ resolution: 'x48', imageUri: 'https://example.org/48.png' },
					{ resolution: 'x400', imageUri: 'https://example.org/400.png' },
				],
			});
		expect(await runOnce('handover: getStatus', byConversation)).toEqual({
			conversationId: CONVERSATION,
			status: 'connected',
			agent: { id: 'user-1', name: 'Grace Hopper', imageUrl: 'https://example.org/400.png' },
			queue: { id: 'queue-1', name: 'Billing' },
			startedAt: '2026-01-31T10:00:00.000Z',
		});
	});

	it('omits the picture if the role cannot read users', async () => {
		read().reply(200, conversationWith(customer('m'), agent('connected')));
		api().get('/api/v2/users/user-1').reply(403, lacks('directory:user:view'));
		const { agent: shown } = await runOnce('handover: getStatus', byConversation);
		expect(shown).toEqual({ id: 'user-1', name: 'Grace Hopper' });
	});

	it('omits a picture that cannot be read, and tries again after 15 seconds', async () => {
		const credential = new StoredCredential();
		read().times(3).reply(200, conversationWith(customer('m'), agent('connected')));
		api().get('/api/v2/users/user-1').times(5).reply(502);
		const ask = async () => await runOnce('handover: getStatus', byConversation, credential);
		const { result } = await withoutWaiting(ask);
		expect(result).toMatchObject({ status: 'connected', agent: { id: 'user-1', name: 'Grace Hopper' } });
		expect((await ask()).agent).toEqual({ id: 'user-1', name: 'Grace Hopper' });
		passTime(15_000);
		api().get('/api/v2/users/user-1').reply(200, { name: 'Grace', images: [{ imageUri: 'https://example.org/1.png' }] });
		expect((await ask()).agent).toEqual({ id: 'user-1', name: 'Grace', imageUrl: 'https://example.org/1.png' });
	});

	it('takes one request for each call, and reads the agent only once', async () => {
		const credential = new StoredCredential();
		read().times(5).reply(200, conversationWith(customer('m'), agent('connected')));
		api().get('/api/v2/users/user-1').reply(200, { name: 'Grace Hopper' });
		for (let times = 0; times < 4; times++) await runOnce('handover: getStatus', byConversation, credential);
		const got = await runOnce('conversation: get', byConversation, credential);
		expect(got.agent).toEqual({ id: 'user-1', name: 'Grace Hopper' });
	});

	it('never shows an agent of another organization', async () => {
		for (const name of ['Of the first', 'Of the second']) {
			read().reply(200, conversationWith(customer('m'), agent('connected')));
			api().get('/api/v2/users/user-1').reply(200, { name });
			const { agent: shown } = await runOnce('handover: getStatus', byConversation, new StoredCredential());
			expect(shown).toMatchObject({ name });
		}
	});

	it.each<[string, IDataObject[], IDataObject]>([
		['flow', [customer('m')], { agent: null, queue: null }],
		['queued', [customer('m'), acd('connected')], { agent: null, queue: { id: 'queue-1', name: 'Billing' } }],
		['alerting', [customer('m'), acd('connected'), agent('alerting')], { agent: null }],
		['queued', [customer('m'), agent('disconnected'), acd('connected')], { agent: null }],
		[
			'ended',
			[gone('client'), agent('disconnected')],
			{ agent: null, endReason: 'client', endedAt: '2026-01-31T10:20:00.000Z' },
		],
		['ended', [gone('peer'), agent('disconnected', { disconnectType: 'timeout' })], { endReason: 'timeout' }],
	])('returns %s', async (status, participants, expected) => {
		read().reply(200, conversationWith(...participants));
		expect(await runOnce('handover: getStatus', byConversation)).toMatchObject({
			conversationId: CONVERSATION,
			status,
			...expected,
		});
	});

	it('returns none for an unknown conversation', async () => {
		read().reply(404, { code: 'not.found', message: 'Not found', status: 404 });
		expect(await runOnce('handover: getStatus', byConversation)).toEqual({
			conversationId: CONVERSATION,
			status: 'none',
			agent: null,
			queue: null,
		});
	});

	it("finds only the customer's own conversation in analytics", async () => {
		const asked: IDataObject[] = [];
		api()
			.post(QUERY)
			.reply(200, async (request: Request) => {
				asked.push((await request.json()) as IDataObject);
				return { conversations: [{ conversationId: CONVERSATION }], totalHits: 1 };
			});
		read().reply(200, conversationWith(customer('m'), acd('connected')));
		expect(await runOnce('handover: getStatus', byCustomer)).toMatchObject({
			conversationId: CONVERSATION,
			status: 'queued',
		});
		expect(asked).toEqual([
			{
				interval: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\/\d{4}-\d\d-\d\dT[\d:.]+Z$/),
				order: 'desc',
				orderBy: 'conversationStart',
				paging: { pageSize: 1, pageNumber: 1 },
				segmentFilters: [
					{
						type: 'and',
						predicates: [
							{ dimension: 'mediaType', value: 'message' },
							{ dimension: 'messageType', value: 'open' },
							{ dimension: 'addressFrom', value: 'customer-42' },
							{ dimension: 'addressTo', value: INTEGRATION },
						],
					},
				],
			},
		]);
	});

	it('returns none for a customer without a conversation', async () => {
		api().post(QUERY).reply(200, { totalHits: 0 });
		expect(await runOnce('handover: getStatus', byCustomer)).toEqual({ status: 'none', agent: null, queue: null });
	});

	it('requires the customer', async () => {
		expect((await failureOf(runOnce('handover: getStatus', {}))).message).toBe('"Conversation ID" is empty');
		expect((await failureOf(runOnce('handover: getStatus', { findBy: 'customer' }))).message).toBe('"Customer ID" is empty');
	});

	it('names the missing permission', async () => {
		read().reply(403, lacks('conversation:communication:view'));
		const failure = await failureOf(runOnce('handover: getStatus', byConversation));
		expect(failure.message).toContain('Get status: Genesys Cloud returned 403');
		expect(failure.description).toContain('conversation:communication:view');
	});
});
