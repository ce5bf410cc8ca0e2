import { eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { CHAT_IN_EXAMPLES } from '../../demo/stack.mts';
import { publishChannel } from '../support/channel.mts';
import { customerTexts, quickStartCustomers, testSecondHandover } from '../support/quickStartCustomers.mts';
import { startScriptedModel, type ModelRequest, type ScriptedModel, type Turn } from '../support/scriptedModel.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** The AI agent example in a real n8n: n8n's own AI Agent node with a scripted model. */

const CONNECTING = 'I am connecting you with an agent.';
const REASON = 'The customer has a broken lamp';
const SUMMARY = 'Bought a lamp last week; it does not light up.';

let stack: OwnStack;
let model: ScriptedModel;
let workflowId: string;

beforeAll(async () => {
	model = await startScriptedModel();
	stack = await startOwnStack();
	const credentials = { openAiApi: { apiKey: 'not needed', url: model.url } };
	[workflowId] = await publishChannel(stack, 'ai-agent', { credentials, filledIn: { [CHAT_IN_EXAMPLES]: stack.chat.url } });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await model?.close();
});

beforeEach(async () => {
	model.script = assistant;
	model.requests.length = 0;
	await agentsOnQueue(true);
});

afterEach(async () => await simulator('DELETE', 'faults'));

const customers = quickStartCustomers(() => stack);
const { simulator, newCustomer, write, chatsOf, act, agentSays } = customers;

async function agentsOnQueue(onQueue: boolean): Promise<void> {
	const { agents } = await simulator<{ agents: Array<{ id: string }> }>('GET', 'state');
	for (const { id } of agents) await simulator('POST', `agents/${id}`, { onQueue });
}

/** An overeager model: it promises an agent even if the handover failed, and keeps obeying `sayNothingMore`. */
function assistant({ messages }: ModelRequest): Turn {
	const last = messages.at(-1);
	if (messages.some(({ role, content }) => role === 'tool' && content.includes('sayNothingMore'))) return { text: '' };
	if (last?.role === 'user') return /agent/.test(last.content) ? { calls: [['Check_availability']] } : { text: `You wrote: ${last.content}` };
	const result = last?.content ?? '';
	if (result.includes('"unavailable"')) return { text: 'No agent is there right now, I am afraid.' };
	if (result.includes('"availability"')) return { calls: [['Start_handover', { reason: REASON, summary: SUMMARY }]] };
	return { text: 'An agent is on the way to you!' };
}

const said = async (customer: Customer, sender: string): Promise<string[]> =>
	(await customer.bubbles()).flatMap((bubble) => (bubble.sender === sender && bubble.text ? [bubble.text] : []));
const toolsCalled = (): string[] =>
	(model.requests.at(-1)?.messages ?? []).flatMap(({ tool_calls: calls = [] }) => calls.map((call) => call.function.name));

async function handedOver(customer: Customer): Promise<DeskChat> {
	await customer.say('Can I talk to an agent?');
	const [chat] = await chatsOf(customer);
	return chat;
}

/** An agent accepts the conversation and ends it, and the customer has read that it ended. */
async function closed(customer: Customer, chat: DeskChat): Promise<void> {
	await act(chat, 'accept');
	await act(chat, 'end');
	await eventually('the customer reads it', async () => await customer.sees('The bot is back'));
}

test("the AI agent answers, remembers, checks availability, and hands over with reason, summary, and the customer's words", async () => {
	const customer = newCustomer();
	await customer.say('My lamp is broken');
	expect(await said(customer, 'bot')).toEqual(['You wrote: My lamp is broken']);

	const chat = await handedOver(customer);
	const [, ...remembered] = model.requests.at(-1)?.messages.map(({ role }) => role) ?? [];
	expect(remembered).toEqual(['user', 'assistant', 'user', 'assistant', 'tool', 'assistant', 'tool']);
	expect(toolsCalled()).toEqual(['Check_availability', 'Start_handover']);
	expect(chat.customer).toMatchObject({ name: 'Ada', attributes: { queueName: 'Support', reason: REASON, summary: SUMMARY } });
	const [{ text = '' }] = chat.messages;
	for (const part of [REASON, SUMMARY, 'Can I talk to an agent?']) expect(text).toContain(part);
	expect((await said(customer, 'bot')).slice(1)).toEqual([CONNECTING]);
});

test("the model's words after the handover don't reach the customer", async () => {
	const customer = newCustomer();
	model.script = (request) => {
		const turn = assistant(request);
		return 'text' in turn && turn.text === '' ? { text: 'Goodbye, it was nice to talk to you!' } : turn;
	};
	await handedOver(customer);
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
});

test("the AI agent isn't called while an agent owns the conversation, and each message reaches the other side once", async () => {
	const customer = newCustomer();
	const chat = await handedOver(customer);
	const asked = model.requests.length;
	await customer.say('Are you there? Another agent please!');
	await act(chat, 'accept');
	await agentSays(chat, 'Hello, how can I help?');
	await eventually('the customer reads it', async () => await customer.sees('how can I help'));
	expect(model.requests).toHaveLength(asked);
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
	expect(await said(customer, 'agent')).toEqual(['Hello, how can I help?']);
	const chats = await chatsOf(customer);
	expect(chats.map((one) => customerTexts(one).slice(1))).toEqual([['Are you there? Another agent please!']]);
});

test('the AI agent answers again after the conversation ends, also after a second handover', async () => {
	const customer = newCustomer();
	for (const question of ['Is it open on Sunday?', 'And on Monday?']) {
		await closed(customer, await handedOver(customer));
		await customer.say(question);
		expect((await said(customer, 'bot')).at(-1)).toBe(`You wrote: ${question}`);
		await customer.say(`${question} Really?`);
		expect((await said(customer, 'bot')).at(-1)).toBe(`You wrote: ${question} Really?`);
	}
});

testSecondHandover(customers);

test('the customer ends the chat, the agent is freed, and the AI agent answers again', async () => {
	const customer = newCustomer();
	await handedOver(customer);
	await customer.end();
	expect(await chatsOf(customer)).toMatchObject([{ state: 'ended' }]);
	await customer.say('One more question');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: One more question');
});

test('a customer who leaves the AI agent gets no answer', async () => {
	const customer = newCustomer();
	await customer.end();
	expect(model.requests).toEqual([]);
	expect(await said(customer, 'bot')).toEqual([]);
});

test('the model chooses the text, but not the customer, integration, queue, conversation, or message ID', async () => {
	const [ada, bob] = [newCustomer(), newCustomer()];
	const stolen = { customerId: bob.id, integrationId: 'another', queue: 'Sales', conversationId: 'another', messageId: 'another' };
	model.script = ({ messages }) =>
		messages.at(-1)?.role === 'user' ? { calls: [['Start_handover', { reason: REASON, summary: SUMMARY, ...stolen }]] } : { text: 'Done' };
	await ada.say('Help');
	const tools = Object.fromEntries(model.requests[0].tools.map(({ function: { name, parameters } }) => [name, Object.keys(parameters.properties)]));
	expect(tools).toEqual({ Check_availability: [], Start_handover: ['reason', 'summary'] });
	expect(model.requests[0].tools.map((tool) => tool.function.description)).toContainEqual(expect.stringContaining('sayNothingMore'));
	expect(await chatsOf(ada)).toMatchObject([{ customer: { id: ada.id, attributes: { queueName: 'Support' } } }]);
	expect(await chatsOf(bob)).toEqual([]);
});

test("the handover includes the customer's words even if the model omits every field", async () => {
	const customer = newCustomer();
	model.script = ({ messages }) => (messages.at(-1)?.role === 'user' ? { calls: [['Start_handover']] } : { text: 'Done' });
	await customer.say('My lamp is broken');
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
	expect((await chatsOf(customer)).map(({ customer: { attributes } }) => attributes.reason)).toEqual(['My lamp is broken']);
});

test('if no agent is available, the model says that and no conversation starts', async () => {
	await agentsOnQueue(false);
	const customer = newCustomer();
	await customer.say('Can I talk to an agent?');
	expect(await said(customer, 'bot')).toEqual(['No agent is there right now, I am afraid.']);
	expect(toolsCalled()).toEqual(['Check_availability']);
	expect(await chatsOf(customer)).toEqual([]);
});

test("a failed handover fails the execution and the channel's request, promises no agent, and succeeds on the retry", async () => {
	const customer = newCustomer();
	const messageId = crypto.randomUUID();
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	expect((await write(customer, 'Can I talk to an agent?', { messageId })).status).toBe(500);
	expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('Genesys Cloud returned 500') });
	expect(await said(customer, 'bot')).toEqual([]);
	await eventually('the execution has failed', async () => (await stack.rest.executions(workflowId)).some(({ status }) => status === 'error'));
	await simulator('DELETE', 'faults');
	expect((await write(customer, 'Can I talk to an agent?', { messageId })).status).toBe(200);
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
	expect(await chatsOf(customer)).toHaveLength(1);
});

test('two tool calls in one turn start one conversation', async () => {
	const customer = newCustomer();
	const call: [string, object] = ['Start_handover', { reason: REASON, summary: SUMMARY }];
	model.script = ({ messages }) => (messages.at(-1)?.role === 'user' ? { calls: [call, call] } : { text: 'Done' });
	await customer.say('An agent, an agent!');
	expect(await chatsOf(customer)).toHaveLength(1);
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
});

test('the agent keeps the conversation even if the model fails after the handover', async () => {
	const customer = newCustomer();
	model.script = (request) => (request.messages.at(-1)?.content.includes('sayNothingMore') ? { status: 400 } : assistant(request));
	expect((await write(customer, 'Can I talk to an agent?')).status).toBe(500);
	await eventually('the workflow has the conversation', async () => await customer.sees('You are in line'));
	const asked = model.requests.length;
	await stack.restartN8n(async () => {});
	expect((await write(customer, 'Hello?')).status).toBe(200);
	expect((await chatsOf(customer)).map((chat) => customerTexts(chat).slice(1))).toEqual([['Hello?']]);
	expect(model.requests).toHaveLength(asked);
	expect(await said(customer, 'bot')).toEqual([]);
}, 180_000);

test('if the model is unavailable, the channel gets an error and the next message is answered', async () => {
	const customer = newCustomer();
	model.script = () => ({ status: 400 });
	expect((await write(customer, 'Hello')).status).toBe(500);
	expect(await said(customer, 'bot')).toEqual([]);
	model.script = assistant;
	await write(customer, 'Hello again');
	expect(await said(customer, 'bot')).toEqual(['You wrote: Hello again']);
});

test('an answer that is ready only after the handover is dropped, and its question goes to the agent', async () => {
	const customer = newCustomer();
	await simulator('POST', 'faults', { kind: 'slow', ms: 2_000, path: '/inbound/open/message', times: 1 });
	const first = write(customer, 'Can I talk to an agent?');
	await eventually('the handover starts', async () => toolsCalled().includes('Check_availability') && model.requests.length > 1);
	await Promise.all([first, write(customer, 'It is about order 9')]);
	const chats = await chatsOf(customer);
	expect(chats.map(customerTexts)).toEqual([[expect.stringContaining(REASON), 'It is about order 9']]);
	expect(await said(customer, 'bot')).toEqual([CONNECTING]);
});
