import type { INodeProperties } from 'n8n-workflow';
import { findActive } from './findActive';
import { get } from './get';
import { setAttributes } from './setAttributes';
import { transfer } from './transfer';

export const operations = { findActive, get, setAttributes, transfer };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['conversation'] } },
	options: [
		{
			name: 'Find Active',
			value: 'findActive',
			description: "Find a customer's open conversation, if there is one",
			action: 'Find the active conversation of a customer',
		},
		{
			name: 'Get',
			value: 'get',
			description: 'Get who is in a conversation, where it stands, and the data it carries',
			action: 'Get a conversation',
		},
		{
			name: 'Set Attributes',
			value: 'setAttributes',
			description: 'Give the flow and the agent data about the customer',
			action: 'Set attributes of a conversation',
		},
		{
			name: 'Transfer',
			value: 'transfer',
			description: 'Send a conversation to another queue',
			action: 'Transfer a conversation to a queue',
		},
	],
	default: 'get',
};
