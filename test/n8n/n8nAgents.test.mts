import { customerOf, deskOf } from '../../demo/people.mts';
import { startScriptedModel, type ScriptedModel } from '../support/scriptedModel.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Our operations as tools of an agent in n8n's Agents feature, which the Message an Agent node calls. */

let stack: TestStack;
let model: ScriptedModel;
let agentsPath: string;
let modelCredential: string;

beforeAll(async () => {
	model = await startScriptedModel();
	stack = await startTestStack({ N8N_DISABLED_MODULES: 'instance-ai,mcp,chat-hub' });
	const { id } = await stack.rest.request<{ id: string }>('GET', '/projects/personal');
	agentsPath = `/projects/${id}/agents/v2`;
	modelCredential = await stack.rest.createCredential('Model', 'openRouterApi', { apiKey: 'not needed', url: model.url });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await model?.close();
});

const INTEGRATION = { __rl: true, mode: 'name', value: 'n8n Open Messaging' };
const QUEUE = { __rl: true, mode: 'name', value: 'Support' };

/** Creates and publishes an agent with one Handover operation as its tool. */
async function agentWith(name: string, nodeParameters: object): Promise<string> {
	const tool = {
		type: 'node',
		name,
		description: `${name} in Genesys Cloud`,
		node: {
			nodeType: 'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTool',
			nodeTypeVersion: 1,
			nodeParameters: { resource: 'handover', queue: QUEUE, ...nodeParameters },
			credentials: stack.credentials,
		},
	};
	const schema = { name, model: 'openrouter/scripted', credential: modelCredential, instructions: 'Help the customer.', tools: [tool] };
	const { id } = await stack.rest.request<{ id: string }>('POST', agentsPath, { name, schema });
	await stack.rest.request('POST', `${agentsPath}/${id}/publish`, {});
	return id;
}

/** Publishes Webhook → Message an Agent → (if needed) Handover: Start. The webhook path is the agent's ID. */
async function publishBot(agentId: string): Promise<void> {
	const node = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}) => ({
		id: crypto.randomUUID(), name, type, typeVersion, position: [0, 0], webhookId: crypto.randomUUID(), parameters, ...more,
	});
	const message = {
		agentId: { __rl: true, mode: 'id', value: agentId },
		message: '={{ $json.body.text }}',
		useStructuredOutput: true,
		schemaType: 'fromJson',
		jsonSchemaExample: '{ "reply": "text", "needsAgent": true, "reason": "text" }',
		advanced: { enableStreaming: false },
	};
	const needsAgent = {
		id: '1', leftValue: '={{ $json.structuredOutput.needsAgent }}', rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true },
	};
	const handover = {
		resource: 'handover', operation: 'start', integrationId: INTEGRATION, queue: QUEUE,
		customerId: "={{ $('Customer writes').first().json.body.customerId }}",
		text: '={{ $json.structuredOutput.reason }}',
	};
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const workflowId = await stack.rest.createWorkflow({
		name: 'Bot',
		nodes: [
			node('Customer writes', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path: agentId, responseMode: 'lastNode', options: {} }),
			node('Message an Agent', 'n8n-nodes-base.messageAnAgent', 3.1, message),
			node('Agent?', 'n8n-nodes-base.if', 2.2, {
				conditions: { options: { typeValidation: 'strict', version: 2 }, conditions: [needsAgent], combinator: 'and' },
			}),
			node('Start handover', 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', 1, handover, { credentials: stack.credentials }),
		],
		connections: { 'Customer writes': to('Message an Agent'), 'Message an Agent': to('Agent?'), 'Agent?': to('Start handover') },
	});
	await stack.rest.publish(workflowId);
}

const write = async (path: string, customerId: string): Promise<{ status: number; body: string }> => {
	const response = await fetch(`${stack.n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ customerId, text: 'Can I talk to an agent?' }),
	});
	return { status: response.status, body: await response.text() };
};

const resultOfTool = (): string => model.requests.at(-1)?.messages.findLast(({ role }) => role === 'tool')?.content ?? '';

test('an n8n agent checks availability with our tool, and the workflow hands over with the customer ID from its trigger', async () => {
	model.script = ({ messages }) =>
		messages.at(-1)?.role === 'user'
			? { calls: [['Check_availability']] }
			: { text: JSON.stringify({ reply: 'I am connecting you.', needsAgent: true, reason: 'Broken lamp' }) };
	const agentId = await agentWith('Check availability', { operation: 'checkAvailability' });
	await publishBot(agentId);
	expect(await write(agentId, 'ada')).toMatchObject({ status: 200, body: expect.stringContaining('"status":"started"') });
	expect(resultOfTool()).toContain('"availability"');
	expect(await deskOf(stack.simulator.url).chatsOf(customerOf(stack.chat.url, 'ada'))).toMatchObject([{ customer: { attributes: { reason: 'Broken lamp' } } }]);
});

test("an n8n agent's tool cannot read the customer ID from the workflow that calls the agent", async () => {
	model.script = ({ messages }) =>
		messages.at(-1)?.role === 'user'
			? { calls: [['Start_handover', {}]] }
			: { text: JSON.stringify({ reply: 'I cannot reach an agent.', needsAgent: false, reason: '' }) };
	const customerId = "={{ $('Customer writes').first().json.body.customerId }}";
	const agentId = await agentWith('Start handover', { operation: 'start', integrationId: INTEGRATION, customerId, text: 'Help' });
	await publishBot(agentId);
	await write(agentId, 'bob');
	expect(resultOfTool()).toContain("Referenced node doesn't exist");
	expect(await deskOf(stack.simulator.url).chatsOf(customerOf(stack.chat.url, 'bob'))).toEqual([]);
});
