import { messageConversationView } from '../conversations/conversationView.mts';
import type { Conversation } from '../conversations/model.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Model `QueueConversationMessageEventTopicMessageDetails`: the field `message` contains the `id`. */
function messageEntry({ messageId, messageURI, messageTime, messageStatus, ...rest }: JsonObject): JsonObject {
	const { messageSegmentCount, messageMetadata } = rest;
	return {
		message: { id: messageId, selfUri: messageURI },
		messageTime,
		messageStatus,
		messageSegmentCount,
		messageMetadata,
	};
}

function participantEntry(participant: JsonObject): JsonObject {
	const { startAlertingTime, messages, fromAddress: _from, toAddress: _to, ...rest } = participant;
	return {
		...rest,
		initialState: startAlertingTime === undefined ? 'connected' : 'alerting',
		messages: listOf(messages).map(messageEntry),
	};
}

/**
 * A message conversation with all participants, as in the topics of queues and users (model
 * `QueueConversationMessageEventTopicMessageConversation`). Unlike the REST view, participants don't include the
 * alerting time.
 */
export function conversationBody(conversation: Conversation): JsonObject {
	const { id, participants, otherMediaUris } = messageConversationView(conversation);
	return {
		id,
		participants: listOf(participants).map(participantEntry),
		otherMediaUris,
		address: conversation.customer.id,
		divisions: [],
	};
}
