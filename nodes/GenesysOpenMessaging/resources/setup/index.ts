import type { INodeProperties } from 'n8n-workflow';
import { check } from './check';
import { provision } from './provision';

export const operations = { check, provision };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['setup'] } },
	options: [
		{
			name: 'Check',
			value: 'check',
			description: 'Find what is wrong between a webhook and a queue: one item for each finding, none when all is well',
			action: 'Check the set up of an organisation',
		},
		{
			name: 'Provision',
			value: 'provision',
			description: 'Set up in Genesys Cloud what is missing between a webhook and a queue',
			action: 'Set up an organisation',
		},
	],
	default: 'check',
};
