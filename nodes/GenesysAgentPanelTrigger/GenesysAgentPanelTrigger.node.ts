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
		description: "Shows the workflow's result in a panel beside the agent's conversation in Genesys Cloud",
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
					'<b>To test</b>, add the test URL to the authorized redirect URIs of the OAuth client. Click the button, and open the test URL followed by ?conversationId= and a conversation ID.<br /><br /><b>To go live</b>, set up the production URL with Setup: Provision and publish the workflow. It then runs each time an agent opens a conversation. See the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b> and runs each time an agent opens a conversation. See the <a data-key="executions">executions list</a>.<br /><br /><b>To build with real data</b>, open an execution and click "Copy to editor".',
			},
			activationHint: {
				inactive: 'Set up the production URL in Genesys Cloud with Setup: Provision, then publish the workflow.',
				active: 'The workflow is published. To build with real data, open one of its <a data-key="executions">executions</a> and click "Copy to editor".',
			},
		},
		properties: [
			{
				displayName: "The panel shows the last node's item: return any of summary, fields, suggestions, links, actions, and message. To set up the production URL above in Genesys Cloud, use Setup: Provision.",
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
