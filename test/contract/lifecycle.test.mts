import { closeConnections } from './support/channel.mts';
import { contract } from './support/genesys.mts';
import { newIntegration, participantsOf, startConversation } from './support/handover.mts';
import { watchedChat } from './support/watchedChat.mts';

/** The detail events for each action of an agent or a customer. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const settings = async (changes: object) => await genesys.control('PATCH', 'settings', changes);
let integrationId: string;
let agents: string[];
let queueId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	agents ??= ((await genesys.users.getUsers()).entities ?? []).map(({ id = '' }) => id);
	queueId ??= (await genesys.routing.getRoutingQueues({ name: 'Support' })).entities?.[0].id ?? '';
});
afterEach(() => closeConnections());

const newChat = async () => await watchedChat(genesys, integrationId);

test("when an agent answers, the queue's wait ends with the reason", async () => {
	const { does, told, conversationId, customerId } = await newChat();
	await does('accept', { agentId: agents[0] });
	const [acdEnd, userStart] = await told('user.start');
	const common = {
		conversationId,
		eventTime: expect.any(Number),
		participantId: expect.any(String),
		sessionId: expect.any(String),
		mediaType: 'MESSAGE',
		messageType: 'OPEN',
		direction: 'INBOUND',
		provider: expect.any(String),
		divisionId: expect.any(String),
		queueId,
	};
	expect(acdEnd).toEqual({
		...common,
		event: 'acd.end',
		addressFrom: customerId,
		addressTo: integrationId,
		acdOutcome: 'ANSWERED',
		answeredUserId: agents[0],
		disconnectType: 'TRANSFER',
		connectedDurationMs: expect.any(Number),
	});
	expect(userStart).toEqual({
		...common,
		event: 'user.start',
		addressFrom: integrationId,
		addressTo: customerId,
		userId: agents[0],
	});
	const [agent] = await participantsOf(genesys, conversationId, 'agent');
	expect(userStart).toMatchObject({ participantId: agent.id, sessionId: agent.messages?.[0].id });
});

test('user.start is sent when the conversation rings if that is configured', async () => {
	await settings({ userStartAt: 'alert' });
	const { does, next } = await newChat();
	await does('offer');
	expect(await next('user.start')).toEqual([['user.start', undefined]]);
	await does('accept');
	expect(await next('acd.end')).toEqual([['acd.end', 'TRANSFER']]);
	await settings({ userStartAt: 'answer' });
});

test('when an agent declines, a session without a connection ends and the wait continues', async () => {
	const { does, told } = await newChat();
	await does('offer');
	await does('decline');
	const [userEnd, ...others] = await told('user.end');
	expect(userEnd).toMatchObject({ disconnectType: 'CLIENT', alertingDurationMs: expect.any(Number) });
	expect(userEnd).not.toHaveProperty('interactingDurationMs');
	expect(others).toEqual([]);
});

test("when no agent answers in time, the agent's session ends with NO_ANSWER_TRANSFER", async () => {
	await settings({ noAnswerMs: 50 });
	const { does, next, conversationId } = await newChat();
	await does('offer');
	expect(await next('user.end')).toEqual([['user.end', 'NO_ANSWER_TRANSFER']]);
	const [agent] = await participantsOf(genesys, conversationId, 'agent');
	expect(agent.messages?.[0].disconnectType).toBe('transfer.noanswer');
	await settings({ noAnswerMs: 0 });
});

test("a transfer to another queue ends the agent's session but not the customer's", async () => {
	const { does, next } = await newChat();
	await does('accept');
	await next('user.start');
	await does('transfer', { queueName: 'Sales' });
	expect(await next('acd.start')).toEqual([
		['user.end', 'TRANSFER'],
		['acd.start', undefined],
	]);
});

test('a transfer from queue to queue without an agent ends the wait as flow-out', async () => {
	const { does, told } = await newChat();
	await does('transfer', { queueName: 'Sales' });
	expect((await told('acd.start'))[0]).toMatchObject({ event: 'acd.end', acdOutcome: 'FLOW_OUT' });
});

test('the agent ends the conversation and completes the wrap-up later', async () => {
	const { does, next, told } = await newChat();
	await does('accept');
	await next('user.start');
	await does('end');
	expect(await told('user.end')).toMatchObject([
		{ event: 'customer.end', disconnectType: 'PEER', interactingDurationMs: expect.any(Number) },
		{ event: 'user.end', disconnectType: 'CLIENT', interactingDurationMs: expect.any(Number) },
	]);
	await next('user.end');
	await does('wrapup', { code: 'Solved', notes: 'It was unplugged', durationSeconds: 42 });
	const wrapup = { wrapupCode: 'Solved', wrapupNotes: 'It was unplugged', wrapupDurationMs: 42_000 };
	expect(await told('acw')).toMatchObject([
		{ event: 'wrapup', ...wrapup },
		{ event: 'acw', ...wrapup, userId: agents[0], queueId },
	]);
});

test('the conversation is ended over the API while the customer waits', async () => {
	const { told, conversationId } = await newChat();
	await genesys.conversations.patchConversationsMessage(conversationId, {
		state: 'disconnected',
		startTime: '',
		participants: [],
	});
	expect(await told('acd.end')).toMatchObject([
		{ event: 'customer.end', disconnectType: 'CLIENT' },
		{ event: 'acd.end', disconnectType: 'PEER', acdOutcome: 'ABANDON' },
	]);
});

test('an idle conversation expires', async () => {
	await settings({ inactivityDisconnectMs: 3_000 });
	const { does, next, told } = await newChat();
	await does('accept');
	await next('user.start');
	expect(await told('user.end')).toMatchObject([
		{ event: 'customer.end', disconnectType: 'INACTIVITY' },
		{ event: 'user.end', disconnectType: 'INACTIVITY' },
	]);
	await settings({ inactivityDisconnectMs: 0 });
});

test('a slow flow delays the wait in the queue, which starts with the requested priority and skills', async () => {
	await settings({ flowMs: 3_000 });
	const { told } = await newChat();
	expect(await told('acd.start')).toMatchObject([
		{ event: 'flow.end', flowId: expect.any(String), disconnectType: 'TRANSFER', exitReason: 'TRANSFER' },
		{ event: 'acd.start', queueId, routingPriority: 0, requestedRoutingSkillIds: [] },
	]);
	await settings({ flowMs: 0 });
});

test('attribute events contain the values after the change', async () => {
	const { told, conversationId } = await newChat();
	const [customer] = await participantsOf(genesys, conversationId, 'customer');
	await genesys.conversations.patchConversationsMessageParticipantAttributes(conversationId, customer.id ?? '', {
		body: { attributes: { orderNumber: '4711' } },
	});
	expect(await told('attributes')).toMatchObject([{ participantId: customer.id, attributes: { orderNumber: '4711' } }]);
});

test('a customer who returns starts again in the same conversation', async () => {
	await settings({ ephemeralContacts: true });
	const { does, next, told, conversationId, customerId } = await newChat();
	await does('accept');
	await does('end');
	await next('user.end');
	expect((await startConversation(genesys, { integrationId, customerId })).conversationId).toBe(conversationId);
	const events = await told('acd.start');
	expect(events.map(({ event }) => event)).toEqual([
		'customer.start',
		'contact',
		'flow.start',
		'flow.end',
		'acd.start',
	]);
	expect(events[0]).toMatchObject({
		externalContactId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		conversationExternalContactIds: [expect.any(String)],
	});
	await settings({ ephemeralContacts: false });
});
