import {
	NodeConnectionTypes, type ILoadOptionsFunctions, type INodeType, type INodeTypeDescription, type ITriggerFunctions,
} from 'n8n-workflow';
import { findWatchedQueues } from '../../genesys/routing/queues';
import { testCredential } from '../shared/credentialTest';
import { toNodeError } from '../shared/errors';
import { authenticationProperty, EVENTS_SUBTITLE, lifecycleEventOptions } from '../shared/descriptions';
import { genesysClient } from '../shared/transport';
import { listen } from './listen';

export class GenesysConversationTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Conversation Trigger',
		name: 'genesysConversationTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: EVENTS_SUBTITLE,
		description: 'Starts the workflow when an agent joins or leaves a conversation in Genesys Cloud, or when it ends',
		eventTriggerDescription: 'Answer or end a conversation as an agent in Genesys Cloud',
		activationMessage: 'n8n is now listening to these queues in Genesys Cloud.',
		triggerPanel: {
			header: 'Listen for an event in Genesys Cloud',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, click the button, then answer or end a conversation as an agent. n8n listens to the queues until one of the selected events occurs.<br /><br /><b>Once it works</b>, publish the workflow. Every event then starts an execution, which you can see in the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b>. Every event starts an execution, which you can see in the <a data-key="executions">executions list</a>.<br /><br /><b>You can also listen here</b> while building. The published workflow still receives every event.',
			},
			activationHint: {
				inactive: 'Then answer or end a conversation as an agent in Genesys Cloud. To receive every event, publish the workflow.',
				active: 'Then answer or end a conversation as an agent in Genesys Cloud. The published workflow also receives the event.',
			},
		},
		defaults: { name: 'Genesys Conversation Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest', displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'genesysCloudOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			authenticationProperty,
			{
				displayName: 'Queue Names or IDs', name: 'queues', type: 'multiOptions', typeOptions: { loadOptionsMethod: 'loadQueues' }, default: [],
				hint: 'To watch all queues, leave this empty',
				description:
					'Queues whose Open Messaging conversations start the workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Events', name: 'events', type: 'multiOptions', required: true,
				options: lifecycleEventOptions,
				default: ['agentJoined', 'conversationEnded'],
				description: 'Events that start the workflow',
			},
		],
	};

	methods = { credentialTest: { genesysCloudApiTest: testCredential }, loadOptions: { loadQueues } };

	async trigger(this: ITriggerFunctions) {
		return await listen(this);
	}
}

async function loadQueues(this: ILoadOptionsFunctions) {
	const queues = await findWatchedQueues(genesysClient(this), []).catch((error: unknown) => {
		throw toNodeError(this.getNode(), error);
	});
	return queues.map(({ id, name }) => ({ name: name ?? id, value: id }));
}
