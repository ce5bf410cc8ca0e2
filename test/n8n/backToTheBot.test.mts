import { eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { publishExample } from '../../demo/stack.mts';
import type { WorkflowFile } from '../../demo/n8n/rest.mts';
import { quickStartCustomers } from '../support/quickStartCustomers.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** When the bot takes over again: the quick start in a real n8n against the simulator. */

/** How long the connection is down. A minute works too but doubles the time, because the reconnect delays have grown by then. */
const CUT_MS = Number(process.env.CUT_MS ?? 5_000);
const VANISHED_AFTER_MS = 4_000;
const BACK = 'The bot is back';

let stack: OwnStack;
let agents: Array<{ id: string; name: string }>;

beforeAll(async () => {
	stack = await startOwnStack({}, { vanishedAfterMs: VANISHED_AFTER_MS });
	({ agents } = await simulator<{ agents: typeof agents }>('GET', 'state'));
}, 300_000);

afterAll(async () => await stack?.stop());

const { simulator, newCustomer, queued, chatsOf, act, agentReads } = quickStartCustomers(() => stack);

const sees = async (customer: Customer, words: string, timeoutMs?: number) =>
	await eventually(`the customer sees "${words}"`, async () => await customer.sees(words), timeoutMs);
const times = async (customer: Customer, words: string) => (await customer.bubbles()).filter(({ text }) => text?.includes(words)).length;

/** A customer who knows that Agent One has accepted the conversation. */
async function connected(): Promise<{ customer: Customer; chat: DeskChat }> {
	const customer = newCustomer();
	const chat = await queued(customer);
	await act(chat, 'accept', { agentId: agents[0].id });
	await sees(customer, 'Agent One has joined');
	return { customer, chat };
}

/** Agents still receive the customer's messages, and the bot is silent. */
async function isStillWithPeople(customer: Customer): Promise<void> {
	const words = `Are you there? (${crypto.randomUUID()})`;
	await customer.say(words);
	await agentReads(customer, words);
	expect(await customer.sees(BACK)).toBe(false);
}

async function botAnswers(customer: Customer): Promise<void> {
	await customer.say('What are your opening hours?');
	await sees(customer, 'Monday to Friday');
}

/** Ends the conversation as the agent; returns the milliseconds until the customer reads that the bot is back. */
async function closed(customer: Customer, chat: DeskChat): Promise<number> {
	const closedAt = Date.now();
	await act(chat, 'end', { agentId: agents[0].id });
	await sees(customer, BACK);
	const told = (await customer.bubbles()).find(({ text }) => text?.includes(BACK));
	return Date.parse(told?.time ?? '') - closedAt;
}

test('a transfer to another queue keeps the bot silent, and the next agent gets the conversation', async () => {
	const { customer, chat } = await connected();
	await act(chat, 'transfer', { queueName: 'Sales' });
	await isStillWithPeople(customer);
	await act(chat, 'accept', { agentId: agents[1].id });
	await sees(customer, 'Agent Two has joined');
	await isStillWithPeople(customer);
});

test("the bot stays silent if an agent declines or doesn't answer", async () => {
	const customer = newCustomer();
	const chat = await queued(customer);
	for (const action of ['decline', 'noAnswer']) {
		await act(chat, 'offer', { agentId: agents[0].id });
		await act(chat, action, { agentId: agents[0].id });
	}
	await isStillWithPeople(customer);
	await act(chat, 'accept', { agentId: agents[1].id });
	await sees(customer, 'Agent Two has joined');
	await isStillWithPeople(customer);
});

test('the bot stays silent while a colleague is consulted, joins, and leaves', async () => {
	const { customer, chat } = await connected();
	const [one, two] = agents.map(({ id }) => id);
	await act(chat, 'consult', { agentId: one, toAgentId: two });
	await act(chat, 'accept', { agentId: two });
	await act(chat, 'conference', { agentId: one, toAgentId: two });
	await sees(customer, 'Agent Two has joined');
	await act(chat, 'end', { agentId: two });
	await isStillWithPeople(customer);
	expect((await chatsOf(customer))[0]).toMatchObject({ state: 'connected', agents: [{ name: 'Agent One' }] });
});

test("the bot doesn't wait for the agent's after-call work, and its end emits no second event", async () => {
	const { customer, chat } = await connected();
	await closed(customer, chat);
	await botAnswers(customer);
	await act(chat, 'wrapup', { agentId: agents[0].id, code: 'Done' });
	const { customer: other, chat: otherChat } = await connected();
	await closed(other, otherChat);
	expect(await times(customer, BACK)).toBe(1);
});

test('the bot is back within a second after the agent ends the conversation', async () => {
	const [took, answered]: number[][] = [[], []];
	const median = (all: number[]) => [...all].sort((a, b) => a - b)[2];
	for (let round = 0; round < 5; round++) {
		const { customer, chat } = await connected();
		took.push(await closed(customer, chat));
		const askedAt = performance.now();
		await botAnswers(customer);
		answered.push(performance.now() - askedAt);
		expect(await times(customer, BACK)).toBe(1);
	}
	console.log(`The bot was back after ${took.join(', ')} ms`);
	// On a busy machine, n8n takes long even for an ordinary answer.
	expect(median(took)).toBeLessThan(1_000 + 2 * median(answered));
}, 120_000);

test('the bot is back even if the agent ends the conversation while the connection is down', async () => {
	const { customer, chat } = await connected();
	await simulator('POST', 'faults', { kind: 'dropSockets', ms: CUT_MS });
	const cutAt = Date.now();
	await act(chat, 'end');
	await sees(customer, BACK, 2 * CUT_MS + 30_000);
	console.log(`Broken for ${CUT_MS} ms: the bot was back after ${Date.now() - cutAt} ms`);
	await botAnswers(customer);
	expect(await times(customer, BACK)).toBe(1);
}, 2 * CUT_MS + 90_000);

test('the bot is back even if the agent ends the conversation while n8n restarts', async () => {
	const { customer, chat } = await connected();
	await stack.restartN8n(async () => await act(chat, 'end'));
	await sees(customer, BACK);
	await botAnswers(customer);
	expect(await times(customer, BACK)).toBe(1);
}, 180_000);

test('a customer who ends the chat frees the agent and reads once that the bot is back', async () => {
	const { customer, chat } = await connected();
	await customer.end();
	await sees(customer, 'You ended the chat');
	expect((await chatsOf(customer))[0]).toMatchObject({ id: chat.id, state: 'ended', agents: [] });
	await botAnswers(customer);
	await sees(customer, BACK);
	expect(await times(customer, BACK)).toBe(1);
});

describe('when a customer closes the page', () => {
	/** Opens the customer's page as far as the server can tell; returns a function that closes it. */
	async function openPage({ id }: Customer): Promise<() => void> {
		const page = new AbortController();
		await fetch(`${stack.chat.url}/customers/${id}/events`, { signal: page.signal });
		return () => page.abort();
	}
	const agentsOnQueue = async (onQueue: boolean) => {
		for (const { id } of agents) await simulator('POST', `agents/${id}`, { onQueue });
	};
	beforeAll(async () => await agentsOnQueue(false));

	test('a customer who closes the page while waiting is not offered to any agent', async () => {
		const [gone, stays] = [newCustomer(), newCustomer()];
		const close = await openPage(gone);
		await queued(gone);
		close();
		await eventually('the conversation has ended', async () => (await chatsOf(gone)).every(({ state }) => state === 'ended'));
		await queued(stays);
		await agentsOnQueue(true);
		await eventually('the waiting customer is offered to an agent', async () => (await chatsOf(stays)).some(({ state }) => state === 'alerting'));
		expect(await chatsOf(gone)).toMatchObject([{ state: 'ended', agents: [] }]);
		await agentsOnQueue(false);
	});

	test('a customer who only reloads the page stays in the conversation', async () => {
		const customer = newCustomer();
		const close = await openPage(customer);
		await queued(customer);
		close();
		const closeAgain = await openPage(customer);
		await new Promise((resolve) => setTimeout(resolve, VANISHED_AFTER_MS + 2_000));
		expect(await chatsOf(customer)).toMatchObject([{ state: 'queued' }]);
		closeAgain();
	});
});

describe('a second handover right after the first', () => {
	afterEach(async () => await simulator('PATCH', 'settings', { threadingWindowMinutes: 4320 }));

	test('a second handover starts a new conversation if the threading window is 0', async () => {
		await simulator('PATCH', 'settings', { threadingWindowMinutes: 0 });
		const { customer, chat } = await connected();
		await closed(customer, chat);
		const second = await queued(customer);
		expect(second.id).not.toBe(chat.id);
		await act(second, 'accept', { agentId: agents[1].id });
		await sees(customer, 'Agent Two has joined');
		await isStillWithPeopleAgain(customer);
	});

	test('a second handover within the threading window continues the same conversation and ends it again', async () => {
		const { customer, chat } = await connected();
		await closed(customer, chat);
		const second = await queued(customer);
		expect(second.id).toBe(chat.id);
		await act(second, 'accept', { agentId: agents[1].id });
		await sees(customer, 'Agent Two has joined');
		await isStillWithPeopleAgain(customer);
		await act(second, 'end', { agentId: agents[1].id });
		await eventually('the bot is back a second time', async () => (await times(customer, BACK)) === 2);
	});

	test('a second handover reports that the first conversation is still open', async () => {
		const { customer, chat } = await connected();
		const { status, conversationId } = await startHandover(customer);
		expect({ status, conversationId }).toEqual({ status: 'alreadyInProgress', conversationId: chat.id });
		await isStillWithPeople(customer);
	});

	/** A customer who has read that the first conversation ended. */
	async function isStillWithPeopleAgain(customer: Customer): Promise<void> {
		await customer.say('What are your opening hours, please?');
		await agentReads(customer, 'opening hours, please?');
		expect(await customer.sees('Monday to Friday')).toBe(false);
		expect(await times(customer, BACK)).toBe(1);
	}

	async function startHandover({ id }: Customer): Promise<{ status: string; conversationId: string }> {
		const path = `start-${id}`;
		const node = (name: string, type: string, parameters: object) => ({
			...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters, webhookId: path },
			credentials: { genesysCloudApi: {} },
		});
		const integrationId = { __rl: true, mode: 'id', value: stack.integrationId };
		const start = { resource: 'handover', operation: 'start', integrationId, customerId: id, text: 'I want to talk to an agent' };
		const workflow: WorkflowFile = {
			name: path,
			nodes: [
				node('Webhook', 'n8n-nodes-base.webhook', { httpMethod: 'POST', path, responseMode: 'lastNode' }),
				node('Start', 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', start),
			],
			connections: { Webhook: { main: [[{ node: 'Start', type: 'main', index: 0 }]] } },
		};
		await publishExample(stack.rest, [workflow], stack.credentials);
		const response = await fetch(`${stack.n8n.url}/webhook/${path}`, { method: 'POST' });
		return (await response.json()) as { status: string; conversationId: string };
	}
});
