import type { GenesysClient } from '../client';
import { asNumber, asObject, asText, parseJson, type JsonObject } from '../json';
import { inRole, isOpenMessaging, type Conversation } from './conversation';
import { getConversation } from './conversations';
import { observe, type LifecycleEvent } from './lifecycle';

/** Somebody says that something has happened in a conversation. What has, the conversation itself says. */
export interface Doorbell {
	conversationId: string;
	/** When it happened, in milliseconds since 1970. */
	at: number;
}

const CONVERSATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** EventBridge repeats for a day what was not taken. */
const OLDEST_MS = 24 * 60 * 60 * 1000;

/**
 * Reads which conversation a delivery is about: one of Amazon EventBridge, which has the event in `detail.eventBody`, or
 * of a data action, which has its fields at the top level, as texts. `undefined` for what is no event of a conversation,
 * or not one of Open Messaging; never throws.
 *
 * @param delivery parsed JSON
 * @param now milliseconds since 1970; stands in for a time that is not given
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

/** An object, or the JSON text of one, as some senders put it in. */
function objectIn(value: unknown): JsonObject | undefined {
	return asObject(typeof value === 'string' ? parseJson(value) : value);
}

/** What Architect puts in the place of a variable that has no value, and a template's place that was not filled. */
const UNSET = /^(?:|NOT_SET|null|undefined|\$\{.*\}|\{\{.*\}\})$/i;

/** Where the field is not given, it counts as ours. */
function is(field: unknown, expected: string): boolean {
	const text = asText(field)?.trim() ?? '';
	return UNSET.test(text) || text.toUpperCase() === expected;
}

/** How often, and how long apart, a conversation is looked at that does not show yet what happened (UNCONFIRMED). */
const CHECKS = 4;
const CHECK_PAUSE_MS = 500;
/** The time of an event and the one in the conversation may differ by so much (UNCONFIRMED). */
const SAME_TIME_MS = 2_000;

/**
 * The conversation, once it shows something as new as the doorbell, or else as it is after a second and a half.
 * Permission: conversation:communication:view.
 *
 * @returns `undefined` when Genesys knows no such conversation
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function answerDoorbell(client: GenesysClient, { conversationId, at }: Doorbell): Promise<Conversation | undefined> {
	for (let check = 1; ; check++) {
		const conversation = await getConversation(client, conversationId, 'Look at conversation');
		if (check === CHECKS || (conversation && newestTime(conversation) >= at - SAME_TIME_MS)) return conversation;
		await client.sleep(CHECK_PAUSE_MS);
	}
}

function newestTime(conversation: Conversation): number {
	const participants = inRole(conversation, 'customer', 'queue', 'agent');
	const times = participants.flatMap(({ startedAt, connectedAt, endedAt }) => [startedAt, connectedAt, endedAt]);
	return Math.max(...[conversation.endedAt, ...times].map((time) => time ?? 0));
}

/**
 * So much older than the doorbell an event may be: another doorbell may have been missed. Longer would emit again, long
 * after, what another process has emitted.
 */
const EARLIER_MS = 60_000;

/** What has happened around the doorbell and since; nothing for a conversation that is not one of Open Messaging. */
export function eventsAround(conversation: Conversation, { at }: Doorbell, now: number): LifecycleEvent[] {
	if (!isOpenMessaging(conversation)) return [];
	const { events } = observe(undefined, conversation, now);
	return events.filter(({ time }) => Date.parse(time) >= at - EARLIER_MS);
}
