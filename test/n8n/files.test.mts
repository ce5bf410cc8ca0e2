import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerOf, deskOf, eventually, type DeskChat } from '../../demo/people.mts';
import { callSimulator, createIntegration } from '../../demo/simulator.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Pictures of 5 MB through the real n8n, both ways, byte for byte. */

const MIME = 'image/png';
const SIZE = 5 * 1024 * 1024;
const PACKAGE = 'n8n-nodes-genesys-open-messaging';

/** Not compressible, and begins as a PNG does. */
const picture = () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(SIZE - 8)]);

type Message = DeskChat['messages'][number] & { attachments: Array<{ url: string; filename?: string; mime?: string }> };
type Chat = Omit<DeskChat, 'messages'> & { messages: Message[] };

let stack: TestStack;
let channel: Channel;

beforeAll(async () => {
	stack = await startTestStack();
	channel = await startChannel();
}, 300_000);

afterAll(async () => {
	channel?.server.close();
	await stack?.stop();
});

afterEach(async () => await settings({ downloadsNeedToken: false }));

const settings = async (changes: object) => await callSimulator(stack.simulator.url, 'PATCH', '/simulator/settings', changes);

async function bytesAt(url: string): Promise<Buffer> {
	const response = await fetch(url);
	expect(response.status).toBe(200);
	expect(response.headers.get('content-type')).toBe(MIME);
	return Buffer.from(await response.arrayBuffer());
}

/** Equal without printing megabytes when they are not. */
function expectSame(actual: Buffer, expected: Buffer): void {
	expect(actual.length).toBe(expected.length);
	expect(actual.equals(expected)).toBe(true);
}

async function chatOf(customerId: string): Promise<Chat> {
	return await eventually('the chat waits', async () => {
		const [chat] = await deskOf(stack.simulator.url).chatsOf(customerOf(stack.chat.url, customerId));
		return chat as Chat | undefined;
	});
}

/** The picture that the desk shows in the customer's chat. */
async function shownOnDesk(customerId: string): Promise<{ url: string; filename?: string }> {
	return await eventually('the agent sees the picture', async () =>
		(await chatOf(customerId)).messages.flatMap(({ from, attachments }) => (from === 'customer' ? attachments : []))[0],
	);
}

/** What the agent's composer does with a file. */
async function agentSends(chat: DeskChat, bytes: Buffer): Promise<void> {
	const uploaded = await fetch(`${stack.simulator.url}/simulator/uploads?filename=label.png`, {
		method: 'POST',
		headers: { 'content-type': MIME },
		body: new Uint8Array(bytes),
	});
	const { url, contentSizeBytes } = (await uploaded.json()) as { url: string; contentSizeBytes: number };
	const attachment = { url, mime: MIME, filename: 'label.png', contentSizeBytes };
	await deskOf(stack.simulator.url).act(chat, 'messages', { text: 'Please print this', attachment });
}

/** A customer's channel that takes files: what is posted to it can be looked at. */
interface Channel {
	url: string;
	server: Server;
	received: Array<{ type: string | undefined; bytes: Buffer }>;
}

async function startChannel(): Promise<Channel> {
	const received: Channel['received'] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({ type: request.headers['content-type'], bytes: Buffer.concat(chunks) });
			response.setHeader('content-type', 'application/json').end('{}');
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, received };
}

test('the example: a picture on the chat page is on the desk, and the one of the agent on the chat page', async () => {
	const customer = customerOf(stack.chat.url, 'customer-with-page');
	await customer.say('I want to talk to a person');
	const chat = await chatOf(customer.id);
	await deskOf(stack.simulator.url).act(chat, 'accept');

	const sent = picture();
	const uploaded = await fetch(`${stack.chat.url}/pictures`, { method: 'POST', headers: { 'content-type': MIME }, body: new Uint8Array(sent) });
	const message = { text: '', name: 'Ada', attachment: await uploaded.json() };
	const taken = await fetch(`${stack.chat.url}/customers/${customer.id}/messages`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(message),
	});
	expect(taken.status).toBe(200);
	const { url } = await shownOnDesk(customer.id);
	// From Genesys' own copy, not from the customer's side.
	expect(new URL(url).origin).toBe(stack.simulator.url);
	expectSame(await bytesAt(url), sent);

	const answer = picture();
	await agentSends(chat, answer);
	const bubble = await eventually('the customer sees it', async () =>
		(await customer.bubbles()).find(({ sender, attachments }) => sender === 'agent' && attachments?.length),
	);
	expectSame(await bytesAt(bubble.attachments?.[0].url ?? ''), answer);
}, 60_000);

test('files of items: from the customer by the signed address of n8n, and from the agent downloaded with the token', async () => {
	const customerId = 'customer-with-files';
	const integrationId = await createIntegration(stack.simulator.url, 'Files', 'the secret of an integration');
	const [{ id, name }] = await stack.rest.request<Array<{ id: string; name: string }>>('GET', '/credentials');
	const genesys = (node: { name: string; type: string; [key: string]: unknown }) => ({ id: crypto.randomUUID(), credentials: { genesysCloudApi: { id, name } }, ...node });
	const integration = { __rl: true, mode: 'id', value: integrationId };
	const toAgent = await stack.rest.createWorkflow({
		name: 'Files to the agent',
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'Customer sends',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: { httpMethod: 'POST', path: 'files', responseMode: 'lastNode', options: {} },
			},
			genesys({
				name: 'Pass on',
				type: `${PACKAGE}.genesysOpenMessaging`,
				typeVersion: 1,
				position: [240, 0],
				parameters: { resource: 'message', operation: 'send', integrationId: integration, customerId, text: 'See this', binaryPropertyName: 'photo, second' },
			}),
		],
		connections: { 'Customer sends': { main: [[{ node: 'Pass on', type: 'main', index: 0 }]] } },
	});
	const toCustomer = await stack.rest.createWorkflow({
		name: 'Files to the customer',
		nodes: [
			genesys({
				name: 'Agent answers',
				type: `${PACKAGE}.genesysOpenMessagingTrigger`,
				typeVersion: 1.1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: { integrationId: integration, options: { downloadAttachments: true } },
			}),
			{
				id: crypto.randomUUID(),
				name: 'Deliver',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [240, 0],
				parameters: { method: 'POST', url: channel.url, sendBody: true, contentType: 'binaryData', inputDataFieldName: 'attachment_0', options: {} },
			},
		],
		connections: { 'Agent answers': { main: [[{ node: 'Deliver', type: 'main', index: 0 }]] } },
	});
	await stack.rest.publish(toAgent);
	await stack.rest.publish(toCustomer);

	const [photo, second] = [picture(), Buffer.from('89504e470d0a1a0a00', 'hex')];
	const form = new FormData();
	form.append('photo', new Blob([new Uint8Array(photo)], { type: MIME }), 'broken part.png');
	form.append('second', new Blob([new Uint8Array(second)], { type: MIME }), 'second.png');
	const taken = await fetch(`${stack.n8n.url}/webhook/files`, { method: 'POST', body: form });
	expect({ status: taken.status, body: await taken.json() }).toMatchObject({ status: 200, body: { customerId, integrationId } });
	const shown = await eventually('both are on the desk', async () => {
		const attachments = (await chatOf(customerId)).messages.flatMap((message) => message.attachments);
		return attachments.length === 2 && attachments;
	});
	expect(shown).toMatchObject([{ filename: 'broken part.png', mime: MIME }, { filename: 'second.png', mime: MIME }]);
	expectSame(await bytesAt(shown[0].url), photo);
	expectSame(await bytesAt(shown[1].url), second);

	await settings({ downloadsNeedToken: true });
	const chat = await chatOf(customerId);
	await deskOf(stack.simulator.url).act(chat, 'accept');
	const answer = picture();
	await agentSends(chat, answer);
	await eventually('the channel gets it', async () => channel.received.length > 0);
	expect(channel.received).toHaveLength(1);
	expect(channel.received[0].type).toBe(MIME);
	expectSame(channel.received[0].bytes, answer);
	const [{ id: executionId }] = await stack.rest.executions(toCustomer);
	const { data } = await stack.rest.execution(executionId);
	expect(data?.resultData.runData['Agent answers'][0].data?.main[0]?.[0]).toMatchObject({
		json: { text: 'Please print this', attachments: [{ filename: 'label.png', sizeBytes: SIZE }] },
		binary: { attachment_0: { fileName: 'label.png', mimeType: MIME, bytes: SIZE } },
	});
}, 90_000);
