import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters that several operations have, each defined once. */

export function integrationProperty(displayOptions?: IDisplayOptions, required = true): INodeProperties {
	return {
		displayName: 'Integration',
		name: 'integrationId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required,
		displayOptions,
		description: 'The Open Messaging integration (in Genesys Cloud: Admin › Message › Platforms)',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'getIntegrations', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. n8n Open Messaging',
				hint: 'The same workflow then runs in each of your Genesys Cloud organisations that has an integration of this name',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e',
			},
		],
	};
}

export function customerIdProperty(displayOptions: IDisplayOptions, required = true): INodeProperties {
	return {
		displayName: 'Customer ID',
		name: 'customerId',
		type: 'string',
		default: '',
		required,
		placeholder: 'e.g. customer-42',
		displayOptions,
		description:
			'Who the customer is on your channel: a user, phone or chat ID. The same person must have the same ID in every message, and no two persons may share one.',
	};
}

export function conversationIdProperty(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5d0d331e-9c7b-4a8e-b0a1-0c2d3e4f5a6b',
		displayOptions,
		description: 'As Handover: Start returned it. Leave empty to look it up by customer and integration.',
	};
}

export function queueProperty(description: string, displayOptions?: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Queue',
		name: 'queue',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: displayOptions !== undefined,
		displayOptions,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'getQueues', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Support' },
		],
	};
}

export const customerIdTypeProperty: INodeProperties = {
	displayName: 'Customer ID Type',
	name: 'customerIdType',
	type: 'options',
	options: [
		{ name: 'Email', value: 'Email' },
		{ name: 'Opaque', value: 'Opaque' },
		{ name: 'Phone', value: 'Phone' },
	],
	default: 'Opaque',
	description: 'What kind of ID the customer ID is. Genesys Cloud can match an email address or phone number with a contact.',
};

export const messageIdProperty: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	description:
		'Your own ID of this message, at best the one it has on your channel. Sent again with the same ID, the message is not doubled.',
};

/**
 * What a language model reads when the operation is one of its tools. n8n takes a property of this name instead of
 * the one it would generate.
 */
export function toolDescriptionProperty(resource: string, operation: string, text: string): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 4 },
		default: text,
		displayOptions: { show: { '@tool': [true], resource: [resource], operation: [operation] } },
		description: 'Tells the model what this tool does and when to use it',
	};
}


const messageEventOptions: INodePropertyOptions[] = [
	{ name: 'Agent Message', value: 'agentMessage', description: 'A person wrote, or sent a file' },
	{ name: 'Flow Message', value: 'flowMessage', description: 'The Architect flow or a bot in it wrote' },
	{ name: 'Receipt', value: 'receipt', description: 'A message was delivered, or was not' },
	{ name: 'Typing', value: 'typing', description: 'The agent is typing (off in Genesys Cloud by default)' },
];

export const lifecycleEventOptions: INodePropertyOptions[] = [
	{
		name: 'Agent Declined',
		value: 'agentDeclined',
		description: 'It rang at an agent who declined or did not answer; the customer goes on waiting',
	},
	{ name: 'Agent Joined', value: 'agentJoined', description: 'An agent has taken the chat' },
	{ name: 'Agent Left', value: 'agentLeft', description: 'An agent has left, other than by a transfer' },
	{
		name: 'Conversation Ended',
		value: 'conversationEnded',
		description: 'It is over for the customer; no transfer, decline or after-call work does that',
	},
	{ name: 'Queued', value: 'queued', description: 'A queue has taken the chat, also after a transfer' },
	{ name: 'Transferred', value: 'transferred', description: 'An agent has passed the chat on' },
];

export const eventsProperty: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: [...messageEventOptions, ...lifecycleEventOptions].sort((a, b) => (a.name < b.name ? -1 : 1)),
	default: ['agentMessage'],
	description: 'What is passed on to the workflow; everything else is answered and dropped',
};

export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
