import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { publishExample, readExample } from '../../demo/stack.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The example of choosing a queue in the real n8n, called by another workflow as a bot does. */

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

/** What is posted to it goes to the example, and what the example gives comes back. */
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
	handedOver: boolean;
	outcome: string;
	reply: string;
	queue?: string;
	conversationId?: string;
}

/** A Wednesday in the opening hours. */
const OPEN = '2026-11-25T10:00:00+01:00';

async function ask(given: { topic?: string; language?: string; now?: string; transcript?: object[] }): Promise<Outcome & { customer: Customer }> {
	const customer = customerOf(stack.chat.url, `customer-${++count}`);
	const response = await fetch(`${stack.n8n.url}/webhook/bot`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ customerId: customer.id, name: 'Ada', text: 'I need help', language: 'en', messageId: crypto.randomUUID(), now: OPEN, ...given }),
	});
	return { ...((await response.json()) as Outcome), customer };
}

const chatsOf = async (customer: Customer): Promise<DeskChat[]> => await deskOf(stack.simulator.url).chatsOf(customer);

/** An agent who is on queue, and has a chat. */
async function busyAgent(): Promise<void> {
	await onQueue(agents[0], true);
	const { customer } = await ask({});
	const [chat] = await eventually('the agent is offered the chat', async () => {
		const chats = await chatsOf(customer);
		return chats[0]?.state === 'alerting' && chats;
	});
	await deskOf(stack.simulator.url).act(chat, 'accept');
}

test('somebody is free: handed over to the queue of topic and language, with everything that the flow routes by', async () => {
	await onQueue(agents[0], true);
	const transcript = [{ role: 'bot', text: 'What is it about?', time: '2026-11-25T08:59:00Z' }];
	const { customer, ...result } = await ask({ topic: 'sales', language: 'de', transcript });
	const [chat] = await chatsOf(customer);
	expect(result).toEqual({
		handedOver: true,
		outcome: 'available',
		reply: 'I am connecting you with a colleague.',
		queue: 'Sales',
		conversationId: chat.id,
	});
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Sales', language: 'German', priority: '5', topic: 'sales' });
	expect(chat.messages[0].text).toContain('I need help');
	expect(chat.messages[0].text).toContain('What is it about?');
});

test.each([
	['sales', 'en', { queueName: 'Sales', language: 'English', priority: '5' }],
	['sales', 'fr', { queueName: 'Support', language: 'English' }],
	['support', 'de', { queueName: 'Support', language: 'German' }],
	['support', 'en', { queueName: 'Support', language: 'English' }],
	[undefined, 'en', { queueName: 'Support', language: 'English' }],
])('topic %s in %s', async (topic, language, attributes) => {
	await onQueue(agents[0], true);
	const { customer } = await ask({ topic, language });
	expect(await chatsOf(customer)).toMatchObject([{ customer: { attributes } }]);
});

test('everybody is in a chat: the customer is told how long it takes, and waits in the queue', async () => {
	await simulator('PATCH', 'settings', { chatsPerAgent: 1, estimatedWaitSecondsPerChat: 100 });
	await busyAgent();
	expect(await ask({})).toMatchObject({ handedOver: true, outcome: 'busy', reply: expect.stringContaining('it takes about 1 min') });
	const { customer, ...result } = await ask({});
	expect(result).toMatchObject({ handedOver: true, outcome: 'busy', queue: 'Support', reply: expect.stringContaining('it takes about 2 min') });
	expect(await chatsOf(customer)).toMatchObject([{ id: result.conversationId, state: 'queued' }]);
});

test('nobody is there: the customer is told so, and is not handed over', async () => {
	const { customer, ...result } = await ask({});
	expect(result).toEqual({ handedOver: false, outcome: 'unavailable', reply: expect.stringContaining('none of our colleagues is here') });
	expect(await chatsOf(customer)).toEqual([]);
});

test.each([
	['in the evening', '2026-11-25T18:00:00+01:00', 'Thursday, 26 November, at 08:00'],
	['early in the morning', '2026-11-25T07:59:59+01:00', 'Wednesday, 25 November, at 08:00'],
	['on Friday afternoon', '2026-11-27T16:30:00+01:00', 'Monday, 30 November, at 08:00'],
	['on a holiday before a weekend', '2026-12-25T10:00:00+01:00', 'Monday, 28 December, at 08:00'],
	['on the holidays of one year', '2027-03-26T10:00:00+01:00', 'Tuesday, 30 March, at 08:00'],
	['in summer time', '2026-07-01T05:30:00Z', 'Wednesday, 1 July, at 08:00'],
	['the night that the clock goes back', '2026-10-25T12:00:00+01:00', 'Monday, 26 October, at 08:00'],
])('closed %s: the customer is told when people are back, and Genesys is not asked', async (_when, now, back) => {
	await onQueue(agents[0], true);
	await simulator('DELETE', 'requests');
	const { customer, ...result } = await ask({ now });
	expect(result).toEqual({ handedOver: false, outcome: 'closed', reply: `We are closed at this moment. You reach us again on ${back}.` });
	expect(await chatsOf(customer)).toEqual([]);
	expect(await simulator<object[]>('GET', 'requests')).toEqual([]);
});

test.each(['2026-11-25T08:00:00+01:00', '2026-11-27T15:59:59+01:00', '2026-07-01T06:00:00Z'])('open at %s', async (now) => {
	expect(await ask({ now })).toMatchObject({ outcome: 'unavailable' });
});

test('without a time it is the present one', async () => {
	const now = new Date().toISOString();
	const [present, given] = [await ask({ now: undefined }), await ask({ now })];
	expect(present.reply).toBe(given.reply);
});

test('Genesys cannot tell who is there: handed over to the default queue all the same', async () => {
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/observations/query', times: 0 });
	const { customer, ...result } = await ask({ topic: 'sales' });
	expect(result).toMatchObject({ handedOver: true, outcome: 'notAsked', queue: 'Support' });
	expect(await chatsOf(customer)).toMatchObject([{ customer: { attributes: { queueName: 'Support' } } }]);
});

test('Genesys takes no hand-over: the customer is told that nobody can be reached', async () => {
	await onQueue(agents[0], true);
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	const { customer, ...result } = await ask({});
	expect(result).toEqual({ handedOver: false, outcome: 'failed', reply: expect.stringContaining('I cannot reach a colleague') });
	expect(await chatsOf(customer)).toEqual([]);
});
