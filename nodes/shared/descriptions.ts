import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters shared by several operations or nodes. */

/** Selects the credential. n8n tests an OAuth2 sign-in by itself, without the node. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication', name: 'authentication', type: 'options', noDataExpression: true, default: 'clientCredentials',
	options: [
		{ name: 'Client Credentials', value: 'clientCredentials', description: 'An OAuth client with its own role' },
		{ name: 'OAuth2', value: 'oAuth2', description: "A user's sign-in with that user's permissions" },
	],
};

export const integrationProperty: INodeProperties = {
	displayName: 'Integration', name: 'integrationId', type: 'resourceLocator', default: { mode: 'list', value: '' }, required: true,
	description: 'Open Messaging integration from Admin › Message › Platforms in Genesys Cloud',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getIntegrations', searchable: true } },
		{
			displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. n8n Open Messaging',
			hint: 'Works in every organization that has an integration with this name',
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
};

export const botConnectorProperty: INodeProperties = {
	...integrationProperty,
	description: 'Bot Connector integration from Admin › Integrations in Genesys Cloud',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getBotConnectors', searchable: true } },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. n8n Bot' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
};

export const widgetProperty: INodeProperties = {
	...integrationProperty,
	description: 'Interaction Widget that shows the panel, from Admin › Integrations in Genesys Cloud',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getInteractionWidgets', searchable: true } },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. n8n Agent Panel' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
};

export const customerIdProperty: INodeProperties = {
	displayName: 'Customer ID', name: 'customerId', type: 'string', default: '', required: true, placeholder: 'e.g. customer-42',
	description: "Customer's ID on your channel, such as a user ID, phone number, or chat ID. Use the same ID in every message, and never one ID for two customers.",
};

/** An object of Genesys Cloud, from the list or by name. The value is the name in both cases. */
export function namedProperty(
	[displayName, name, searchListMethod, placeholder]: [displayName: string, name: string, searchListMethod: string, placeholder: string],
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return {
		displayName, name, type: 'resourceLocator', default: { mode: 'list', value: '' }, description,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
		],
		...more,
	};
}

export function queueProperty(description: string, required = true): INodeProperties {
	return namedProperty(['Queue', 'queue', 'getQueues', 'e.g. Support'], description, { required });
}

export const messageIdProperty: INodeProperties = {
	displayName: 'Message ID', name: 'messageId', type: 'string', default: '',
	description: 'Your own ID for the message, such as its ID on your channel. If you send the message again with the same ID, the agent gets it once.',
};

/** The sender of a message and the integration. */
export const senderProperties = [integrationProperty, customerIdProperty];

export const customerIdTypeProperty: INodeProperties = {
	displayName: 'Customer ID Type', name: 'customerIdType', type: 'options', default: 'Opaque',
	options: ['Email', 'Opaque', 'Phone'].map((value) => ({ name: value, value })),
	description: 'Kind of customer ID. Genesys Cloud can match an email address or phone number to a contact.',
};

/** A group of optional fields, such as Options. */
export function groupProperty(displayName: string, placeholder: string, options: INodeProperties[]): INodeProperties {
	return { displayName, name: displayName.toLowerCase(), type: 'collection', placeholder, default: {}, options };
}

export function optionsProperty(options: INodeProperties[]): INodeProperties {
	return groupProperty('Options', 'Add Option', options);
}

/** Options for what the customer sends. */
export const senderOptionsProperty = optionsProperty([customerIdTypeProperty]);

/** The trigger's selected events as text. */
export const EVENTS_SUBTITLE = '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()) }}';

export const messageEventsProperty: INodeProperties = {
	displayName: 'Events', name: 'events', type: 'multiOptions', required: true, default: ['agentMessage'],
	options: [
		{ name: 'Agent Message', value: 'agentMessage', description: 'An agent sent a message or file' },
		{ name: 'Flow Message', value: 'flowMessage', description: 'The Architect flow or its bot sent a message' },
		{ name: 'Receipt', value: 'receipt', action: 'On delivery receipt', description: "A message was delivered or couldn't be delivered" },
		{ name: 'Typing', value: 'typing', action: 'On agent typing', description: 'An agent is typing. Turn on typing in the platform configuration in Genesys Cloud.' },
	],
	description: 'Events that start the workflow',
};

export const lifecycleEventOptions: INodePropertyOptions[] = [
	{ name: 'Agent Declined', value: 'agentDeclined', description: "An agent declined or didn't answer, and the customer keeps waiting" },
	{ name: 'Agent Joined', value: 'agentJoined', description: 'An agent accepted the conversation' },
	{ name: 'Agent Left', value: 'agentLeft', description: 'An agent left without transferring the conversation' },
	{ name: 'Conversation Ended', value: 'conversationEnded', description: 'The conversation has ended for the customer' },
	{ name: 'Queued', value: 'queued', action: 'On conversation queued', description: 'The conversation entered a queue, including after a transfer' },
	{ name: 'Transferred', value: 'transferred', action: 'On conversation transferred', description: 'An agent transferred the conversation' },
];

export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify', name: 'simplify', type: 'boolean', default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
