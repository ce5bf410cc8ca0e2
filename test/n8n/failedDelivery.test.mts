import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import { publishQuickStartWithout } from '../support/channel.mts';
import { deliver, delivery, setWebhookSecret, TRIGGER_PATH } from '../support/openMessagingTrigger.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** The example of receipts in the real n8n: what the agent sees when a message does not get through. */

let stack: OwnStack;
let webhookPath: string;
let channel: Channel;
let count = 0;

beforeAll(async () => {
	stack = await startOwnStack();
	channel = await startChannel(stack.chat.url);
	await publishQuickStartWithout(stack, 'Agent writes');
	await setWebhookSecret(stack);
	const example = await readExample(process.cwd(), 'failed-delivery');
	const trigger = example[0].nodes.find((node) => node.name === 'Agent writes');
	webhookPath = `/webhook/${String(trigger?.webhookId)}/${TRIGGER_PATH}`;
	await publishExample(stack.rest, example, stack.credentials, { [CHAT_IN_EXAMPLES]: channel.url });
}, 300_000);

afterAll(async () => {
	channel?.server.closeAllConnections();
	channel?.server.close();
	await stack?.stop();
});

/** What the channel does with a message of the agent: shows it to the customer, breaks the connection, or refuses it. */
type Answer = 'takes it' | 'breaks off' | number;

/** The customer's channel, which is the chat page after the answers that are planned for a customer. */
interface Channel {
	url: string;
	server: Server;
	/** The last answer stays. */
	plan(customer: Customer, ...answers: Answer[]): void;
	/** How often a customer's messages have come. */
	tries(customer: Pick<Customer, 'id'>): number;
}

async function startChannel(chatUrl: string): Promise<Channel> {
	const plans = new Map<string, Answer[]>();
	const tries = new Map<string, number>();
	const app = express().use(express.json());
	app.post('/deliver/:customerId', async (request, response) => {
		const { customerId } = request.params;
		tries.set(customerId, (tries.get(customerId) ?? 0) + 1);
		const [answer = 'takes it', ...later] = plans.get(customerId) ?? [];
		if (later.length > 0) plans.set(customerId, later);
		if (answer === 'breaks off') return void request.socket.destroy();
		if (answer !== 'takes it') return void response.status(answer).json({ message: 'not this one' });
		const shown = await fetch(`${chatUrl}/deliver/${encodeURIComponent(customerId)}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(request.body),
		});
		response.status(shown.status).json(await shown.json());
	});
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		server,
		plan: (customer, ...answers) => void plans.set(customer.id, answers),
		tries: (customer) => tries.get(customer.id) ?? 0,
	};
}

/** A customer whose chat an agent has accepted. */
async function connectedCustomer(): Promise<{ customer: Customer; chat: DeskChat }> {
	const customer = customerOf(stack.chat.url, `customer-${++count}`);
	const desk = deskOf(stack.simulator.url);
	await customer.say('I want to talk to a person');
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer)).find(({ state }) => state === 'queued'));
	await desk.act(chat, 'accept');
	return { customer, chat };
}

const agentSays = async (chat: DeskChat, text: string) => await deskOf(stack.simulator.url).act(chat, 'messages', { text });

/** The agent's message as the desk shows it, once it has been reported on. */
async function reported(customer: Customer, text: string): Promise<DeskChat['messages'][number]> {
	return await eventually(`the desk shows what became of "${text}"`, async () => {
		const [chat] = await deskOf(stack.simulator.url).chatsOf(customer);
		return chat.messages.find((message) => message.text === text && ['delivered', 'failed'].includes(message.delivery ?? ''));
	}, 60_000);
}

interface Receipt {
	id: string;
	channel: { to: { id: string; idType: string } };
	status: string;
	reasons?: Array<{ code: string; message: string }>;
}

/** The receipts of a customer that Genesys got. */
async function receiptsOf(customer: Customer): Promise<Receipt[]> {
	const requests = await callSimulator<Array<{ path: string; body: Receipt }>>(stack.simulator.url, 'GET', '/simulator/requests');
	return requests.flatMap(({ path, body }) => (path.endsWith('/inbound/open/receipt') && body.channel.to.id === customer.id ? [body] : []));
}

test('a message that the channel takes is shown as delivered', async () => {
	const { customer, chat } = await connectedCustomer();
	await agentSays(chat, 'Hello, this is a person');
	expect(await reported(customer, 'Hello, this is a person')).toMatchObject({ delivery: 'delivered' });
	expect(await customer.sees('this is a person')).toBe(true);
	expect(channel.tries(customer)).toBe(1);
	expect(await receiptsOf(customer)).toMatchObject([{ status: 'Delivered', channel: { to: { idType: 'Opaque' } } }]);
});

const REASONS: Array<[Answer, string, string]> = [
	[400, 'InvalidMessageStructure', 'did not take the message (400)'],
	[401, 'GeneralError', 'did not take the message (401)'],
	[403, 'MessageNotAllowed', 'did not take the message (403)'],
	[404, 'InvalidDestination', 'did not take the message (404)'],
	[413, 'InvalidMediaContentLength', 'did not take the message (413)'],
	[415, 'MediaTypeNotAllowed', 'did not take the message (415)'],
	[429, 'RateLimited', 'did not take the message (429)'],
	[503, 'ServerError', 'did not take the message (503)'],
	['breaks off', 'ServerError', 'could not be reached'],
];

test('what the channel refuses, or what does not reach it in five tries, is shown as failed with a reason that fits', async () => {
	const people = await Promise.all(REASONS.map(async () => await connectedCustomer()));
	await Promise.all(
		people.map(async ({ customer, chat }, index) => {
			const [answer, code, words] = REASONS[index];
			channel.plan(customer, answer);
			await agentSays(chat, 'Can you see this?');
			const message = await reported(customer, 'Can you see this?');
			expect({ answer, ...message }).toMatchObject({ answer, delivery: 'failed', deliveryDetail: expect.stringContaining(words) });
			expect(await receiptsOf(customer)).toMatchObject([{ id: message.id, status: 'Failed', reasons: [{ code }] }]);
			expect(channel.tries(customer)).toBe(5);
			expect(await customer.sees('Can you see this?')).toBe(false);
		}),
	);
});

test('a channel that is away for a moment gets the message once, and the agent sees it delivered', async () => {
	const { customer, chat } = await connectedCustomer();
	channel.plan(customer, 'breaks off', 503, 'takes it');
	await agentSays(chat, 'said once');
	expect(await reported(customer, 'said once')).toMatchObject({ delivery: 'delivered' });
	expect((await customer.bubbles()).filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect(channel.tries(customer)).toBe(3);
	expect(await receiptsOf(customer)).toHaveLength(1);
});

test('a message that Genesys delivers twice is passed on once and reported once', async () => {
	const { customer, chat } = await connectedCustomer();
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agentSays(chat, 'delivered twice');
	await reported(customer, 'delivered twice');
	await delay(1_500);
	expect(channel.tries(customer)).toBe(1);
	expect(await receiptsOf(customer)).toHaveLength(1);
});

test('a message that comes again after n8n has been restarted is not passed on again', async () => {
	const customer = { id: 'customer-of-before' };
	const channelOfMessage = { id: stack.integrationId, platform: 'Open', type: 'Private', to: customer, time: new Date().toISOString() };
	const body = delivery(stack.integrationId, { channel: channelOfMessage, text: 'written before the restart', direction: 'Outbound' });
	const deliverIt = async () => await deliver(`${stack.n8n.url}${webhookPath}`, body);
	expect(await deliverIt()).toBe(200);
	await eventually('the channel has it', async () => channel.tries(customer) === 1);
	await stack.restartN8n(async () => {});
	expect(await deliverIt()).toBe(200);
	await delay(2_000);
	expect(channel.tries(customer)).toBe(1);
}, 180_000);
