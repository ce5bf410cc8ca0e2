import type { INodeProperties } from 'n8n-workflow';
import { send } from './send';

export const operations = { send };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Send',
			value: 'send',
			description: 'Pass on what the customer wrote to whoever has the chat',
			action: 'Send a message',
		},
	],
	default: 'send',
};
