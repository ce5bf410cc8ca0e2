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

/** The receipts example in a real n8n: what the agent sees if a message is not delivered. */

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

/** What the channel does with an agent's message: shows it to the customer, breaks the connection, or rejects it. */
type Answer = 'takes it' | 'breaks off' | number;

/** The customer's channel: the planned responses of this customer first, then the chat page. */
interface Channel {
	url: string;
	server: Server;
	/** The last response repeats. */
	plan(customer: Customer, ...answers: Answer[]): void;
	/** Number of requests for this customer's messages. */
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

/** A customer whose conversation an agent has accepted. */
async function connectedCustomer(): Promise<{ customer: Customer; chat: DeskChat }> {
	const customer = customerOf(stack.chat.url, `customer-${++count}`);
	const desk = deskOf(stack.simulator.url);
	await customer.say('I want to talk to an agent');
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer)).find(({ state }) => state === 'queued'));
	await desk.act(chat, 'accept');
	return { customer, chat };
}

const agentSays = async (chat: DeskChat, text: string) => await deskOf(stack.simulator.url).act(chat, 'messages', { text });

/** The agent's message as the desk shows it once its receipt has arrived. */
async function reported(customer: Customer, text: string): Promise<DeskChat['messages'][number]> {
	return await eventually(`the desk shows the receipt for "${text}"`, async () => {
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

/** The receipts that Genesys Cloud got for this customer. */
async function receiptsOf(customer: Customer): Promise<Receipt[]> {
	const requests = await callSimulator<Array<{ path: string; body: Receipt }>>(stack.simulator.url, 'GET', '/simulator/requests');
	return requests.flatMap(({ path, body }) => (path.endsWith('/inbound/open/receipt') && body.channel.to.id === customer.id ? [body] : []));
}

test('a message that the channel accepts is shown as delivered', async () => {
	const { customer, chat } = await connectedCustomer();
	await agentSays(chat, 'Hello, this is an agent');
	expect(await reported(customer, 'Hello, this is an agent')).toMatchObject({ delivery: 'delivered' });
	expect(await customer.sees('this is an agent')).toBe(true);
	expect(channel.tries(customer)).toBe(1);
	expect(await receiptsOf(customer)).toMatchObject([{ status: 'Delivered', channel: { to: { idType: 'Opaque' } } }]);
});

const REASONS: Array<[Answer, string, string]> = [
	[400, 'InvalidMessageStructure', 'rejected the message (400)'],
	[401, 'GeneralError', 'rejected the message (401)'],
	[403, 'MessageNotAllowed', 'rejected the message (403)'],
	[404, 'InvalidDestination', 'rejected the message (404)'],
	[413, 'InvalidMediaContentLength', 'rejected the message (413)'],
	[415, 'MediaTypeNotAllowed', 'rejected the message (415)'],
	[429, 'RateLimited', 'rejected the message (429)'],
	[503, 'ServerError', 'rejected the message (503)'],
	['breaks off', 'ServerError', 'could not be reached'],
];

test('a message that the channel rejects or fails to take five times is shown as failed with a matching reason', async () => {
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

test('a channel that is briefly unavailable gets the message once, and the agent sees it delivered', async () => {
	const { customer, chat } = await connectedCustomer();
	channel.plan(customer, 'breaks off', 503, 'takes it');
	await agentSays(chat, 'said once');
	expect(await reported(customer, 'said once')).toMatchObject({ delivery: 'delivered' });
	expect((await customer.bubbles()).filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect(channel.tries(customer)).toBe(3);
	expect(await receiptsOf(customer)).toHaveLength(1);
});

test('a message that Genesys Cloud delivers twice is passed on once and gets one receipt', async () => {
	const { customer, chat } = await connectedCustomer();
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agentSays(chat, 'delivered twice');
	await reported(customer, 'delivered twice');
	await delay(1_500);
	expect(channel.tries(customer)).toBe(1);
	expect(await receiptsOf(customer)).toHaveLength(1);
});

test('a message that is delivered again after n8n restarts is not passed on again', async () => {
	const customer = { id: 'customer-of-before' };
	const channelOfMessage = { id: stack.integrationId, platform: 'Open', type: 'Private', to: customer, time: new Date().toISOString() };
	const body = delivery(stack.integrationId, { channel: channelOfMessage, text: 'written before the restart', direction: 'Outbound' });
	const deliverIt = async () => await deliver(`${stack.n8n.url}${webhookPath}`, body);
	expect(await deliverIt()).toBe(200);
	await eventually('the channel has the message', async () => channel.tries(customer) === 1);
	await stack.restartN8n(async () => {});
	expect(await deliverIt()).toBe(200);
	await delay(2_000);
	expect(channel.tries(customer)).toBe(1);
}, 180_000);
