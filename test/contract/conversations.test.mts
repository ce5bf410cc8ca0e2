import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newCustomer, newIntegration, participantsOf, startConversation } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });
const { conversations } = genesys;
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
});

const start = async (customerId?: string) => await startConversation(genesys, { integrationId, customerId });
const agentDoes = async (conversationId: string, what: string, body?: object) =>
	await genesys.control('POST', `conversations/${conversationId}/${what}`, body);
const isOver = async (conversationId: string) =>
	(await conversations.getConversation(conversationId)).endTime !== undefined;

describe('reading a conversation', () => {
	test("a conversation shows the state in each participant's messages, from waiting to after-call work", async () => {
		const { conversationId, customerId } = await start();
		const stateOf = async (purpose: string) =>
			(await participantsOf(genesys, conversationId, purpose)).map(({ messages }) => messages?.[0].state);

		expect(await stateOf('customer')).toEqual(['connected']);
		expect(await stateOf('acd')).toEqual(['connected']);
		expect(await stateOf('agent')).toEqual([]);
		const [customer] = await participantsOf(genesys, conversationId, 'customer');
		expect(customer).toMatchObject({ address: customerId, name: expect.stringContaining('Ada') });

		await agentDoes(conversationId, 'offer');
		expect(await stateOf('agent')).toEqual(['alerting']);
		await agentDoes(conversationId, 'accept');
		expect(await stateOf('agent')).toEqual(['connected']);
		expect(await stateOf('acd')).toEqual(['disconnected']);

		await agentDoes(conversationId, 'end');
		expect(await stateOf('agent')).toEqual(['disconnected']);
		expect(await stateOf('customer')).toEqual(['disconnected']);
		expect(await isOver(conversationId)).toBe(true);
	});

	test('a message conversation shows the state on the participant', async () => {
		const { conversationId } = await start();
		const { participants = [] } = await conversations.getConversationsMessage(conversationId);
		expect(participants.find(({ purpose }) => purpose === 'customer')).toMatchObject({
			state: 'connected',
			type: 'open',
		});
	});

	test('a conversation includes agent and queue, and the agent can be looked up', async () => {
		const { conversationId } = await start();
		await agentDoes(conversationId, 'accept');
		const [agent] = await participantsOf(genesys, conversationId, 'agent');
		expect(agent).toMatchObject({ name: 'Agent One', queueName: 'Support', userId: expect.any(String) });
		expect(await genesys.users.getUser(agent.userId ?? '')).toMatchObject({
			name: 'Agent One',
		});
	});

	test('a conversation waits again after an agent declines it', async () => {
		const { conversationId } = await start();
		await agentDoes(conversationId, 'offer');
		await agentDoes(conversationId, 'decline');
		expect(await isOver(conversationId)).toBe(false);
		const [agent] = await participantsOf(genesys, conversationId, 'agent');
		expect(agent.connectedTime).toBeUndefined();
	});

	test('a conversation continues in another queue after a transfer', async () => {
		const { conversationId } = await start();
		await agentDoes(conversationId, 'accept');
		const [agent] = await participantsOf(genesys, conversationId, 'agent');
		await conversations.postConversationParticipantReplaceQueue(conversationId, agent.id ?? '', { queueName: 'Sales' });
		const waiting = await participantsOf(genesys, conversationId, 'acd');
		expect(waiting.at(-1)).toMatchObject({ queueName: 'Sales', messages: [{ state: 'connected' }] });
		expect(await isOver(conversationId)).toBe(false);
	});

	test('a conversation may be 404 for a moment after it starts', async () => {
		await genesys.control('PATCH', 'settings', { conversationVisibleAfterMs: 60_000 });
		const { conversationId } = await start();
		expect(await refusalOf(conversations.getConversation(conversationId))).toMatchObject({
			status: 404,
			code: 'not.found',
		});
		await genesys.control('PATCH', 'settings', { conversationVisibleAfterMs: 0 });
		await eventually(
			() => isOver(conversationId),
			(over) => !over,
		);
	});
});

describe('participant data', () => {
	test.each(['of any conversation', 'of a message conversation'])('participant data %s is changed key by key', async (how) => {
		const { conversationId } = await start();
		const [customer] = await participantsOf(genesys, conversationId, 'customer');
		const change = async (attributes: Record<string, string>) =>
			how === 'of any conversation'
				? await conversations.patchConversationParticipantAttributes(conversationId, customer.id ?? '', { attributes })
				: await conversations.patchConversationsMessageParticipantAttributes(conversationId, customer.id ?? '', {
						body: { attributes },
					});
		await change({ order: '4711', vip: 'yes' });
		await change({ order: '4712' });
		const [after] = await participantsOf(genesys, conversationId, 'customer');
		expect(after.attributes).toMatchObject({ order: '4712', vip: 'yes' });
	});
});

describe('ending a conversation', () => {
	test('ending the whole conversation disconnects every participant', async () => {
		const { conversationId } = await start();
		await agentDoes(conversationId, 'accept');
		// The SDK types the body as a whole conversation; the API accepts only the state.
		await conversations.patchConversationsMessage(conversationId, {
			state: 'disconnected',
			startTime: '',
			participants: [],
		});
		await eventually(
			() => isOver(conversationId),
			(over) => over,
		);
		const [agent] = await participantsOf(genesys, conversationId, 'agent');
		expect(agent.messages).toMatchObject([{ state: 'disconnected', disconnectType: expect.any(String) }]);
	});

	test('ending only the customer also ends the conversation', async () => {
		const { conversationId } = await start();
		const [customer] = await participantsOf(genesys, conversationId, 'customer');
		await conversations.patchConversationsMessageParticipant(conversationId, customer.id ?? '', {
			body: { state: 'disconnected' },
		});
		await eventually(
			() => isOver(conversationId),
			(over) => over,
		);
	});

	test('a disconnect by the emergency tool has the disconnect type "system"', async () => {
		const { conversationId } = await start();
		await conversations.postConversationDisconnect(conversationId);
		const [customer] = await participantsOf(genesys, conversationId, 'customer');
		expect(customer.messages?.[0]).toMatchObject({ state: 'disconnected', disconnectType: 'system' });
	});
});

describe('the threading window', () => {
	const windowOf = async (timeoutInMinutes: number) =>
		await conversations.putConversationsMessagingThreadingtimeline({
			settings: [{ messengerType: 'open', timeoutInMinutes }],
		});

	test('the threading window returns a customer to the conversation that ended before', async () => {
		await windowOf(4320);
		expect(await conversations.getConversationsMessagingThreadingtimeline()).toMatchObject({
			settings: [{ messengerType: 'open', timeoutInMinutes: 4320 }],
		});
		const customerId = newCustomer();
		const { conversationId } = await start(customerId);
		await conversations.postConversationDisconnect(conversationId);
		expect((await start(customerId)).conversationId).toBe(conversationId);
		const legs = await participantsOf(genesys, conversationId, 'customer');
		expect(legs.map(({ messages }) => messages?.[0].state)).toEqual(['disconnected', 'connected']);
	});

	test('a threading window of zero minutes makes each handover a new conversation', async () => {
		await windowOf(0);
		const customerId = newCustomer();
		const { conversationId } = await start(customerId);
		await conversations.postConversationDisconnect(conversationId);
		expect((await start(customerId)).conversationId).not.toBe(conversationId);
	});
});
