import { parseConversation, type Conversation } from './conversation';
import type { Observation } from './observation';
import { observationOf } from './snapshot';

/**
 * Everything about the message conversations of a queue, sent whole on each change. Which permission it needs Genesys
 * says when it refuses the topic.
 */
export function queueTopic(queueId: string): string {
	return `v2.routing.queues.${queueId}.conversations.messages`;
}

const QUEUE_TOPIC = /^v2\.routing\.queues\.[^.]+\.conversations\.messages$/;

export function isQueueTopic(topicName: string): boolean {
	return QUEUE_TOPIC.test(topicName);
}

/**
 * Reads a notification of a queue topic (model QueueConversationMessageEventTopicMessageConversation: participants as
 * in `GET /conversations/messages/{id}`). `undefined` for what is no conversation, or one of another kind of messaging
 * than Open Messaging; never throws.
 *
 * @param seenAt when it came in, in milliseconds since 1970
 */
export function parseQueueTopic(eventBody: unknown, seenAt: number): Observation | undefined {
	const conversation = parseConversation(eventBody);
	return conversation && isOpenMessaging(conversation) ? observationOf(conversation, seenAt) : undefined;
}

/** A queue may have chats of other channels too: the customer's part tells. Where the type is not given, it counts as ours. */
export function isOpenMessaging({ legs }: Conversation): boolean {
	const customers = legs.filter(({ purpose }) => purpose === 'customer');
	return (customers.length > 0 ? customers : legs).every(({ messageType = 'open' }) => ['open', 'unknown'].includes(messageType));
}
