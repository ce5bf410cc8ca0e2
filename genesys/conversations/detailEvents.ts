import { asNumber, asObject, asText, parseJson, type JsonObject } from '../json';
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
	const outer = objectIn(asObject(delivery)?.detail) ?? asObject(delivery);
	const body = objectIn(outer?.eventBody) ?? outer;
	const conversationId = textIn(body?.conversationId);
	if (!outer || !body || !conversationId) return undefined;
	if (!is(body.mediaType, 'MESSAGE') || !is(body.messageType, 'OPEN')) return undefined;
	const topic = textIn(outer.topicName);
	const name = topic ?? textIn(outer.eventType) ?? textIn(body.eventType);
	// A topic says for certain what it is not; another name may be of the author's own.
	const kind = kindOfName(name ?? '') ?? (topic === undefined ? kindOfFields(body) : undefined);
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
	return (textIn(field)?.toUpperCase() ?? expected) === expected;
}

/** `customer.end` also as `CUSTOMER_END`, `customerEnd` and at the end of a topic's name. */
function kindOfName(name: string): DetailEventKind | undefined {
	const letters = name.toLowerCase().replace(/[^a-z]/g, '');
	return KINDS.find((kind) => letters.endsWith(kind.replace('.', '')));
}

/** An object, or the JSON text of one, as some senders put it in. */
function objectIn(value: unknown): JsonObject | undefined {
	return asObject(typeof value === 'string' ? parseJson(value) : value);
}

/** What Architect puts in the place of a variable that has no value, and a template's place that was not filled. */
const UNSET = /^(?:|NOT_SET|null|undefined|\$\{.*\}|\{\{.*\}\})$/i;

function textIn(value: unknown): string | undefined {
	const text = asText(value);
	return text === undefined || UNSET.test(text.trim()) ? undefined : text;
}

/** Is something in this field? A duration of nothing is none: workflows begin their numbers with 0. */
function isGiven(value: unknown): boolean {
	return (textIn(value) ?? asObject(value)) !== undefined && asNumber(value) !== 0;
}

/** Only an agent's events name a user, only a queue's and an agent's name a queue; ends have durations and a reason. */
function kindOfFields(body: JsonObject): DetailEventKind | undefined {
	const has = (...names: string[]) => names.some((name) => isGiven(body[name]));
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
		participantId: textIn(body.participantId) ?? '',
		role: ROLE_OF[actor],
		userId: textIn(body.userId),
		queueId: textIn(body.queueId),
		// user.start may come when it rings or when the agent answers (UNCONFIRMED): it is taken as ringing.
		begunAt: moment === 'start' ? at : undefined,
		connectedAt: kind === 'user.end' ? connectedBefore(body, at) : undefined,
		afterCallWorkAt: kind === 'acw' ? at : undefined,
		endedAt: isEnd ? at : undefined,
		disconnectType: isEnd ? restSpelling(textIn(body.disconnectType)) : undefined,
	};
}

/** An agent who did not interact for a millisecond has never had the chat (UNCONFIRMED, inferred from the fields). */
function connectedBefore(body: JsonObject, endedAt: number): number | undefined {
	const interacting = asNumber(body.interactingDurationMs) ?? 0;
	const held = Math.max(0, asNumber(body.heldDurationMs) ?? 0);
	return interacting > 0 ? Math.max(0, endedAt - interacting - held) : undefined;
}

function answersOf(body: JsonObject, { endedAt }: Part): Observation['answers'] {
	const userId = textIn(body.answeredUserId);
	const isAnswered = textIn(body.acdOutcome)?.toUpperCase() === 'ANSWERED';
	return userId && isAnswered && endedAt !== undefined ? [{ userId, at: endedAt }] : [];
}

/** On an agent's events the addressee is the customer. On the customer's own it is UNCONFIRMED, so they name nobody. */
function addressesOf(role: Role, body: JsonObject): Pick<Observation, 'customerId' | 'integrationId'> {
	return role === 'agent' ? { customerId: textIn(body.addressTo), integrationId: textIn(body.addressFrom) } : {};
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
