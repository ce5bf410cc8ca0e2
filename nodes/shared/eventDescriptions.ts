import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters of the nodes that emit events. */

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
