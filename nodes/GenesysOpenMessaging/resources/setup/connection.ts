import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { GENERATIONS } from '../../../../genesys/botConnector/bot';
import { parametersOf } from '../../../shared/parameters';

const OPEN_MESSAGING = 'openMessaging';
const AGENT_PANEL = 'agentPanel';

/** What is set up, or checked. */
export const connectionProperty: INodeProperties = {
	displayName: 'Connection', name: 'connection', type: 'options', noDataExpression: true, default: OPEN_MESSAGING,
	options: [
		{ name: 'Agent Panel', value: AGENT_PANEL, description: 'A workflow is the brain of a panel that agents see beside the conversation' },
		{ name: 'Bot Connector', value: 'botConnector', description: 'A workflow is the bot that a message flow calls with Call Bot Connector' },
		{ name: 'Digital Bot Connector', value: 'digitalBotConnector', description: 'A workflow is the bot that a message flow calls with Call Digital Bot Connector' },
		{ name: 'Open Messaging', value: OPEN_MESSAGING, description: 'A workflow hands chats over to agents' },
	],
	description: 'How n8n and Genesys Cloud are connected',
};

export const forOpenMessaging = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [OPEN_MESSAGING] } } });
export const forAgentPanel = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [AGENT_PANEL] } } });
export const forBotConnectors = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [...GENERATIONS] } } });

const CONNECTIONS = [OPEN_MESSAGING, AGENT_PANEL, ...GENERATIONS] as const;
/** A bot connector is its generation. */
export type Connection = (typeof CONNECTIONS)[number];

/** @throws InvalidInputError for what is none of the choices */
export function connectionFor(context: IExecuteFunctions, itemIndex: number): Connection {
	return parametersOf(context, itemIndex).choice('connection', 'Connection', CONNECTIONS, OPEN_MESSAGING);
}
