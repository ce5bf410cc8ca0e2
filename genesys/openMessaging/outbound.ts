import { createHash } from 'node:crypto';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import { parseAttachments } from './attachments';
import type { OpenMessagingEvent, Receipt } from './events';
import { parseStructured } from './structured';
import { renderText, saidBy } from './structuredText';

/** What a delivery turned out to be. */
export type ParsedDelivery =
	/** Something that the workflow can be told. */
	| { kind: 'event'; integrationId: string; event: OpenMessagingEvent }
	/** A notification of Genesys with nothing in it for us: an event type that did not exist so far, an empty message. */
	| { kind: 'unsupported'; integrationId: string }
	/** Not the JSON of a notification. */
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
 * Reads a delivery of Genesys' webhook ("outbound" from Genesys' side: from agent or flow to the customer).
 * It is invalid when it is no object, has neither a type nor content, does not say which integration and which customer
 * it belongs to, or is nested more deeply than n8n could store.
 *
 * The model is OpenOutboundNormalizedMessage; unknown keys are ignored and unknown content is delivered as
 * `structured.kind: "other"`, since Genesys adds kinds without notice.
 */
export function parseOutbound(body: unknown): ParsedDelivery {
	const message = asObject(body);
	const channel = asObject(message?.channel);
	if (!message || !channel || isTooDeep(body)) return { kind: 'invalid' };

	// `channel.id` is the integration; `channel.from.id` repeats it.
	const integrationId = asText(channel.id) ?? asText(asObject(channel.from)?.id);
	const to = asObject(channel.to);
	const customerId = asText(to?.id);
	const parse = parserFor(message);
	if (!integrationId || !customerId || !parse) return { kind: 'invalid' };

	const specific = parse(message);
	if (!specific) return { kind: 'unsupported', integrationId };
	const common: Omit<OpenMessagingEvent, 'event' | 'deduplicationKey'> = {
		messageId: asText(message.id) ?? asText(channel.messageId),
		conversationId: asText(message.conversationId),
		integrationId,
		customerId,
		customerIdType: asText(to?.idType),
		time: toIsoTime(channel.time),
	};
	const event = withoutUndefined({ ...common, ...specific, deduplicationKey: deduplicationKey(message, specific) });
	return { kind: 'event', integrationId, event };
}

type Specific = Pick<
	OpenMessagingEvent,
	'event' | 'sender' | 'text' | 'attachments' | 'structured' | 'receipt' | 'typingMs'
>;

type Parser = (message: JsonObject) => Specific | undefined;

/** One row for each message type of Genesys' enum. */
const PARSERS: Record<string, Parser> = {
	text: parseMessage,
	structured: parseMessage,
	event: parseEvent,
	receipt: parseReceipt,
};

function parserFor(message: JsonObject): Parser | undefined {
	const type = asText(message.type)?.toLowerCase();
	// A delivery without a type still is a message when it has something to show.
	if (type === undefined) return message.text !== undefined || message.content !== undefined ? parseMessage : undefined;
	return Object.hasOwn(PARSERS, type) ? PARSERS[type] : parseMessage;
}

/** `undefined` where there is nothing to show: nobody wants an empty message passed on to the customer. */
function parseMessage(message: JsonObject): Specific | undefined {
	// A text in the place of an entry is one.
	const content = asObjects(message.content, 'text');
	const attachments = parseAttachments(content);
	const [first, ...others] = parseStructured(content);
	const structured = first && (others.length > 0 ? { ...first, others } : first);
	const words = textOf(message.text, content);
	const text = [first, ...others].filter((part) => part !== undefined).reduce(renderText, words);
	if (text === undefined && attachments.length === 0 && !structured) return undefined;
	// `Bot` is the flow (texts of Architect's Send Response, auto-responses); people are `Human`.
	const isFlow = asText(message.originatingEntity)?.toLowerCase() === 'bot';
	return {
		event: isFlow ? 'flowMessage' : 'agentMessage',
		sender: isFlow ? 'flow' : 'agent',
		text,
		attachments: attachments.length > 0 ? attachments : undefined,
		structured,
	};
}

/** The text, unless it is blank: messengers refuse such a message. */
function wordsIn(text: unknown): string | undefined {
	const words = asText(text);
	return words?.trim() === '' ? undefined : words;
}

/** The message's text, and what entries `{ contentType: "Text", text: { body } }` have that it does not say. */
function textOf(text: unknown, content: JsonObject[]): string | undefined {
	const words = wordsIn(asObject(text)?.body) ?? wordsIn(text);
	const others = content.flatMap((entry) => wordsIn(asObject(entry.text)?.body) ?? wordsIn(entry.text) ?? []);
	const isSaid = saidBy(words);
	const lines = [words, ...others.filter((line) => line !== words && !isSaid(line))].filter((line) => line !== undefined);
	return lines.length > 0 ? lines.join('\n') : undefined;
}

/** Only typing exists for Open Messaging (OpenMessageEvent.eventType); that somebody stopped is nothing to show. */
function parseEvent(message: JsonObject): Specific | undefined {
	const event = asObjects(message.events).find(({ eventType }) => asText(eventType)?.toLowerCase() === 'typing');
	const typing = asObject(event?.typing);
	if (!event || asText(typing?.type)?.toLowerCase() === 'off') return undefined;
	return { event: 'typing', typingMs: asNumber(typing?.duration) };
}

function parseReceipt(message: JsonObject): Specific {
	const receipt: Receipt = {
		status: asText(message.status) ?? 'Unknown',
		reasons: asObjects(message.reasons, 'message').map((reason) =>
			withoutUndefined({ code: asText(reason.code), message: asText(reason.message) }),
		),
		isFinal: message.isFinalReceipt === true || message.isFinalReceipt === 'true',
	};
	return { event: 'receipt', receipt };
}

/**
 * `<type>:<message id>`, for receipts with the status too: a receipt carries the id of its message, and there is one
 * for each status. A typing notice may come without an id: then the digest of what it says stands for it.
 */
function deduplicationKey(message: JsonObject, { receipt }: Specific): string {
	const type = asText(message.type)?.toLowerCase() ?? 'text';
	const id = asText(message.id) ?? asText(asObject(message.channel)?.messageId) ?? digestOf(message);
	return [type, id, receipt?.status].filter((part) => part !== undefined).join(':');
}

function digestOf(message: JsonObject): string {
	return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32);
}

/** Times come as ISO-8601 text (milliseconds since 1970 are understood, too); one that cannot be read is left out rather than passed on. */
function toIsoTime(time: unknown): string | undefined {
	const value = asNumber(time) ?? asText(time);
	if (value === undefined) return undefined;
	const date = new Date(value);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
