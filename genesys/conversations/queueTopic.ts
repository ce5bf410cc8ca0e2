import { isOpenMessaging, parseConversation, type Conversation } from './conversation';

/**
 * Sends the message conversations of a queue, whole, on each change. Which permission it needs Genesys says when it
 * rejects the topic.
 */
export function queueTopic(queueId: string): string {
	return `v2.routing.queues.${queueId}.conversations.messages`;
}

const QUEUE_TOPIC = /^v2\.routing\.queues\.[^.]+\.conversations\.messages$/;

/**
 * Reads the conversation of a queue topic's notification (model QueueConversationMessageEventTopicMessageConversation).
 * `undefined` for other topics and for conversations of other channels than Open Messaging; never throws.
 */
export function parseNotification(topicName: string, eventBody: unknown): Conversation | undefined {
	const conversation = QUEUE_TOPIC.test(topicName) ? parseConversation(eventBody) : undefined;
	return conversation && isOpenMessaging(conversation) ? conversation : undefined;
}
