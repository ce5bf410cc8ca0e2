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
		description: 'Starts the workflow when a customer writes to your bot in a Genesys Cloud message flow, and replies with its result',
		eventTriggerDescription: 'Write to the bot as a customer',
		activationMessage: 'Genesys Cloud can now call this bot.',
		defaults: { name: 'Genesys Bot Connector Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			// Without its own condition, n8n's editor treats it as an Authentication option and offers the other two in it.
			{
				name: 'genesysBotConnectorApi', required: true, testedBy: 'genesysBotConnectorApiTest',
				displayOptions: { show: { generation: ['botConnector', 'digitalBotConnector'] } },
			},
			// Without a display name, n8n labels credentials selected by Authentication just Credential.
			{
				name: 'genesysCloudApi', displayName: 'Credential for Genesys Cloud', required: true, testedBy: 'genesysCloudApiTest',
				displayOptions: { show: { authentication: ['clientCredentials'] } },
			},
			{ name: 'genesysCloudOAuth2Api', displayName: 'Credential for Genesys Cloud', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		webhooks,
		triggerPanel: {
			header: 'Listen for a customer message',
			executionsHelp: {
				inactive:
					'<b>To test</b>, enter the test URL in the Genesys Cloud integration, click the button, and write to the bot as a customer.<br /><br /><b>To go live</b>, enter the production URL and publish the workflow. It then runs for each customer message. See the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b> and runs for each customer message. See the <a data-key="executions">executions list</a>.<br /><br /><b>To build with real data</b>, open an execution and click "Copy to editor".',
			},
			activationHint: {
				inactive: 'Enter the production URL in the Genesys Cloud integration, then publish the workflow.',
				active: 'The workflow is published. To build with real data, open one of its <a data-key="executions">executions</a> and click "Copy to editor".',
			},
		},
		hints: [
			{
				message: 'Register Bot is off. Add the bot to the bot list of the integration yourself, including the intents "MoreData 1" and "MoreData 2".',
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
