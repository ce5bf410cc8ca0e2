import type { Conversation, StoredMessage } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import { newMessageId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';

/** `channel` of messages to the customer. It doesn't contain the agent's name: `from` is the integration. */
export function outboundChannel(
	integration: Pick<Integration, 'id' | 'name'>,
	customerId: string,
	time: string,
	id: string,
	platform = 'Open',
): JsonObject {
	return {
		id: integration.id,
		platform,
		type: 'Private',
		// Opaque even if the customer's ID had another type.
		to: { id: customerId, idType: 'Opaque' },
		from: { nickname: integration.name, id: integration.id, idType: 'Opaque' },
		time,
		messageId: id,
	};
}

/**
 * `originatingEntity` of a message of the agent (`Human`) or of the flow (`Bot`). An agentless message looks like an
 * agent's (developer.genesys.cloud, openmessaging/outboundMessages). Whether it has neither is UNCONFIRMED.
 */
export function originOf({ from }: StoredMessage): JsonObject {
	if (from === 'api') return {};
	return { originatingEntity: from === 'agent' ? 'Human' : 'Bot' };
}

/** A message to the customer. */
export function messagePayload(message: StoredMessage): JsonObject {
	return {
		id: message.id,
		channel: message.channel,
		type: message.type,
		...((message.text !== '' || message.content.length === 0) && { text: message.text }),
		...(message.content.length > 0 && { content: message.content }),
		...originOf(message),
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

/**
 * A receipt for a customer's message. It has the message's ID, repeats its content, and has the same direction, from
 * the customer to the integration.
 */
export function receiptPayload(integration: Integration, message: StoredMessage, customerId: string): JsonObject {
	const { to: customer, from, ...channel } = outboundChannel(integration, customerId, new Date().toISOString(), message.id);
	const channelMetadata = message.channel['metadata'];
	return {
		id: message.id,
		channel: { ...channel, to: from, from: customer, ...(channelMetadata !== undefined && { metadata: channelMetadata }) },
		type: 'Receipt',
		status: 'Delivered',
		isFinalReceipt: true,
		direction: 'Outbound',
		...(message.metadata && { metadata: message.metadata }),
		conversationId: message.conversationId,
	};
}
