import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import { startScriptedModel, type ModelRequest, type ScriptedModel, type Turn } from '../support/scriptedModel.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The example of an AI agent that hands over, in the real n8n: n8n's own agent with a model that follows a script. */

const CONNECTING = 'I am connecting you with a colleague';
const NOBODY = 'I cannot reach a colleague';

let stack: TestStack;
let model: ScriptedModel;
let workflowId: string;
let count = 0;

beforeAll(async () => {
	model = await startScriptedModel();
	stack = await startTestStack();
	const openAi = { name: 'OpenAI', data: { apiKey: 'not needed', url: model.url } };
	const credentials = {
		...stack.credentials,
		openAiApi: { id: await stack.rest.createCredential(openAi.name, 'openAiApi', openAi.data), name: openAi.name },
	};
	for (const id of stack.workflows.values()) await stack.rest.unpublish(id);
	const example = await readExample(process.cwd(), 'ai-agent');
	const published = await publishExample(stack.rest, example, credentials, { [CHAT_IN_EXAMPLES]: stack.chat.url });
	[workflowId] = published.values();
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

afterEach(async () => {
	await simulator('DELETE', 'faults');
	await simulator('PATCH', 'settings', { repeatedMessageId: 'drop' });
});

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

async function agentsOnQueue(onQueue: boolean): Promise<void> {
	const { agents } = await simulator<{ agents: Array<{ id: string }> }>('GET', 'state');
	for (const { id } of agents) await simulator('POST', `agents/${id}`, { onQueue });
}

const REASON = 'The customer wants to talk to a person about a broken lamp';
const SUMMARY = 'Bought a lamp last week; it does not light up.';

/** A model that means well, but promises a person even where the hand-over has failed. */
function assistant({ messages }: ModelRequest): Turn {
	const last = messages.at(-1);
	if (last?.role === 'user') return /person/.test(last.content) ? { calls: [['Check_availability']] } : { text: `You wrote: ${last.content}` };
	const result = last?.content ?? '';
	if (result.includes('"unavailable"')) return { text: 'Nobody is there at this moment, I am afraid.' };
	if (result.includes('"availability"')) return { calls: [['Start_handover', { reason: REASON, summary: SUMMARY }]] };
	return { text: result.includes('sayNothingMore') ? 'Goodbye, it was nice to talk to you!' : 'A person is on the way to you!' };
}

const newCustomer = (): Customer => customerOf(stack.chat.url, `customer-${++count}`);
const said = async (customer: Customer, sender: string): Promise<string[]> =>
	(await customer.bubbles()).flatMap((bubble) => (bubble.sender === sender ? [bubble.text ?? ''] : []));
const chatsOf = async (customer: Customer): Promise<DeskChat[]> => await deskOf(stack.simulator.url).chatsOf(customer);
const toolsCalled = (): string[] =>
	(model.requests.at(-1)?.messages ?? []).flatMap(({ tool_calls: calls = [] }) => calls.map((call) => call.function.name));

async function handedOver(customer: Customer): Promise<DeskChat> {
	await customer.say('Can I talk to a person?');
	const [chat] = await chatsOf(customer);
	return chat;
}

test('the agent answers, remembers, checks who is there, and hands over with reason, summary and transcript', async () => {
	const customer = newCustomer();
	await customer.say('My lamp is broken');
	expect(await said(customer, 'bot')).toEqual(['You wrote: My lamp is broken']);

	const chat = await handedOver(customer);
	const [, ...remembered] = model.requests.at(-1)?.messages.map(({ role }) => role) ?? [];
	expect(remembered).toEqual(['user', 'assistant', 'user', 'assistant', 'tool', 'assistant', 'tool']);
	expect(toolsCalled()).toEqual(['Check_availability', 'Start_handover']);
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Support', channel: 'Web chat', reason: REASON, summary: SUMMARY });
	const [{ text = '' }] = chat.messages;
	for (const part of [REASON, SUMMARY, 'My lamp is broken', 'You wrote: My lamp is broken', 'Can I talk to a person?']) expect(text).toContain(part);
	// One sentence for the customer, and not the model's own goodbye as well.
	expect((await said(customer, 'bot')).slice(1)).toEqual([expect.stringContaining(CONNECTING)]);
});

test('from then on the model is not asked: the customer writes to the person and gets their answers, once', async () => {
	const customer = newCustomer();
	const chat = await handedOver(customer);
	const asked = model.requests.length;
	await customer.say('Are you there? Another person please!');
	await eventually('the person sees it', async () => await deskOf(stack.simulator.url).shows(customer, 'Are you there?'));
	await deskOf(stack.simulator.url).act(chat, 'accept');
	await deskOf(stack.simulator.url).act(chat, 'messages', { text: 'Hello, this is a person' });
	await eventually('the customer reads it', async () => await customer.sees('this is a person'));
	expect(model.requests).toHaveLength(asked);
	expect(await said(customer, 'bot')).toHaveLength(1);
	expect(await said(customer, 'agent')).toEqual(['Hello, this is a person']);
	expect(await chatsOf(customer)).toHaveLength(1);
});

test('the person closes the chat: the AI answers again', async () => {
	const customer = newCustomer();
	const chat = await handedOver(customer);
	await deskOf(stack.simulator.url).act(chat, 'accept');
	await deskOf(stack.simulator.url).act(chat, 'end');
	await customer.say('One more question');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: One more question');
});

test('the customer ends the chat: it is disconnected, and the AI answers again', async () => {
	const customer = newCustomer();
	await handedOver(customer);
	await customer.end();
	expect(await chatsOf(customer)).toMatchObject([{ state: 'ended' }]);
	await customer.say('One more question');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: One more question');
});

test('the model gets to choose what to say, and not for whom, to where or in which integration', async () => {
	const [ada, bob] = [newCustomer(), newCustomer()];
	const stolen = { customerId: bob.id, integrationId: 'another', queue: 'Sales', conversationId: 'another', messageId: 'another' };
	model.script = ({ messages }) =>
		messages.at(-1)?.role === 'user' ? { calls: [['Start_handover', { reason: REASON, summary: SUMMARY, ...stolen }]] } : { text: 'Done' };
	await ada.say('Help');
	const tools = Object.fromEntries(model.requests[0].tools.map(({ function: { name, parameters } }) => [name, Object.keys(parameters.properties)]));
	expect(tools).toEqual({ Check_availability: [], Start_handover: ['reason', 'summary'], End_handover: [] });
	expect(model.requests[0].tools.map((tool) => tool.function.description)).toContainEqual(expect.stringContaining('sayNothingMore'));
	expect(await chatsOf(ada)).toMatchObject([{ customer: { id: ada.id, attributes: { queueName: 'Support' } } }]);
	expect(await chatsOf(bob)).toEqual([]);
});

test('nobody is there: the model says so, and no chat is started', async () => {
	await agentsOnQueue(false);
	const customer = newCustomer();
	await customer.say('Can I talk to a person?');
	expect(await said(customer, 'bot')).toEqual(['Nobody is there at this moment, I am afraid.']);
	expect(toolsCalled()).toEqual(['Check_availability']);
	expect(await chatsOf(customer)).toEqual([]);
});

test('a hand-over that fails is told to the model in plain words, and no person is promised, whatever the model says', async () => {
	const customer = newCustomer();
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	await customer.say('Can I talk to a person?');
	expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({
		role: 'tool',
		content: expect.stringContaining('Start handover: Genesys Cloud answered 500'),
	});
	expect(await said(customer, 'bot')).toEqual([expect.stringContaining(NOBODY)]);
	await simulator('DELETE', 'faults');
	await customer.say('What now?');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: What now?');
});

test('two calls of the tool in one turn do not start two, also where Genesys takes the same message twice', async () => {
	for (const repeatedMessageId of ['drop', 'accept']) {
		await simulator('PATCH', 'settings', { repeatedMessageId });
		const customer = newCustomer();
		const call: [string, object] = ['Start_handover', { reason: REASON, summary: SUMMARY }];
		model.script = ({ messages }) => (messages.at(-1)?.role === 'user' ? { calls: [call, call] } : { text: 'Done' });
		await customer.say('A person, a person!');
		expect(await chatsOf(customer)).toHaveLength(1);
		expect(await said(customer, 'bot')).toEqual([expect.stringContaining(CONNECTING)]);
		const results = model.requests.at(-1)?.messages.filter(({ role }) => role === 'tool').map(({ content }) => content) ?? [];
		expect(results).toHaveLength(2);
		expect(results[0]).toContain('"started"');
	}
});

test('the model fails after it has handed over: the customer is with people all the same', async () => {
	const customer = newCustomer();
	model.script = (request) => (request.messages.at(-1)?.content.includes('sayNothingMore') ? { status: 400 } : assistant(request));
	await customer.say('Can I talk to a person?');
	expect(await said(customer, 'bot')).toEqual([expect.stringContaining(CONNECTING)]);
	const asked = model.requests.length;
	await customer.say('Hello?');
	await eventually('the person sees it', async () => await deskOf(stack.simulator.url).shows(customer, 'Hello?'));
	expect(model.requests).toHaveLength(asked);
});

test('the model is out of order: the customer is told, and may try again', async () => {
	const customer = newCustomer();
	model.script = () => ({ status: 400 });
	await customer.say('Hello');
	expect(await said(customer, 'bot')).toEqual([expect.stringContaining('write it once more')]);
	model.script = assistant;
	await customer.say('Hello again');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: Hello again');
});

test('the customer takes it back in the same breath: the model ends what it has started', async () => {
	const customer = newCustomer();
	model.script = (request) => {
		const calls = request.messages.flatMap(({ tool_calls: made = [] }) => made.map((call) => call.function.name));
		if (calls.length === 0) return { calls: [['Start_handover', { reason: REASON, summary: SUMMARY }]] };
		return calls.includes('End_handover') ? { text: 'Then I go on helping you.' } : { calls: [['End_handover']] };
	};
	await customer.say('A person! No, leave it.');
	expect(await chatsOf(customer)).toMatchObject([{ state: 'ended' }]);
	expect(await said(customer, 'bot')).toEqual(['Then I go on helping you.']);
	model.script = assistant;
	await customer.say('What now?');
	expect((await said(customer, 'bot')).at(-1)).toBe('You wrote: What now?');
});

test('a message that comes while the AI is handing over waits for it, and goes to the person', async () => {
	const customer = newCustomer();
	const write = async (text: string) =>
		await fetch(`${stack.n8n.url}/webhook/genesys-chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ type: 'message', customerId: customer.id, name: 'Ada', text, messageId: crypto.randomUUID() }),
		});
	await simulator('POST', 'faults', { kind: 'slow', ms: 2_000, path: '/inbound/open/message', times: 1 });
	const first = write('Can I talk to a person?');
	await eventually('the AI is asked', async () => model.requests.length > 0);
	await Promise.all([first, write('It is about order 9')]);
	const [chat] = await chatsOf(customer);
	const texts = chat.messages.flatMap(({ from, text }) => (from === 'customer' ? [text] : []));
	expect(texts).toEqual([expect.stringContaining(REASON), 'It is about order 9']);
	expect(model.requests.filter(({ messages }) => messages.at(-1)?.content.includes('order 9'))).toEqual([]);
});

test('none of these conversations is a failed execution in n8n', async () => {
	// The customer has an answer before n8n has written down that the execution is over.
	const executions = await eventually('all are over', async () => {
		const all = await stack.rest.executions(workflowId);
		return all.every(({ status }) => !['new', 'running'].includes(status)) && all;
	});
	expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
});
