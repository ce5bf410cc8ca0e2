import type { Conversation, Participant } from '../conversations/model.mts';
import type { World } from '../world.mts';

/** A session's fields in the conversation details query. */
export interface SessionFacts {
	mediaType: string;
	messageType: string;
	addressFrom: string;
	addressTo: string;
	direction: string;
	purpose: string;
	userId?: string;
	queueId?: string;
	sessionId: string;
}

/** A participant's session. On the agent's side, the addresses are reversed. */
export function sessionOf(conversation: Conversation, part: Participant): SessionFacts {
	const { integrationId, customer } = conversation;
	const customerSide = part.purpose !== 'agent' && part.purpose !== 'api';
	return {
		mediaType: 'message',
		messageType: conversation.messengerType,
		addressFrom: customerSide ? customer.id : integrationId,
		addressTo: customerSide ? integrationId : customer.id,
		direction: conversation.participants[0]?.purpose === 'api' ? 'outbound' : 'inbound',
		purpose: part.purpose,
		...(part.userId !== undefined && { userId: part.userId }),
		...(part.queueId !== undefined && { queueId: part.queueId }),
		sessionId: part.communicationId,
	};
}

/** A conversation in analytics, without the changes within the lag. */
export interface KnownConversation {
	conversation: Conversation;
	start: number;
	end: number | undefined;
	sessions: SessionFacts[];
}

export function knownConversations(world: World): KnownConversation[] {
	const horizon = Date.now() - world.settings.analyticsLagMs;
	return [...world.conversations.values()]
		.filter((conversation) => conversation.startedAt <= horizon)
		.map((conversation) => ({
			conversation,
			start: conversation.startedAt,
			end:
				conversation.endedAt !== undefined && conversation.endedAt <= horizon
					? conversation.endedAt
					: undefined,
			sessions: conversation.participants
				.filter((part) => part.startTime <= horizon)
				.map((part) => sessionOf(conversation, part)),
		}));
}
