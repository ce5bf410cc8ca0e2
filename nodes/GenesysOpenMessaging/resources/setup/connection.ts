import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { GENERATIONS, type Generation } from '../../../../genesys/botConnector/bot';
import { parametersOf } from '../../../shared/parameters';

const OPEN_MESSAGING = 'openMessaging';

/** What is set up, or checked. */
export const connectionProperty: INodeProperties = {
	displayName: 'Connection', name: 'connection', type: 'options', noDataExpression: true, default: OPEN_MESSAGING,
	options: [
		{ name: 'Bot Connector', value: 'botConnector', description: 'A workflow is the bot that a message flow calls with Call Bot Connector' },
		{ name: 'Digital Bot Connector', value: 'digitalBotConnector', description: 'A workflow is the bot that a message flow calls with Call Digital Bot Connector' },
		{ name: 'Open Messaging', value: OPEN_MESSAGING, description: 'A workflow hands chats over to agents' },
	],
	description: 'How n8n and Genesys Cloud are connected',
};

export const forOpenMessaging = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [OPEN_MESSAGING] } } });
export const forBotConnectors = (property: INodeProperties): INodeProperties => ({ ...property, displayOptions: { show: { connection: [...GENERATIONS] } } });

/** `undefined` for Open Messaging. @throws InvalidInputError for what is none of the choices */
export function generationFor(context: IExecuteFunctions, itemIndex: number): Generation | undefined {
	const chosen = parametersOf(context, itemIndex).choice('connection', 'Connection', [OPEN_MESSAGING, ...GENERATIONS] as const, OPEN_MESSAGING);
	return chosen === OPEN_MESSAGING ? undefined : chosen;
}
