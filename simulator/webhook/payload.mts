import type { Conversation, StoredMessage } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import { newMessageId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';

/** `channel` of what goes to the customer. The agent's name is not in it: `from` is the integration. */
export function outboundChannel(integration: Integration, customerId: string, time: string, id: string): JsonObject {
	return {
		id: integration.id,
		platform: 'Open',
		type: 'Private',
		// Opaque even where the customer came with another type of id.
		to: { id: customerId, idType: 'Opaque' },
		from: { nickname: integration.name, id: integration.id, idType: 'Opaque' },
		time,
		messageId: id,
	};
}

/** A message of the agent (`Human`) or of the flow (`Bot`). */
export function messagePayload(message: StoredMessage): JsonObject {
	return {
		id: message.id,
		channel: message.channel,
		type: message.type,
		...((message.text !== '' || message.content.length === 0) && { text: message.text }),
		...(message.content.length > 0 && { content: message.content }),
		originatingEntity: message.from === 'agent' ? 'Human' : 'Bot',
		direction: 'Outbound',
		conversationId: message.conversationId,
	};
}

/** A typing notice: an event, without `originatingEntity`. */
export function typingPayload(integration: Integration, conversation: Conversation, duration: number): JsonObject {
	const id = newMessageId();
	return {
		id,
		channel: outboundChannel(integration, conversation.customer.id, new Date().toISOString(), id),
		type: 'Event',
		events: [{ eventType: 'Typing', typing: { type: 'On', duration } }],
		direction: 'Outbound',
		conversationId: conversation.id,
	};
}

/** A receipt: it has the id of the message that it is about, and repeats what came with it. */
export function receiptPayload(integration: Integration, message: StoredMessage, customerId: string): JsonObject {
	const channel = outboundChannel(integration, customerId, new Date().toISOString(), message.id);
	const channelMetadata = message.channel['metadata'];
	return {
		id: message.id,
		channel: { ...channel, ...(channelMetadata !== undefined && { metadata: channelMetadata }) },
		type: 'Receipt',
		status: 'Delivered',
		isFinalReceipt: true,
		direction: 'Outbound',
		...(message.metadata && { metadata: message.metadata }),
		conversationId: message.conversationId,
	};
}
