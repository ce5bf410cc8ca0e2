import {
	NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData,
} from 'n8n-workflow';
import { testPanelClient } from '../shared/panelCredential';
import { receive } from '../shared/reception';
import { registration } from './registration';
import { takeRequest } from './requests';
import { servePage } from './servePage';

export class GenesysAgentPanelTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Agent Panel Trigger',
		name: 'genesysAgentPanelTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'beside the conversation',
		description: 'Shows the result of the workflow in a panel beside the conversation in the Genesys Cloud agent desktop',
		eventTriggerDescription: 'Open the panel beside a conversation',
		activationMessage: 'Agents can now open this panel.',
		defaults: { name: 'Genesys Agent Panel Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'genesysAgentPanelApi', required: true, testedBy: 'genesysAgentPanelApiTest' }],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', path: 'panel', responseMode: 'onReceived', ndvHideMethod: true },
			{ name: 'default', httpMethod: 'POST', path: 'panel', responseMode: 'lastNode', responseData: 'firstEntryJson', ndvHideUrl: true },
		],
		triggerPanel: {
			header: 'Open the panel in Genesys Cloud',
			executionsHelp: {
				inactive:
					'<b>While you build</b>, click the button, and open the test URL with ?conversationId= and the ID of a conversation behind it. It has to be an authorized redirect URI of the OAuth client, as the production URL.<br /><br /><b>When it works</b>, publish the workflow and set up the production URL with Setup: Provision. Every agent who opens a conversation then starts it: see the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b>: every agent who opens a conversation starts it. See the <a data-key="executions">executions list</a>.<br /><br /><b>To build with a real conversation</b>, open an execution and choose "Copy to editor".',
			},
			activationHint: {
				inactive: 'Then publish the workflow, and set up the production URL in Genesys Cloud with Setup: Provision.',
				active: 'The workflow is published. To build with a real conversation, open one of its <a data-key="executions">executions</a> and choose "Copy to editor".',
			},
		},
		properties: [
			{
				displayName: 'The last node answers the panel: a JSON object with any of summary, fields, suggestions, links, actions and message. Setup: Provision enters the production URL above in Genesys Cloud.',
				name: 'answerNotice', type: 'notice', default: '',
			},
		],
	};

	methods = { credentialTest: { genesysAgentPanelApiTest: testPanelClient } };

	webhookMethods = { default: registration };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, 'Genesys Agent Panel Trigger', this.getRequestObject().method === 'GET' ? servePage : takeRequest);
	}
}
