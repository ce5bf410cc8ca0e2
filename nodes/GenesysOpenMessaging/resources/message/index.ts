import type { INodeProperties } from 'n8n-workflow';
import { send } from './send';
import { sendButtonResponse } from './sendButtonResponse';
import { sendReceipt } from './sendReceipt';
import { sendTyping } from './sendTyping';

export const operations = { send, sendButtonResponse, sendReceipt, sendTyping };

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
		{
			name: 'Send Button Response',
			value: 'sendButtonResponse',
			description: 'Pass on which button, quick reply or date the customer has picked',
			action: 'Send a button response',
		},
		{
			name: 'Send Receipt',
			value: 'sendReceipt',
			description: "Tell the agent whether the customer got the agent's message",
			action: 'Send a receipt',
		},
		{
			name: 'Send Typing',
			value: 'sendTyping',
			description: 'Show the agent that the customer is typing',
			action: 'Send typing',
		},
	],
	default: 'send',
};
