import { createHash } from 'node:crypto';
import { isSameId } from '../ids';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import { parseAttachments, type Attachment } from './attachments';
import { parseStructured, type Structured } from './structured';
import { renderText, saidBy } from './structuredText';

export const MESSAGE_EVENTS = ['agentMessage', 'flowMessage', 'typing', 'receipt'] as const;
/** The event that the trigger emits for a delivery. Fields that don't apply are omitted. */
export interface OpenMessagingEvent {
	event: (typeof MESSAGE_EVENTS)[number];
	messageId?: string; // Genesys Cloud's ID of the message, or of the message that a receipt is about.
	conversationId?: string;
	integrationId: string;
	customerId: string;
	customerIdType?: string;
	sender?: 'agent' | 'flow'; // `flow` includes its bot. Omitted for typing and receipts.
	text?: string; // Plain text for any channel, including a rendering of structured content.
	attachments?: Attachment[];
	structured?: Structured;
	/** `status` is `Sent`, `Delivered`, `Read`, `Failed`, `Published` or `Removed`. */
	receipt?: { status: string; reasons: Array<{ code?: string; message?: string }>; isFinal: boolean };
	typingMs?: number; // Duration of the typing notice in milliseconds.
	time?: string; // ISO 8601 in UTC.
	deduplicationKey: string; // The same for repeated deliveries of an event, different for all others.
}

/** `unsupported`: a health check, a new event type, or a message that is empty or has no customer. `invalid`: not a notification. */
export type ParsedDelivery =
	| { kind: 'event'; integrationId: string; event: OpenMessagingEvent }
	| { kind: 'unsupported'; integrationId?: string }
	| { kind: 'invalid' };

/** Parses a request body. Also returns its JSON. */
export function readDelivery(rawBody: Buffer): { delivery: ParsedDelivery; raw?: unknown } {
	try {
		// A byte order mark isn't valid JSON, but some proxies add one.
		const raw: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		return { delivery: parseOutbound(raw), raw };
	} catch {
		// Not JSON, or a template that expands beyond the maximum string length.
		return { delivery: { kind: 'invalid' } };
	}
}

/**
 * Reads a delivery (OpenOutboundNormalizedMessage). Genesys Cloud adds content without notice: unknown keys are ignored, unknown
 * content becomes `structured.kind: "other"`, and unknown types are read as messages.
 */
export function parseOutbound(body: unknown): ParsedDelivery {
	const message = asObject(body);
	if (!message || isTooDeep(body)) return { kind: 'invalid' };
	const channel = asObject(message.channel) ?? {};
	const type = lowerCase(message.type);
	// `channel.id` is the integration, which is also the sender, or the receiver of a customer's message.
	const ours = lowerCase(message.direction) === 'inbound' ? channel.to : channel.from;
	const integrationId = asText(channel.id) ?? partyIn(ours)?.id;
	// The receiver is the customer. A receipt for the customer's own message goes from the customer to the integration. Anything
	// else in this direction is the customer's own message, which must not be sent back.
	const parties = (type === 'receipt' ? [channel.to, channel.from] : [channel.to]).map(partyIn);
	const customer = parties.find((party) => party && !isSameId(party.id, integrationId));
	const specific = (PARSERS.get(type) ?? parseMessage)(message);
	if (!integrationId || !customer || !specific) return withoutUndefined({ kind: 'unsupported', integrationId });
	const messageId = asText(message.id) ?? asText(channel.messageId);
	const { event: name, ...fields } = specific;
	const digest = () => createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32);
	const event = withoutUndefined<OpenMessagingEvent>({
		event: name,
		messageId,
		conversationId: asText(message.conversationId),
		integrationId,
		customerId: customer.id,
		customerIdType: customer.idType,
		time: toIsoTime(channel.time),
		...fields,
		// A receipt has its message's ID, and there's one receipt for each status. A typing notice may have no ID.
		deduplicationKey: [type ?? 'text', messageId ?? digest(), fields.receipt?.status].filter(Boolean).join(':'),
	});
	return { kind: 'event', integrationId, event };
}

function partyIn(value: unknown): { id: string; idType?: string } | undefined {
	const party = asObject(value);
	const id = asText(party?.id);
	return id === undefined ? undefined : { id, idType: asText(party?.idType) };
}

function lowerCase(value: unknown): string | undefined {
	return asText(value)?.toLowerCase();
}

/** The fields for an event's type, or `undefined` if there is nothing to show. */
type Specific = (Pick<OpenMessagingEvent, 'event'> & Partial<OpenMessagingEvent>) | undefined;
const PARSERS = new Map<string | undefined, (message: JsonObject) => Specific>([['event', parseEvent], ['receipt', parseReceipt]]);

/** `undefined` for an empty message, which must not reach the customer. */
function parseMessage(message: JsonObject): Specific {
	const content = asObjects(message.content, 'text');
	const attachments = parseAttachments(content);
	const [first, ...others] = parseStructured(content);
	const structured = first && (others.length > 0 ? { ...first, others } : first);
	const text = [first, ...others].filter((part) => part !== undefined).reduce(renderText, textOf(message.text, content));
	if (text === undefined && attachments.length === 0 && !structured) return undefined;
	// `Bot` is the flow (Send Response, auto-responses). Agents and agentless messages are `Human` (source:
	// developer.genesys.cloud, commdigital/digital/openmessaging/outboundMessages).
	const isFlow = lowerCase(message.originatingEntity) === 'bot';
	return {
		event: isFlow ? 'flowMessage' : 'agentMessage',
		sender: isFlow ? 'flow' : 'agent',
		text,
		attachments: attachments.length > 0 ? attachments : undefined,
		structured,
	};
}

/** The message's text, plus any other text in entries `{ contentType: "Text", text: { body } }`. */
function textOf(text: unknown, content: JsonObject[]): string | undefined {
	const words = wordsIn(text);
	const isSaid = saidBy(words);
	const others = content.flatMap((entry) => wordsIn(entry.text) ?? []).filter((line) => line !== words && !isSaid(line));
	return asText([words ?? [], others].flat().join('\n'));
}

/** A text or its `body`, unless it's blank, because channels reject blank messages. */
function wordsIn(text: unknown): string | undefined {
	return [asObject(text)?.body, text].map(asText).find((words) => words !== undefined && words.trim() !== '');
}

/** Typing is the only event in Open Messaging (OpenMessageEvent.eventType). A stop isn't emitted. */
function parseEvent(message: JsonObject): Specific {
	const event = asObjects(message.events).find(({ eventType }) => lowerCase(eventType) === 'typing');
	const typing = asObject(event?.typing);
	if (!event || lowerCase(typing?.type) === 'off') return undefined;
	return { event: 'typing', typingMs: asNumber(typing?.duration) };
}

function parseReceipt(message: JsonObject): Specific {
	const said = asObjects(message.reasons, 'message');
	const reasons = said.map((reason) => withoutUndefined({ code: asText(reason.code), message: asText(reason.message) }));
	const isFinal = message.isFinalReceipt === true || message.isFinalReceipt === 'true';
	return { event: 'receipt', receipt: { status: asText(message.status) ?? 'Unknown', reasons, isFinal } };
}

/** Earlier times are unset values, or seconds instead of milliseconds. */
const FIRST_TIME_MS = Date.UTC(2000, 0);
/** Reads ISO 8601 or milliseconds since 1970. Omits invalid times. */
function toIsoTime(time: unknown): string | undefined {
	const value = asNumber(time) ?? asText(time);
	if (value === undefined) return undefined;
	const date = new Date(value);
	return date.getTime() >= FIRST_TIME_MS ? date.toISOString() : undefined;
}
