import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { REASON_CODES, sendReceipt as send, type Receipt } from '../../../../genesys/openMessaging/inbound';
import {
	customerIdProperty,
	customerIdTypeProperty,
	integrationProperty,
	toolDescriptionProperty,
} from '../../../shared/descriptions';
import { customerOf } from '../../../shared/customer';
import { requiredId } from '../../../shared/ids';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { optionalText, requiredChoice } from '../../../shared/parameters';

const show = { resource: ['message'], operation: ['sendReceipt'] };
const showReason = { ...show, status: ['Failed'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'message',
		'sendReceipt',
		"Tells the human agent whether one of the agent's messages has reached the customer: Delivered, or Failed with the reason.",
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.messageId }}',
		displayOptions: { show },
		description: "Genesys Cloud's ID of the agent's message, as the trigger gave it",
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Delivered', value: 'Delivered', description: 'The customer has the message' },
			{ name: 'Failed', value: 'Failed', description: 'The customer did not get it, and the agent is told' },
		],
		default: 'Delivered',
		displayOptions: { show },
	},
	{
		displayName: 'Reason Code',
		name: 'reasonCode',
		type: 'options',
		options: [
			{ name: 'Data Filtered', value: 'DataFiltered' },
			{ name: 'General Error', value: 'GeneralError' },
			{ name: 'Invalid Destination', value: 'InvalidDestination' },
			{ name: 'Invalid Media Content Length', value: 'InvalidMediaContentLength' },
			{ name: 'Invalid Message Structure', value: 'InvalidMessageStructure' },
			{ name: 'Media Type Not Allowed', value: 'MediaTypeNotAllowed' },
			{ name: 'Message Expired', value: 'MessageExpired' },
			{ name: 'Message Not Allowed', value: 'MessageNotAllowed' },
			{ name: 'Rate Limited', value: 'RateLimited' },
			{ name: 'Recipient Opted Out', value: 'RecipientOptedOut' },
			{ name: 'Server Error', value: 'ServerError' },
			{ name: 'Unknown Message', value: 'UnknownMessage' },
			{ name: 'Unsupported Message', value: 'UnsupportedMessage' },
		],
		default: 'GeneralError',
		displayOptions: { show: showReason },
	},
	{
		displayName: 'Reason',
		name: 'reasonText',
		type: 'string',
		default: '',
		placeholder: 'e.g. The customer has blocked this number',
		displayOptions: { show: showReason },
		description: 'What the agent is told. Empty, a general sentence is sent.',
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

/** Genesys wants a text with each reason. */
const GENERAL_REASON = 'The message did not reach the customer.';

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const customer = customerOf(context, itemIndex);
	const integrationId = await integrationIdOf(context, client, itemIndex);
	const messageId = requiredId(context, 'messageId', 'Message ID', itemIndex);
	const status = requiredChoice(context, 'status', 'Status', ['Delivered', 'Failed'] as const, itemIndex);
	const reason = status === 'Failed' ? reasonFrom(context, itemIndex) : undefined;
	const time = await send(client, { integrationId, customer, messageId, status, reason }, new Date());
	return { messageId, status, customerId: customer.id, integrationId, time };
}

function reasonFrom(context: IExecuteFunctions, itemIndex: number): Receipt['reason'] {
	return {
		code: requiredChoice(context, 'reasonCode', 'Reason Code', REASON_CODES, itemIndex),
		message: optionalText(context, 'reasonText', 'Reason', itemIndex) || GENERAL_REASON,
	};
}

export const sendReceipt: Operation = { properties, execute };
