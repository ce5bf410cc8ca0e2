import { openBot, type Generation } from '../../demo/botConnector.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { readExample } from '../../demo/stack.mts';
import { openMessenger, type Chat, type Customer } from '../contract/support/bot.mts';
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The unchanged bots of examples/bot-connector in a real n8n, used by a customer of Genesys Cloud's Messenger. */

let stack: TestStack;
let model: ScriptedModel;

beforeAll(async () => {
	model = await startScriptedModel();
	stack = await startTestStack();
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await model?.close();
});

const control = async <T = unknown,>(method: string, path: string, body?: object) => await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);

/** The Architect flow: transfers to an agent if the bot asks for one or fails. */
const FLOW = { language: 'en-us', onIntent: { Escalate: { queue: 'Support' } }, onFailure: { queue: 'Billing' } };

const quickReplies = ({ messages }: Chat) =>
	(messages.at(-1)?.content ?? []).map((item) => (item as { quickReply: { text: string; payload: string } }).quickReply);

/** Presses the quick reply with this label below the bot's last message. */
async function press(customer: Customer, label: string): Promise<Chat> {
	const reply = quickReplies(await customer.chat()).find(({ text }) => text === label);
	expect(reply).toBeDefined();
	return await customer.presses({ type: 'QuickReply', ...reply });
}

/** An agent accepts the conversation from the queue and answers in it. */
async function agentAnswers(customer: Customer, text: string): Promise<Chat> {
	await control('POST', `conversations/${customer.id}/accept`);
	await control('POST', `conversations/${customer.id}/messages`, { text });
	return await customer.until(({ messages }) => messages.at(-1)?.text === text);
}

describe.each<[string, Generation]>([
	['Bot Connector', 'botConnector'],
	['Digital Bot Connector', 'digitalBotConnector'],
])('the bot without AI behind a %s', (name, generation) => {
	let workflowId: string;
	let integrationId: string;

	beforeAll(async () => {
		const [, example] = await readExample(process.cwd(), 'bot-connector');
		({ workflowId, integrationId } = await openBot(stack, example, { generation, name }));
	});

	afterAll(async () => await stack.rest.unpublish(workflowId));

	const newCustomer = async () => await openMessenger({ control }, { integrationId, ...FLOW });

	test('answers, fills a slot from a quick reply, and hands over to an agent by an intent, all in one conversation', async () => {
		const customer = await newCustomer();
		const welcome = await customer.says('Hi');
		expect(quickReplies(welcome).map(({ text }) => text)).toEqual(['Where is my order?', 'Talk to an agent']);
		expect((await press(customer, 'Where is my order?')).messages.at(-1)?.text).toBe('What is your order number?');
		expect((await customer.says('It is 4711')).messages.at(-1)?.text).toContain('Order 4711 is on its way');
		expect(await press(customer, 'Talk to an agent')).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate', slots: { orderNumber: '4711' } } });

		const { messages, state } = await agentAnswers(customer, 'Hello, I am here. What is it about?');
		expect(state).toBe('connected');
		expect(messages.slice(-2)).toMatchObject([
			{ from: 'bot', text: 'I am connecting you with an agent.' },
			{ from: 'agent', text: 'Hello, I am here. What is it about?' },
		]);
		const executions = (await stack.rest.executions(workflowId)).length;
		await customer.says('The lid is broken');
		expect(await stack.rest.executions(workflowId)).toHaveLength(executions);
	});

	test('says goodbye with an intent, and the flow ends', async () => {
		const customer = await newCustomer();
		await customer.says('Where is order 4712?');
		expect(await press(customer, 'No, thank you')).toMatchObject({ state: 'ended', outcome: { intent: 'Goodbye' } });
	});

	test('hands over immediately if the customer asks for an agent, with an empty slot', async () => {
		const customer = await newCustomer();
		const { outcome, state } = await customer.says('I want to talk to a human');
		expect({ outcome, state }).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate' } });
		expect(outcome?.failure).toBeUndefined();
	});

	test('keeps the session open for twenty turns in a row', async () => {
		const customer = await newCustomer();
		for (let turn = 1; turn <= 20; turn++) expect((await customer.says(`Hello for the ${turn}. time`)).state).toBe('bot');
		expect((await customer.chat()).messages).toHaveLength(40);
	});
});

describe.each<[string, Generation]>([
	['Bot Connector', 'botConnector'],
	['Digital Bot Connector', 'digitalBotConnector'],
])('the AI agent behind a %s', (name, generation) => {
	let workflowId: string;
	let integrationId: string;

	beforeAll(async () => {
		const [example] = await readExample(process.cwd(), 'bot-connector');
		const openAiApi = { id: await stack.rest.createCredential('OpenAI', 'openAiApi', { apiKey: 'not needed', url: model.url }), name: 'OpenAI' };
		({ workflowId, integrationId } = await openBot(stack, example, { generation, name: `AI ${name}`, more: { openAiApi } }));
	});

	afterAll(async () => await stack.rest.unpublish(workflowId));

	beforeEach(() => {
		model.requests.length = 0;
		model.script = ({ messages }) => {
			const words = messages.at(-1)?.content ?? '';
			return { text: /agent/.test(words) ? 'HANDOVER: The lamp of the customer does not light up.' : `You wrote: ${words}` };
		};
	});

	const newCustomer = async () => await openMessenger({ control }, { integrationId, botId: 'ai-bot', ...FLOW });

	test("answers with the AI agent's text, remembers the session, and hands over with a summary in the same conversation", async () => {
		const customer = await newCustomer();
		expect((await customer.says('My lamp is broken')).messages.at(-1)?.text).toBe('You wrote: My lamp is broken');
		const handedOver = await customer.says('Can I talk to an agent?');
		expect(handedOver).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate', parameters: { summary: 'The lamp of the customer does not light up.' } } });
		expect(handedOver.messages.at(-1)?.text).toBe('I am connecting you with an agent.');
		const [, ...remembered] = model.requests.at(-1)?.messages.map(({ role }) => role) ?? [];
		expect(remembered).toEqual(['user', 'assistant', 'user']);

		const { messages } = await agentAnswers(customer, 'Hello, I am here.');
		expect(messages.map(({ from }) => from)).toEqual(['customer', 'bot', 'customer', 'bot', 'agent']);
		expect(JSON.stringify(messages)).not.toContain('HANDOVER');
	});

	test('keeps separate memories for two customers at the same time', async () => {
		const customers = await Promise.all([newCustomer(), newCustomer()]);
		await Promise.all(customers.map(async (customer, index) => await customer.says(`I am number ${index}`)));
		for (const [index, customer] of customers.entries()) {
			await customer.says('And who am I?');
			const asked = JSON.stringify(model.requests.at(-1)?.messages);
			expect([asked.includes('I am number 0'), asked.includes('I am number 1')]).toEqual([index === 0, index === 1]);
		}
	});

	test("takes the flow's failure path to an agent if the model fails", async () => {
		model.script = () => ({ status: 400 });
		const customer = await newCustomer();
		const { state, outcome } = await customer.says('Hello');
		expect({ state, failure: outcome?.failure }).toMatchObject({ state: 'queued', failure: { errorType: expect.stringMatching(/./) as string } });
	});
});
