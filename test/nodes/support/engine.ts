import '../../support/n8nEngine';
import { ExternalSecretsProxy } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { GenesysConversationTrigger } from '../../../nodes/GenesysConversationTrigger/GenesysConversationTrigger.node';
import { GenesysHandoverRouter } from '../../../nodes/GenesysHandoverRouter/GenesysHandoverRouter.node';
import { GenesysOpenMessaging } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessaging.node';
import { GenesysOpenMessagingTrigger } from '../../../nodes/GenesysOpenMessaging/GenesysOpenMessagingTrigger.node';
import { BOT_CREDENTIAL } from '../../../nodes/shared/headerSecret';
import { PANEL_CREDENTIAL } from '../../../nodes/shared/panelCredential';
import { CredentialsHelper, type StoredCredential } from './storedCredential';

const PACKAGE = 'n8n-nodes-genesys-open-messaging';
export const ACTION = `${PACKAGE}.genesysOpenMessaging`;
export const TRIGGER = `${PACKAGE}.genesysOpenMessagingTrigger`;

export const ROUTER = `${PACKAGE}.genesysHandoverRouter`;
export const BOT_TRIGGER = `${PACKAGE}.genesysBotConnectorTrigger`;
export const CONVERSATION_TRIGGER = `${PACKAGE}.genesysConversationTrigger`;

export const router = new GenesysHandoverRouter();
export const action = new GenesysOpenMessaging();
export const trigger = new GenesysOpenMessagingTrigger();
export const conversationTrigger = new GenesysConversationTrigger();

const nodes: Record<string, INodeType> = { [ACTION]: action, [`${ACTION}Tool`]: action, [ROUTER]: router, [TRIGGER]: trigger, [CONVERSATION_TRIGGER]: conversationTrigger };
const nodeTypes: INodeTypes = {
	getByName: (name) => nodes[name],
	getByNameAndVersion: (name) => nodes[name],
	getKnownTypes: () => ({}),
};

export interface NodeInWorkflow {
	workflow: Workflow;
	node: INode;
}

let counter = 0;

/** A workflow with one node as n8n builds it: omitted parameters have their defaults. */
export function workflowOf(
	type: string,
	parameters: INodeParameters,
	credential: StoredCredential | undefined,
	{ changes = {}, staticData }: { changes?: Partial<INode>; staticData?: IDataObject } = {},
): NodeInWorkflow {
	counter++;
	const node: INode = {
		id: `node-${counter}`,
		name: 'Genesys',
		type,
		typeVersion: type === TRIGGER ? 1.1 : 1,
		position: [0, 0],
		parameters: credential?.type === 'genesysCloudOAuth2Api' ? { authentication: 'oAuth2', ...parameters } : parameters,
		credentials: credential && {
			[credential.type]: { id: credential.id, name: 'Genesys Cloud account' },
			...(credential.header && { [BOT_CREDENTIAL]: { id: credential.id, name: 'Bot Connector' } }),
			...(credential.panel && { [PANEL_CREDENTIAL]: { id: credential.id, name: 'Agent Panel' } }),
		},
		webhookId: type === TRIGGER ? `webhook-${counter}` : undefined,
		...changes,
	};
	const workflow = new Workflow({
		id: `workflow-${counter}`,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		staticData,
	});
	return { workflow, node: workflow.getNode(node.name) ?? node };
}

/** What n8n passes to every context, with n8n's public URL. */
export function additionalDataFor(
	credential: StoredCredential,
	changes: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const unused = () => {
		throw new Error('No test needs this');
	};
	const n8n = 'https://n8n.acme.io';
	return {
		credentialsHelper: new CredentialsHelper(credential),
		executeWorkflow: unused,
		getRunExecutionData: unused,
		getRuntimeCredential: unused,
		startRunnerTask: unused,
		logAiEvent: unused,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${n8n}/rest`,
		instanceBaseUrl: n8n,
		formBaseUrl: `${n8n}/form`,
		formWaitingBaseUrl: `${n8n}/form-waiting`,
		formTestBaseUrl: `${n8n}/form-test`,
		webhookBaseUrl: `${n8n}/webhook`,
		webhookWaitingBaseUrl: `${n8n}/webhook-waiting`,
		webhookTestBaseUrl: `${n8n}/webhook-test`,
		mcpBaseUrl: `${n8n}/mcp`,
		mcpTestBaseUrl: `${n8n}/mcp-test`,
		externalSecretsProxy: new ExternalSecretsProxy(),
		variables: {},
		...changes,
	};
}
