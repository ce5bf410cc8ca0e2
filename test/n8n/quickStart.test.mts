import { setTimeout as delay } from 'node:timers/promises';
import { deskOf, eventually, type Customer } from '../../demo/people.mts';
import { playHandover } from '../../demo/scripted.mts';
import { agentFor } from '../support/agent.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { customerTexts, quickStartCustomers, testSecondHandover } from '../support/quickStartCustomers.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The quick start in a real n8n, with the packed package, against the simulator. */

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

afterEach(async () => {
	await simulator('DELETE', 'faults');
});

const customers = quickStartCustomers(() => stack);
const { simulator, newCustomer, connected, write, chatsOf, act, agentReads, agentSays } = customers;

const executions = async () => await stack.rest.executions([...stack.workflows.values()][0]);

test('a customer is handed over, answered, writes back, and gets the bot again at the end', async () => {
	await playHandover(stack, () => {});
}, 120_000);

test('the bot is silent while the agent owns the conversation, whatever the customer asks', async () => {
	const customer = newCustomer();
	await connected(customer);
	await customer.say('What are your opening hours?');
	await customer.say('Where is my order?');
	await agentReads(customer, 'Where is my order?');
	expect((await customer.bubbles()).filter(({ sender }) => sender === 'bot')).toHaveLength(1);
});

test('pictures of 5 MB arrive byte for byte in both directions', async () => {
	const SIZE = 5 * 1024 * 1024;
	const customer = newCustomer();
	await connected(customer);
	const post = async (path: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
		await fetch(`${stack.chat.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

	const sent = picture(SIZE);
	const attachment: unknown = await (await post('/pictures', PNG, new Uint8Array(sent))).json();
	await post(`/customers/${customer.id}/messages`, 'application/json', JSON.stringify({ text: '', name: 'Ada', attachment }));
	const agent = agentFor(stack.simulator.url, customer.id);
	const { url } = await agent.sees('the picture', ({ messages }) => messages.flatMap(({ from, attachments }) => (from === 'customer' ? attachments : [])).at(0));
	// From Genesys Cloud's own copy, not from the customer's side.
	expect(new URL(url).origin).toBe(stack.simulator.url);
	expectSame((await fileAt(url)).bytes, sent);

	const answer = picture(SIZE);
	await agent.sends(answer, 'Please print this');
	const bubble = await eventually('the customer sees it', async () => (await customer.bubbles()).find(({ sender, attachments }) => sender === 'agent' && attachments?.length));
	expectSame((await fileAt(bubble.attachments?.[0].url ?? '')).bytes, answer);
});

test("two customers at the same time never see each other's messages", async () => {
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

test('a delivery with a wrong signature is rejected and starts no execution', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	const before = (await executions()).length;
	await simulator('POST', 'faults', { kind: 'wrongSignature' });
	await agentSays(chat, 'this one is forged');
	const delivery = await eventually('the delivery was rejected', async () => {
		const deliveries = await simulator<Array<{ conversationId: string; tries: Array<{ status?: number }> }>>('GET', 'deliveries');
		return deliveries.find(({ conversationId, tries }) => conversationId === chat.id && tries.some(({ status }) => status === 401));
	});
	expect(delivery.tries).toHaveLength(1);
	expect(await customer.sees('forged')).toBe(false);
	expect(await executions()).toHaveLength(before);
});

test('a message that Genesys Cloud delivers twice reaches the customer once and starts one execution', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	const before = (await executions()).length;
	await simulator('POST', 'faults', { kind: 'duplicate', times: 1 });
	await agentSays(chat, 'said once');
	await eventually('the customer reads it', async () => await customer.sees('said once'));
	await delay(1_500);
	expect((await customer.bubbles()).filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect((await executions()).length - before).toBe(1);
});

test('a token that is revoked during a conversation is replaced without visible effect', async () => {
	const customer = newCustomer();
	await connected(customer);
	await simulator('POST', 'tokens/revoke', {});
	await customer.say('after the token was revoked');
	await agentReads(customer, 'after the token was revoked');
	expect((await customer.bubbles()).at(-1)).toMatchObject({ sender: 'customer', status: 'sent' });
});

test('the agent ends the conversation, the customer reads it, and the bot answers again', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await act(chat, 'end');
	await eventually('the customer reads it', async () => await customer.sees('The bot is back'));
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
});

testSecondHandover(customers);

test('a question for an agent that the channel delivers twice shows one notice', async () => {
	const customer = newCustomer();
	const question = { messageId: crypto.randomUUID() };
	await Promise.all([1, 2].map(async () => await write(customer, 'I want to talk to an agent', question)));
	expect((await customer.bubbles()).filter(({ text }) => text?.includes('connecting you'))).toHaveLength(1);
});

test('the bot answers a message sent right after the agent ended the conversation', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await act(chat, 'end');
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
});

/** All messages, the question first: n8n starts executions in any order. */
const inOrder = ([question, ...others]: Array<string | undefined>) => [question, ...others.sort()];

describe('messages within 120 ms of asking for an agent', () => {
	const three = ['It is about order 9.', 'What are your opening hours?', 'Hello?'];

	async function inAHurry(customer: Customer, texts = three) {
		const answers = [write(customer, 'I want to talk to an agent')];
		for (const text of texts) {
			await delay(40);
			answers.push(write(customer, text));
		}
		return await Promise.all(answers);
	}

	test.each(['a new customer', 'a customer whom the bot has answered before'])('messages reach the agent in one conversation behind the question, never the bot: %s', async (who) => {
		const customer = newCustomer();
		if (who.includes('before')) await write(customer, 'What are your opening hours?');
		for (const answer of await inAHurry(customer)) expect(answer).toEqual({ status: 200, replies: [] });
		expect((await customer.bubbles()).filter(({ text }) => text?.includes('connecting you'))).toHaveLength(1);
		const chats = await chatsOf(customer);
		expect(chats.map(customerTexts).map(inOrder)).toEqual([inOrder(['I want to talk to an agent', ...three])]);
		expect(chats[0].customer.attributes.queueName).toBe('Support');
	});

	test('messages wait behind a handover that takes two seconds', async () => {
		const customer = newCustomer();
		await simulator('POST', 'faults', { kind: 'slow', ms: 2_000, path: '/inbound/open/message', times: 1 });
		await inAHurry(customer);
		const chats = await chatsOf(customer);
		expect(chats.map(customerTexts).map(inOrder)).toEqual([inOrder(['I want to talk to an agent', ...three])]);
	});

	test('messages reach the agent also right after an earlier handover', async () => {
		const customer = newCustomer();
		const chat = await connected(customer);
		await act(chat, 'end');
		await eventually('the customer reads it', async () => await customer.sees('The bot is back'));
		const answers = await inAHurry(customer);
		expect(answers.flatMap(({ replies }) => replies)).toEqual([]);
		const texts = (await chatsOf(customer)).flatMap(customerTexts);
		expect(inOrder(texts.slice(-4))).toEqual(inOrder(['I want to talk to an agent', ...three]));
	});
});

test('the bot is back within a second of the end, also for a customer who has just written to the agent', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await customer.say('Thanks');
	await act(chat, 'end');
	await delay(1_000);
	expect((await write(customer, 'What are your opening hours?')).replies).toEqual([expect.stringContaining('Monday to Friday')]);
	expect(customerTexts((await chatsOf(customer))[0])).not.toContain('What are your opening hours?');
});

test('a customer who leaves frees the agent and gets the bot the next time', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await customer.end();
	expect((await chatsOf(customer))[0]).toMatchObject({ id: chat.id, state: 'ended' });
	expect((await write(customer, 'What are your opening hours?')).replies).toEqual([expect.stringContaining('Monday to Friday')]);
});

test('a customer who leaves while the handover starts also frees the agent', async () => {
	const customer = newCustomer();
	await simulator('POST', 'faults', { kind: 'slow', ms: 3_000, path: '/inbound/open/message', times: 1 });
	const asking = write(customer, 'I want to talk to an agent');
	await eventually('the handover starts', async () => (await simulator<object[]>('GET', 'faults')).length === 0);
	expect(await write(customer, '', { type: 'end' })).toMatchObject({ status: 200 });
	expect(await asking).toMatchObject({ status: 200 });
	expect(await chatsOf(customer)).toMatchObject([{ state: 'ended' }]);
});

test('a customer with two rows from two simultaneous first messages reaches the agent once with each message', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	// n8n updates, then inserts: in Postgres, two executions at the same moment both insert.
	const { id: project } = await stack.rest.request<{ id: string }>('GET', '/projects/personal');
	const tables = `/projects/${project}/data-tables`;
	const { data } = await stack.rest.request<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const table = data.find(({ name }) => name === 'genesys_handovers');
	await stack.rest.request('POST', `${tables}/${table?.id}/insert`, {
		data: [{ customerId: customer.id, conversationId: chat.id, state: 'agent' }],
		returnType: 'count',
	});
	await write(customer, 'Where is it?', { messageId: undefined });
	const [now] = await chatsOf(customer);
	expect(customerTexts(now).filter((text) => text === 'Where is it?')).toHaveLength(1);
});

test('a customer who leaves the bot gets no answer, and Genesys Cloud is not called', async () => {
	const customer = newCustomer();
	await write(customer, 'What are your opening hours?');
	await simulator('DELETE', 'requests');
	expect(await write(customer, '', { type: 'end' })).toEqual({ status: 200, replies: [] });
	const requests = await simulator<Array<{ path: string }>>('GET', 'requests');
	expect(requests.filter(({ path }) => path.startsWith('/api/v2/conversations'))).toEqual([]);
});
