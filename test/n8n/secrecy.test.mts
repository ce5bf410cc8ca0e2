import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerOf, deskOf, eventually } from '../../demo/people.mts';
import spellings from '../support/spellings.js';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** n8n's own output with debug logging during chats, failing calls, and forged requests contains no secret. */

const PLANTED = {
	clientSecret: ['planted-client', 'secret-0WVJ4cqkZL7hXn2RtYp8'].join('-'),
	accessToken: ['planted-access', 'token-6Gq0pVnE3uTz1yXbKc5dLw8sRfHaMj2oPiQ4vN7eBt9kUxYlZg'].join('-'),
	webhookSecret: 'planted webhook secret',
	text: 'planted text: "my card" is 4111',
	answer: 'planted answer: "your card" is blocked',
	email: 'planted.grace@example.org',
	customerName: 'Planted Grace',
};
const INTEGRATION = '0d1f6b5e-0000-4000-8000-00000000abcd';

let stack: OwnStack;
let gateway: Server;
let count = 0;

beforeAll(async () => {
	gateway = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const isLogin = request.url === '/oauth/token';
			const message = JSON.stringify({ headers: request.headers, body: Buffer.concat(chunks).toString() });
			const answer = isLogin ? { access_token: PLANTED.accessToken, expires_in: 86399 } : { code: message, message, contextId: message };
			const status = isLogin ? 200 : [400, 401, 500][count % 3];
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
	stack = await startOwnStack({ N8N_LOG_LEVEL: 'debug', DB_LOGGING_ENABLED: 'false' });
}, 300_000);

afterAll(async () => {
	gateway?.closeAllConnections();
	gateway?.close();
	await stack?.stop();
});

const node = (name: string, type: string, parameters: object, more: object = {}) => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [200 * count, 0],
	parameters,
	...more,
});

it('a gateway that echoes everything and a forged delivery leave no secret in n8n’s output', async () => {
	const domain = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
	const data = { region: 'custom', customDomain: domain, clientId: 'client', clientSecret: PLANTED.clientSecret, webhookSecret: PLANTED.webhookSecret };
	const id = await stack.rest.createCredential('Planted', 'genesysCloudApi', data);
	const credentials = { genesysCloudApi: { id, name: 'Planted' } };
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };

	for (count = 0; count < 3; count++) {
		const path = `secrecy-${count}`;
		const hook = node('Webhook', 'n8n-nodes-base.webhook', { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} }, { webhookId: path, typeVersion: 2 });
		const send = node(
			'Genesys',
			'n8n-nodes-genesys-open-messaging.genesysOpenMessaging',
			{
				resource: 'handover',
				operation: 'start',
				integrationId,
				customerId: 'customer-42',
				text: '={{ $json.body.text }}',
				customer: { email: '={{ $json.body.email }}' },
			},
			{ credentials },
		);
		const workflow = { name: path, nodes: [hook, send], connections: { Webhook: { main: [[{ node: 'Genesys', type: 'main', index: 0 }]] } } };
		const workflowId = await stack.rest.createWorkflow(workflow);
		await stack.rest.publish(workflowId);
		const { text, email } = PLANTED;
		await fetch(`${stack.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ text, email }),
		});
		await eventually('the execution fails', async () => (await stack.rest.executions(workflowId)).some(({ status }) => status === 'error'));
	}

	const path = 'secrecy-trigger';
	const trigger = node(
		'Trigger',
		'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTrigger',
		{ integrationId, registerWebhook: false },
		{ credentials, webhookId: path, typeVersion: 1.1 },
	);
	await stack.rest.publish(await stack.rest.createWorkflow({ name: path, nodes: [trigger], connections: {} }));
	for (const body of [JSON.stringify({ text: PLANTED.text }), `{ ${PLANTED.text}`]) {
		const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'A'.repeat(43)}=` };
		const { status } = await fetch(`${stack.n8n.url}/webhook/${path}/genesys-open-messaging`, { method: 'POST', headers, body });
		expect(status).toBeGreaterThanOrEqual(400);
	}

	expectNothingPlanted();
}, 180_000);

it('a complete handover leaves no secret in n8n’s output', async () => {
	const desk = deskOf(stack.simulator.url);
	const customer = customerOf(stack.chat.url, 'customer-7', PLANTED.customerName);
	await customer.say(`${PLANTED.text}, and I want to talk to an agent`);
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer)).find(({ state }) => state === 'queued'));
	await desk.act(chat, 'accept');
	await desk.act(chat, 'messages', { text: PLANTED.answer });
	await eventually('the customer reads the answer', async () => await customer.sees(PLANTED.answer));
	await customer.say(PLANTED.text);
	await eventually('the agent reads it', async () => (await desk.chatsOf(customer))[0].messages.filter(({ text }) => text === PLANTED.text).length === 1);
	await desk.act(chat, 'end');
	await eventually('the bot is back', async () => await customer.sees('The bot is back'));
	expectNothingPlanted();
}, 120_000);

function expectNothingPlanted(): void {
	const output = stack.n8n.output();
	expect(output).toContain('debug');
	expect(spellings.spellingsOf(Object.values(PLANTED)).filter((spelling) => output.includes(spelling))).toEqual([]);
}
