import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { agentWrites, newCustomer, newIntegration, startConversation } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });
const { conversations } = genesys;
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
});

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('looking up a message', () => {
	test('a message is found by its ID alone, with its conversation', async () => {
		const { conversationId, messageId, customerId } = await startConversation(genesys, {
			integrationId,
			text: 'Hello',
		});
		expect(await conversations.getConversationsMessageDetails(messageId)).toMatchObject({
			id: messageId,
			conversationId,
			direction: 'inbound',
			messengerType: 'open',
			fromAddress: customerId,
			toAddress: integrationId,
			normalizedMessage: { text: 'Hello', type: 'Text' },
		});
	});

	test("an agent's message shows that a human wrote it", async () => {
		const { conversationId } = await startConversation(genesys, { integrationId });
		const id = await agentWrites(genesys, conversationId, 'Good morning');
		expect(await conversations.getConversationsMessageMessage(conversationId, id)).toMatchObject({
			direction: 'outbound',
			normalizedMessage: { text: 'Good morning', originatingEntity: 'Human' },
		});
	});

	test('a message is found together with many others', async () => {
		const { conversationId, messageId } = await startConversation(genesys, { integrationId });
		const answerId = await agentWrites(genesys, conversationId, 'Yes?');
		const { entities = [] } = await conversations.postConversationsMessageMessagesBulk(conversationId, {
			body: [messageId, answerId, NOBODY],
		});
		expect(entities.map(({ id }) => id)).toEqual([messageId, answerId]);
	});

	test('an agentless message is sent to the customer by the integration', async () => {
		const body = {
			fromAddress: integrationId,
			toAddress: newCustomer(),
			toAddressMessengerType: 'open',
			textBody: 'Your parcel is here',
		};
		expect(await conversations.postConversationsMessagesAgentless(body)).toMatchObject({
			conversationId: expect.any(String),
			textBody: 'Your parcel is here',
		});
	});

	test('an unknown message returns 404', async () => {
		expect(await refusalOf(conversations.getConversationsMessageDetails(NOBODY))).toMatchObject({
			status: 404,
			code: 'not.found',
		});
	});
});

test('languages and skills are found by the start of their names', async () => {
	const { entities: languages } = await genesys.routing.getRoutingLanguages({ name: 'ger' });
	expect(languages).toMatchObject([{ name: 'German' }]);
	const { entities: skills } = await genesys.routing.getRoutingSkills({ name: 'eturns' });
	expect(skills).toEqual([]);
	expect((await genesys.routing.getRoutingSkills({ pageSize: 1 })).entities).toMatchObject([{ name: 'Returns' }]);
});

describe("a customer's conversations", () => {
	const interval = `${new Date(Date.now() - 86_400_000).toISOString()}/${new Date(Date.now() + 3_600_000).toISOString()}`;
	const query = (customerId: string, more: Partial<Models.ConversationQuery> = {}): Models.ConversationQuery => ({
		interval,
		order: 'desc',
		orderBy: 'conversationStart',
		paging: { pageSize: 25, pageNumber: 1 },
		segmentFilters: [
			{
				type: 'and',
				predicates: [
					{ dimension: 'messageType', value: 'open' },
					{ dimension: 'addressFrom', value: customerId },
					{ dimension: 'addressTo', value: integrationId },
				],
			},
		],
		...more,
	});
	const ask = async (body: Models.ConversationQuery) =>
		await genesys.analytics.postAnalyticsConversationsDetailsQuery(body);

	test("a customer's conversations are found by the customer's ID, without those of other customers", async () => {
		const { conversationId, customerId } = await startConversation(genesys, { integrationId });
		await startConversation(genesys, { integrationId });
		const { conversations: found = [], totalHits } = await ask(query(customerId));
		expect(found.map((conversation) => conversation.conversationId)).toEqual([conversationId]);
		expect(totalHits).toBe(1);
	});

	test("a customer's open conversations are distinguished from ended ones", async () => {
		const { conversationId, customerId } = await startConversation(genesys, { integrationId });
		const conversationFilters = [
			{ type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
		];
		expect((await ask(query(customerId, { conversationFilters }))).totalHits).toBe(1);
		await conversations.postConversationDisconnect(conversationId);
		expect((await ask(query(customerId, { conversationFilters }))).totalHits).toBe(0);
		expect((await ask(query(customerId))).totalHits).toBe(1);
	});

	test("a customer's conversations are found by the day on which they started, whenever they ended", async () => {
		const { conversationId, customerId } = await startConversation(genesys, { integrationId });
		await genesys.control('POST', `conversations/${conversationId}/backdate`, { hours: 72 });
		await conversations.postConversationDisconnect(conversationId);
		const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		const since = async (hours: number) => (await ask(query(customerId, { interval: `${ago(hours)}/${ago(-1)}` }))).totalHits;
		expect(await since(24)).toBe(0);
		expect(await since(72)).toBe(1);
	});

	test("a customer's conversations can be listed by end, newest first, page by page", async () => {
		const customerId = newCustomer();
		const ended: string[] = [];
		for (let count = 0; count < 3; count++) {
			const { conversationId } = await startConversation(genesys, { integrationId, customerId });
			await conversations.postConversationDisconnect(conversationId);
			// Outside the threading window, so that the next one is new, and in the opposite order of its start.
			await genesys.control('POST', `conversations/${conversationId}/backdate`, { hours: 100 + count });
			ended.push(conversationId);
		}
		const page = async (pageNumber: number) => {
			const interval = `${new Date(Date.now() - 6 * 86_400_000).toISOString()}/${new Date().toISOString()}`;
			const body = query(customerId, { interval, orderBy: 'conversationEnd', paging: { pageSize: 2, pageNumber } });
			return (await ask(body)).conversations?.map((conversation) => conversation.conversationId);
		};
		expect(await page(1)).toEqual(ended.slice(0, 2));
		expect(await page(2)).toEqual(ended.slice(2));
	});

	test('a customer without conversations gets a response without the list', async () => {
		const answer = await ask(query(newCustomer()));
		expect(answer).toMatchObject({ totalHits: 0 });
		expect(answer).not.toHaveProperty('conversations');
	});

	test.each([{ orderBy: 'end' }, { order: 'down' }, { paging: { pageSize: 101, pageNumber: 1 } }, { paging: { pageSize: 1, pageNumber: 0 } }])(
		'a conversation query is rejected for %p',
		async (wrong) => {
			expect(await refusalOf(ask(query('x', wrong)))).toMatchObject({ status: 400 });
		},
	);

	test('a conversation query is rejected for an interval that is too long or an unknown dimension', async () => {
		const long = { interval: '2026-01-01T00:00:00.000Z/2026-03-01T00:00:00.000Z' };
		expect(await refusalOf(ask(query('x', long)))).toMatchObject({ status: 400 });
		const wrong = { segmentFilters: [{ type: 'and', predicates: [{ dimension: 'addressFrum', value: 'x' }] }] };
		expect(await refusalOf(ask(query('x', wrong)))).toMatchObject({ status: 400 });
	});
});

describe('looking up queues', () => {
	test('queues are listed, and searched with a wildcard', async () => {
		const names = ({ entities = [] }: Models.QueueEntityListing) => entities.map(({ name }) => name);
		expect(names(await genesys.routing.getRoutingQueues())).toEqual(
			expect.arrayContaining(['Support', 'Sales', 'Billing']),
		);
		expect(names(await genesys.routing.getRoutingQueues({ name: '*ill*' }))).toEqual(['Billing']);
		expect(names(await genesys.routing.getRoutingQueues({ pageSize: 2, pageNumber: 2 }))).toHaveLength(1);
	});

	test('queues show their agents on queue, waiting conversations, and wait times', async () => {
		const { entities = [] } = await genesys.routing.getRoutingQueues({ name: 'Support' });
		const queueId = entities[0].id ?? '';
		await startConversation(genesys, { integrationId });
		const { results = [] } = await genesys.analytics.postAnalyticsQueuesObservationsQuery({
			filter: { type: 'and', predicates: [{ type: 'dimension', dimension: 'queueId', value: queueId }] },
			metrics: ['oOnQueueUsers', 'oWaiting'],
		});
		const waiting = results.flatMap(({ data = [] }) => data).find(({ metric }) => metric === 'oWaiting');
		expect(waiting?.stats?.count).toBeGreaterThanOrEqual(1);
		const { results: estimates = [] } = await genesys.routing.getRoutingQueueMediatypeEstimatedwaittime(
			queueId,
			'message',
		);
		expect(estimates[0].estimatedWaitTimeSeconds).toBeGreaterThan(0);
	});
});

test('a deleted agent returns 404', async () => {
	expect(await refusalOf(genesys.users.getUser(NOBODY))).toMatchObject({ status: 404 });
});
