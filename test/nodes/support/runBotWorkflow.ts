import '../../support/n8nEngine';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData, deepCopy, NodeConnectionTypes, Workflow, type EngineRequest, type IConnections, type IDataObject, type IExecuteFunctions, type INode,
	type INodeExecutionData, type INodeParameters, type INodeType, type INodeTypes, type WorkflowExecuteMode,
} from 'n8n-workflow';
import { convertNodeToAiTool } from 'n8n/dist/tool-generation/ai-tools';
import { waitNode } from '../../support/waitNode';
import { ACTION, action, additionalDataFor, BOT_TRIGGER } from './engine';
import { StoredCredential } from './storedCredential';

export const UTTERANCE = {
	event: 'utterance', text: 'Hi', botId: 'bot-1', botName: 'Order bot', botVersion: '1', botSessionId: 'session-1',
	conversationId: 'conversation-1', messageId: 'message-1', language: 'en-us', parameters: {}, isNewSession: true, sessionTimeoutMinutes: 60,
};
const BOT: INodeParameters = {
	intents: { values: [{ name: 'Escalate', slots: { values: [{ name: 'orderNumber', type: 'String' }, { name: 'count', type: 'Integer' }] } }, { name: 'Done', slots: {} }] },
};

/** Nodes of other packages in a bot's workflow. */
const standIn = (execute: (context: IExecuteFunctions, response?: unknown) => INodeExecutionData[][] | EngineRequest): INodeType => ({
	description: {
		displayName: 'Stand-in', name: 'standIn', group: ['transform'], version: 1, description: '', defaults: {}, properties: [
			{ displayName: 'Generation', name: 'generation', type: 'string', default: '' },
			{ displayName: 'Intents', name: 'intents', type: 'json', default: {} },
		],
		inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main],
	},
	async execute(this: IExecuteFunctions, response?: unknown) {
		return execute(this, response);
	},
});
const passesOn = standIn((context) => [context.getInputData()]);
/** Calls its tool like n8n's AI Agent: by a request to the engine, which runs the tool and resumes the agent. */
const agent = standIn((_context, response) => {
	const { actionResponses = [] } = (response ?? {}) as { actionResponses?: Array<{ data: { data?: { ai_tool?: INodeExecutionData[][] } } }> };
	if (actionResponses.length > 0) return [[{ json: { output: 'I have replied.', tool: actionResponses[0].data.data?.ai_tool?.[0]?.[0]?.json } }]];
	return { actions: [{ actionType: 'ExecutionNodeAction', nodeName: 'Reply', input: {}, type: 'ai_tool', id: 'call-1', metadata: {} }], metadata: {} } as unknown as EngineRequest;
});
/** Calls its tool directly, like older agents and agents used as another agent's tool. */
const olderAgent: INodeType = {
	description: { ...passesOn.description, inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }] },
	async execute(this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{ invoke(input: object): Promise<string> }>;
		const [item] = JSON.parse(await tool.invoke({})) as IDataObject[];
		return [[{ json: { output: 'I have replied.', tool: item } }]];
	},
};
const tool: INodeType = Object.assign(Object.create(action) as INodeType, convertNodeToAiTool({ description: deepCopy(action.description) }));
/** Doesn't wait, but has the description of n8n's own node. */
const waits: INodeType = { ...passesOn, description: { ...waitNode.description, webhooks: undefined } };
const types: Record<string, INodeType> = { 'n8n-nodes-base.wait': waits, [ACTION]: action, [`${ACTION}Tool`]: tool, [BOT_TRIGGER]: passesOn, passesOn, agent, olderAgent };
const nodeTypes: INodeTypes = { getByName: (name) => types[name], getByNameAndVersion: (name) => types[name], getKnownTypes: () => ({}) };

export interface BotRun {
	operation?: 'reply' | 'sendLater';
	parameters?: INodeParameters;
	/** Of the trigger. */
	generation?: string;
	bot?: INodeParameters;
	utterance?: IDataObject;
	/** Whether a node follows Reply. */
	hasNext?: boolean;
	isNextDisabled?: boolean;
	/** Parameters of n8n's Wait node before Reply. The execution has resumed after it. */
	wait?: INodeParameters;
	/** Whether an AI agent calls Reply as its tool. */
	asTool?: 'agent' | 'olderAgent';
	/** Whether the workflow starts with another trigger. */
	startsElsewhere?: boolean;
	mode?: WorkflowExecuteMode;
}

/** Runs a bot's workflow in n8n's engine: the trigger, a node, Reply. @returns the item of Reply, or of the agent that called it */
export async function runBot({ operation = 'reply', parameters, generation = 'digitalBotConnector', bot = BOT, utterance = UTTERANCE, hasNext, isNextDisabled, wait, asTool, startsElsewhere, mode = 'webhook' }: BotRun): Promise<IDataObject> {
	const stored = new StoredCredential();
	const node = (name: string, type: string, changes: Partial<INode> = {}): INode => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...changes });
	const credentials = { genesysCloudApi: { id: stored.id, name: 'Genesys Cloud account' } };
	const nodes = [
		node('Utterance', startsElsewhere ? 'passesOn' : BOT_TRIGGER, { parameters: { generation, ...bot } }),
		wait ? node('Between', 'n8n-nodes-base.wait', { typeVersion: 1.1, parameters: wait }) : node('Between', 'passesOn'),
		node('Reply', asTool ? `${ACTION}Tool` : ACTION, { credentials, parameters: { resource: 'botConnector', operation, ...parameters } }),
		node('Agent', asTool ?? 'agent'),
		node('Next', 'passesOn', { disabled: isNextDisabled }),
	];
	const main = (to: string) => ({ main: [[{ node: to, type: NodeConnectionTypes.Main, index: 0 }]] });
	const connections: IConnections = asTool
		? { Utterance: main('Agent'), Reply: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] } }
		: { Utterance: main('Between'), Between: main('Reply'), ...(hasNext && { Reply: main('Next') }) };
	const workflow = new Workflow({ id: 'bot', nodes, connections, active: true, nodeTypes, settings: { executionOrder: 'v1' } });
	const start = { node: workflow.getNode('Utterance') as INode, data: { main: [[{ json: utterance, pairedItem: { item: 0 } }]] }, source: null };
	const data = createRunExecutionData({ executionData: { contextData: {}, nodeExecutionStack: [start], metadata: {}, waitingExecution: {}, waitingExecutionSource: {} } });
	const workflowData = { id: 'bot', name: 'Bot', active: true, isArchived: false, nodes, connections, activeVersionId: null, createdAt: new Date(), updatedAt: new Date() };
	const hooks = new ExecutionLifecycleHooks(mode, '1', workflowData);
	const run = await new WorkflowExecute(additionalDataFor(stored, { hooks, executionId: '1' }), mode, data).processRunExecutionData(workflow);
	if (run.data.resultData.error) throw run.data.resultData.error as Error;
	return run.data.resultData.runData[asTool ? 'Agent' : 'Reply'].at(-1)?.data?.main[0]?.[0].json ?? {};
}

/** Returns the error of a failed run. Fails the test if the run succeeds. */
export async function refusalOf(run: Promise<unknown>): Promise<{ message: string; description?: string | null }> {
	const failure: unknown = await run.then(
		(output) => { throw new Error(`Expected a failure, and got ${JSON.stringify(output)}`); },
		(error: unknown) => error,
	);
	return failure as { message: string; description?: string | null };
}
