import { conflict } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { newMessageId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import { MESSENGER } from '../messenger/deployment.mts';
import { isMediaAllowed } from '../messaging/supportedContent.mts';
import type { DeliveryRecord } from '../webhook/deliveries.mts';
import { messagePayload, outboundChannel } from '../webhook/payload.mts';
import { notify } from '../webhook/sender.mts';
import type { World } from '../world.mts';
import { touch } from './lifecycle.mts';
import type { Conversation, Participant, StoredMessage } from './model.mts';

export interface OutboundDraft {
	from: 'agent' | 'flow' | 'api';
	participant: Participant;
	text?: string;
	content?: JsonObject[];
	type?: 'Text' | 'Structured';
}

/**
 * The integration for the conversation's messages. Undefined for the Messenger, which isn't an integration.
 * @throws ApiError 409
 */
export function destinationOf(world: World, { messengerType, integrationId }: Conversation): Integration | undefined {
	if (messengerType === 'webmessaging') return undefined;
	const integration = world.integrations.get(integrationId);
	if (!integration) throw conflict('The integration of this conversation was deleted.');
	return integration;
}

/** Content types that don't make a message structured. */
const PLAIN_CONTENT = ['Attachment', 'Text'];

function typeOf({ type, content = [] }: OutboundDraft): 'Text' | 'Structured' {
	const plain = content.every((item) => PLAIN_CONTENT.includes(String(item['contentType'])));
	return type ?? (plain ? 'Text' : 'Structured');
}

/** Media types of the attachments. */
const mediaIn = ({ content }: StoredMessage): string[] =>
	content.flatMap(({ attachment }) => (isObject(attachment) ? [String(attachment['mime'])] : []));

/**
 * Stores the message, sends it to the webhook, and records the delivery's result. A message with media that the
 * integration's supported content profile doesn't allow isn't sent.
 * @param integration undefined for the Messenger, which shows the message immediately
 */
export function sendMessage(
	world: World,
	integration: Integration | undefined,
	conversation: Conversation,
	draft: OutboundDraft,
): StoredMessage {
	const id = newMessageId();
	const time = new Date().toISOString();
	const { userId } = draft.participant;
	const message: StoredMessage = {
		id,
		conversationId: conversation.id,
		from: draft.from,
		...(userId !== undefined && { userId }),
		time,
		type: typeOf(draft),
		text: draft.text ?? '',
		content: draft.content ?? [],
		channel: integration
			? outboundChannel(integration, conversation.customer.id, time, id)
			: outboundChannel(MESSENGER, conversation.customer.id, time, id, 'WebMessaging'),
		delivery: integration ? 'pending' : 'delivered',
		receipts: [],
	};
	conversation.messages.push(message);
	draft.participant.messageIds.push(id);
	world.conversationOfMessage.set(id, conversation.id);
	if (integration) deliver(world, integration, conversation, message);
	touch(world, conversation);
	return message;
}

function deliver(world: World, integration: Integration, conversation: Conversation, message: StoredMessage): void {
	const refused = mediaIn(message).find((mime) => !isMediaAllowed(world, integration, 'outbound', mime));
	if (refused === undefined) {
		notify(world, integration, messagePayload(message), (record) => {
			settle(message, record);
			touch(world, conversation);
		});
	} else {
		message.delivery = 'failed';
		message.deliveryDetail = `The supported content profile doesn't allow ${refused}.`;
	}
}

/** A receipt from the customer's side that arrives before the webhook's response takes precedence. */
function settle(message: StoredMessage, { outcome, tries }: DeliveryRecord): void {
	if (message.delivery !== 'pending') return;
	message.delivery = outcome === 'delivered' ? 'sent' : 'failed';
	if (outcome === 'delivered') return;
	const last = tries.at(-1);
	const why = last?.status === undefined ? (last?.error ?? 'no response') : `HTTP ${last.status}`;
	message.deliveryDetail = `The webhook didn't accept it (${why}, ${tries.length} attempts).`;
}
