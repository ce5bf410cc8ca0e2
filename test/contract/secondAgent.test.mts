import { closeConnections } from './support/channel.mts';
import { contract } from './support/genesys.mts';
import { newIntegration, participantsOf } from './support/handover.mts';
import { watchedChat } from './support/watchedChat.mts';

/** More than one agent in a conversation, and the events about them. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
let integrationId: string;
let agents: string[];

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	agents ??= ((await genesys.users.getUsers()).entities ?? []).map(({ id = '' }) => id);
});
afterEach(() => closeConnections());

const newChat = async () => await watchedChat(genesys, integrationId);

test('a conversation is transferred to a specific agent, who has to answer', async () => {
	const { does, next, conversationId } = await newChat();
	await does('accept', { agentId: agents[0] });
	await next('user.start');
	const [agent] = await participantsOf(genesys, conversationId, 'agent');
	await genesys.conversations.postConversationParticipantReplaceAgent(conversationId, agent.id ?? '', {
		userId: agents[1],
	});
	expect(await next('user.end')).toEqual([['user.end', 'TRANSFER']]);
	await does('accept', { agentId: agents[1] });
	expect(await next('user.start')).toEqual([['user.start', undefined]]);
});

test('if a specific agent declines, the conversation returns to the queue', async () => {
	const { does, next } = await newChat();
	await does('accept', { agentId: agents[0] });
	await does('transferToAgent', { toAgentId: agents[1] });
	await next('user.end');
	await does('decline', { agentId: agents[1] });
	expect((await next('acd.start')).map(([name]) => name)).toEqual(['user.end', 'acd.start']);
});

test('another agent is consulted and takes the conversation over', async () => {
	const { does, next, conversationId } = await newChat();
	await does('accept', { agentId: agents[0] });
	await next('user.start');
	await does('consult', { toAgentId: agents[1] });
	await does('accept', { agentId: agents[1] });
	expect(await next('user.start')).toEqual([['user.start', undefined]]);
	await expect(does('messages', { agentId: agents[1], text: 'Hello' })).rejects.toThrow('409');
	await does('messages', { agentId: agents[0], text: 'A colleague will help you' });
	await does('completeConsult', { agentId: agents[0] });
	expect(await next('user.end')).toEqual([['user.end', 'CONSULT_TRANSFER']]);
	await does('messages', { agentId: agents[1], text: 'Hello' });
	const legs = await participantsOf(genesys, conversationId, 'agent');
	expect(legs.map(({ messages }) => messages?.[0].disconnectType)).toEqual(['transfer.consult', undefined]);
});

test('a consulted agent leaves, and the conversation continues', async () => {
	const { does, next } = await newChat();
	await does('accept', { agentId: agents[0] });
	await does('consult', { toAgentId: agents[1] });
	await does('accept', { agentId: agents[1] });
	await next('user.start', 2);
	await does('end', { agentId: agents[1] });
	expect(await next('user.end')).toEqual([['user.end', 'CLIENT']]);
	await does('messages', { agentId: agents[0], text: 'Still here' });
});

test('with two agents, the conversation ends when the second one has left', async () => {
	const { does, next } = await newChat();
	await does('accept', { agentId: agents[0] });
	await does('conference', { toAgentId: agents[1] });
	await does('accept', { agentId: agents[1] });
	await does('messages', { agentId: agents[1], text: 'Hello' });
	await next('user.start', 2);
	await does('end', { agentId: agents[0] });
	expect(await next('user.end')).toEqual([['user.end', 'CLIENT']]);
	await does('end', { agentId: agents[1] });
	expect(await next('user.end')).toEqual([
		['customer.end', 'PEER'],
		['user.end', 'CLIENT'],
	]);
});

test('a supervisor takes the conversation over from the agent', async () => {
	const { does, next, conversationId } = await newChat();
	await does('accept', { agentId: agents[0] });
	await next('user.start');
	await does('takeOver', { toAgentId: agents[1] });
	expect((await next('user.start')).sort()).toEqual([
		['user.end', 'TAKEOVER'],
		['user.start', undefined],
	]);
	const legs = await participantsOf(genesys, conversationId, 'agent');
	expect(legs.map(({ messages }) => messages?.[0].disconnectType)).toEqual(['takeover', undefined]);
});

test('an agent who turns on Do Not Disturb is no longer alerted, and the session expires', async () => {
	const { does, next, conversationId } = await newChat();
	await does('offer', { agentId: agents[0] });
	await does('doNotDisturb');
	expect(await next('user.end')).toEqual([['user.end', 'DND_ENDPOINT']]);
	const [agent] = await participantsOf(genesys, conversationId, 'agent');
	expect(agent.messages?.[0]).toMatchObject({ disconnectType: 'endpoint.donotdisturb' });
	await does('expire');
	expect(await next('customer.end')).toContainEqual(['customer.end', 'SESSION_EXPIRED']);
});

test('after-call work is in the communication and on the participant', async () => {
	const { does, conversationId } = await newChat();
	await does('accept', { agentId: agents[0] });
	const work = async () => (await participantsOf(genesys, conversationId, 'agent')).map(({ messages }) => messages?.[0].afterCallWork);
	expect(await work()).toEqual([{ state: 'notApplicable' }]);
	await does('end');
	expect(await work()).toEqual([{ state: 'pending', startTime: expect.any(String) }]);
	await does('wrapup');
	expect(await work()).toEqual([{ state: 'complete', startTime: expect.any(String), endTime: expect.any(String) }]);
	const [agent] = await participantsOf(genesys, conversationId, 'agent');
	expect(agent).toMatchObject({ startAcwTime: expect.any(String) });
});
