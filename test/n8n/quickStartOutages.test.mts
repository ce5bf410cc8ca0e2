import { eventually } from '../../demo/people.mts';
import { customerTexts, quickStartCustomers } from '../support/quickStartCustomers.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** The quick start in a real n8n while Genesys Cloud is unreachable, and when n8n is killed or restarted. */

let stack: OwnStack;

beforeAll(async () => {
	stack = await startOwnStack();
}, 300_000);

afterAll(async () => await stack?.stop());

afterEach(async () => {
	await simulator('DELETE', 'faults');
});

const { simulator, newCustomer, connected, write, chatsOf, agentReads, agentSays } = quickStartCustomers(() => stack);

const executions = async () => await stack.rest.executions([...stack.workflows.values()][0]);

describe('while Genesys Cloud is unreachable', () => {
	const down = async () => await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/api/v2/conversations', times: 0 });

	test('a handover that cannot start returns an error to the channel, keeps the bot silent, and starts with the next message', async () => {
		const customer = newCustomer();
		await down();
		expect(await write(customer, 'I want to talk to an agent')).toEqual({ status: 500, replies: [] });
		await eventually('the execution has failed', async () => (await executions()).some(({ status }) => status === 'error'));
		await simulator('DELETE', 'faults');
		expect(await write(customer, 'Hello?')).toEqual({ status: 200, replies: [] });
		expect(await customer.sees('connecting you')).toBe(true);
		expect((await chatsOf(customer)).map(customerTexts)).toEqual([['Hello?']]);
	});

	test('a message to the agent returns an error to the channel, keeps the bot silent, and gets through later', async () => {
		const customer = newCustomer();
		const chat = await connected(customer);
		await down();
		const messageId = crypto.randomUUID();
		expect(await write(customer, 'What are your opening hours?', { messageId })).toEqual({ status: 500, replies: [] });
		await simulator('DELETE', 'faults');
		expect(await write(customer, 'What are your opening hours?', { messageId })).toEqual({ status: 200, replies: [] });
		const [now] = await chatsOf(customer);
		expect(now.id).toBe(chat.id);
		expect(customerTexts(now).filter((text) => text === 'What are your opening hours?')).toHaveLength(1);
	});

	test('customers who talk to the bot stay with the bot', async () => {
		await down();
		expect((await write(newCustomer(), 'What are your opening hours?')).replies).toEqual([expect.stringContaining('Monday to Friday')]);
	});
});

test('n8n is killed while the handover starts, and the next message starts it so that both reach the agent once', async () => {
	const customer = newCustomer();
	await simulator('POST', 'faults', { kind: 'serverError', status: 503, path: '/inbound/open/message', times: 0 });
	await simulator('DELETE', 'requests');
	const messageId = crypto.randomUUID();
	const asking = write(customer, 'I want to talk to an agent', { messageId }).catch(() => undefined);
	await eventually('the execution has started', async () =>
		(await simulator<Array<{ path: string }>>('GET', 'requests')).some(({ path }) => path.endsWith('/inbound/open/message')),
	);
	await stack.restartN8n(async () => await simulator('DELETE', 'faults'), 'SIGKILL');
	await asking;
	expect(await write(customer, 'Are you there?')).toEqual({ status: 200, replies: [] });
	await write(customer, 'I want to talk to an agent', { messageId });
	const chats = await chatsOf(customer);
	expect(chats.map(customerTexts)).toEqual([['Are you there?', 'I want to talk to an agent']]);
}, 180_000);

test('n8n is restarted after the handover, the bot stays silent, and the customer reaches the same conversation', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await stack.restartN8n(async () => {});
	expect(await write(customer, 'What are your opening hours?')).toEqual({ status: 200, replies: [] });
	const chats = await chatsOf(customer);
	expect(chats).toHaveLength(1);
	expect(chats[0].id).toBe(chat.id);
	expect(customerTexts(chats[0]).at(-1)).toBe('What are your opening hours?');
}, 180_000);

test('both directions continue after n8n restarts between two messages', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await agentSays(chat, 'before the restart');
	await eventually('the customer reads it', async () => await customer.sees('before the restart'));

	await stack.restartN8n(async () => await agentSays(chat, 'written while n8n was down'));

	await eventually('the message sent while n8n was down arrives by a retry', async () => await customer.sees('while n8n was down'), 60_000);
	await eventually('the customer gets through', async () => {
		await customer.say('after the restart');
		return true;
	});
	await agentReads(customer, 'after the restart');
}, 180_000);
