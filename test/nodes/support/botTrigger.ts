import axios from 'axios';
import type { Request, Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeType, type INodeParameters, type INodeTypes, type IWebhookData, type WorkflowActivateMode, type WorkflowExecuteMode } from 'n8n-workflow';
import { GenesysBotConnectorTrigger } from '../../../nodes/GenesysBotConnectorTrigger/GenesysBotConnectorTrigger.node';
import { waitNode } from '../../support/waitNode';
import { startWebhookServer } from '../../support/webhookServer';
import { additionalDataFor, BOT_TRIGGER } from './engine';
import { StoredCredential } from './storedCredential';
import { writeAsN8n } from './writeAsN8n';

export const botTrigger = new GenesysBotConnectorTrigger();
export const BOT_SECRET = 'the header of these tests';
export const BOT_INTEGRATION = 'bot-integration';
const DESCRIPTION: INodeParameters = {
	botId: 'order-bot', botName: 'Order bot', botVersion: '1', languages: ['en-us'],
	intents: { values: [{ name: 'Escalate', slots: { values: [{ name: 'orderNumber', type: 'String' }] } }] },
	integrationId: { __rl: true, mode: 'id', value: BOT_INTEGRATION },
};
const typeOf = (type: string): INodeType => (type === BOT_TRIGGER ? botTrigger : waitNode);
const nodeTypes: INodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };

/** The trigger's two credentials. @param changes to the one with the header */
export const botCredential = (changes: IDataObject = {}) =>
	Object.assign(new StoredCredential(), { header: { headerName: 'Authorization', secret: BOT_SECRET, secretIsJwtKey: false, ...changes } });

let counter = 0;
function workflowWith(parameters: INodeParameters, { id }: StoredCredential, follower?: Partial<INode>) {
	counter++;
	const credentials = Object.fromEntries(['genesysBotConnectorApi', 'genesysCloudApi'].map((name) => [name, { id, name }]));
	const node = {
		id: `bot-node-${counter}`, name: 'Customer writes', type: BOT_TRIGGER, typeVersion: 1, position: [0, 0] as [number, number],
		parameters: { ...DESCRIPTION, ...parameters }, credentials, webhookId: `bot-webhook-${counter}`,
	};
	const next: INode = { id: 'next', name: 'Next', type: 'n8n-nodes-base.wait', typeVersion: 1.1, position: [0, 0], parameters: {}, ...follower };
	const connections = { [node.name]: { main: [[{ node: next.name, type: 'main' as const, index: 0 }]] } };
	const workflow = new Workflow({ id: `bot-workflow-${counter}`, nodes: follower ? [node, next] : [node], connections: follower ? connections : {}, active: true, nodeTypes });
	return { workflow, node: workflow.nodes[node.name] };
}

function webhookDataOf({ workflow, node }: ReturnType<typeof workflowWith>, workflowExecuteAdditionalData: ReturnType<typeof additionalDataFor>): IWebhookData {
	const webhookDescription = botTrigger.description.webhooks?.[0];
	if (!webhookDescription) throw new Error('The trigger has no webhook');
	return { httpMethod: 'POST', node: node.name, path: webhookDescription.path, webhookDescription, workflowId: workflow.id, workflowExecuteAdditionalData };
}

type Result = { status?: number; body?: unknown };
export interface BotSetUp {
	parameters?: INodeParameters;
	credential?: StoredCredential;
	mode?: WorkflowExecuteMode;
	/** The node after the trigger, by default n8n's Wait, as n8n reads it from the workflow. It doesn't run. */
	follower?: Partial<INode>;
	/** The workflow after the trigger: n8n's response when the execution finishes. */
	execute?: (item: IDataObject) => Promise<Result> | Result;
}

export interface RunningBot {
	readonly started: IDataObject[];
	/** Number of finished executions. */
	readonly finished: number;
	say(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: IDataObject }>;
}

/** For a test file: real HTTP to the trigger's `webhook()` in n8n's webhook context, a new one per request. */
export function botServer(): (setUp?: BotSetUp) => RunningBot {
	const handlers = new Map<string, (request: Request, response: Response) => Promise<void>>();
	let server: Awaited<ReturnType<typeof startWebhookServer>>;
	beforeAll(async () => {
		server = await startWebhookServer(async (request, response) => await handlers.get(String(request.query.bot))?.(request, response));
	});
	afterAll(async () => await server.close());
	return ({ parameters = {}, credential = botCredential(), mode = 'webhook', follower, execute = (): Result => ({ body: { output: 'Hello' } }) } = {}) => {
		const started: IDataObject[] = [];
		let finished = 0;
		const inWorkflow = workflowWith(parameters, credential, follower);
		const name = `bot-${handlers.size + 1}`;
		handlers.set(name, async (httpRequest, httpResponse) => {
			const additionalData = additionalDataFor(credential, { httpRequest, httpResponse });
			const context = new WebhookContext(inWorkflow.workflow, inWorkflow.node, additionalData, mode, webhookDataOf(inWorkflow, additionalData), [], null);
			const { workflowData } = await botTrigger.webhook.call(context);
			if (!workflowData) return;
			const [[{ json }]] = workflowData;
			started.push(json);
			writeAsN8n(httpResponse, await execute(json));
			finished++;
		});
		const say = async (body: unknown, headers: Record<string, string> = { Authorization: `Bearer ${BOT_SECRET}` }) => {
			const { status, data } = await axios.post<IDataObject>(`${server.url}?bot=${name}`, typeof body === 'string' ? body : JSON.stringify(body), {
				headers: { 'Content-Type': 'application/json', ...headers }, transformRequest: (bytes: unknown) => bytes, validateStatus: () => true,
			});
			return { status, body: data };
		};
		return {
			started,
			say,
			get finished() {
				return finished;
			},
		};
	};
}

/** A trigger whose workflow can be published and unpublished in n8n's hook context. */
export function botToPublish(parameters: INodeParameters = {}, credential = botCredential()) {
	const inWorkflow = workflowWith(parameters, credential);
	const { checkExists, create, delete: remove } = botTrigger.webhookMethods.default;
	const additionalData = additionalDataFor(credential);
	const context = (activation: WorkflowActivateMode) =>
		new HookContext(inWorkflow.workflow, inWorkflow.node, additionalData, activation === 'manual' ? 'manual' : 'trigger', activation, webhookDataOf(inWorkflow, additionalData));
	return {
		kept: inWorkflow.workflow.getStaticData('node', inWorkflow.node),
		checkExists: async (mode: WorkflowActivateMode = 'activate') => await checkExists.call(context(mode)),
		create: async (mode: WorkflowActivateMode = 'activate') => await create.call(context(mode)),
		remove: async (mode: WorkflowActivateMode = 'activate') => await remove.call(context(mode)),
		change: (changed: INodeParameters) => Object.assign(inWorkflow.node.parameters, changed),
	};
}

let lines = 0;
/** Bodies from live captures. */
export const legacyLine = (botSessionId: string, text: string, changes: IDataObject = {}): IDataObject => ({
	botId: 'Order bot', botVersion: '1', botSessionId, inputMessage: { type: 'Text', text }, languageCode: 'en-us', botSessionTimeout: 4320,
	chatBot: { id: 'order-bot', name: 'Order bot' }, genesysConversationId: 'd7e0b98d', ...changes,
});
export const digitalLine = (botSessionId: string, text: string, changes: IDataObject = {}): IDataObject => ({
	botId: 'order-bot', botVersion: '1', botSessionId, messageId: `line-${++lines}`, inputMessage: { type: 'Text', text }, languageCode: 'en-us',
	botSessionTimeout: 60, genesysConversationId: '3140', parameters: {}, ...changes,
});
