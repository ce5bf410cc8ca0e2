import {
	NodeConnectionTypes, type ILoadOptionsFunctions, type INodeType, type INodeTypeDescription, type ITriggerFunctions,
} from 'n8n-workflow';
import { allNamed } from '../../genesys/routing/named';
import { testCredential } from '../shared/credentialTest';
import { toNodeError } from '../shared/errors';
import { lifecycleEventOptions } from '../shared/descriptions';
import { genesysClient } from '../shared/transport';
import { listen } from './listen';

export class GenesysConversationTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Conversation Trigger',
		name: 'genesysConversationTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when an agent in Genesys Cloud joins or leaves a chat, and when the chat is over',
		eventTriggerDescription: 'Listening to the queues in Genesys Cloud',
		activationMessage: 'n8n now listens to these queues in Genesys Cloud.',
		defaults: { name: 'Genesys Conversation Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest' }],
		properties: [
			{
				displayName: 'Queue Names or IDs',
				name: 'queues',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'loadQueues' },
				default: [],
				description:
					'Chats of Open Messaging that come into one of these queues are followed to their end. Leave it empty for all queues that the role sees; new ones are found within five minutes. A name does as well as an ID. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: lifecycleEventOptions,
				default: ['agentJoined', 'conversationEnded'],
				description: 'What starts the workflow',
			},
		],
	};

	methods = { credentialTest: { genesysCloudApiTest: testCredential }, loadOptions: { loadQueues } };

	async trigger(this: ITriggerFunctions) {
		return await listen(this);
	}
}

async function loadQueues(this: ILoadOptionsFunctions) {
	const queues = await allNamed(genesysClient(this), 'queue').catch((error: unknown) => {
		throw toNodeError(this.getNode(), error);
	});
	return queues.map(({ id, name }) => ({ name, value: id }));
}
