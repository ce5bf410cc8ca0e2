import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { BUTTON_TYPES, sendButtonResponse as send } from '../../../../genesys/openMessaging/inbound';
import {
	customerIdProperty,
	customerIdTypeProperty,
	integrationProperty,
	messageIdProperty,
	toolDescriptionProperty,
} from '../../../shared/descriptions';
import { customerOf } from '../../../shared/customer';
import { sentInTurn } from '../../../shared/customerTurn';
import { optionalId, requiredId } from '../../../shared/ids';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { filled, requiredChoice, writtenText } from '../../../shared/parameters';
import { messageIdFor, sentMessages } from '../../../shared/sentMessages';

const show = { resource: ['message'], operation: ['sendButtonResponse'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'message',
		'sendButtonResponse',
		'Passes on which button, quick reply or date the customer has picked from a message that came from Genesys Cloud.',
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Button', value: 'Button', description: 'A button of a card' },
			{ name: 'Date Picker', value: 'DatePicker', description: 'A date or time that was offered' },
			{ name: 'Quick Reply', value: 'QuickReply', description: 'One of the answers below a message' },
		],
		default: 'QuickReply',
		displayOptions: { show },
		description: 'What the customer has picked',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Yes, please',
		displayOptions: { show },
		description: 'What stood on it: the agent reads this',
	},
	{
		displayName: 'Payload',
		name: 'payload',
		type: 'string',
		default: '',
		placeholder: 'e.g. confirm-order-4711',
		displayOptions: { show },
		description: "The value behind it, from the trigger's field structured. Empty, the text is sent.",
	},
	{
		displayName: 'Originating Message ID',
		name: 'originatingMessageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. d7d58935af65a45e5234ac77de017a0a',
		displayOptions: { show },
		description: 'ID of the message that had the buttons, as the trigger gave it in messageId',
	},
	{ ...messageIdProperty, displayOptions: { show } },
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
	const text = filled(writtenText(context, 'text', 'Text', itemIndex), 'Text');
	const sent = await send(
		client,
		{
			integrationId,
			customer,
			type: requiredChoice(context, 'type', 'Type', BUTTON_TYPES, itemIndex),
			text,
			payload: writtenText(context, 'payload', 'Payload', itemIndex) || text,
			originatingMessageId: requiredId(context, 'originatingMessageId', 'Originating Message ID', itemIndex),
			messageId: messageIdFor(context, itemIndex, optionalId(context, 'messageId', 'Message ID', itemIndex)),
		},
		sentMessages,
	);
	return { ...sent, customerId: customer.id, integrationId };
}

export const sendButtonResponse: Operation = { properties, execute: sentInTurn(execute) };
