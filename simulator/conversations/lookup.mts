import { elsewhere, HOME, sees } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { notFound } from '../http/apiError.mts';
import type { ApiRequest } from '../http/routes.mts';
import type { World } from '../world.mts';
import type { Conversation, Participant, StoredMessage } from './model.mts';

/** A conversation is in the divisions of the flow and of the queues that it has been through. */
export function divisionsOf({ queues, flows }: World, { participants }: Conversation): Division[] {
	const passed = [...queues, ...flows].filter(({ id }) =>
		participants.some(({ queueId, flowId }) => queueId === id || flowId === id),
	);
	const divisions = new Set(passed.map(({ division }) => division));
	return divisions.size > 0 ? [...divisions] : [HOME];
}

/** Has the user who has signed in a part in the conversation as an agent, or had one? */
export const takesPart = ({ userId }: ApiRequest, { participants }: Conversation): boolean =>
	userId !== undefined && participants.some((part) => part.userId === userId);

/** Is one of the conversation's divisions one of the client's, or does the user take part in it? */
export const seesConversation = (request: ApiRequest, conversation: Conversation): boolean =>
	request.client?.divisions === undefined ||
	takesPart(request, conversation) ||
	divisionsOf(request.world, conversation).some((division) => sees(request.client, division));

/**
 * @throws ApiError 404 for an unknown conversation, and for a new one that is still being made; what one of another
 * division is answered
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

/** A message of any conversation, by its platform id. */
export function findMessage(
	world: World,
	id: string | undefined,
): { conversation: Conversation; message: StoredMessage } | undefined {
	const conversation = world.conversations.get(world.conversationOfMessage.get(id ?? '') ?? '');
	const message = conversation?.messages.find((candidate) => candidate.id === id);
	return conversation && message ? { conversation, message } : undefined;
}
