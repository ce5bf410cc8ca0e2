import type { INodeProperties } from 'n8n-workflow';
import { checkAvailability } from './checkAvailability';
import { end } from './end';
import { getStatus } from './getStatus';
import { start } from './start';

export const operations = { start, getStatus, end, checkAvailability };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['handover'] } },
	options: [
		{
			name: 'Check Availability',
			value: 'checkAvailability',
			description: 'Find out whether people are there, before one is promised to the customer',
			action: 'Check availability for a handover',
		},
		{
			name: 'End',
			value: 'end',
			description: 'Disconnect the conversation, so that no agent keeps a chat that nobody reads',
			action: 'End a handover',
		},
		{
			name: 'Get Status',
			value: 'getStatus',
			description: 'Find out whether the chat is waiting, with an agent, or over',
			action: 'Get the status of a handover',
		},
		{
			name: 'Start',
			value: 'start',
			description: 'Hand the chat over to people, with what the bot knows',
			action: 'Start a handover',
		},
	],
	default: 'start',
};
