import { elsewhere, HOME, sees } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { notFound } from '../http/apiError.mts';
import type { ApiRequest } from '../http/routes.mts';
import type { World } from '../world.mts';
import type { Conversation, Participant, StoredMessage } from './model.mts';

/** A conversation's divisions: those of its flow and queues. */
export function divisionsOf({ queues, flows }: World, { participants }: Conversation): Division[] {
	const passed = [...queues, ...flows].filter(({ id }) =>
		participants.some(({ queueId, flowId }) => queueId === id || flowId === id),
	);
	const divisions = new Set(passed.map(({ division }) => division));
	return divisions.size > 0 ? [...divisions] : [HOME];
}

/** Whether the signed-in user is or was an agent in the conversation. */
export const takesPart = ({ userId }: ApiRequest, { participants }: Conversation): boolean =>
	userId !== undefined && participants.some((part) => part.userId === userId);

/** Whether the client has one of the conversation's divisions, or the user participates in it. */
export const seesConversation = (request: ApiRequest, conversation: Conversation): boolean =>
	request.client?.divisions === undefined ||
	takesPart(request, conversation) ||
	divisionsOf(request.world, conversation).some((division) => sees(request.client, division));

/**
 * @throws ApiError 404 for an unknown conversation or a new one that isn't visible yet; the division error for one
 * in another division
 */
export function visibleConversation(request: ApiRequest, id: string | undefined): Conversation {
	const { world } = request;
	const conversation = world.conversations.get(id ?? '');
	if (!conversation || Date.now() < conversation.createdAt + world.settings.conversationVisibleAfterMs) {
		throw notFound('The conversation');
	}
	if (!seesConversation(request, conversation)) throw elsewhere(world, 'The conversation');
	return conversation;
}

/** @throws ApiError 404 */
export function participantIn(conversation: Conversation, id: string | undefined): Participant {
	const participant = conversation.participants.find((candidate) => candidate.id === id);
	if (!participant) throw notFound('The participant');
	return participant;
}

/** A message of any conversation, by platform ID. */
export function findMessage(
	world: World,
	id: string | undefined,
): { conversation: Conversation; message: StoredMessage } | undefined {
	const conversation = world.conversations.get(world.conversationOfMessage.get(id ?? '') ?? '');
	const message = conversation?.messages.find((candidate) => candidate.id === id);
	return conversation && message ? { conversation, message } : undefined;
}
