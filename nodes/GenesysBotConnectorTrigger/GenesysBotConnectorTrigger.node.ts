import {
	NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData,
} from 'n8n-workflow';
import { testCredential } from '../shared/credentialTest';
import { authenticationProperty } from '../shared/descriptions';
import { testHeaderSecret } from '../shared/headerSecret';
import { getBotConnectors } from '../shared/listSearch';
import { receive } from '../shared/reception';
import { webhooks } from './addresses';
import { properties } from './fields';
import { registration } from './registration';
import { takeRequest } from './requests';

export class GenesysBotConnectorTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Bot Connector Trigger',
		name: 'genesysBotConnectorTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["generation"] === "digitalBotConnector" ? "digital bot connector" : "bot connector" }}',
		description: 'Starts the workflow when a customer writes to your bot in a Genesys Cloud message flow, and answers with its result',
		eventTriggerDescription: 'Write to the bot as a customer',
		activationMessage: 'Genesys Cloud can now call this bot.',
		defaults: { name: 'Genesys Bot Connector Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			// Without a condition of its own, n8n's editor takes it for a choice of Authentication, and offers the other two there.
			{
				name: 'genesysBotConnectorApi', required: true, testedBy: 'genesysBotConnectorApiTest',
				displayOptions: { show: { generation: ['botConnector', 'digitalBotConnector'] } },
			},
			// n8n labels those that Authentication chooses with the word Credential alone.
			{
				name: 'genesysCloudApi', displayName: 'Credential for Genesys Cloud', required: true, testedBy: 'genesysCloudApiTest',
				displayOptions: { show: { authentication: ['clientCredentials'] } },
			},
			{ name: 'genesysCloudOAuth2Api', displayName: 'Credential for Genesys Cloud', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		webhooks,
		triggerPanel: {
			header: 'Listen for a customer in Genesys Cloud',
			executionsHelp: {
				inactive:
					'<b>While you build</b>, enter the test URL in the integration in Genesys Cloud, click the button, and write to the bot as a customer.<br /><br /><b>When it works</b>, enter the production URL and publish the workflow. Every message of a customer then starts it: see the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b>: every message of a customer starts it. See the <a data-key="executions">executions list</a>.<br /><br /><b>To build with a real message</b>, open an execution and choose "Copy to editor".',
			},
			activationHint: {
				inactive: 'Then enter the production URL in the integration in Genesys Cloud, and publish the workflow.',
				active: 'The workflow is published. To build with a real message, open one of its <a data-key="executions">executions</a> and choose "Copy to editor".',
			},
		},
		hints: [
			{
				message: 'Register Bot is off: put the bot into the list of the integration yourself, with the two intents "MoreData 1" and "MoreData 2" beside your own',
				displayCondition: '={{ $parameter["generation"] === "botConnector" && $parameter["registerBot"] === false }}',
				whenToDisplay: 'beforeExecution',
			},
		],
		properties: [authenticationProperty, ...properties],
	};

	methods = { credentialTest: { genesysBotConnectorApiTest: testHeaderSecret, genesysCloudApiTest: testCredential }, listSearch: { getBotConnectors } };

	webhookMethods = { default: registration };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, 'Genesys Bot Connector Trigger', takeRequest);
	}
}
