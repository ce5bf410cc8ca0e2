import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { createIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { CREDENTIAL, requireWebhookSecret } from '../../../shared/credential';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import { changingIntegrations } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { requiredText } from '../../../shared/parameters';
import { integrationFields, messagingSettingProperty, supportedContentProperty, webhookHeadersProperty, webhookUrlProperty } from './fields';
import { integrationItem } from './output';

const show = { resource: ['integration'], operation: ['create'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'integration',
		'create',
		'Creates an Open Messaging integration in Genesys Cloud: a channel over which customers write. Use it only when a new channel is wanted, and not twice for the same one.',
	),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Web chat',
		displayOptions: { show },
		description: 'What the integration is called in Genesys Cloud. Its deliveries are signed with the webhook secret of the credential.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [
			messagingSettingProperty,
			supportedContentProperty,
			webhookHeadersProperty('Headers that Genesys Cloud sends with each delivery'),
			webhookUrlProperty('Where agents\' messages are delivered to. Empty, it is https://n8n.invalid, which the trigger replaces when it is published.'),
		],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const name = requiredText(context, 'name', 'Name', itemIndex);
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const webhookSecret = requireWebhookSecret(await context.getCredentials(CREDENTIAL, itemIndex));
	const wanted = { ...(await integrationFields(context, fields, itemIndex)), name, webhookSecret };
	return integrationItem(await changingIntegrations(async () => await createIntegration(client, wanted)));
}

export const create: Operation = { properties, execute };
