import type { JsonObject } from '../http/json.mts';
import { originOf } from '../webhook/payload.mts';
import type { Conversation, Delivery, StoredMessage } from './model.mts';

const STATUS: Record<Delivery, string> = {
	pending: 'queued',
	sent: 'sent',
	delivered: 'delivery-success',
	failed: 'delivery-failed',
};

const statusOf = (message: StoredMessage): string =>
	message.from === 'customer' ? 'received' : STATUS[message.delivery];

export const messageUri = (message: StoredMessage): string =>
	`/api/v2/conversations/messages/${message.conversationId}/messages/${message.id}`;

/** Model `MessageDetails`: a participant's list of messages. */
export function messageDetails(message: StoredMessage): JsonObject {
	return {
		messageId: message.id,
		messageURI: messageUri(message),
		messageStatus: statusOf(message),
		messageSegmentCount: 1,
		messageTime: message.time,
		messageMetadata: {
			type: message.type,
			content: message.content.map((item) => ({ type: item['contentType'] })),
		},
	};
}

/** Model `MessageData`: one message with all details. */
export function messageData(conversation: Conversation, message: StoredMessage): JsonObject {
	const inbound = message.from === 'customer';
	const { id: customerId } = conversation.customer;
	const { integrationId } = conversation;
	return {
		id: message.id,
		providerMessageId: message.channel['messageId'],
		timestamp: message.time,
		fromAddress: inbound ? customerId : integrationId,
		toAddress: inbound ? integrationId : customerId,
		direction: inbound ? 'inbound' : 'outbound',
		messengerType: conversation.messengerType,
		status: statusOf(message),
		normalizedMessage: {
			id: message.id,
			channel: message.channel,
			type: message.type,
			text: message.text,
			content: message.content,
			...(!inbound && originOf(message)),
			direction: inbound ? 'Inbound' : 'Outbound',
			...(message.metadata && { metadata: message.metadata }),
		},
		normalizedReceipts: message.receipts,
		...(message.userId !== undefined && {
			createdBy: { id: message.userId, selfUri: `/api/v2/users/${message.userId}` },
		}),
		conversationId: conversation.id,
		selfUri: `/api/v2/conversations/messages/${message.id}/details`,
	};
}
