import { closeConnections, listen, type Frame } from './support/channel.mts';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newIntegration } from './support/handover.mts';
import { watchedChat } from './support/watchedChat.mts';

/** Topics of a queue and of a user, which send the whole conversation on every change. */

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

type Participant = Record<string, unknown> & { purpose: string };
const participants = (frame: Frame | undefined) => (frame?.eventBody['participants'] ?? []) as Participant[];
const agentOf = (frame: Frame) => participants(frame).findLast(({ purpose }) => purpose === 'agent');

test('a queue topic sends all participants on every change, more than once', async () => {
	const queue = await listen(genesys, `v2.routing.queues.${queueId}.conversations.messages`);
	const chat = await newChat();
	await chat.does('offer', { agentId: agents[0] });
	await chat.does('accept', { agentId: agents[0] });
	await chat.does('end');
	const frames = await eventually(
		async () => queue.events().filter(({ eventBody }) => eventBody['id'] === chat.conversationId),
		(events) => events.some((frame) => agentOf(frame)?.['state'] === 'disconnected'),
	);
	expect(participants(frames[0]).map(({ purpose }) => purpose)).toEqual(['customer', 'workflow', 'acd']);
	expect(frames[0]?.eventBody).toEqual(frames[1]?.eventBody);
	const states = frames.map((frame) => agentOf(frame)?.['state'] ?? 'none');
	expect([...new Set(states)]).toEqual(['none', 'alerting', 'connected', 'disconnected']);
	const last = frames.at(-1);
	expect(last && agentOf(last)).toMatchObject({
		disconnectType: 'client',
		startAcwTime: expect.any(String),
		connectedTime: expect.any(String),
		user: { id: agents[0] },
		queue: { id: queueId },
		initialState: 'alerting',
	});
	expect(participants(last)[0]).toMatchObject({
		address: chat.customerId,
		messages: [{ message: { id: chat.messageId }, messageStatus: 'received' }],
	});
});

test('a queue topic may or may not keep sending a conversation that has left the queue', async () => {
	await settings({ formerQueuesAreTold: false });
	const queue = await listen(genesys, `v2.routing.queues.${queueId}.conversations.messages`);
	const chat = await newChat();
	await chat.does('transfer', { queueName: 'Sales' });
	await chat.does('accept');
	const names = (frame: Frame) => participants(frame).map(({ name }) => name);
	const left = await eventually(
		async () => queue.events(),
		(frames) => frames.some((frame) => names(frame).includes('Sales')),
	);
	expect(left.flatMap(names)).not.toContain('Agent One');
	await settings({ formerQueuesAreTold: true });
});

test('a user topic sends the same', async () => {
	const user = await listen(genesys, `v2.users.${agents[2]}.conversations.messages`);
	const chat = await newChat();
	await chat.does('accept', { agentId: agents[2] });
	const [first] = await user.received(1);
	expect(first).toMatchObject({ version: '2', eventBody: { id: chat.conversationId } });
});

test('each topic needs a permission that the simulator can change', async () => {
	await settings({ conversationTopicPermissions: ['routing:queue:view'] });
	await genesys.loginWith('conversation:message:view');
	expect(await refusalOf(listen(genesys, `v2.routing.queues.${queueId}.conversations.messages`))).toMatchObject({
		messageParams: { permissions: 'routing:queue:view' },
	});
	await settings({ conversationTopicPermissions: ['conversation:message:view'] });
});
