import type { IDataObject } from 'n8n-workflow';
import { asNumber, withoutUndefined } from '../../../../genesys/json';
import { provision as setUp } from '../../../../genesys/setup/provision';
import { MAX_WINDOW_MINUTES } from '../../../../genesys/setup/threading';
import { changingIntegrations } from '../../../shared/chosenIntegration';
import { clientCredentialsOf, CREDENTIAL, requireWebhookSecret } from '../../../shared/credential';
import { optionsProperty, queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import { uploadWith } from '../../../shared/plainRequest';
import type { Operation } from '../operation';

const DEFAULT_NAME = 'n8n Open Messaging';

export const provision: Operation = {
	name: 'Provision',
	description: 'Set up in Genesys Cloud what is missing between a webhook and a queue',
	action: 'Set up an organisation',
	toolDescription: 'Sets Genesys Cloud up for handing chats over: integration, flow and route. It changes the organisation, so use it only when an administrator asks for it. It can be repeated without harm; steps tells what it has done.',
	properties: [
		{
			displayName: 'Name', name: 'name', type: 'string', default: DEFAULT_NAME, required: true,
			description: 'Of the integration: one of this name is used, or made. Its profile, platform configuration and flow are named after it.',
		},
		queueProperty('The queue of chats that name none'),
		{
			displayName: 'Dry Run', name: 'dryRun', type: 'boolean', default: false,
			description: 'Whether to only return what would be changed',
		},
		optionsProperty([
			{
				displayName: 'Flow', name: 'flow', type: 'string', default: '', placeholder: 'e.g. Customer Chat',
				description: 'Name of a published inbound message flow of your own to route to. Left out, a flow is made that transfers to the queue, with the language, skills and priority that Handover: Start names.',
			},
			{
				displayName: 'Threading Window (Minutes)', name: 'threadingWindowMinutes', type: 'number',
				typeOptions: { minValue: 0, maxValue: MAX_WINDOW_MINUTES }, default: 0,
				description: 'For how long after its end a conversation goes on when the customer writes again; with 0 each handover is a new one. It holds for all Open Messaging integrations of the organisation. Left out, it stays as it is (72 hours unless somebody has changed it).',
			},
			{
				displayName: 'Webhook URL', name: 'webhookUrl', type: 'string', default: '',
				placeholder: 'e.g. https://n8n.example.com/webhook/genesys',
				description: 'Where a new integration delivers to. Left out, nowhere, until the trigger registers its own address when you publish it. An address that the integration delivers to already stays.',
			},
		]),
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const fields = parameters.fields('options');
		const credentials = await context.getCredentials(CREDENTIAL);
		const { isOwnOrigin } = clientCredentialsOf(credentials).origins;
		const minutes = fields.text('threadingWindowMinutes', 'Threading Window (Minutes)');
		const wanted = {
			name: parameters.text('name', 'Name') || DEFAULT_NAME,
			queueName: parameters.queueName(),
			webhookSecret: requireWebhookSecret(credentials),
			webhookUrl: fields.text('webhookUrl', 'Webhook URL'),
			ownFlow: fields.text('flow', 'Flow'),
			threadingWindowMinutes: minutes === '' ? undefined : (asNumber(minutes) ?? NaN),
		};
		const tools = { client, upload: uploadWith(context.helpers, isOwnOrigin), isOwnOrigin };
		return withoutUndefined<IDataObject>({ ...(await changingIntegrations(setUp(tools, wanted, parameters.isOn('dryRun')))) });
	},
};
