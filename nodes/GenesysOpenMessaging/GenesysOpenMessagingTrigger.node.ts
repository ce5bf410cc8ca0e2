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
		// Not 1: for version 1, n8n evaluates an old option's expression on every request.
		version: 1.1,
		subtitle: EVENTS_SUBTITLE,
		description: 'Starts the workflow when an agent in Genesys Cloud writes to a customer',
		eventTriggerDescription: 'Write to a customer as an agent in Genesys Cloud',
		activationMessage: 'Genesys Cloud now delivers this integration\'s messages to this workflow.',
		defaults: { name: 'Genesys Open Messaging Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest', displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'genesysCloudOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		// Two URLs instead of an expression, which would cost an isolate per request even with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE:
		// five times the cost of a delivery. Only the editor evaluates `ndvHideUrl`.
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'genesys-open-messaging',
				responseMode: 'onReceived',
				// Genesys ignores the body; without this, n8n would return the first item.
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
					'<b>While building your workflow</b>, click the button, then write to a customer as an agent. If the integration has no webhook yet, it delivers to the test URL until a message arrives.<br /><br /><b>Once it works</b>, publish the workflow. Every message then starts an execution, which you can see in the <a data-key="executions">executions list</a>.',
				active:
					'<b>The workflow is published</b>. Every message starts an execution, which you can see in the <a data-key="executions">executions list</a>.<br /><br /><b>To build with a real message</b>, open an execution and click "Copy to editor". You can\'t listen here as well, because an integration delivers to only one URL.',
			},
			activationHint: {
				inactive: 'Then write to a customer as an agent in Genesys Cloud. To receive every message, publish the workflow.',
				active: 'The workflow is published. To build with a real message, open one of its <a data-key="executions">executions</a> and click "Copy to editor".',
			},
		},
		hints: [
			{
				message: "Register Webhook is off. In Genesys Cloud, under Admin › Message › Platforms, enter this trigger's URL and the credential's webhook secret.",
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
					"Whether to register this trigger's URL and the credential's webhook secret in Genesys Cloud while the workflow is published or listening for a test event",
			},
			simplifyProperty,
			{
				displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {},
				options: [
					{
						displayName: 'Download Attachments', name: 'downloadAttachments', type: 'boolean', default: false,
						description:
							'Whether to download a message\'s files as binary data (attachment_0, attachment_1, …). If a download fails or takes more than 6 seconds, downloadError contains the reason.',
					},
					{
						displayName: 'Include Agent', name: 'includeAgent', type: 'boolean', default: false,
						description: 'Whether to include the name and picture of the agent who wrote the message. This takes one more request per message.',
					},
					{
						displayName: 'Lifecycle Events', name: 'lifecycleEvents', type: 'multiOptions', default: [],
						options: lifecycleEventOptions,
						description: 'Events to accept from Amazon EventBridge or Genesys Cloud process automation',
						hint: 'Post them to the production URL, with the webhook secret in the x-lifecycle-secret header. The Genesys Conversation Trigger needs no such setup.',
					},
					{
						displayName: 'Max Attachment Size (MB)', name: 'maxAttachmentSize', type: 'number', typeOptions: { minValue: 1 }, default: DEFAULT_MAX_MB,
						description: 'Larger files aren\'t downloaded; use their URL instead',
					},
					{
						displayName: 'Respond', name: 'respond', type: 'options',
						options: [
							{ name: 'Immediately', value: 'immediately', description: 'Once n8n has stored the execution' },
							{
								name: 'When Finished',
								value: 'whenFinished',
								description: 'Once the workflow finishes, which must take less than 10 seconds. If it fails, Genesys Cloud delivers the message again.',
							},
						],
						default: 'immediately',
						description: 'When to respond to Genesys Cloud. Each option has its own URL, and publishing registers the right one.',
					},
					{
						displayName: 'Take Over Webhook', name: 'takeOverWebhook', type: 'boolean', default: false,
						description:
							'Whether publishing may replace another URL that the integration delivers to. That URL receives no deliveries until you unpublish this workflow.',
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
