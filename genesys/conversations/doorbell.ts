import type { GenesysClient } from '../client';
import { asNumber, asObject, asText, parseJson, type JsonObject } from '../json';
import { inRole, isOpenMessaging, type Conversation } from './conversation';
import { getConversationUntil } from './conversations';
import { observe, type LifecycleEvent } from './lifecycle';

/** A delivery says that something happened in a conversation; the conversation itself says what. */
export interface Doorbell {
	conversationId: string;
	/** When it happened, in milliseconds since 1970. */
	at: number;
}

const CONVERSATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** EventBridge retries a delivery for a day. */
const OLDEST_MS = 24 * 60 * 60 * 1000;

/**
 * Reads which conversation a delivery is about: from Amazon EventBridge, with the event in `detail.eventBody`, or from a
 * data action, with its fields at the top level, as texts. `undefined` for anything else, and for a conversation that is
 * not one of Open Messaging; never throws. `now` replaces a time that is not given.
 */
export function readDoorbell(delivery: unknown, now: number): Doorbell | undefined {
	const outer = objectIn(asObject(delivery)?.detail) ?? asObject(delivery);
	const body = objectIn(outer?.eventBody) ?? outer;
	const conversationId = asText(body?.conversationId) ?? '';
	if (!body || !CONVERSATION_ID.test(conversationId)) return undefined;
	if (!is(body.mediaType, 'MESSAGE') || !is(body.messageType, 'OPEN')) return undefined;
	const at = asNumber(body.eventTime) ?? Date.parse(asText(body.eventTime) ?? '');
	return { conversationId, at: at >= now - OLDEST_MS && at <= now ? at : now };
}

/** An object, or the JSON text of one, as some senders have it. */
function objectIn(value: unknown): JsonObject | undefined {
	return asObject(typeof value === 'string' ? parseJson(value) : value);
}

/** What Architect writes for a variable without a value, and placeholders that were not filled in: such a field counts as ours. */
const UNSET = /^(?:|NOT_SET|null|undefined|\$\{.*\}|\{\{.*\}\})$/i;

function is(field: unknown, expected: string): boolean {
	const text = asText(field)?.trim() ?? '';
	return UNSET.test(text) || text.toUpperCase() === expected;
}

/** How often a conversation is read that does not show yet what happened (UNCONFIRMED). */
const CHECKS = 5;
/** The time of an event and the one in the conversation may differ by this much (UNCONFIRMED). */
const SAME_TIME_MS = 2_000;

/**
 * Fetches the conversation until it shows something as new as the doorbell, for a second and a half; `undefined` when
 * Genesys knows none. Permission: conversation:communication:view.
 *
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function answerDoorbell(client: GenesysClient, { conversationId, at }: Doorbell): Promise<Conversation | undefined> {
	const isDone = (conversation: Conversation | undefined) => conversation !== undefined && newestTime(conversation) >= at - SAME_TIME_MS;
	return await getConversationUntil(client, conversationId, 'Look at conversation', { isDone, checks: CHECKS });
}

function newestTime(conversation: Conversation): number {
	const participants = inRole(conversation, 'customer', 'queue', 'agent');
	const times = participants.flatMap(({ startedAt = 0, connectedAt = 0, endedAt = 0 }) => [startedAt, connectedAt, endedAt]);
	return Math.max(conversation.endedAt ?? 0, ...times);
}

/** An event may be this much older, as another doorbell may have been missed; more would repeat what another process has emitted. */
const EARLIER_MS = 60_000;

/** Returns the events around the doorbell and since; none for a conversation that is not one of Open Messaging. */
export function eventsAround(conversation: Conversation, { at }: Doorbell, now: number): LifecycleEvent[] {
	if (!isOpenMessaging(conversation)) return [];
	return observe(undefined, conversation, now).events.filter(({ time }) => Date.parse(time) >= at - EARLIER_MS);
}
