import {
	NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData,
} from 'n8n-workflow';
import { testCredential } from '../shared/credentialTest';
import {
	authenticationProperty, EVENTS_SUBTITLE, integrationProperty, lifecycleEventOptions, messageEventsProperty, simplifyProperty,
} from '../shared/descriptions';
import { getIntegrations } from '../shared/listSearch';
import { receive } from '../shared/reception';
import { DEFAULT_MAX_MB } from './trigger/attachments';
import { takeDelivery } from './trigger/delivery';
import { isLifecycleEvent, takeLifecycleEvent } from './trigger/lifecycle';
import { registration, WHEN_FINISHED } from './trigger/registration';

export class GenesysOpenMessagingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Open Messaging Trigger',
		name: 'genesysOpenMessagingTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		// Not 1: for that version n8n evaluates the expression of an old option on every request.
		version: 1.1,
		subtitle: EVENTS_SUBTITLE,
		description: 'Starts the workflow when an agent in Genesys Cloud writes to a customer',
		eventTriggerDescription: 'Write to a customer as an agent in Genesys Cloud',
		activationMessage: 'Genesys Cloud now delivers the messages of this integration to this workflow.',
		defaults: { name: 'Genesys Open Messaging Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest', displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'genesysCloudOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		// Two URLs and no expression: for one that n8n evaluates on a request it builds an isolate, also with
		// N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE, where a delivery then costs five times as much. `ndvHideUrl` is for the editor only.
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'genesys-open-messaging',
				responseMode: 'onReceived',
				// Genesys does not read the body; without this n8n would send the first item back.
				responseData: 'noData',
				ndvHideUrl: '={{ $parameter["options"]["respond"] === "whenFinished" }}',
			},
			{
				name: WHEN_FINISHED,
				httpMethod: 'POST',
				path: 'genesys-open-messaging-when-finished',
				responseMode: 'lastNode',
				responseData: 'noData',
				ndvHideUrl: '={{ $parameter["options"]["respond"] !== "whenFinished" }}',
			},
		],
		triggerPanel: {
			header: 'Listen for a message from Genesys Cloud',
			executionsHelp: {
				inactive:
					'<b>While you build</b>, click the button, then write to a customer as an agent. If the integration delivers nowhere yet, it delivers to the test URL until a message arrives.<br /><br /><b>When it works</b>, publish the workflow. Every message then starts it: see the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b>: every message starts it. See the <a data-key="executions">executions list</a>.<br /><br /><b>To build with a real message</b>, open an execution and choose "Copy to editor". The integration delivers to one URL only, so listening here too is not possible.',
			},
			activationHint: {
				inactive: 'Then write to a customer as an agent in Genesys Cloud. Publish the workflow to receive every message.',
				active: 'The workflow is published. To build with a real message, open one of its <a data-key="executions">executions</a> and choose "Copy to editor".',
			},
		},
		hints: [
			{
				message: "Register Webhook is off: enter this trigger's URL and the credential's webhook secret in Genesys Cloud by hand (Admin › Message › Platforms)",
				displayCondition: '={{ $parameter["registerWebhook"] === false }}',
				whenToDisplay: 'beforeExecution',
			},
		],
		properties: [
			authenticationProperty,
			integrationProperty,
			messageEventsProperty,
			{
				displayName: 'Register Webhook', name: 'registerWebhook', type: 'boolean', default: true,
				description:
					"Whether to enter this trigger's URL and the credential's webhook secret in the integration while the workflow is published or you listen for a test event",
			},
			simplifyProperty,
			{
				displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add option', default: {},
				options: [
					{
						displayName: 'Download Attachments', name: 'downloadAttachments', type: 'boolean', default: false,
						description:
							'Whether to download the files of a message into binary data (attachment_0, attachment_1 …). A file that takes longer than 6 seconds is left out, with the reason in downloadError.',
					},
					{
						displayName: 'Include Agent', name: 'includeAgent', type: 'boolean', default: false,
						description: 'Whether to add the name and picture of the agent who wrote the message. It takes one more request per message.',
					},
					{
						displayName: 'Lifecycle Events', name: 'lifecycleEvents', type: 'multiOptions', default: [],
						options: lifecycleEventOptions,
						description: 'Events to accept from Amazon EventBridge or process automation in Genesys Cloud',
						hint: 'Post them to the production URL above, with the webhook secret in the header x-lifecycle-secret. The Genesys Conversation Trigger needs none of this.',
					},
					{
						displayName: 'Max Attachment Size (MB)', name: 'maxAttachmentSize', type: 'number', typeOptions: { minValue: 1 }, default: DEFAULT_MAX_MB,
						description: 'Larger files are not downloaded; they come with their URL only',
					},
					{
						displayName: 'Respond', name: 'respond', type: 'options',
						options: [
							{ name: 'Immediately', value: 'immediately', description: 'As soon as n8n has stored the execution' },
							{
								name: 'When Finished',
								value: 'whenFinished',
								description: 'When the workflow has run, within 10 seconds. Genesys Cloud delivers again after an execution that fails.',
							},
						],
						default: 'immediately',
						description: 'When to answer Genesys Cloud. Each choice has its own URL; publishing registers the right one.',
					},
					{
						displayName: 'Take Over Webhook', name: 'takeOverWebhook', type: 'boolean', default: false,
						description:
							'Whether publishing may replace another URL that the integration delivers to. That URL gets nothing until you unpublish this workflow.',
					},
				],
			},
		],
	};

	methods = { credentialTest: { genesysCloudApiTest: testCredential }, listSearch: { getIntegrations } };

	webhookMethods = { default: registration };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, 'Genesys Open Messaging Trigger', isLifecycleEvent(this) ? takeLifecycleEvent : takeDelivery);
	}
}
