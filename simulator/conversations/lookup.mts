import { notFound } from '../http/apiError.mts';
import type { World } from '../world.mts';
import type { Conversation, Participant, StoredMessage } from './model.mts';

/** @throws ApiError 404 for an unknown conversation, and for a new one that is still being made */
export function visibleConversation(world: World, id: string | undefined): Conversation {
	const conversation = world.conversations.get(id ?? '');
	if (!conversation || Date.now() < conversation.createdAt + world.settings.conversationVisibleAfterMs) {
		throw notFound('The conversation');
	}
	return conversation;
}

/** @throws ApiError 404 */
export function participantIn(conversation: Conversation, id: string | undefined): Participant {
	const participant = conversation.participants.find((candidate) => candidate.id === id);
	if (!participant) throw notFound('The participant');
	return participant;
}

/** A message of any conversation, by its platform id. */
export function findMessage(
	world: World,
	id: string | undefined,
): { conversation: Conversation; message: StoredMessage } | undefined {
	const conversation = world.conversations.get(world.conversationOfMessage.get(id ?? '') ?? '');
	const message = conversation?.messages.find((candidate) => candidate.id === id);
	return conversation && message ? { conversation, message } : undefined;
}
