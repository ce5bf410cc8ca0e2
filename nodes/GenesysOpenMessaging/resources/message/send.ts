import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../../../genesys/client';
import { withoutUndefined } from '../../../../genesys/json';
import { sendMessage } from '../../../../genesys/openMessaging/messages';
import { messageIdOf, senderOf, sentMessages } from '../../../shared/customerMessages';
import { sentInTurn } from '../../../shared/customerTurn';
import { messageIdProperty, senderOptionsProperty, senderProperties } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';
import { attachmentsOf, attachmentsProperty, binaryFieldProperty } from './attachments';

/** Sends without waiting, for callers that already have the customer's turn. */
export async function sendNow(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<IDataObject> {
	const parameters = parametersOf(context, itemIndex);
	const attachments = await attachmentsOf(context, parameters, itemIndex);
	const message = {
		attachments,
		text: attachments.length > 0 ? parameters.writtenText('text', 'Text') : parameters.requiredWrittenText('text', 'Text'),
		messageId: messageIdOf(context, itemIndex, parameters),
		...(await senderOf(context, client, itemIndex)),
	};
	const { messageIds, ...sent } = await sendMessage(client, message, 'Send message', sentMessages);
	return withoutUndefined({
		messageId: sent.messageId,
		conversationId: sent.conversationId,
		customerId: message.customer.id,
		integrationId: message.integrationId,
		time: sent.time,
		messageIds: messageIds.length > 1 ? messageIds : undefined,
	});
}

export const send: Operation = {
	name: 'Send',
	description: "Send the customer's message to the agent",
	action: 'Send message',
	toolDescription: "Sends the customer's message to the human agent in the chat. Send it word for word.",
	properties: [
		...senderProperties,
		{
			displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '',
			description: 'Text of the message, optional if there are attachments. Text over 4,000 characters is sent in parts.',
		},
		attachmentsProperty,
		binaryFieldProperty,
		messageIdProperty,
		senderOptionsProperty,
	],

	execute: sentInTurn(sendNow),
};
