import { createHash } from 'node:crypto';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import { parseAttachments, type Attachment } from './attachments';
import { parseStructured, type Structured } from './structured';
import { renderText, saidBy } from './structuredText';

export const MESSAGE_EVENTS = ['agentMessage', 'flowMessage', 'typing', 'receipt'] as const;

/** What the trigger emits for a delivery. Fields that do not apply are absent. */
export interface OpenMessagingEvent {
	event: (typeof MESSAGE_EVENTS)[number];
	/** Genesys' id of the message; a receipt carries the id of the message it is about. */
	messageId?: string;
	conversationId?: string;
	integrationId: string;
	customerId: string;
	customerIdType?: string;
	/** An agent, or the flow or a bot in it. Absent on typing and receipts. */
	sender?: 'agent' | 'flow';
	/** Plain text that every channel can show; of structured content it is a rendering. */
	text?: string;
	attachments?: Attachment[];
	structured?: Structured;
	/** `status` is `Sent`, `Delivered`, `Read`, `Failed`, `Published` or `Removed`. */
	receipt?: { status: string; reasons: Array<{ code?: string; message?: string }>; isFinal: boolean };
	/** How long the typing notice holds, in milliseconds. */
	typingMs?: number;
	/** ISO-8601, UTC. */
	time?: string;
	/** Equal for repeated deliveries of the same event, different for all others. */
	deduplicationKey: string;
}

/**
 * What a delivery turned out to be: something to emit; nothing for the workflow (a health check, an event type that is new,
 * an empty message, one without a customer); or not the JSON of a notification.
 */
export type ParsedDelivery =
	| { kind: 'event'; integrationId: string; event: OpenMessagingEvent }
	| { kind: 'unsupported'; integrationId?: string }
	| { kind: 'invalid' };

/** The same from the bytes of a request, with the JSON that they hold. */
export function readDelivery(rawBody: Buffer): { delivery: ParsedDelivery; raw?: unknown } {
	try {
		// A byte order mark is no part of JSON, but some proxies put one in front.
		const raw: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		return { delivery: parseOutbound(raw), raw };
	} catch {
		return { delivery: { kind: 'invalid' } };
	}
}

/**
 * Reads a delivery of Genesys' webhook ("outbound" from Genesys' side), model OpenOutboundNormalizedMessage. It is invalid
 * when it is no object, or is nested more deeply than n8n could store. Everything else is a notification: Genesys adds
 * kinds without notice, so unknown keys are ignored and unknown content is delivered as `structured.kind: "other"`.
 */
export function parseOutbound(body: unknown): ParsedDelivery {
	const message = asObject(body);
	if (!message || isTooDeep(body)) return { kind: 'invalid' };

	const channel = asObject(message.channel) ?? {};
	const integrationId = integrationOf(message, channel);
	const customer = customerOf(message, channel, integrationId);
	const specific = parserFor(message)?.(message);
	if (!integrationId || !customer || !specific) return withoutUndefined({ kind: 'unsupported', integrationId });
	const messageId = asText(message.id) ?? asText(channel.messageId);
	const { event: name, ...fields } = specific;
	const event = withoutUndefined<OpenMessagingEvent>({
		event: name,
		messageId,
		conversationId: asText(message.conversationId),
		integrationId,
		customerId: customer.id,
		customerIdType: customer.idType,
		time: toIsoTime(channel.time),
		...fields,
		// A receipt carries the id of its message, and there is one for each status. A typing notice may come without an id.
		deduplicationKey: [typeOf(message) ?? 'text', messageId ?? digestOf(message), fields.receipt?.status].filter(Boolean).join(':'),
	});
	return { kind: 'event', integrationId, event };
}

/** `channel.id` is the integration; the sender repeats it, or, of what the customer sent, the receiver. */
function integrationOf(message: JsonObject, channel: JsonObject): string | undefined {
	const isInbound = asText(message.direction)?.toLowerCase() === 'inbound';
	return asText(channel.id) ?? partyIn(isInbound ? channel.to : channel.from)?.id;
}

/**
 * Whom a delivery is for: the receiver. A receipt may also be about the customer's own message; then it is from the
 * customer to the integration. Anything else that is addressed so was written by the customer and is not for them.
 */
function customerOf(message: JsonObject, channel: JsonObject, integrationId = '') {
	const parties = typeOf(message) === 'receipt' ? [channel.to, channel.from] : [channel.to];
	return parties.map(partyIn).find((party) => party && party.id.toLowerCase() !== integrationId.toLowerCase());
}

function partyIn(value: unknown): { id: string; idType?: string } | undefined {
	const party = asObject(value);
	const id = asText(party?.id);
	return id === undefined ? undefined : { id, idType: asText(party?.idType) };
}

function typeOf(message: JsonObject): string | undefined {
	return asText(message.type)?.toLowerCase();
}

function digestOf(message: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32);
}

/** What is in an event because of its type; `undefined` where there is nothing to show. */
type Parser = (message: JsonObject) => Pick<OpenMessagingEvent, 'event'> & Partial<OpenMessagingEvent> | undefined;

/** By Genesys' message types; one that is new is read as a message. */
const PARSERS: Record<string, Parser> = { text: parseMessage, structured: parseMessage, event: parseEvent, receipt: parseReceipt };

function parserFor(message: JsonObject): Parser | undefined {
	const type = typeOf(message);
	// A delivery without a type still is a message when it has something to show.
	if (type === undefined) return message.text !== undefined || message.content !== undefined ? parseMessage : undefined;
	return Object.hasOwn(PARSERS, type) ? PARSERS[type] : parseMessage;
}

/** Nobody wants an empty message passed on to the customer. */
function parseMessage(message: JsonObject): ReturnType<Parser> {
	// A text in the place of an entry is one.
	const content = asObjects(message.content, 'text');
	const attachments = parseAttachments(content);
	const [first, ...others] = parseStructured(content);
	const structured = first && (others.length > 0 ? { ...first, others } : first);
	const text = [first, ...others].filter((part) => part !== undefined).reduce(renderText, textOf(message.text, content));
	if (text === undefined && attachments.length === 0 && !structured) return undefined;
	// `Bot` is the flow (texts of Architect's Send Response, auto-responses); agents are `Human`. An agentless message looks
	// like an agent's (source: developer.genesys.cloud, commdigital/digital/openmessaging/outboundMessages).
	const isFlow = asText(message.originatingEntity)?.toLowerCase() === 'bot';
	return {
		event: isFlow ? 'flowMessage' : 'agentMessage',
		sender: isFlow ? 'flow' : 'agent',
		text,
		attachments: attachments.length > 0 ? attachments : undefined,
		structured,
	};
}

/** The message's text, and what entries `{ contentType: "Text", text: { body } }` have that it does not say. */
function textOf(text: unknown, content: JsonObject[]): string | undefined {
	const words = wordsIn(text);
	const isSaid = saidBy(words);
	const others = content.flatMap((entry) => wordsIn(entry.text) ?? []).filter((line) => line !== words && !isSaid(line));
	return asText([words ?? [], others].flat().join('\n'));
}

/** A text, by itself or in a `body`, unless it is blank: messengers refuse such a message. */
function wordsIn(text: unknown): string | undefined {
	return [asObject(text)?.body, text].map(asText).find((words) => words !== undefined && words.trim() !== '');
}

/** Only typing exists for Open Messaging (OpenMessageEvent.eventType); that somebody stopped is nothing to show. */
function parseEvent(message: JsonObject): ReturnType<Parser> {
	const event = asObjects(message.events).find(({ eventType }) => asText(eventType)?.toLowerCase() === 'typing');
	const typing = asObject(event?.typing);
	if (!event || asText(typing?.type)?.toLowerCase() === 'off') return undefined;
	return { event: 'typing', typingMs: asNumber(typing?.duration) };
}

function parseReceipt(message: JsonObject): ReturnType<Parser> {
	const reasons = asObjects(message.reasons, 'message').map((reason) =>
		withoutUndefined({ code: asText(reason.code), message: asText(reason.message) }),
	);
	const isFinal = message.isFinalReceipt === true || message.isFinalReceipt === 'true';
	return { event: 'receipt', receipt: { status: asText(message.status) ?? 'Unknown', reasons, isFinal } };
}

/** Earlier than any message: what a program writes for a time that was not set, or seconds in the place of milliseconds. */
const FIRST_TIME_MS = Date.UTC(2000, 0);

/** From ISO-8601 or milliseconds since 1970; a time that cannot be read is left out rather than passed on. */
function toIsoTime(time: unknown): string | undefined {
	const value = asNumber(time) ?? asText(time);
	if (value === undefined) return undefined;
	const date = new Date(value);
	return date.getTime() >= FIRST_TIME_MS ? date.toISOString() : undefined;
}
