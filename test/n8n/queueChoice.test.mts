import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { publishExample, readExample } from '../../demo/stack.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The queue choice example in a real n8n, called by another workflow the way a bot calls it. */

let stack: TestStack;
let agents: string[];
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
	agents = (await simulator<{ agents: Array<{ id: string }> }>('GET', 'state')).agents.map(({ id }) => id);
	const [workflowId] = (await publishExample(stack.rest, await readExample(process.cwd(), 'queue-choice'), stack.credentials)).values();
	await stack.rest.publish(await stack.rest.createWorkflow(botThatCalls(workflowId)));
}, 300_000);

afterAll(async () => await stack?.stop());

afterEach(async () => {
	await simulator('DELETE', 'faults');
	for (const agent of agents) await onQueue(agent, false);
	const { conversations } = await simulator<{ conversations: DeskChat[] }>('GET', 'state');
	for (const { id, state } of conversations.filter((chat) => chat.state !== 'ended')) {
		if (state !== 'connected') await simulator('POST', `conversations/${id}/accept`);
		await simulator('POST', `conversations/${id}/end`);
	}
});

async function simulator<T>(method: string, path: string, body: object = {}): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, method === 'GET' ? undefined : body);
}

const onQueue = async (agent: string, isOn: boolean) => await simulator('POST', `agents/${agent}`, { onQueue: isOn });

/** Passes the posted data on to the example and responds with its result. */
function botThatCalls(workflowId: string) {
	const webhook = { httpMethod: 'POST', path: 'bot', responseMode: 'lastNode', options: {} };
	const inputs = ['customerId', 'name', 'text', 'topic', 'language', 'messageId', 'now', 'transcript'];
	const value = Object.fromEntries(inputs.map((name) => [name, `={{ $json.body.${name} }}`]));
	const call = {
		workflowId: { __rl: true, mode: 'id', value: workflowId },
		workflowInputs: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
		options: {},
	};
	const node = (name: string, type: string, typeVersion: number, x: number, parameters: object) => ({
		id: crypto.randomUUID(), name, type: `n8n-nodes-base.${type}`, typeVersion, position: [x, 0], webhookId: crypto.randomUUID(), parameters,
	});
	return {
		name: 'Bot',
		nodes: [node('Customer writes', 'webhook', 2, 0, webhook), node('Right queue', 'executeWorkflow', 1.2, 240, call)],
		connections: { 'Customer writes': { main: [[{ node: 'Right queue', type: 'main', index: 0 }]] } },
	};
}

interface Outcome {
	outcome: string;
	queue: string;
	conversationId: string;
	reply: string;
}

/** A Wednesday during opening hours. */
const OPEN = '2026-11-25T10:00:00-05:00';

async function ask(given: { topic?: string; language?: string; now?: string; transcript?: object[] }): Promise<{ status: number; customer: Customer } & Outcome> {
	const customer = customerOf(stack.chat.url, `customer-${++count}`);
	const response = await fetch(`${stack.n8n.url}/webhook/bot`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ customerId: customer.id, name: 'Ada', text: 'I need help', language: 'en', messageId: crypto.randomUUID(), now: OPEN, ...given }),
	});
	return { status: response.status, ...((await response.json()) as Outcome), customer };
}

const chatsOf = async (customer: Customer): Promise<DeskChat[]> => await deskOf(stack.simulator.url).chatsOf(customer);

/** An agent who is on queue and has a conversation. */
async function busyAgent(): Promise<void> {
	await onQueue(agents[0], true);
	const { customer } = await ask({});
	const [chat] = await eventually('the agent is offered the chat', async () => {
		const chats = await chatsOf(customer);
		return chats[0]?.state === 'alerting' && chats;
	});
	await deskOf(stack.simulator.url).act(chat, 'accept');
}

test("hands over to the topic's queue with every attribute that the flow routes by", async () => {
	await onQueue(agents[0], true);
	const transcript = [{ role: 'bot', text: 'What is it about?', time: '2026-11-25T14:59:00Z' }];
	const { customer, ...result } = await ask({ topic: 'sales', language: 'de', transcript });
	const [chat] = await chatsOf(customer);
	expect(result).toEqual({ status: 200, outcome: 'available', queue: 'Sales', conversationId: chat.id, reply: 'I am connecting you with an agent.' });
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Sales', language: 'German', priority: '5', topic: 'sales' });
	for (const part of ['I need help', 'What is it about?']) expect(chat.messages[0].text).toContain(part);
});

test.each([
	['sales', 'en', { queueName: 'Sales', language: 'English', priority: '5' }],
	['support', 'de', { queueName: 'Support', language: 'German' }],
	[undefined, 'en', { queueName: 'Support', language: 'English' }],
])('routes topic %s in %s', async (topic, language, attributes) => {
	await onQueue(agents[0], true);
	const { customer } = await ask({ topic, language });
	expect(await chatsOf(customer)).toMatchObject([{ customer: { attributes } }]);
});

test('hands over without a language skill if the language has none', async () => {
	await onQueue(agents[0], true);
	const { customer } = await ask({ language: 'fr' });
	const [chat] = await chatsOf(customer);
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Support' });
	expect(chat.customer.attributes).not.toHaveProperty('language');
});

test('returns the estimated wait while every agent is busy', async () => {
	await simulator('PATCH', 'settings', { chatsPerAgent: 1, estimatedWaitSecondsPerChat: 100 });
	await busyAgent();
	expect(await ask({})).toMatchObject({ outcome: 'busy', reply: expect.stringContaining('about 1 min') });
	const { customer, ...result } = await ask({});
	expect(result).toMatchObject({ outcome: 'busy', queue: 'Support', reply: expect.stringContaining('about 2 min') });
	expect(await chatsOf(customer)).toMatchObject([{ id: result.conversationId, state: 'queued' }]);
});

test('does not hand over while no agent is on queue', async () => {
	const { customer, ...result } = await ask({});
	expect(result).toMatchObject({ outcome: 'unavailable', conversationId: '', reply: expect.stringContaining('No agent is available right now') });
	expect(await chatsOf(customer)).toEqual([]);
});

test.each([
	['in the evening', '2026-11-24T18:00:00-05:00', 'Wednesday, November 25, at 8:00 AM'],
	['early in the morning', '2026-11-25T07:59:59-05:00', 'Wednesday, November 25, at 8:00 AM'],
	['on Friday afternoon', '2026-11-27T16:30:00-05:00', 'Monday, November 30, at 8:00 AM'],
	['on a holiday before a weekend', '2026-12-25T10:00:00-05:00', 'Monday, December 28, at 8:00 AM'],
	['on a holiday of one year', '2026-11-26T10:00:00-05:00', 'Friday, November 27, at 8:00 AM'],
	['in summer', '2026-07-01T11:30:00Z', 'Wednesday, July 1, at 8:00 AM'],
	['the night when the clock goes back', '2026-11-01T12:00:00-05:00', 'Monday, November 2, at 8:00 AM'],
])('returns the next opening time without calling Genesys Cloud: %s', async (_when, now, back) => {
	await onQueue(agents[0], true);
	await simulator('DELETE', 'requests');
	const { customer, ...result } = await ask({ now });
	expect(result).toMatchObject({ outcome: 'closed', conversationId: '', reply: `We are closed right now. We will be back on ${back}.` });
	expect(await chatsOf(customer)).toEqual([]);
	expect(await simulator<object[]>('GET', 'requests')).toEqual([]);
});

test.each(['2026-11-25T08:00:00-05:00', '2026-11-27T15:59:59-05:00', '2026-07-01T12:00:00Z'])('is open at %s', async (now) => {
	expect(await ask({ now })).toMatchObject({ outcome: 'unavailable' });
});

test('uses the current time if none is passed', async () => {
	const now = new Date().toISOString();
	const [present, given] = [await ask({ now: undefined }), await ask({ now })];
	expect(present.reply).toBe(given.reply);
});

test("hands over even if Genesys Cloud doesn't return availability", async () => {
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/observations/query', times: 0 });
	const { customer, ...result } = await ask({ topic: 'sales' });
	expect(result).toMatchObject({ outcome: 'unknown', queue: 'Sales' });
	expect(await chatsOf(customer)).toMatchObject([{ id: result.conversationId, customer: { attributes: { queueName: 'Sales' } } }]);
});

test('a failed handover is an error for the calling workflow', async () => {
	await onQueue(agents[0], true);
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	const { customer, status } = await ask({});
	expect(status).toBe(500);
	expect(await chatsOf(customer)).toEqual([]);
});
