import { createHash } from 'node:crypto';
import { isSameId } from '../ids';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import { parseAttachments, type Attachment } from './attachments';
import { parseStructured, type Structured } from './structured';
import { renderText, saidBy } from './structuredText';

export const MESSAGE_EVENTS = ['agentMessage', 'flowMessage', 'typing', 'receipt'] as const;
/** What the trigger emits for a delivery. Fields that do not apply are absent. */
export interface OpenMessagingEvent {
	event: (typeof MESSAGE_EVENTS)[number];
	messageId?: string; // Genesys' id of the message; a receipt carries the id of the message it is about.
	conversationId?: string;
	integrationId: string;
	customerId: string;
	customerIdType?: string;
	sender?: 'agent' | 'flow'; // An agent, or the flow or a bot in it. Absent on typing and receipts.
	text?: string; // Plain text that every channel can show; of structured content it is a rendering.
	attachments?: Attachment[];
	structured?: Structured;
	/** `status` is `Sent`, `Delivered`, `Read`, `Failed`, `Published` or `Removed`. */
	receipt?: { status: string; reasons: Array<{ code?: string; message?: string }>; isFinal: boolean };
	typingMs?: number; // How long the typing notice holds, in milliseconds.
	time?: string; // ISO-8601 in UTC.
	deduplicationKey: string; // Equal for repeated deliveries of the same event, different for all others.
}

/** `unsupported`: a health check, a new type of event, a message that is empty or without a customer. `invalid`: no notification. */
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
		// Not JSON, or a template that fills up to more than a text can hold.
		return { delivery: { kind: 'invalid' } };
	}
}

/**
 * Reads a delivery of Genesys' webhook (OpenOutboundNormalizedMessage). Genesys adds kinds without notice: unknown keys are ignored,
 * unknown content is delivered as `structured.kind: "other"`, and a type that is new is read as a message.
 */
export function parseOutbound(body: unknown): ParsedDelivery {
	const message = asObject(body);
	if (!message || isTooDeep(body)) return { kind: 'invalid' };
	const channel = asObject(message.channel) ?? {};
	const type = lowerCase(message.type);
	// `channel.id` is the integration; the sender repeats it, or, of what the customer sent, the receiver.
	const ours = lowerCase(message.direction) === 'inbound' ? channel.to : channel.from;
	const integrationId = asText(channel.id) ?? partyIn(ours)?.id;
	// The receiver is the customer. A receipt may also be about the customer's own message; then it is from the customer to
	// the integration. Anything else that is addressed so was written by the customer and is not for them.
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
		// A receipt carries the id of its message, and there is one for each status. A typing notice may come without an id.
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

/** What is in an event because of its type; `undefined` where there is nothing to show. */
type Specific = (Pick<OpenMessagingEvent, 'event'> & Partial<OpenMessagingEvent>) | undefined;
const PARSERS = new Map<string | undefined, (message: JsonObject) => Specific>([['event', parseEvent], ['receipt', parseReceipt]]);

/** Nobody wants an empty message passed on to the customer. */
function parseMessage(message: JsonObject): Specific {
	const content = asObjects(message.content, 'text');
	const attachments = parseAttachments(content);
	const [first, ...others] = parseStructured(content);
	const structured = first && (others.length > 0 ? { ...first, others } : first);
	const text = [first, ...others].filter((part) => part !== undefined).reduce(renderText, textOf(message.text, content));
	if (text === undefined && attachments.length === 0 && !structured) return undefined;
	// `Bot` is the flow (Send Response, auto-responses); agents are `Human`, and so is an agentless message (source:
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

/** Earlier than any message: what a program writes for a time that was not set, or seconds in the place of milliseconds. */
const FIRST_TIME_MS = Date.UTC(2000, 0);
/** From ISO-8601 or milliseconds since 1970; a time that cannot be read is left out rather than passed on. */
function toIsoTime(time: unknown): string | undefined {
	const value = asNumber(time) ?? asText(time);
	if (value === undefined) return undefined;
	const date = new Date(value);
	return date.getTime() >= FIRST_TIME_MS ? date.toISOString() : undefined;
}
