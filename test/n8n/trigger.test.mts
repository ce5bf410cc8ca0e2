import { createHmac, randomBytes } from 'node:crypto';
import { eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration, fetchToken } from '../../demo/simulator.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The trigger in the real n8n: what publishing does in Genesys, and how deliveries are answered. */

const WEBHOOK_SECRET = ['a secret', 'of our own', 'choosing'].join(' ');
const PATH = 'genesys-open-messaging';
/** How many post forged deliveries side by side. */
const FORGERS = 20;

let stack: TestStack;
let credential: { id: string; name: string };

beforeAll(async () => {
	stack = await startTestStack();
	const [{ id }] = await stack.rest.request<Array<{ id: string }>>('GET', '/credentials');
	credential = { id, name: 'Genesys Cloud' };
	await stack.rest.updateCredential(id, credential.name, 'genesysCloudApi', {
		region: 'custom',
		customDomain: stack.simulator.url,
		clientId: 'demo-client',
		clientSecret: 'demo-secret',
		webhookSecret: WEBHOOK_SECRET,
	});
}, 300_000);

afterAll(async () => await stack?.stop());

const integrationPath = (id: string) => `/api/v2/conversations/messaging/integrations/open/${id}`;

async function webhookUrlInGenesys(integrationId: string): Promise<string> {
	const token = await fetchToken(stack.simulator.url);
	const integration = await callSimulator<{ outboundNotificationWebhookUrl: string }>(
		stack.simulator.url,
		'GET',
		integrationPath(integrationId),
		undefined,
		token,
	);
	return integration.outboundNotificationWebhookUrl;
}

async function setWebhookInGenesys(integrationId: string, url: string): Promise<void> {
	const token = await fetchToken(stack.simulator.url);
	await callSimulator(stack.simulator.url, 'PATCH', integrationPath(integrationId), { name: 'changed', outboundNotificationWebhookUrl: url }, token);
}

/** A workflow of a trigger, and of nothing else unless a node is to follow it. */
async function createTriggerWorkflow(
	integrationId: string,
	parameters: object = {},
	follower?: { type: string; typeVersion?: number; parameters: object },
): Promise<{ id: string; webhookId: string }> {
	const webhookId = crypto.randomUUID();
	const id = await stack.rest.createWorkflow({
		name: `Trigger ${webhookId}`,
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'Agent answers',
				type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				webhookId,
				credentials: { genesysCloudApi: credential },
				parameters: { integrationId: { __rl: true, mode: 'id', value: integrationId }, ...parameters },
			},
			...(follower ? [{ id: crypto.randomUUID(), name: 'Follower', typeVersion: 1, position: [240, 0], ...follower }] : []),
		],
		connections: follower ? { 'Agent answers': { main: [[{ node: 'Follower', type: 'main', index: 0 }]] } } : {},
	});
	return { id, webhookId };
}

const signatureOf = (body: string, secret = WEBHOOK_SECRET): string => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;

async function post(url: string, body: string, signature = signatureOf(body)): Promise<number> {
	const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
	return (await fetch(url, { method: 'POST', headers, body })).status;
}

const WRITTEN_AT = new Date().toISOString();

function delivery(over: object = {}): string {
	return JSON.stringify({
		id: crypto.randomUUID().replaceAll('-', ''),
		channel: {
			id: stack.integrationId,
			platform: 'Open',
			type: 'Private',
			to: { id: 'somebody', idType: 'Opaque' },
			from: { id: stack.integrationId, nickname: 'Web chat' },
			time: WRITTEN_AT,
		},
		type: 'Text',
		text: 'Grüße 👋',
		originatingEntity: 'Human',
		...over,
	});
}

test('deliveries are answered as documented, and only one that is taken starts an execution', async () => {
	const workflowId = [...stack.workflows.values()][0];
	const url = await webhookUrlInGenesys(stack.integrationId);
	// The secret was changed in the credential: it counts as soon as a signature does not match the one in memory.
	await eventually('the new secret is taken', async () => (await post(url, delivery({ type: 'Receipt', text: undefined, status: 'Delivered', isFinalReceipt: true }))) === 200);
	expect(await stack.rest.executions(workflowId)).toHaveLength(0);

	const once = delivery();
	expect(await post(url, once)).toBe(200);
	expect(await post(url, once)).toBe(200);
	expect(await post(url, delivery(), 'sha256=AAAA')).toBe(401);
	expect(await post(url, delivery({ channel: { id: 'another', to: { id: 'somebody' } } }))).toBe(404);
	expect(await post(url, '[]')).toBe(400);
	// Rubbish that n8n itself cannot read must not store a failed execution either.
	const rubbish = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' };
	expect((await fetch(url, { method: 'POST', headers: rubbish, body: 'not gzip' })).status).toBe(401);
	const signed = { ...rubbish, 'x-hub-signature-256': `sha256=${'A'.repeat(43)}=` };
	expect((await fetch(url, { method: 'POST', headers: signed, body: 'not gzip' })).status).toBe(400);

	const executions = await stack.rest.executions(workflowId);
	expect(executions).toHaveLength(1);
	const { data } = await stack.rest.execution(executions[0].id);
	expect(data?.resultData.runData['Agent writes'][0].data?.main[0]?.[0].json).toMatchObject({
		event: 'agentMessage',
		text: 'Grüße 👋',
		customerId: 'somebody',
		customerIdType: 'Opaque',
		sender: 'agent',
		time: WRITTEN_AT,
	});
}, 60_000);

test('of 1,000 forged deliveries and one that is too large none starts an execution', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Forged', WEBHOOK_SECRET);
	const { id } = await createTriggerWorkflow(integrationId);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(integrationId);
	const good = () => delivery({ channel: { id: integrationId, to: { id: 'somebody' } } });
	const forgers: Array<(body: string) => [body: string, signature: string]> = [
		(body) => [body, signatureOf(good())],
		(body) => [body, `sha256=${randomBytes(32).toString('base64')}`],
		(body) => [body, 'sha256='],
		(body) => [body, signatureOf(body, randomBytes(16).toString('hex'))],
		(body) => [body.replace('somebody', 'somebodz'), signatureOf(body)],
		(body) => [body, signatureOf(body).slice(0, -2)],
	];
	const answers: number[] = [];
	const forge = async (lane: number) => {
		for (let n = lane; n < 1_000; n += FORGERS) answers.push(await post(url, ...forgers[n % forgers.length](good())));
	};
	await Promise.all(Array.from({ length: FORGERS }, async (_, lane) => await forge(lane)));
	expect(answers.length).toBe(1_000);
	expect(new Set(answers)).toEqual(new Set([401]));
	expect(await post(url, delivery({ text: 'x'.repeat(17_000_000) }))).toBe(500);
	expect(await stack.rest.executions(id)).toEqual([]);

	expect(await post(url, good())).toBe(200);
	await eventually('one that is signed does', async () => (await stack.rest.executions(id)).length === 1);
}, 180_000);

test('publishing enters the address, unpublishing puts back what was there', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Second', WEBHOOK_SECRET);
	const { id, webhookId } = await createTriggerWorkflow(integrationId);
	await stack.rest.publish(id);
	expect(await webhookUrlInGenesys(integrationId)).toMatch(new RegExp(`/webhook/${webhookId}/${PATH}$`));

	await stack.rest.unpublish(id);
	await eventually('the old address is back', async () => (await webhookUrlInGenesys(integrationId)) === 'https://n8n.invalid/not-known-yet');
});

test('another address is not replaced unless the workflow says so', async () => {
	const foreign = 'http://localhost:9/somebody-else';
	const integrationId = await createIntegration(stack.simulator.url, 'Third', WEBHOOK_SECRET);
	await setWebhookInGenesys(integrationId, foreign);
	const careful = await createTriggerWorkflow(integrationId);
	await expect(stack.rest.publish(careful.id)).rejects.toThrow(`already delivers to another URL: ${foreign}. An integration delivers to one URL only. Use`);
	expect(await webhookUrlInGenesys(integrationId)).toBe(foreign);

	const bold = await createTriggerWorkflow(integrationId, { options: { takeOverWebhook: true } });
	await stack.rest.publish(bold.id);
	expect(await webhookUrlInGenesys(integrationId)).toContain(bold.webhookId);
	await stack.rest.unpublish(bold.id);
	await eventually('the other one has it again', async () => (await webhookUrlInGenesys(integrationId)) === foreign);
}, 90_000);

/** What the editor does on Execute step. */
async function listenFor(id: string): Promise<{ waitingForWebhook?: boolean }> {
	const workflowData = await stack.rest.request<object>('GET', `/workflows/${id}`);
	return await stack.rest.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Agent answers' } });
}

test('listening for a test event registers the test URL until a message of an agent arrives', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Tested', WEBHOOK_SECRET);
	const before = await webhookUrlInGenesys(integrationId);
	const { id, webhookId } = await createTriggerWorkflow(integrationId);
	expect(await listenFor(id)).toMatchObject({ waitingForWebhook: true });
	expect(await webhookUrlInGenesys(integrationId)).toMatch(new RegExp(`/webhook-test/${webhookId}/${PATH}$`));

	const message = { fromAddress: integrationId, toAddress: 'somebody', toAddressMessengerType: 'open', textBody: 'a test' };
	await callSimulator(stack.simulator.url, 'POST', '/api/v2/conversations/messages/agentless', message, await fetchToken(stack.simulator.url));
	await eventually('the test has run', async () => (await stack.rest.executions(id)).some(({ status }) => status === 'success'));
	await eventually('the old URL is back', async () => (await webhookUrlInGenesys(integrationId)) === before);
});

test('listening for a test event says at once that a published workflow has the integration, and leaves it its URL', async () => {
	const published = await webhookUrlInGenesys(stack.integrationId);
	const { id } = await createTriggerWorkflow(stack.integrationId);
	await expect(listenFor(id)).rejects.toThrow(`already delivers to another URL: ${published}. To build with a real message, open an execution`);
	expect(await webhookUrlInGenesys(stack.integrationId)).toBe(published);
});

test('with Register Webhook off, listening for a test event takes what is posted by hand', async () => {
	const { id, webhookId } = await createTriggerWorkflow(stack.integrationId, { registerWebhook: false });
	expect(await listenFor(id)).toMatchObject({ waitingForWebhook: true });
	expect(await post(`${stack.n8n.url}/webhook-test/${webhookId}/${PATH}`, delivery({ text: 'a test' }))).toBe(200);
	await eventually('the test has run', async () => (await stack.rest.executions(id)).some(({ status }) => status === 'success'));
});

test('serves the schema file of each trigger', async () => {
	for (const path of ['genesysOpenMessagingTrigger/1.1.0', 'genesysConversationTrigger/1.0.0']) {
		const response = await fetch(`${stack.n8n.url}/schemas/n8n-nodes-genesys-open-messaging.${path}.json`);
		expect(await response.json()).toMatchObject({ type: 'object', properties: { deduplicationKey: { type: 'string' } } });
	}
});

test('with "when finished", an execution that fails is answered 500, and the same delivery is taken again', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Fourth', WEBHOOK_SECRET);
	const { id } = await createTriggerWorkflow(
		integrationId,
		{ options: { respond: 'whenFinished' } },
		{ type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'the channel is down' } },
	);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(integrationId);
	const once = delivery({ channel: { id: integrationId, to: { id: 'somebody' } } });
	expect(await post(url, once)).toBe(500);
	expect(await post(url, once)).toBe(500);
	expect(await stack.rest.executions(id)).toHaveLength(2);
});

test('with "when finished", an execution that succeeds is answered 200 without its data, and a repeat is dropped', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Fifth', WEBHOOK_SECRET);
	const { id } = await createTriggerWorkflow(
		integrationId,
		{ options: { respond: 'whenFinished' } },
		{ type: 'n8n-nodes-base.noOp', parameters: {} },
	);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(integrationId);
	const body = delivery({ channel: { id: integrationId, to: { id: 'somebody' } }, text: 'not for the answer' });
	const headers = {
		'content-type': 'application/json',
		'x-hub-signature-256': signatureOf(body),
	};
	const first = await fetch(url, { method: 'POST', headers, body });
	expect(first.status).toBe(200);
	expect(await first.text()).not.toContain('not for the answer');
	expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
	expect(await stack.rest.executions(id)).toHaveLength(1);
});

test('with "when finished", a workflow that goes to sleep or lets nothing through has taken the message', async () => {
	const nobody = { id: '1', leftValue: '={{ $json.customerId }}', rightValue: 'nobody', operator: { type: 'string', operation: 'equals' } };
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	const followers = [
		{ type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 90, unit: 'seconds' } },
		{ type: 'n8n-nodes-base.filter', typeVersion: 2.2, parameters: { conditions: { options, conditions: [nobody], combinator: 'and' } } },
	];
	for (const follower of followers) {
		const integrationId = await createIntegration(stack.simulator.url, follower.type, WEBHOOK_SECRET);
		const { id } = await createTriggerWorkflow(integrationId, { options: { respond: 'whenFinished' } }, follower);
		await stack.rest.publish(id);
		const url = await webhookUrlInGenesys(integrationId);
		const status = await post(url, delivery({ channel: { id: integrationId, to: { id: 'somebody' } } }));
		expect({ ...follower, status }).toMatchObject({ status: 200 });
	}
});
