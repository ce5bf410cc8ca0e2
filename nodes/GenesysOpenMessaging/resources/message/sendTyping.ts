import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { sendTyping as send } from '../../../../genesys/openMessaging/inbound';
import {
	customerIdProperty,
	customerIdTypeProperty,
	integrationProperty,
	toolDescriptionProperty,
} from '../../../shared/descriptions';
import { customerOf } from '../../../shared/customer';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';

const show = { resource: ['message'], operation: ['sendTyping'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'message',
		'sendTyping',
		'Shows the human agent for some seconds that the customer is typing. Only while the customer is with an agent, and never instead of a message.',
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
	{
		displayName:
			"Genesys Cloud shows it only where the integration's platform configuration has typing switched on. Send it after the customer's first message, never before.",
		name: 'typingNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [customerIdTypeProperty],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const customer = customerOf(context, itemIndex);
	const integrationId = await integrationIdOf(context, client, itemIndex);
	const time = await send(client, { integrationId, customer }, new Date());
	return { customerId: customer.id, integrationId, time };
}

export const sendTyping: Operation = { properties, execute };
