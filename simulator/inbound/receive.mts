import type { Conversation, Customer, StoredMessage } from '../conversations/model.mts';
import { customerOf } from '../conversations/model.mts';
import { touch } from '../conversations/lifecycle.mts';
import { conversationFor, startFlowIfNew } from '../conversations/threading.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import { receiptPayload } from '../webhook/payload.mts';
import { notify } from '../webhook/sender.mts';
import type { World } from '../world.mts';
import { fetchMedia } from './media.mts';

export interface InboundMessage {
	id: string;
	customer: Customer;
	attributes: Record<string, string>;
	/** `channel` of the response. */
	channel: JsonObject;
	time: string;
	type: 'Text' | 'Structured';
	text: string;
	content: JsonObject[];
	metadata?: Record<string, string>;
}

/**
 * Adds a customer's message to its conversation.
 * @returns undefined if the integration isn't routed to a flow
 */
export function receive(world: World, integration: Integration, inbound: InboundMessage): Conversation | undefined {
	const conversation = conversationFor(world, integration, inbound.customer, inbound.attributes);
	if (!conversation) return undefined;
	const message: StoredMessage = {
		id: inbound.id,
		conversationId: conversation.id,
		from: 'customer',
		time: inbound.time,
		type: inbound.type,
		text: inbound.text,
		content: inbound.content,
		channel: inbound.channel,
		...(inbound.metadata && { metadata: inbound.metadata }),
		delivery: 'delivered',
		receipts: [],
	};
	conversation.messages.push(message);
	conversation.customerTypingUntil = 0;
	customerOf(conversation)?.messageIds.push(message.id);
	world.conversationOfMessage.set(message.id, conversation.id);
	touch(world, conversation);
	if (world.settings.receiptsToWebhook) {
		notify(world, integration, receiptPayload(integration, message, inbound.customer.id));
	}
	startFlowIfNew(world, integration, conversation);
	fetchMedia(world, conversation, message);
	return conversation;
}
