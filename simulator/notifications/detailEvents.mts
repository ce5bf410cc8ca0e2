import { createHash } from 'node:crypto';

import type { ParticipantHappening } from '../conversations/happenings.mts';
import type { Conversation, DisconnectType, Participant } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import type { Settings } from '../settings.mts';
import type { DetailEvent } from './topics.mts';

/** A detail event: the last part of its topic, and its body. */
export interface Detail {
	event: DetailEvent;
	body: JsonObject;
}

/** Detail events use upper-case disconnect types, with the kind of transfer first. */
const DISCONNECT_TYPES: Record<DisconnectType, string> = {
	client: 'CLIENT',
	peer: 'PEER',
	system: 'SYSTEM',
	endpoint: 'ENDPOINT',
	'endpoint.donotdisturb': 'DND_ENDPOINT',
	inactivity: 'INACTIVITY',
	'session.expired': 'SESSION_EXPIRED',
	takeover: 'TAKEOVER',
	transfer: 'TRANSFER',
	'transfer.consult': 'CONSULT_TRANSFER',
	'transfer.noanswer': 'NO_ANSWER_TRANSFER',
	error: 'ERROR',
};

const disconnectTypeOf = ({ disconnectType }: Participant): string =>
	disconnectType ? DISCONNECT_TYPES[disconnectType] : 'UNKNOWN';

/** A customer's external contact, always the same one. */
function contactId({ integrationId, customer }: Conversation): string {
	const hex = createHash('sha256').update(`${integrationId} ${customer.id}`).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}

const contactOf = (settings: Settings, conversation: Conversation): JsonObject =>
	settings.ephemeralContacts ? { externalContactId: contactId(conversation) } : {};

const contactsOf = (settings: Settings, conversation: Conversation): JsonObject =>
	settings.ephemeralContacts ? { conversationExternalContactIds: [contactId(conversation)] } : {};

/** Agents' events are directed to the customer, customers' events to the integration. */
function addresses(settings: Settings, { integrationId, customer }: Conversation, part: Participant): JsonObject {
	const towardsCustomer = part.purpose === 'agent' || !settings.customerEventsReversed;
	return towardsCustomer
		? { addressTo: customer.id, addressFrom: integrationId }
		: { addressTo: integrationId, addressFrom: customer.id };
}

function common(settings: Settings, { conversation, participant, time }: ParticipantHappening): JsonObject {
	return {
		eventTime: time,
		conversationId: conversation.id,
		participantId: participant.id,
		sessionId: participant.communicationId,
		mediaType: 'MESSAGE',
		provider: 'PureCloud Messaging',
		direction: conversation.participants[0]?.purpose === 'api' ? 'OUTBOUND' : 'INBOUND',
		...addresses(settings, conversation, participant),
		messageType: conversation.messengerType.toUpperCase(),
		...contactsOf(settings, conversation),
	};
}

const DIVISION = { divisionId: 'home' };

const between = (from: number | undefined, to: number | undefined): number => (from && to ? to - from : 0);

/** Durations of an agent's session. An agent who didn't answer has no interaction. */
function durations({ startAlertingTime, connectedTime, endTime }: Participant): JsonObject {
	return {
		...(connectedTime !== undefined && { interactingDurationMs: between(connectedTime, endTime) }),
		heldDurationMs: 0,
		alertingDurationMs: between(startAlertingTime, connectedTime ?? endTime),
	};
}

function acdOutcome({ answeredBy, disconnectType }: Participant): JsonObject {
	if (answeredBy !== undefined) return { acdOutcome: 'ANSWERED', answeredUserId: answeredBy };
	return { acdOutcome: disconnectType === 'transfer' ? 'FLOW_OUT' : 'ABANDON' };
}

function wrapupOf({ wrapup, startAcwTime, endAcwTime }: Participant): JsonObject {
	const seconds = wrapup?.durationSeconds;
	return {
		wrapupCode: wrapup?.code,
		wrapupNotes: wrapup?.notes,
		wrapupDurationMs: seconds === undefined ? between(startAcwTime, endAcwTime) : seconds * 1000,
	};
}

const flowOf = ({ flowId }: Participant): JsonObject => ({
	flowId,
	flowType: 'INBOUNDSHORTMESSAGE',
	flowVersion: '1.0',
});

type Teller = (settings: Settings, happening: ParticipantHappening) => JsonObject;

/** Fields of each event in addition to the common ones. */
const OWN_FIELDS: Record<Exclude<DetailEvent, 'attributes'>, Teller> = {
	'customer.start': (settings, { conversation }) => ({ ...DIVISION, ...contactOf(settings, conversation) }),
	'customer.end': (settings, { conversation, participant }) => ({
		...DIVISION,
		...contactOf(settings, conversation),
		disconnectType: disconnectTypeOf(participant),
		interactingDurationMs: between(participant.connectedTime, participant.endTime),
	}),
	contact: (settings, { conversation }) => ({ ...DIVISION, ...contactOf(settings, conversation) }),
	'flow.start': (_settings, { participant }) => ({ ...DIVISION, ...flowOf(participant) }),
	'flow.end': (_settings, { participant }) => ({
		...DIVISION,
		...flowOf(participant),
		disconnectType: disconnectTypeOf(participant),
		connectedDurationMs: between(participant.connectedTime, participant.endTime),
		exitReason: participant.disconnectType === 'transfer' ? 'TRANSFER' : 'DISCONNECT',
	}),
	'acd.start': (_settings, { participant: { queueId } }) => ({
		...DIVISION,
		queueId,
		routingPriority: 0,
		requestedRoutingSkillIds: [],
	}),
	'acd.end': (_settings, { participant }) => ({
		...DIVISION,
		queueId: participant.queueId,
		disconnectType: disconnectTypeOf(participant),
		...acdOutcome(participant),
		connectedDurationMs: between(participant.connectedTime, participant.endTime),
	}),
	'user.start': (_settings, { participant: { userId, queueId } }) => ({ ...DIVISION, userId, queueId }),
	'user.end': (_settings, { participant }) => ({
		...DIVISION,
		userId: participant.userId,
		queueId: participant.queueId,
		disconnectType: disconnectTypeOf(participant),
		...durations(participant),
	}),
	wrapup: (_settings, { participant }) => ({ queueId: participant.queueId, ...wrapupOf(participant) }),
	acw: (_settings, { participant }) => ({
		userId: participant.userId,
		queueId: participant.queueId,
		...wrapupOf(participant),
	}),
};

/** Detail events for each happening. */
function eventsOf(settings: Settings, { kind, participant: { purpose } }: ParticipantHappening): DetailEvent[] {
	if (kind === 'attributes') return ['attributes'];
	const start = { alert: 'ringing', answer: 'answered' }[settings.userStartAt];
	switch (purpose) {
		case 'customer':
			if (kind === 'joined')
				return ['customer.start', ...(settings.ephemeralContacts ? ['contact' as const] : [])];
			return kind === 'left' ? ['customer.end'] : [];
		case 'workflow':
			return kind === 'joined' ? ['flow.start'] : kind === 'left' ? ['flow.end'] : [];
		case 'acd':
			return kind === 'joined' ? ['acd.start'] : kind === 'left' ? ['acd.end'] : [];
		case 'agent':
			if (kind === start) return ['user.start'];
			return kind === 'left'
				? ['user.end']
				: kind === 'wrappedUp'
					? ['wrapup']
					: kind === 'workDone'
						? ['acw']
						: [];
		case 'api':
			return [];
	}
}

/** The detail events for something that happened to a participant. */
export function detailsOf(settings: Settings, happening: ParticipantHappening): Detail[] {
	const { conversation, participant, time } = happening;
	return eventsOf(settings, happening).map((event) => {
		if (event !== 'attributes') {
			return { event, body: { ...common(settings, happening), ...OWN_FIELDS[event](settings, happening) } };
		}
		const body = {
			eventTime: time,
			conversationId: conversation.id,
			participantId: participant.id,
			attributes: participant.attributes,
			...contactsOf(settings, conversation),
			communications: [{ id: participant.communicationId, mediaType: 'MESSAGE' }],
		};
		return { event, body };
	});
}
