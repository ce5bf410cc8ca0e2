import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../../../../genesys/errors';
import { updateIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { integrationProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { changingIntegrations, integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { requiredChoice } from '../../../shared/parameters';
import { integrationFields, messagingSettingProperty, supportedContentProperty, webhookHeadersProperty, webhookUrlProperty } from './fields';
import { integrationItem } from './output';
import { newSecret, waitForTriggers } from './secretChange';

const show = { resource: ['integration'], operation: ['update'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'integration',
		'update',
		'Changes an Open Messaging integration of Genesys Cloud: its name, where it delivers to, or its webhook secret. What is not named stays.',
	),
	integrationProperty({ show }),
	{
		displayName: 'Webhook Secret',
		name: 'webhookSecret',
		type: 'options',
		options: [
			{ name: 'Keep', value: 'keep', description: 'The secret stays as it is in Genesys Cloud' },
			{
				name: 'Replace',
				value: 'replace',
				description: "Register the credential's webhook secret at once. Deliveries that are still signed with another one are refused.",
			},
			{
				name: 'Rotate',
				value: 'rotate',
				description:
					"Register the credential's webhook secret without losing a message: the trigger takes deliveries signed with it or with the previous one",
			},
		],
		default: 'keep',
		displayOptions: { show },
		description:
			'To change the secret, move the old one to Previous Webhook Secret in the credential, enter a new one as Webhook Secret, then run this with Rotate. Empty the previous one some minutes later.',
	},
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [
			messagingSettingProperty,
			{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Web chat' },
			supportedContentProperty,
			webhookHeadersProperty('Headers that Genesys Cloud sends with each delivery. They take the place of all that there are; {} takes all away.'),
			webhookUrlProperty("Where agents' messages are delivered to. The trigger enters its own address when it is published."),
		],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const change = requiredChoice(context, 'webhookSecret', 'Webhook Secret', ['keep', 'rotate', 'replace'] as const, itemIndex);
	const fields = await integrationFields(context, context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject, itemIndex);
	const webhookSecret = await newSecret(context, change, itemIndex);
	if (Object.keys(fields).length === 0 && webhookSecret === undefined) {
		throw new InvalidInputError(
			'Update Fields',
			'There is nothing to change',
			'Add a field with a value to "Update Fields", or choose what happens to "Webhook Secret".',
		);
	}
	const integrationId = await integrationIdOf(context, client, itemIndex);
	if (change === 'rotate') await waitForTriggers(client);
	return integrationItem(await changingIntegrations(async () => await updateIntegration(client, integrationId, { ...fields, webhookSecret })));
}

export const update: Operation = { properties, execute };
