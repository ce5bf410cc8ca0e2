import {
	NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData,
} from 'n8n-workflow';
import { LIFECYCLE_EVENTS } from '../../genesys/conversations/lifecycle';
import { testCredential } from '../shared/credentialTest';
import { eventsProperty, integrationProperty, simplifyProperty } from '../shared/descriptions';
import { getIntegrations } from '../shared/listSearch';
import { DEFAULT_MAX_MB } from './trigger/attachments';
import { takeDelivery } from './trigger/delivery';
import { isLifecycleEvent, takeLifecycleEvent } from './trigger/lifecycle';
import { receive } from './trigger/reception';
import { registration, WHEN_FINISHED } from './trigger/registration';

export class GenesysOpenMessagingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Open Messaging Trigger',
		name: 'genesysOpenMessagingTrigger',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['trigger'],
		// Not 1: for that version n8n evaluates the expression of an old option on every request.
		version: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when an agent in Genesys Cloud answers: verified by signature, one item for each event',
		eventTriggerDescription: 'Waiting for a delivery to the test URL',
		activationMessage: 'Genesys Cloud now delivers the messages of this integration to this workflow.',
		defaults: { name: 'Genesys Open Messaging Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest' }],
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
			header: 'Answers from Genesys Cloud',
			executionsHelp: {
				inactive:
					'Genesys Cloud delivers to one URL per integration, and testing does not change it. <b>To build</b>: publish the workflow, let an agent write a message, then open that execution and choose "Copy to editor". <b>To test by hand</b>: listen here and post a signed delivery to the test URL, or point a test integration to it.',
				active:
					'This workflow is published, so every answer starts it: see the <a data-key="executions">executions list</a>. To work with a real message here, open its execution and choose "Copy to editor".',
			},
			activationHint: 'Publish the workflow to register its URL in Genesys Cloud.',
		},
		properties: [
			{
				displayName:
					'Publishing registers this workflow in Genesys Cloud; listening for a test event does not, since it would take the URL away from the published workflow. To test with a real message, publish, let an agent write, open the execution and choose "Copy to editor".',
				name: 'registrationNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { registerWebhook: [true] } },
			},
			integrationProperty,
			eventsProperty,
			{
				displayName:
					'Genesys Cloud does not deliver the lifecycle events by itself: let process automation or Amazon EventBridge post them to the URL above, with the webhook secret of the credential in the header <code>x-lifecycle-secret</code>. The Genesys Conversation Trigger needs none of this.',
				name: 'lifecycleNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { events: [...LIFECYCLE_EVENTS] } },
			},
			{
				displayName: 'Register Webhook',
				name: 'registerWebhook',
				type: 'boolean',
				default: true,
				description:
					"Whether publishing enters this workflow's URL and the credential's webhook secret in the integration, and unpublishing puts back what was there. Off, enter both by hand in Admin › Message › Platforms.",
			},
			simplifyProperty,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Download Attachments',
						name: 'downloadAttachments',
						type: 'boolean',
						default: false,
						description:
							'Whether to download the files of a message into binary data (attachment_0, attachment_1 …). A file that cannot be downloaded within 6 seconds does not hold up the message: the attachment then has a downloadError.',
					},
					{
						displayName: 'Include Agent',
						name: 'includeAgent',
						type: 'boolean',
						default: false,
						description:
							'Whether to add the agent who wrote the message, with name and picture. It costs one request for each message and one for each agent within 10 minutes. What cannot be found out within 3 seconds is left out.',
					},
					{
						displayName: 'Max Attachment Size (MB)',
						name: 'maxAttachmentSize',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: DEFAULT_MAX_MB,
						description: 'Larger files are not downloaded; they come with their URL only',
					},
					{
						displayName: 'Respond',
						name: 'respond',
						type: 'options',
						options: [
							{ name: 'Immediately', value: 'immediately', description: 'As soon as the execution is stored' },
							{
								name: 'When Finished',
								value: 'whenFinished',
								description:
									'When the workflow has run; an execution that fails is delivered again. It must take less than 10 seconds.',
							},
						],
						default: 'immediately',
						description: 'When Genesys Cloud gets its answer. Each choice has a URL of its own; publishing registers the right one.',
					},
					{
						displayName: 'Take Over Webhook',
						name: 'takeOverWebhook',
						type: 'boolean',
						default: false,
						description:
							"Whether publishing may replace another URL that the integration delivers to now. That URL then gets nothing until this workflow is unpublished, and from then on deliveries signed with this credential's secret.",
					},
				],
			},
		],
	};

	methods = { credentialTest: { genesysCloudApiTest: testCredential }, listSearch: { getIntegrations } };

	webhookMethods = { default: registration };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, isLifecycleEvent(this) ? takeLifecycleEvent : takeDelivery);
	}
}
