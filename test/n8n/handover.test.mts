import { setTimeout as delay } from 'node:timers/promises';
import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { playHandover } from '../../demo/scripted.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The examples in the real n8n, with the packed package, against the simulator. */

let stack: TestStack;
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

afterEach(async () => {
	await simulator('DELETE', '/simulator/faults');
});

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, path, body);
}

const newCustomer = () => customerOf(stack.chat.url, `customer-${++count}`);

/** A customer whose chat an agent has accepted. */
async function connected(customer: Customer): Promise<DeskChat> {
	const desk = deskOf(stack.simulator.url);
	await customer.say('I want to talk to a person');
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer)).find(({ state }) => state === 'queued'));
	await desk.act(chat, 'accept');
	await eventually('the customer sees who has joined', async () => await customer.sees('has joined the chat'));
	return chat;
}

async function agentSays(chat: DeskChat, text: string): Promise<void> {
	await deskOf(stack.simulator.url).act(chat, 'messages', { text });
}

const executionsOfAnswers = async () => await stack.rest.executions(stack.workflows.get("Agent's answers to the customer") ?? '');

test('a customer is handed over, answered, writes back, and gets the bot again at the end', async () => {
	await playHandover(stack, () => {});
}, 120_000);

test('the bot is silent while the agent has the chat, whatever the customer asks', async () => {
	const customer = newCustomer();
	await connected(customer);
	await customer.say('What are your opening hours?');
	await customer.say('Where is my order?');
	await eventually('the agent sees both', async () => await deskOf(stack.simulator.url).shows(customer, 'Where is my order?'));
	expect((await customer.bubbles()).filter(({ sender }) => sender === 'bot')).toHaveLength(1);
});

test('two customers at once never see what is meant for the other', async () => {
	const [ada, bob] = [newCustomer(), newCustomer()];
	const [chatOfAda, chatOfBob] = await Promise.all([connected(ada), connected(bob)]);
	await Promise.all(
		[1, 2, 3].flatMap((n) => [agentSays(chatOfAda, `for Ada ${n}`), agentSays(chatOfBob, `for Bob ${n}`), ada.say(`Ada writes ${n}`), bob.say(`Bob writes ${n}`)]),
	);
	for (const n of [1, 2, 3]) {
		await eventually(`Ada reads ${n}`, async () => await ada.sees(`for Ada ${n}`));
		await eventually(`Bob reads ${n}`, async () => await bob.sees(`for Bob ${n}`));
		await eventually(`the agent reads Ada ${n}`, async () => await deskOf(stack.simulator.url).shows(ada, `Ada writes ${n}`));
	}
	expect(await ada.sees('for Bob')).toBe(false);
	expect(await bob.sees('for Ada')).toBe(false);
	expect(await deskOf(stack.simulator.url).shows(bob, 'Ada writes')).toBe(false);
});

test('a delivery with a wrong signature is refused and starts no execution', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	const before = (await executionsOfAnswers()).length;
	await simulator('POST', '/simulator/faults', { kind: 'wrongSignature' });
	await agentSays(chat, 'this one is forged');
	const delivery = await eventually('the delivery was refused', async () => {
		const deliveries = await simulator<Array<{ conversationId: string; tries: Array<{ status?: number }> }>>('GET', '/simulator/deliveries');
		return deliveries.find(({ conversationId, tries }) => conversationId === chat.id && tries.some(({ status }) => status === 401));
	});
	expect(delivery.tries).toHaveLength(1);
	expect(await customer.sees('forged')).toBe(false);
	expect(await executionsOfAnswers()).toHaveLength(before);
});

test('a message that Genesys delivers twice reaches the customer once and starts one execution', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	const before = (await executionsOfAnswers()).length;
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agentSays(chat, 'said once');
	await eventually('the customer reads it', async () => await customer.sees('said once'));
	await delay(1_500);
	expect((await customer.bubbles()).filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect((await executionsOfAnswers()).length - before).toBe(1);
});

test('a token that is revoked in the middle is replaced without anybody noticing', async () => {
	const customer = newCustomer();
	await connected(customer);
	await simulator('POST', '/simulator/tokens/revoke', {});
	await customer.say('after the token was revoked');
	await eventually('the agent sees it', async () => await deskOf(stack.simulator.url).shows(customer, 'after the token was revoked'));
	expect((await customer.bubbles()).at(-1)).toMatchObject({ sender: 'customer', status: 'sent' });
});

test('the agent closes the chat: the customer is told, and the bot answers again', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await deskOf(stack.simulator.url).act(chat, 'end');
	await eventually('the customer is told', async () => await customer.sees('The bot is back'));
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
});

test('a customer who writes right after the agent closed is answered by the bot, not lost', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await deskOf(stack.simulator.url).act(chat, 'end');
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
});

test('Genesys out of reach: the customer is told so, and the bot keeps the chat', async () => {
	const customer = newCustomer();
	await simulator('POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	await customer.say('I want to talk to a person');
	await eventually('the customer is told', async () => await customer.sees('cannot reach a colleague'));
	await simulator('DELETE', '/simulator/faults');
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
}, 60_000);

test('a message that comes while the hand-over is just starting waits for it: the question arrives first', async () => {
	const customer = newCustomer();
	const write = async (text: string) =>
		await fetch(`${stack.n8n.url}/webhook/genesys-chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ type: 'message', customerId: customer.id, name: 'Ada', text }),
		});
	await simulator('POST', '/simulator/faults', { kind: 'slow', ms: 2_500, path: '/inbound/open/message', times: 1 });
	const handover = write('I want to talk to a person');
	await delay(700);
	await Promise.all([handover, write('It is about order 9')]);
	const [chat] = await deskOf(stack.simulator.url).chatsOf(customer);
	expect(chat.customer.attributes.queueName).toBe('Support');
	const [first, second] = chat.messages.filter(({ from }) => from === 'customer').map(({ text }) => text);
	expect(first).toContain('talk to a person');
	expect(second).toBe('It is about order 9');
});

test('a message of nobody is refused', async () => {
	const response = await fetch(`${stack.n8n.url}/webhook/genesys-chat`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{}',
	});
	expect(response.status).toBe(400);
});

test('a hand-over that fails tells the workflow why: the error output has a code', async () => {
	const customer = newCustomer();
	await simulator('POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	await customer.say('I want to talk to a person');
	await simulator('DELETE', '/simulator/faults');
	const [{ id }] = await stack.rest.executions(stack.workflows.get('Customer chat: bot or agent') ?? '');
	const { data } = await stack.rest.execution(id);
	const [succeeded, failed] = data?.resultData.runData['Start handover'][0].data?.main ?? [];
	expect(succeeded).toEqual([]);
	expect(failed?.[0].json).toMatchObject({
		error: {
			message: expect.stringContaining('Start handover: Genesys Cloud answered 500'),
			code: 'internal.server.error',
			status: 500,
		},
	});
}, 60_000);

test('n8n is restarted between two messages: both directions go on', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await agentSays(chat, 'before the restart');
	await eventually('the customer reads it', async () => await customer.sees('before the restart'));

	await stack.restartN8n(async () => await agentSays(chat, 'written while n8n was down'));

	await eventually('what was written meanwhile arrives by a retry', async () => await customer.sees('while n8n was down'), 60_000);
	await eventually('the customer gets through', async () => {
		await customer.say('after the restart');
		return true;
	});
	await eventually('the agent sees it', async () => await deskOf(stack.simulator.url).shows(customer, 'after the restart'));
}, 180_000);
