import type { INodeProperties } from 'n8n-workflow';
import { parse } from './parse';

export const operations = { parse };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['notification'] } },
	options: [
		{
			name: 'Parse',
			value: 'parse',
			description: "Verify and read a delivery of Genesys Cloud that n8n's Webhook node has taken",
			action: 'Parse a notification',
		},
	],
	default: 'parse',
};
