import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { GENERATIONS } from '../../../../genesys/botConnector/bot';
import { parametersOf } from '../../../shared/parameters';

const OPEN_MESSAGING = 'openMessaging';
const AGENT_PANEL = 'agentPanel';

/** What to set up or check. */
export const connectionProperty: INodeProperties = {
	displayName: 'Connection', name: 'connection', type: 'options', noDataExpression: true, default: OPEN_MESSAGING,
	options: [
		{ name: 'Agent Panel', value: AGENT_PANEL, description: 'A workflow fills a panel that agents see next to the conversation' },
		{ name: 'Bot Connector', value: 'botConnector', description: 'A workflow is the bot that a message flow calls with Call Bot Connector' },
		{ name: 'Digital Bot Connector', value: 'digitalBotConnector', description: 'A workflow is the bot that a message flow calls with Call Digital Bot Connector' },
		{ name: 'Open Messaging', value: OPEN_MESSAGING, description: 'A workflow hands conversations over to agents' },
	],
	description: 'Connection between n8n and Genesys Cloud',
};

export const forOpenMessaging = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [OPEN_MESSAGING] } } });
export const forAgentPanel = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [AGENT_PANEL] } } });
export const forBotConnectors = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [...GENERATIONS] } } });

const CONNECTIONS = [OPEN_MESSAGING, AGENT_PANEL, ...GENERATIONS] as const;
/** For a bot connector, its generation. */
export type Connection = (typeof CONNECTIONS)[number];

/** @throws InvalidInputError for an unknown value */
export function connectionFor(context: IExecuteFunctions, itemIndex: number): Connection {
	return parametersOf(context, itemIndex).choice('connection', 'Connection', CONNECTIONS, OPEN_MESSAGING);
}
