import { connectorTo, listedBot, openMessenger, startBot, type OwnBot } from './support/bot.mts';
import { contract } from './support/genesys.mts';
import { agentWrites, participantsOf } from './support/handover.mts';

/** A Messenger customer: first with a bot, then with an agent, all in one conversation. */

const genesys = contract({ rateLimitPerMinute: 0, digitalBotRetryDelayMs: 10 });
let bot: OwnBot;
let integrationId: string;

beforeEach(async () => {
	bot = await startBot();
	bot.pages['/bots'] = { entities: [listedBot()] };
	bot.pages['/bots/order-bot'] = listedBot();
	integrationId = await connectorTo(genesys, bot, 'digitalBotConnector');
});
afterEach(async () => await bot.close());

const ESCALATION = { botState: 'Complete', intent: 'Escalate', replyMessages: [{ type: 'Text', text: 'I will get an agent.' }] };
const QUICK_REPLY = { contentType: 'QuickReply', quickReply: { text: 'Agent', payload: 'agent' } };

async function escalated() {
	bot.answers = [{ botState: 'MoreData', replyMessages: [{ type: 'Structured', text: 'What is it?', content: [QUICK_REPLY] }] }, ESCALATION];
	const customer = await openMessenger(genesys, { integrationId, onIntent: { Escalate: { queue: 'Sales' } } });
	await customer.says('Hi');
	await customer.presses({ type: 'QuickReply', text: 'Agent', payload: 'agent' });
	return customer;
}

interface DeskChat {
	id: string;
	state: string;
	queue: { name: string } | null;
	integrationName: string;
	messages: Array<{ from: string; text: string }>;
}
const deskChat = async (id: string) =>
	(await genesys.control<{ conversations: DeskChat[] }>('GET', 'state')).conversations.find((chat) => chat.id === id);

test('an intent routes the conversation to its queue at the desk with its full transcript', async () => {
	const customer = await escalated();
	expect(await customer.chat()).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate' } });
	expect(await deskChat(customer.id)).toMatchObject({ state: 'queued', queue: { name: 'Sales' }, integrationName: 'Messenger' });
	expect((await deskChat(customer.id))?.messages.map(({ from, text }) => `${from}: ${text}`)).toEqual([
		'customer: Hi',
		'flow: What is it?',
		'customer: Agent',
		'flow: I will get an agent.',
	]);
});

test('agent and customer talk to each other, and the bot receives nothing more', async () => {
	const customer = await escalated();
	await agentWrites(genesys, customer.id, 'Good morning');
	const calls = bot.calls.length;
	const chat = await customer.says('My shoe is gone');
	expect(chat).toMatchObject({ state: 'connected' });
	expect(chat.messages.at(-2)).toMatchObject({ from: 'agent', text: 'Good morning', agentName: expect.any(String) });
	expect((await deskChat(customer.id))?.messages.at(-1)).toMatchObject({ from: 'customer', text: 'My shoe is gone' });
	expect(bot.calls).toHaveLength(calls);
	await genesys.control('POST', `conversations/${customer.id}/end`);
	expect(await customer.chat()).toMatchObject({ state: 'ended' });
	await expect(customer.says('Hello?')).rejects.toThrow('409');
});

test('the conversation is offered to an agent on queue', async () => {
	const { agents } = await genesys.control<{ agents: Array<{ id: string }> }>('GET', 'state');
	await genesys.control('POST', `agents/${agents[0].id}`, { onQueue: true });
	const customer = await escalated();
	expect(await deskChat(customer.id)).toMatchObject({ state: 'alerting' });
	await genesys.control('POST', `agents/${agents[0].id}`, { onQueue: false });
});

test('the API shows a web messaging conversation with customer, flow, queue, and agent', async () => {
	const customer = await escalated();
	await agentWrites(genesys, customer.id, 'Good morning');
	const { participants } = await genesys.conversations.getConversation(customer.id);
	expect(participants.map(({ purpose }) => purpose)).toEqual(['customer', 'workflow', 'acd', 'agent']);
	const [flow] = await participantsOf(genesys, customer.id, 'workflow');
	expect(flow.messages?.[0]).toMatchObject({ type: 'webmessaging', state: 'disconnected', disconnectType: 'transfer' });
	const [messageId] = flow.messages?.[0].messages?.map((one) => one.messageId ?? '') ?? [];
	expect(await genesys.conversations.getConversationsMessageDetails(messageId)).toMatchObject({
		messengerType: 'webmessaging',
		direction: 'outbound',
		normalizedMessage: { originatingEntity: 'Bot', type: 'Structured' },
	});
});

test('an intent without a queue ends the conversation, and so does a failure without one', async () => {
	bot.answers = [ESCALATION];
	expect(await (await openMessenger(genesys, { integrationId })).says('Hi')).toMatchObject({ state: 'ended' });
	bot.answers = [403];
	expect(await (await openMessenger(genesys, { integrationId })).says('Hi')).toMatchObject({ state: 'ended' });
	const failing = await openMessenger(genesys, { integrationId, onFailure: { queue: 'Billing' } });
	expect(await failing.says('Hi')).toMatchObject({ state: 'queued' });
	expect(await deskChat(failing.id)).toMatchObject({ queue: { name: 'Billing' } });
});

test('a conversation that is ended over the API closes the bot’s session', async () => {
	bot.answers = [{ botState: 'MoreData' }];
	const customer = await openMessenger(genesys, { integrationId });
	const { botSessionId } = await customer.says('Hi');
	const [{ id = '' }] = await participantsOf(genesys, customer.id, 'customer');
	await genesys.conversations.patchConversationsMessageParticipant(customer.id, id, { body: { state: 'disconnected' } });
	expect(await customer.chat()).toMatchObject({ state: 'ended' });
	const later = { botId: 'order-bot', botVersion: 'Delta', botSessionId: botSessionId ?? '', botState: 'MoreData', languageCode: 'en-us' };
	await expect(genesys.integrations.postIntegrationsBotconnectorsOutgoingMessages(later)).rejects.toMatchObject({ code: 'session.already.closed' });
});

test('the log shows each bot request, attempt, and response, without secrets', async () => {
	bot.answers = [503, { botState: 'MoreData' }];
	const customer = await openMessenger(genesys, { integrationId });
	await customer.says('Hi');
	const log = await genesys.control<object[]>('GET', 'botconnectors/requests');
	expect(log.at(-1)).toMatchObject({
		method: 'POST',
		url: `${bot.url}/messages`,
		headers: { authorization: '***' },
		body: { genesysConversationId: customer.id, inputMessage: { text: 'Hi' } },
		tries: [{ status: 503 }, { status: 200, answer: { botState: 'MoreData' } }],
	});
	expect(JSON.stringify(log)).not.toContain('the secret of a bot');
});
