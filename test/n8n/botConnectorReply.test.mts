import { eventually } from '../../demo/people.mts';
import { answering, createBotCredential, createBotWorkflow, digitalUtterance, toBot, utterance, waiting, type Generation, type Node } from '../support/botConnector.mts';
import { startScriptedModel, type ModelRequest, type ScriptedModel } from '../support/scriptedModel.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Bot Connector: Reply in a real n8n: as the last node, before it, in a sub-workflow, and as a tool of n8n's AI Agent. */

let stack: TestStack;
let model: ScriptedModel;

beforeAll(async () => {
	model = await startScriptedModel();
	stack = await startTestStack();
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await model?.close();
});

const GENERATIONS: Generation[] = ['botConnector', 'digitalBotConnector'];
const reply = (parameters: object, type = ''): Node => ({
	type: `n8n-nodes-genesys-open-messaging.genesysOpenMessaging${type}`,
	credentials: stack.credentials,
	parameters: { resource: 'botConnector', operation: 'reply', ...parameters },
});

/** Sends one customer message; returns the HTTP response. */
async function ask(generation: Generation, url: string, text = 'Hi', session: string = crypto.randomUUID()) {
	const isDigital = generation === 'digitalBotConnector';
	const { body } = await toBot(isDigital ? `${url}/messages` : url, (isDigital ? digitalUtterance : utterance)(session, text));
	return { ...body, texts: (body.replyMessages ?? body.replymessages ?? []).map((message) => message.text) };
}

async function published(generation: Generation, followers: Node[]): Promise<{ id: string; url: string }> {
	const { id, url } = await createBotWorkflow(stack, generation, {}, followers);
	await stack.rest.publish(id);
	return { id, url };
}

describe.each(GENERATIONS)('a reply to the %s', (generation) => {
	test("a reply in the last node is the answer, with intent and slots in the generation's format", async () => {
		const slots = { values: [{ name: 'orderNumber', value: '={{ 4711 }}' }] };
		const { url } = await published(generation, [answering('{}'), reply({ botState: 'Complete', intent: 'Escalate', text: 'One moment', slots })]);
		const filled = generation === 'botConnector' ? { slotValues: { orderNumber: '4711' } } : { entities: [{ name: 'orderNumber', type: 'String', value: '4711' }] };
		expect(await ask(generation, url)).toMatchObject({ botState: 'Complete', intent: 'Escalate', texts: ['One moment'], ...filled });
	});

	test("a reply answers immediately while the workflow continues, and the last node's output is not an answer", async () => {
		const { id, url } = await published(generation, [reply({ text: 'Right away' }), waiting(8), answering('{ "output": "The last node" }')]);
		const since = Date.now();
		const session = crypto.randomUUID();
		expect((await ask(generation, url, 'Hi', session)).texts).toEqual(['Right away']);
		expect(Date.now() - since).toBeLessThan(8_000);
		await eventually('the workflow has finished', async () => (await stack.rest.executions(id)).every(({ status }) => status === 'success'));
		// If it were kept for the next turn, it would arrive with this one.
		expect((await ask(generation, url, 'And?', session)).texts).toEqual(['Right away']);
	});

	test('a reply with an unknown intent ends the session through the failure path', async () => {
		const { url } = await published(generation, [reply({ botState: 'Complete', intent: 'Order', text: 'Bye' })]);
		expect(await ask(generation, url)).toMatchObject({ botState: 'Failed', errorInfo: { errorCode: 'workflow.failed' } });
	});

	test('a reply works in a sub-workflow that receives the session', async () => {
		const trigger = { name: 'When called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } };
		const inner = { name: 'Reply', typeVersion: 1, ...reply({ text: 'From below', options: { botSessionId: '={{ $json.botSessionId }}' } }) };
		const nodes = [trigger, inner].map((node, index) => ({ id: crypto.randomUUID(), position: [index * 220, 0], ...node }));
		const below = await stack.rest.createWorkflow({ name: 'Below', nodes, connections: { 'When called': { main: [[{ node: 'Reply', type: 'main', index: 0 }]] } } });
		await stack.rest.publish(below);
		const call: Node = { type: 'n8n-nodes-base.executeWorkflow', typeVersion: 1.2, parameters: { workflowId: { __rl: true, mode: 'id', value: below }, options: {} } };
		const { url } = await published(generation, [call, waiting(1), answering('{ "output": "The last node" }')]);
		expect((await ask(generation, url)).texts).toEqual(['From below']);
	});

	test("a reply works as the AI Agent's tool, and the AI Agent's own text is not sent as well", async () => {
		const asked: ModelRequest[] = [];
		model.script = (request) => {
			asked.push(request);
			const result = request.messages.findLast(({ role }) => role === 'tool')?.content;
			if (result === undefined) return { calls: [['Reply', { state: 'Complete', intent: 'order', text: 'Bye' }]] };
			if (result.includes('It has')) return { calls: [['Reply', { state: 'Complete', intent: 'Escalate', text: 'An agent is coming' }]] };
			return { text: 'The customer knows that an agent is coming.' };
		};
		expect(await ask(generation, await publishedAgent(generation))).toMatchObject({ botState: 'Complete', intent: 'Escalate', texts: ['An agent is coming'] });
		await eventually('the model reads that its reply was delivered', async () => asked.at(-1)?.messages.at(-1)?.content.includes('sayNothingMore') ?? false);
		expect(Object.keys(asked[0].tools[0].function.parameters.properties).sort()).toEqual(['intent', 'state', 'text']);
	});
});

/** The trigger, an AI Agent right behind it, and Reply as its tool. */
async function publishedAgent(generation: Generation): Promise<string> {
	const credentials = { openAiApi: { id: await stack.rest.createCredential('OpenAI', 'openAiApi', { apiKey: 'not needed', url: model.url }), name: 'OpenAI' } };
	const { id, url } = await createBotWorkflow(stack, generation, {}, [], { credential: await createBotCredential(stack) });
	const { nodes } = await stack.rest.request<{ nodes: object[] }>('GET', `/workflows/${id}`);
	const others = [
		{ name: 'Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3.1, parameters: { promptType: 'define', text: '={{ $json.text }}', options: {} } },
		{
			name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', typeVersion: 1.3, credentials,
			parameters: { model: { __rl: true, mode: 'list', value: 'gpt-5-mini' }, responsesApiEnabled: false, options: {} },
		},
		{
			// So that the model can read the mistake and correct itself.
			name: 'Reply', typeVersion: 1, onError: 'continueRegularOutput',
			...reply({ botState: "={{ $fromAI('state', '', 'string', 'MoreData') }}", intent: "={{ $fromAI('intent', '', 'string', '') }}", text: "={{ $fromAI('text', '', 'string', '') }}" }, 'Tool'),
		},
	].map((node) => ({ id: crypto.randomUUID(), position: [0, 0], ...node }));
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const connections = { 'Customer writes': to('main'), Model: to('ai_languageModel'), Reply: to('ai_tool') };
	// The order that the editor sets in new workflows; with the previous one, n8n continues with the agent before its tool has run.
	const settings = { executionOrder: 'v1' };
	await stack.rest.request('PATCH', `/workflows/${id}`, { nodes: [...nodes, ...others], connections, settings });
	await stack.rest.publish(id);
	return url;
}
