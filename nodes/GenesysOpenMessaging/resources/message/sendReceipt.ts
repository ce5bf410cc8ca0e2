import { REASON_CODES, sendReceipt as sendIt } from '../../../../genesys/openMessaging/inbound';
import { senderOf } from '../../../shared/customerMessages';
import { senderOptionsProperty, senderProperties } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

/** Genesys Cloud requires a text with each reason. */
const GENERAL_REASON = "The message didn't reach the customer.";

export const sendReceipt: Operation = {
	name: 'Send Receipt',
	description: 'Report to the agent whether the customer received a message',
	action: 'Send receipt',
	toolDescription: "Reports to the human agent whether a message reached the customer: Delivered, or Failed with the reason.",
	properties: [
		...senderProperties,
		{
			displayName: 'Message ID', name: 'messageId', type: 'string', default: '', required: true,
			placeholder: 'e.g. {{ $json.messageId }}',
			description: "ID of the agent's message, which is messageId in the trigger's item",
		},
		{
			displayName: 'Status', name: 'status', type: 'options', default: 'Delivered',
			options: [
				{ name: 'Delivered', value: 'Delivered', description: 'The message reached the customer' },
				{ name: 'Failed', value: 'Failed', description: "The message didn't reach the customer, which the agent sees" },
			],
		},
		{
			displayName: 'Reason Code', name: 'reasonCode', type: 'options', default: 'GeneralError',
			// "DataFiltered" becomes "Data Filtered"
			options: REASON_CODES.map((value) => ({ name: value.replace(/(?<=[a-z])(?=[A-Z])/g, ' '), value })),
			displayOptions: { show: { status: ['Failed'] } },
		},
		{
			displayName: 'Reason', name: 'reasonText', type: 'string', default: '',
			placeholder: 'e.g. The customer has blocked this number', displayOptions: { show: { status: ['Failed'] } },
			description: 'Reason shown to the agent. If empty, a general reason is sent.',
		},
		senderOptionsProperty,
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const messageId = parameters.requiredId('messageId', 'Message ID');
		const status = parameters.choice('status', 'Status', ['Delivered', 'Failed'] as const);
		const reason = status === 'Failed' && {
			code: parameters.choice('reasonCode', 'Reason Code', REASON_CODES),
			message: parameters.text('reasonText', 'Reason') || GENERAL_REASON,
		};
		const { integrationId, customer } = await senderOf(context, client, itemIndex);
		const time = await sendIt(client, { integrationId, customer, messageId, status, ...(reason && { reason }) }, new Date());
		return { messageId, status, customerId: customer.id, integrationId, time };
	},
};
