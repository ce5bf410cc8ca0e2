import type { JsonObject } from '../http/json.mts';
import type { World } from '../world.mts';
import { divisionsOf } from './lookup.mts';
import { messageDetails } from './messageView.mts';
import { displayName } from './model.mts';
import type { Conversation, Participant } from './model.mts';

const WRAPUP_TIMEOUT_MS = 300_000;

const iso = (time: number | undefined): string | undefined =>
	time === undefined ? undefined : new Date(time).toISOString();

/** Model `ConversationRoutingData`: the flow's transfer parameters. */
const routingData = ({ queueId, priority = 0, skills = [], language }: Participant): JsonObject => ({
	queue: { id: queueId },
	priority,
	skills,
	...(language && { language }),
});

/** Common fields of both participant views. JSON omits undefined fields. */
function common(part: Participant): JsonObject {
	return {
		id: part.id,
		name: part.name,
		startTime: iso(part.startTime),
		connectedTime: iso(part.connectedTime),
		endTime: iso(part.endTime),
		purpose: part.purpose,
		wrapupRequired: part.purpose === 'agent',
		...(part.purpose === 'agent' && { wrapupPrompt: 'optional', wrapupTimeoutMs: WRAPUP_TIMEOUT_MS }),
		wrapup: part.wrapup,
		startAcwTime: iso(part.startAcwTime),
		endAcwTime: iso(part.endAcwTime),
		mediaRoles: ['full'],
		...(part.purpose === 'acd' && { conversationRoutingData: routingData(part) }),
		attributes: part.attributes,
	};
}

/** How Genesys Cloud normalizes IDs is UNCONFIRMED. */
function addresses({ customer, integrationId }: Conversation): JsonObject {
	const { id, idType } = customer;
	const normalized = { Phone: id.replace(/[^\d+]/g, ''), Email: id.toLowerCase() }[idType] ?? id;
	const fromAddress = { name: displayName(customer), addressNormalized: normalized, addressRaw: id };
	return { toAddress: { addressNormalized: integrationId }, fromAddress };
}

function messagesOf(conversation: Conversation, part: Participant): JsonObject[] {
	const ids = new Set(part.messageIds);
	return conversation.messages.filter(({ id }) => ids.has(id)).map(messageDetails);
}

const direction = (conversation: Conversation): string =>
	conversation.participants[0]?.purpose === 'api' ? 'outbound' : 'inbound';

/** Model `MessageMediaParticipant`: the state is on the participant. */
function mediaParticipant(conversation: Conversation, part: Participant): JsonObject {
	return {
		...common(part),
		...(part.purpose === 'customer' && { address: conversation.customer.id }),
		state: part.state,
		direction: direction(conversation),
		disconnectType: part.disconnectType,
		held: false,
		startAlertingTime: iso(part.startAlertingTime),
		...(part.userId !== undefined && { user: { id: part.userId, selfUri: `/api/v2/users/${part.userId}` } }),
		...(part.queueId !== undefined && {
			queue: { id: part.queueId, selfUri: `/api/v2/routing/queues/${part.queueId}` },
		}),
		provider: 'PureCloud Messaging',
		peer: part.communicationId,
		type: conversation.messengerType,
		...addresses(conversation),
		messages: messagesOf(conversation, part),
	};
}

/** Model `MessageConversation`, of GET /conversations/messages/{id}. */
export function messageConversationView(conversation: Conversation): JsonObject {
	return {
		id: conversation.id,
		participants: conversation.participants.map((part) => mediaParticipant(conversation, part)),
		otherMediaUris: [],
		recentTransfers: [],
		selfUri: `/api/v2/conversations/messages/${conversation.id}`,
	};
}

/** Model `AfterCallWork`, of a communication. */
function afterCallWork({ purpose, startAcwTime, endAcwTime }: Participant): JsonObject | undefined {
	if (purpose !== 'agent') return undefined;
	if (startAcwTime === undefined) return { state: 'notApplicable' };
	return {
		startTime: iso(startAcwTime),
		endTime: iso(endAcwTime),
		state: endAcwTime === undefined ? 'pending' : 'complete',
	};
}

/** Model `Participant`: its `messages` contain the state, one entry per communication. */
function participant(world: World, conversation: Conversation, part: Participant): JsonObject {
	const queueName = world.queues.find(({ id }) => id === part.queueId)?.name;
	return {
		...common(part),
		...(part.purpose === 'customer' && { address: conversation.customer.id, participantType: 'External' }),
		...(part.userId !== undefined && { userId: part.userId, userUri: `/api/v2/users/${part.userId}` }),
		...(part.queueId !== undefined && { queueId: part.queueId, queueName }),
		messages: [
			{
				id: part.communicationId,
				state: part.state,
				initialState: part.startAlertingTime === undefined ? 'connected' : 'alerting',
				held: false,
				direction: direction(conversation),
				disconnectType: part.disconnectType,
				startAlertingTime: iso(part.startAlertingTime),
				connectedTime: iso(part.connectedTime),
				disconnectedTime: iso(part.endTime),
				provider: 'PureCloud Messaging',
				type: conversation.messengerType,
				...addresses(conversation),
				wrapup: part.wrapup,
				afterCallWork: afterCallWork(part),
				afterCallWorkRequired: part.purpose === 'agent',
				messages: messagesOf(conversation, part),
			},
		],
	};
}

/** Model `Conversation`, of GET /conversations/{id}. */
export function conversationView(world: World, conversation: Conversation): JsonObject {
	return {
		id: conversation.id,
		startTime: iso(conversation.startedAt),
		endTime: iso(conversation.endedAt),
		address: conversation.customer.id,
		participants: conversation.participants.map((part) => participant(world, conversation, part)),
		conversationIds: [],
		recordingState: 'none',
		recentTransfers: [],
		divisions: divisionsOf(world, conversation).map((division) => ({ division, entities: [] })),
		selfUri: `/api/v2/conversations/${conversation.id}`,
	};
}
