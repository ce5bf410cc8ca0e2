import type { GenesysClient } from '../client';
import { isGuid } from '../ids';
import { asNumber, asObject, asText, parseJson, type JsonObject } from '../json';
import { inRole, isOpenMessaging, type Conversation } from './conversation';
import { getConversationUntil } from './conversations';
import { observe, type LifecycleEvent } from './lifecycle';

/** Signals that something happened in a conversation, and when (milliseconds since 1970). A lookup shows what. */
export type Doorbell = { conversationId: string; at: number };
const OLDEST_MS = 24 * 60 * 60 * 1000; // EventBridge retries a delivery for a day.

/** Reads an EventBridge event (`detail.eventBody`) or a data action's fields; `now` replaces a missing time. Never throws. */
export function readDoorbell(delivery: unknown, now: number): Doorbell | undefined {
	const outer = objectIn(asObject(delivery)?.detail) ?? asObject(delivery);
	const body = objectIn(outer?.eventBody) ?? outer;
	const conversationId = asText(body?.conversationId) ?? '';
	if (!body || !isGuid(conversationId)) return undefined;
	if (!is(body.mediaType, 'MESSAGE') || !is(body.messageType, 'OPEN')) return undefined;
	const at = asNumber(body.eventTime) ?? Date.parse(asText(body.eventTime) ?? '');
	return { conversationId, at: at >= now - OLDEST_MS && at <= now ? at : now };
}

/** An object, or its JSON text, which some senders use. */
function objectIn(value: unknown): JsonObject | undefined {
	return asObject(typeof value === 'string' ? parseJson(value) : value);
}

/** Architect's text for a variable without a value, and unfilled placeholders: such a field counts as a match. */
const UNSET = /^(?:|NOT_SET|null|undefined|\$\{.*\}|\{\{.*\}\})$/i;

function is(field: unknown, expected: string): boolean {
	const text = asText(field)?.trim() ?? '';
	return UNSET.test(text) || text.toUpperCase() === expected;
}

const CHECKS = 5; // Maximum reads until the conversation shows what happened (UNCONFIRMED).
const SAME_TIME_MS = 2_000; // Allowed difference between an event's time and the conversation's (UNCONFIRMED).

/** Reads until something is as recent as the doorbell, for 1.5 seconds. Permission and errors: as `getConversation`. */
export async function answerDoorbell(client: GenesysClient, { conversationId, at }: Doorbell): Promise<Conversation | undefined> {
	const newestTime = (conversation: Conversation) => {
		const parts = inRole(conversation, 'customer', 'queue', 'agent');
		const times = parts.flatMap(({ startedAt = 0, connectedAt = 0, endedAt = 0 }) => [startedAt, connectedAt, endedAt]);
		return Math.max(conversation.endedAt ?? 0, ...times);
	};
	const isDone = (conversation: Conversation | undefined) => conversation !== undefined && newestTime(conversation) >= at - SAME_TIME_MS;
	return await getConversationUntil(client, conversationId, 'Look up conversation', { isDone, checks: CHECKS });
}

/** An earlier doorbell may have been missed; older events were emitted before. */
const EARLIER_MS = 60_000;

export function eventsAround(conversation: Conversation, { at }: Doorbell, now: number): LifecycleEvent[] {
	if (!isOpenMessaging(conversation)) return [];
	return observe(undefined, conversation, now).events.filter(({ time }) => Date.parse(time) >= at - EARLIER_MS);
}
