import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { asNumber, withoutUndefined } from '../../../../genesys/json';
import { provision as setUp } from '../../../../genesys/setup/provision';
import { MAX_WINDOW_MINUTES } from '../../../../genesys/setup/threading';
import { clientCredentialsOf, CREDENTIAL, requireWebhookSecret } from '../../../shared/credential';
import { queueProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { changingIntegrations } from '../../../shared/chosenIntegration';
import { isOn } from '../../../shared/parameters';
import type { Operation } from '../../../shared/operation';
import { fieldText, optionalText, queueNameOf } from '../../../shared/parameters';
import { uploadWith } from '../../../shared/plainRequest';

const show = { resource: ['setup'], operation: ['provision'] };

const DEFAULT_NAME = 'n8n Open Messaging';

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'setup',
		'provision',
		'Sets Genesys Cloud up for handing chats over: integration, flow and route. It changes the organisation, so use it only when an administrator asks for it. It can be repeated without harm; steps tells what it has done.',
	),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: DEFAULT_NAME,
		required: true,
		displayOptions: { show },
		description: 'Of the integration: one of this name is used, or made. Its profile, platform configuration and flow are named after it.',
	},
	queueProperty('The queue of chats that name none', { show }),
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		displayOptions: { show },
		description: 'Whether to only return what would be changed',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Flow',
				name: 'flow',
				type: 'string',
				default: '',
				placeholder: 'e.g. Customer Chat',
				description:
					'Name of a published inbound message flow of your own to route to. Left out, a flow is made that transfers to the queue, with the language, skills and priority that Handover: Start names.',
			},
			{
				displayName: 'Threading Window (Minutes)',
				name: 'threadingWindowMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: MAX_WINDOW_MINUTES },
				default: 0,
				description:
					'For how long after its end a conversation goes on when the customer writes again; with 0 each handover is a new one. It holds for all Open Messaging integrations of the organisation. Left out, it stays as it is (72 hours unless somebody has changed it).',
			},
			{
				displayName: 'Webhook URL',
				name: 'webhookUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://n8n.example.com/webhook/genesys',
				description:
					'Where a new integration delivers to. Left out, nowhere, until the trigger registers its own address when you publish it. An address that the integration delivers to already stays.',
			},
		],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const credentials = await context.getCredentials(CREDENTIAL);
	const { isOwnOrigin } = clientCredentialsOf(credentials).origins;
	const minutes = fieldText(fields, 'threadingWindowMinutes', 'Threading Window (Minutes)');
	const wanted = {
		name: optionalText(context, 'name', 'Name', itemIndex) || DEFAULT_NAME,
		queueName: queueNameOf(context, itemIndex),
		webhookSecret: requireWebhookSecret(credentials),
		webhookUrl: fieldText(fields, 'webhookUrl', 'Webhook URL'),
		ownFlow: fieldText(fields, 'flow', 'Flow'),
		threadingWindowMinutes: minutes === '' ? undefined : (asNumber(minutes) ?? NaN),
	};
	const dryRun = isOn(context.getNodeParameter('dryRun', itemIndex, false));
	const tools = { client, upload: uploadWith(context.helpers, isOwnOrigin), isOwnOrigin };
	return withoutUndefined<IDataObject>({ ...(await changingIntegrations(async () => await setUp(tools, wanted, dryRun))) });
}

export const provision: Operation = { properties, execute };
