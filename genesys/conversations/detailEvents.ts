import { asNumber, asObject, asText, type JsonObject } from '../json';
import type { Observation, Part, Role } from './observation';

/** The detail events that the life cycle is made of; Genesys has more (flows, attributes, wrap-up codes). */
const KINDS = ['customer.start', 'customer.end', 'acd.start', 'acd.end', 'user.start', 'user.end', 'acw'] as const;
export type DetailEventKind = (typeof KINDS)[number];

export interface DetailEvent {
	kind: DetailEventKind;
	observation: Observation;
}

/**
 * Reads a detail event, whichever way it came:
 * - a notification `{ topicName, eventBody }` of `v2.detail.events.conversation.{id}.…`,
 * - Amazon EventBridge, which has the same in `detail`,
 * - a data action of a process-automation trigger: the fields at the top level, often all as text, with
 *   `topicName` or `eventType` where the author has put it in; without it the fields tell which event it is.
 *
 * Models: UserStartDetailEventTopicUserStartEvent and its like. `undefined` for what is no such event, or not of Open
 * Messaging; never throws.
 *
 * @param seenAt stands in for a missing time, in milliseconds since 1970
 */
export function parseDetailEvent(delivery: unknown, seenAt: number): DetailEvent | undefined {
	const outer = asObject(asObject(delivery)?.detail) ?? asObject(delivery);
	const body = asObject(outer?.eventBody) ?? outer;
	const conversationId = asText(body?.conversationId);
	if (!outer || !body || !conversationId) return undefined;
	if (!is(body.mediaType, 'MESSAGE') || !is(body.messageType, 'OPEN')) return undefined;
	const name = asText(outer.topicName) ?? asText(outer.eventType) ?? asText(body.eventType);
	const kind = name === undefined ? kindOfFields(body) : kindOfName(name);
	if (!kind) return undefined;
	const part = partOf(kind, body, timeOf(body.eventTime) ?? seenAt);
	const observation = {
		conversationId,
		...addressesOf(part.role, body),
		parts: part.participantId === '' ? [] : [part],
		answers: kind === 'acd.end' ? answersOf(body, part) : [],
	};
	return { kind, observation };
}

/** Where the field is not given, it counts as ours. */
function is(field: unknown, expected: string): boolean {
	return (asText(field)?.toUpperCase() ?? expected) === expected;
}

function kindOfName(name: string): DetailEventKind | undefined {
	const lower = name.toLowerCase();
	return KINDS.find((kind) => lower === kind || lower.endsWith(`.${kind}`));
}

/** Only an agent's events name a user, only a queue's and an agent's name a queue; ends have durations and a reason. */
function kindOfFields(body: JsonObject): DetailEventKind | undefined {
	const has = (...names: string[]) => names.some((name) => ![undefined, null, ''].includes(body[name] as null));
	const isEnd = has('disconnectType', 'interactingDurationMs', 'alertingDurationMs', 'connectedDurationMs');
	if (has('wrapupCode', 'wrapupNotes', 'wrapupDurationMs')) return 'acw';
	if (has('acdOutcome', 'answeredUserId')) return 'acd.end';
	if (has('userId')) return isEnd ? 'user.end' : 'user.start';
	if (has('queueId')) return isEnd ? 'acd.end' : 'acd.start';
	if (isEnd) return 'customer.end';
	return has('externalContactId', 'journeyContext') ? 'customer.start' : undefined;
}

const ROLE_OF: Record<string, Role> = { customer: 'customer', acd: 'queue', user: 'agent', acw: 'agent' };

function partOf(kind: DetailEventKind, body: JsonObject, at: number): Part {
	const [actor, moment] = kind.split('.');
	const isEnd = moment === 'end';
	return {
		participantId: asText(body.participantId) ?? '',
		role: ROLE_OF[actor],
		userId: asText(body.userId),
		queueId: asText(body.queueId),
		// user.start may come when it rings or when the agent answers (UNCONFIRMED): it is taken as ringing.
		begunAt: moment === 'start' ? at : undefined,
		connectedAt: kind === 'user.end' ? connectedBefore(body, at) : undefined,
		afterCallWorkAt: kind === 'acw' ? at : undefined,
		endedAt: isEnd ? at : undefined,
		disconnectType: isEnd ? restSpelling(asText(body.disconnectType)) : undefined,
	};
}

/** An agent who did not interact for a millisecond has never had the chat (UNCONFIRMED, inferred from the fields). */
function connectedBefore(body: JsonObject, endedAt: number): number | undefined {
	const interacting = asNumber(body.interactingDurationMs) ?? 0;
	const held = Math.max(0, asNumber(body.heldDurationMs) ?? 0);
	return interacting > 0 ? Math.max(0, endedAt - interacting - held) : undefined;
}

function answersOf(body: JsonObject, { endedAt }: Part): Observation['answers'] {
	const userId = asText(body.answeredUserId);
	const isAnswered = asText(body.acdOutcome)?.toUpperCase() === 'ANSWERED';
	return userId && isAnswered && endedAt !== undefined ? [{ userId, at: endedAt }] : [];
}

/** On an agent's events the addressee is the customer. On the customer's own it is UNCONFIRMED, so they name nobody. */
function addressesOf(role: Role, body: JsonObject): Pick<Observation, 'customerId' | 'integrationId'> {
	return role === 'agent' ? { customerId: asText(body.addressTo), integrationId: asText(body.addressFrom) } : {};
}

/** `NO_ANSWER_TRANSFER` → `transfer.noanswer`, `SESSION_EXPIRED` → `session.expired`, as REST and the queue topics have it. */
function restSpelling(type: string | undefined): string | undefined {
	if (type === undefined) return undefined;
	const transfer = /^(\w+)_TRANSFER$/i.exec(type);
	return (transfer ? `transfer.${transfer[1].replaceAll('_', '')}` : type.replaceAll('_', '.')).toLowerCase();
}

/** Milliseconds since 1970, as a number, as text or as an ISO-8601 time. */
function timeOf(time: unknown): number | undefined {
	const number = asNumber(time);
	const milliseconds = number ?? Date.parse(asText(time) ?? '');
	// Outside of what a Date can hold there is no time either.
	return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
}
