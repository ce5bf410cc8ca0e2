import { BUTTON_TYPES, sendButtonResponse as sendIt } from '../../../../genesys/openMessaging/inbound';
import { messageIdOf, senderOf, sentMessages } from '../../../shared/customerMessages';
import { sentInTurn } from '../../../shared/customerTurn';
import { messageIdProperty, senderOptionsProperty, senderProperties } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

export const sendButtonResponse: Operation = {
	name: 'Send Button Response',
	description: 'Send which button, quick reply, or date the customer chose',
	action: 'Send button response',
	toolDescription: 'Sends which button, quick reply, or date the customer chose in a message from Genesys Cloud.',
	properties: [
		...senderProperties,
		{
			displayName: 'Type', name: 'type', type: 'options', default: 'QuickReply',
			options: [
				{ name: 'Button', value: 'Button', description: 'A button on a card' },
				{ name: 'Date Picker', value: 'DatePicker', description: 'A date or time from a date picker' },
				{ name: 'Quick Reply', value: 'QuickReply', description: 'One of the suggested replies to a message' },
			],
			description: 'Kind of element that the customer chose',
		},
		{
			displayName: 'Text', name: 'text', type: 'string', default: '', required: true, placeholder: 'e.g. Yes, please',
			description: 'Button label shown to the agent',
		},
		{
			displayName: 'Payload', name: 'payload', type: 'string', default: '', placeholder: 'e.g. confirm-order-4711',
			description: "Value behind the label, from the trigger's structured field. If empty, the text is sent.",
		},
		{
			displayName: 'Originating Message ID', name: 'originatingMessageId', type: 'string', default: '', required: true,
			placeholder: 'e.g. d7d58935af65a45e5234ac77de017a0a',
			description: "ID of the message with the buttons, which is messageId in the trigger's item",
		},
		messageIdProperty,
		senderOptionsProperty,
	],

	execute: sentInTurn(async (context, client, itemIndex) => {
		const parameters = parametersOf(context, itemIndex);
		const text = parameters.requiredWrittenText('text', 'Text');
		const response = {
			type: parameters.choice('type', 'Type', BUTTON_TYPES),
			text,
			payload: parameters.writtenText('payload', 'Payload') || text,
			originatingMessageId: parameters.requiredId('originatingMessageId', 'Originating Message ID'),
			messageId: messageIdOf(context, itemIndex, parameters),
			...(await senderOf(context, client, itemIndex)),
		};
		const { customer, integrationId } = response;
		return { ...(await sendIt(client, response, sentMessages)), customerId: customer.id, integrationId };
	}),
};
