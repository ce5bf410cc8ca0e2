import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters that several operations or nodes have, each defined once. */

export const integrationProperty: INodeProperties = {
	displayName: 'Integration', name: 'integrationId', type: 'resourceLocator', default: { mode: 'list', value: '' }, required: true,
	description: 'The Open Messaging integration (in Genesys Cloud: Admin › Message › Platforms)',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getIntegrations', searchable: true } },
		{
			displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. n8n Open Messaging',
			hint: 'The same workflow then runs in each of your Genesys Cloud organisations that has an integration of this name',
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
};

export const customerIdProperty: INodeProperties = {
	displayName: 'Customer ID', name: 'customerId', type: 'string', default: '', required: true, placeholder: 'e.g. customer-42',
	description: 'Who the customer is on your channel: a user, phone or chat ID. The same person must have the same ID in every message, and no two persons may share one.',
};

export function queueProperty(description: string, required = true): INodeProperties {
	return {
		displayName: 'Queue', name: 'queue', type: 'resourceLocator', default: { mode: 'list', value: '' }, required, description,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getQueues', searchable: true } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Support' },
		],
	};
}

export const messageIdProperty: INodeProperties = {
	displayName: 'Message ID', name: 'messageId', type: 'string', default: '',
	description: 'Your own ID of this message, at best the one it has on your channel. Sent again with the same ID, the message is not doubled.',
};

/** Who sends something, and over which integration. */
export const senderProperties = [integrationProperty, customerIdProperty];

export const customerIdTypeProperty: INodeProperties = {
	displayName: 'Customer ID Type', name: 'customerIdType', type: 'options', default: 'Opaque',
	options: ['Email', 'Opaque', 'Phone'].map((value) => ({ name: value, value })),
	description: 'What kind of ID the customer ID is. Genesys Cloud can match an email address or phone number with a contact.',
};

export function additionalFieldsProperty(options: INodeProperties[]): INodeProperties {
	return { displayName: 'Additional Fields', name: 'additionalFields', type: 'collection', placeholder: 'Add Field', default: {}, options };
}

export const senderFieldsProperty = additionalFieldsProperty([customerIdTypeProperty]);

/** The events that a trigger is set to, in words. */
export const EVENTS_SUBTITLE = '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()) }}';

export const messageEventsProperty: INodeProperties = {
	displayName: 'Events', name: 'events', type: 'multiOptions', required: true, default: ['agentMessage'],
	options: [
		{ name: 'Agent Message', value: 'agentMessage', description: 'An agent wrote, or sent a file' },
		{ name: 'Flow Message', value: 'flowMessage', description: 'The Architect flow or a bot in it wrote' },
		{ name: 'Receipt', value: 'receipt', action: 'On delivery receipt', description: 'A message was delivered, or could not be' },
		{ name: 'Typing', value: 'typing', action: 'On agent typing', description: 'The agent is typing. Turn typing on in the platform configuration in Genesys Cloud.' },
	],
	description: 'What starts the workflow',
};

export const lifecycleEventOptions: INodePropertyOptions[] = [
	{ name: 'Agent Declined', value: 'agentDeclined', description: 'An agent declined or did not answer; the customer keeps waiting' },
	{ name: 'Agent Joined', value: 'agentJoined', description: 'An agent took the conversation' },
	{ name: 'Agent Left', value: 'agentLeft', description: 'An agent left, other than by a transfer' },
	{ name: 'Conversation Ended', value: 'conversationEnded', description: 'The conversation is over for the customer' },
	{ name: 'Queued', value: 'queued', action: 'On conversation queued', description: 'The conversation entered a queue, also after a transfer' },
	{ name: 'Transferred', value: 'transferred', action: 'On conversation transferred', description: 'An agent transferred the conversation' },
];

export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify', name: 'simplify', type: 'boolean', default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
