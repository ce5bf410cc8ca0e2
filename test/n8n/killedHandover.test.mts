import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** n8n is killed in the middle of Handover: Start. The web chat's examples in the real n8n, against the simulator. */

let stack: TestStack;
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
	// The look at the chats that agents have, with seconds for minutes.
	await stack.rest.unpublish(stack.workflows.get('Back to the bot when people are done') ?? '');
	const files = (await readExample(process.cwd(), 'web-chat')).filter(({ name }) => name.startsWith('Back to the bot'));
	await publishExample(stack.rest, files, stack.credentials, {
		[CHAT_IN_EXAMPLES]: stack.chat.url,
		'"field":"minutes","minutesInterval":5': '"field":"seconds","secondsInterval":2',
		// Longer than n8n needs to start again.
		'minutes: 10': 'seconds: 60',
	});
}, 300_000);

afterAll(async () => await stack?.stop());
afterEach(async () => await simulator('DELETE', 'faults'));

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

const newCustomer = () => customerOf(stack.chat.url, `killed-${++count}`);
const desk = () => deskOf(stack.simulator.url);
const QUESTION = 'I want to talk to a person about order 9';

/** The customer has talked to the bot, asks for an agent, and n8n is killed while it starts the handover. */
async function killedWhile(fault: object): Promise<Customer> {
	const customer = newCustomer();
	await customer.say('What are your opening hours?');
	await simulator('POST', 'faults', { path: '/inbound/open/message', times: 0, ...fault });
	await simulator('DELETE', 'requests');
	const asking = customer.say(QUESTION).catch(() => undefined);
	await eventually('it has begun', async () =>
		(await simulator<Array<{ path: string }>>('GET', 'requests')).some(({ path }) => path.endsWith('/inbound/open/message')),
	);
	await stack.restartN8n(async () => await simulator('DELETE', 'faults'), 'SIGKILL');
	await asking;
	return customer;
}
const beforeGenesysHasIt = { kind: 'serverError', status: 503 };
const whenGenesysHasIt = { kind: 'dropConnection', afterHandling: true };

async function endsWell(customer: Customer, chat: DeskChat): Promise<void> {
	await desk().act(chat, 'accept');
	await eventually('the customer sees who has joined', async () => await customer.sees('has joined the chat'));
	await desk().act(chat, 'end');
	await eventually('the bot is back', async () => await customer.sees('The bot is back'));
	await customer.say('What are your opening hours?');
}

test('the next message starts it again, whole: queue, transcript and question are there, and the bot comes back at the end', async () => {
	const customer = await killedWhile(beforeGenesysHasIt);
	await customer.say('Are you there?');
	const chat = await eventually('the chat waits', async () => (await desk().chatsOf(customer)).find(({ state }) => state === 'queued'));
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Support', channel: 'Web chat' });
	const { text = '' } = chat.messages[0];
	expect(text).toMatch(/^Are you there\?/);
	expect(text).toContain('Customer: What are your opening hours?');
	expect(text).toContain(`Customer: ${QUESTION}`);
	await endsWell(customer, chat);
}, 240_000);

test('a chat that Genesys Cloud has got all the same is found, and the bot comes back at its end', async () => {
	const customer = await killedWhile(whenGenesysHasIt);
	const chat = await eventually('the chat waits', async () => (await desk().chatsOf(customer)).find(({ state }) => state === 'queued'));
	expect(chat.messages[0].text).toContain(QUESTION);
	await simulator('DELETE', 'requests');
	await eventually('the workflow knows the conversation: it looks at it a second time', async () => {
		const requests = await simulator<Array<{ method: string; path: string }>>('GET', 'requests');
		return requests.filter(({ method, path }) => method === 'GET' && path === `/api/v2/conversations/${chat.id}`).length > 1;
	});
	await endsWell(customer, chat);
	expect(await desk().chatsOf(customer)).toHaveLength(1);
}, 240_000);

test('the message sent once more by the channel is not doubled', async () => {
	const customer = await killedWhile(whenGenesysHasIt);
	await eventually('the chat waits', async () => (await desk().chatsOf(customer)).find(({ state }) => state === 'queued'));
	const failed = (await customer.bubbles()).find(({ text }) => text === QUESTION);
	await customer.say(QUESTION, failed?.messageId ?? '');
	expect((await customer.bubbles()).find(({ text }) => text === QUESTION)).toMatchObject({ status: 'sent' });
	const [chat, ...others] = await desk().chatsOf(customer);
	expect(others).toEqual([]);
	expect(chat.messages.filter(({ from }) => from === 'customer')).toHaveLength(1);
}, 240_000);

test('the bot has the chat again where Genesys Cloud got nothing and the customer is silent', async () => {
	const customer = await killedWhile(beforeGenesysHasIt);
	await eventually('the customer is told', async () => await customer.sees('The bot is back'), 120_000);
	expect(await desk().chatsOf(customer)).toEqual([]);
	await customer.say('Where is my order?');
	await eventually('the bot answers', async () => await customer.sees('order 4711'));
}, 240_000);
