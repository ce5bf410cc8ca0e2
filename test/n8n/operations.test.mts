import { eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration } from '../../demo/simulator.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The operations around a handover in a real n8n, one at a time as a workflow would use them. */

let stack: TestStack;
let credentialId: string;
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
	[{ id: credentialId }] = await stack.rest.request<Array<{ id: string }>>('GET', '/credentials');
	await simulator('PATCH', 'settings', { typingInbound: 'Enabled' });
}, 300_000);

afterAll(async () => await stack?.stop());

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

/** Publishes a workflow with one operation on the posted data, runs it once, and returns its item. */
async function run(name: string, parameters: object, posted: object = {}): Promise<Record<string, unknown>> {
	const [resource, operation] = name.split(': ');
	const path = `operation-${++count}`;
	const workflow = {
		name,
		nodes: [
			{
				id: 'webhook',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: path,
				parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
			},
			{
				id: 'genesys',
				name: 'Genesys',
				type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging',
				typeVersion: 1,
				position: [200, 0],
				parameters: { resource, operation, ...parameters },
				credentials: { genesysCloudApi: { id: credentialId, name: 'Genesys Cloud' } },
			},
		],
		connections: { Webhook: { main: [[{ node: 'Genesys', type: 'main', index: 0 }]] } },
	};
	await stack.rest.publish(await stack.rest.createWorkflow(workflow));
	const response = await fetch(`${stack.n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(posted),
	});
	return (await response.json()) as Record<string, unknown>;
}

interface Chat {
	id: string;
	customerTyping: boolean;
	customer: { attributes: object };
	messages: Array<{ id: string; from: string; text: string; deliveryDetail?: string }>;
}

const customerId = 'customer-of-operations';
const who = () => ({ integrationId: { __rl: true, mode: 'id', value: stack.integrationId }, customerId: '={{ $json.body.customerId }}' });

async function chat(): Promise<Chat> {
	const { conversations } = await simulator<{ conversations: Array<Chat & { customer: { id: string } }> }>('GET', 'state');
	const found = conversations.find(({ customer }) => customer.id === customerId);
	if (!found) throw new Error('The customer has no chat');
	return found;
}

test("a workflow checks availability, finds, reads, enriches, and transfers a conversation, and shows the agent the customer's typing", async () => {
	const support = { __rl: true, mode: 'list', value: 'Support', cachedResultName: 'Support' };
	expect(await run('handover: checkAvailability', { queue: support })).toEqual({
		availability: 'unavailable',
		queueId: expect.any(String),
		queueName: 'Support',
		agentsOnQueue: 0,
		agentsIdle: 0,
		waiting: 0,
		estimatedWaitSeconds: expect.any(Number),
	});
	const posted = { customerId, order: 4711 };
	expect(await run('conversation: findActive', who(), posted)).toMatchObject({ active: false, conversationId: null });

	await run('handover: start', { ...who(), text: 'Help' }, posted);
	const { id: conversationId } = await chat();
	expect(await run('conversation: findActive', who(), posted)).toMatchObject({ active: true, conversationId, status: 'queued' });

	const customAttributes = '={{ { order: $json.body.order } }}';
	expect(await run('conversation: setAttributes', { conversationId, customAttributes }, posted)).toMatchObject({ attributes: { order: '4711', reason: 'Help' } });
	expect((await chat()).customer.attributes).toMatchObject({ order: '4711' });

	const queue = { __rl: true, mode: 'name', value: '={{ $json.body.queue }}' };
	expect(await run('conversation: transfer', { conversationId, queue }, { queue: 'Billing' })).toMatchObject({ status: 'transferred', queue: { name: 'Billing' } });
	expect(await run('conversation: get', { ...who(), findBy: 'customer' }, posted)).toMatchObject({
		conversationId,
		status: 'queued',
		queue: { name: 'Billing' },
		attributes: { order: '4711' },
		participants: expect.arrayContaining([expect.objectContaining({ purpose: 'acd', state: 'connected', queueName: 'Billing' })]),
	});

	await simulator('POST', `conversations/${conversationId}/accept`);
	await simulator('POST', `conversations/${conversationId}/messages`, { text: 'Yes or no?' });
	const messageId = (await chat()).messages.find(({ from }) => from === 'agent')?.id ?? '';

	await run('message: sendTyping', who(), posted);
	expect((await chat()).customerTyping).toBe(true);

	const failed = { messageId, status: 'Failed', reasonCode: 'RecipientOptedOut', reasonText: 'The customer has blocked us' };
	expect(await run('message: sendReceipt', { ...who(), ...failed }, posted)).toMatchObject({ messageId, status: 'Failed' });
	expect((await chat()).messages.find(({ id }) => id === messageId)).toMatchObject({ deliveryDetail: 'The customer has blocked us' });

	const click = { type: 'QuickReply', text: 'Yes', payload: 'yes', originatingMessageId: messageId };
	const clicked = await run('message: sendButtonResponse', { ...who(), ...click }, posted);
	expect((await chat()).messages.find(({ id }) => id === clicked.messageId)).toMatchObject({ from: 'customer', text: 'Yes' });
}, 120_000);

test('a workflow creates, finds, changes, and deletes an integration without exposing a secret', async () => {
	const options = { webhookHeaders: '{ "X-Key": "the key of the receiver" }' };
	const created = await run('integration: create', { name: '={{ $json.body.name }}', options }, { name: 'Created by a workflow' });
	expect(created).toMatchObject({
		integrationId: expect.any(String),
		name: 'Created by a workflow',
		webhookUrl: 'https://n8n.invalid',
		webhookHeaders: ['X-Key'],
		createStatus: 'Completed',
		messagingSetting: null,
	});
	const integrationId = { __rl: true, mode: 'name', value: 'created by a workflow' };
	expect(await run('integration: update', { integrationId, updateFields: { name: 'Renamed' } })).toMatchObject({
		integrationId: created.integrationId,
		name: 'Renamed',
		webhookHeaders: ['X-Key'],
	});
	const found = await run('integration: getMany', { returnAll: true, filters: { name: 'renamed' } });
	expect(found).toMatchObject({ integrationId: created.integrationId });
	expect(JSON.stringify([created, found])).not.toMatch(/the key of the receiver|secret/i);

	const byId = { integrationId: { __rl: true, mode: 'id', value: created.integrationId } };
	expect(await run('integration: delete', byId)).toEqual({ integrationId: created.integrationId, deleted: true });
	expect(await run('integration: getMany', { filters: { name: 'renamed' } })).not.toHaveProperty('integrationId');
}, 120_000);

test('the trigger emits the sender with name and picture', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'With agents', 'replaced by the trigger');
	const workflow = {
		name: 'Answers with the agent',
		nodes: [
			{
				id: 'trigger',
				name: 'Agent answers',
				type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				credentials: { genesysCloudApi: { id: credentialId, name: 'Genesys Cloud' } },
				parameters: { integrationId: { __rl: true, mode: 'id', value: integrationId }, options: { includeAgent: true } },
			},
		],
		connections: {},
	};
	const workflowId = await stack.rest.createWorkflow(workflow);
	await stack.rest.publish(workflowId);
	const customer = { integrationId: { __rl: true, mode: 'id', value: integrationId }, customerId: 'customer-of-agents' };
	const handover = await run('handover: start', { ...customer, text: 'Help' });
	const path = `conversations/${(handover as { conversationId: string }).conversationId}`;
	await simulator('POST', `${path}/accept`);
	await simulator('POST', `${path}/messages`, { text: 'Good morning' });
	const { id } = await eventually('the execution has finished', async () => (await stack.rest.executions(workflowId)).find(({ status }) => status === 'success'));
	const { data } = await stack.rest.execution(id);
	expect(data?.resultData.runData['Agent answers'][0].data?.main[0]?.[0].json).toMatchObject({
		text: 'Good morning',
		agent: { id: expect.any(String), name: expect.any(String), imageUrl: expect.stringMatching(/^http/) },
	});
});

test('n8n serves the schema files of the operations and of the router', async () => {
	for (const path of ['genesysOpenMessaging/1.0.0/handover/start', 'genesysHandoverRouter/1.0.0']) {
		const response = await fetch(`${stack.n8n.url}/schemas/n8n-nodes-genesys-open-messaging.${path}.json`);
		expect(await response.json()).toMatchObject({ type: 'object', properties: { conversationId: { type: 'string' } } });
	}
});

test('a workflow provisions an organization once and checks it', async () => {
	const set = async () => await run('setup: provision', { name: 'Set up by a workflow', queue: { __rl: true, mode: 'name', value: 'Sales' } });
	const first = await set();
	expect(first).toMatchObject({ changed: true, integrationName: 'Set up by a workflow', queue: { name: 'Sales' } });
	const { integrationId, flowId } = first;
	expect(await set()).toMatchObject({ changed: false, integrationId, flowId });

	const check = { integrationId: { __rl: true, mode: 'id', value: integrationId } };
	expect(await run('setup: check', check)).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.objectContaining({ code: 'threading.merges', severity: 'warning' })]) });
	await simulator('PATCH', 'settings', { threadingWindowMinutes: 0 });
	expect(await run('setup: check', check)).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.objectContaining({ code: 'webhook.placeholder', severity: 'error' })]) });
});
