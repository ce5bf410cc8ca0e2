import { objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { InvalidInputError, PartlySentError } from '../errors';
import { asText, withoutUndefined } from '../json';
import { cleanFileName, fileNameIn, mediaTypeOf, mimeOf, UNKNOWN_MIME, type MediaType } from './attachments';
import { inboundRequest, type Customer } from './inbound';
import type { SentMessages } from './sentMessages';
import { MAX_TEXT_LENGTH, splitText } from './text';

/** A file for Genesys Cloud to fetch and cache from an http or https URL without authentication. */
export type InboundAttachment = { url: string; mime?: string; filename?: string };

/** What to send, in one or more messages. */
export interface OutgoingMessage {
	integrationId: string;
	customer: Customer;
	messageId: string; // The sender's ID for the message, the same in a repeat.
	text?: string;
	attachments?: InboundAttachment[];
	customAttributes?: Record<string, string>; // The customer's participant data.
}

/** The content of one call, with at most one file ("only one item is allowed", OpenMessageContent). */
type Part = { text?: string; attachment?: InboundAttachment };

/** One outgoing message. The same ID and time (ISO 8601, UTC) identify a repeat. */
export type InboundMessage = Pick<OutgoingMessage, 'customer' | 'messageId' | 'customAttributes'> & Part & { time: string };

export interface SentMessage {
	messageId: string; // Genesys Cloud's ID of the first message.
	conversationId?: string;
	time: string; // Time in the message, ISO 8601.
	messageIds: string[]; // Genesys Cloud's IDs of all messages.
}

/** Body of `POST /api/v2/conversations/messages/{integrationId}/inbound/open/message` (OpenInboundNormalizedMessage). */
export interface InboundMessageBody {
	/** `customAttributes` isn't in the SDK's type, but the API accepts it here and nowhere else. */
	channel: { from: Customer; messageId: string; time: string; metadata?: { customAttributes: Record<string, string> } };
	text?: string;
	content?: Array<{ attachment: { mediaType: MediaType; url: string; mime: string; filename?: string } }>;
}

/** Builds the request body. Omits empty fields, because Genesys Cloud rejects or shows empty strings. */
export function buildMessage({ customer, messageId, time, text, attachment, customAttributes = {} }: InboundMessage): InboundMessageBody {
	const filled = Object.entries(customer).filter(([, value]) => value !== undefined && value !== '');
	return withoutUndefined<InboundMessageBody>({
		channel: withoutUndefined({
			from: Object.fromEntries(filled) as unknown as Customer,
			messageId,
			time,
			metadata: Object.keys(customAttributes).length > 0 ? { customAttributes } : undefined,
		}),
		text: text === '' ? undefined : text,
		content: attachment ? [{ attachment: describeAttachment(attachment) }] : undefined,
	});
}

function describeAttachment({ url, mime = '', filename }: InboundAttachment) {
	const name = cleanFileName(filename) ?? fileNameIn(url);
	// Without parameters (`audio/ogg; codecs=opus`), as in supported content profiles.
	const essence = /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})\s*(?:;|$)/.exec(mime)?.[1];
	const type = essence ?? (name ? mimeOf(name) : UNKNOWN_MIME);
	return withoutUndefined({ mediaType: mediaTypeOf(type), url, mime: type, filename: name });
}

/** Maximum messages for one text: more than the longest message of any channel (WhatsApp: 65,536 characters). */
export const MAX_TEXT_PARTS = 20;
export const MAX_FILES = 10; // Maximum files in one message.
/**
 * The parts of a message, in order. The last piece of text is the first file's caption.
 * @throws InvalidInputError if there is nothing to send, or so many parts that they would use up the rate limit
 */
export function partsOf({ text = '', attachments = [] }: Pick<OutgoingMessage, 'text' | 'attachments'>): Part[] {
	requireFewFiles(attachments.length);
	// Checked before splitting, which is slow for many megabytes.
	const pieces = text.length > MAX_TEXT_PARTS * MAX_TEXT_LENGTH ? undefined : splitText(text);
	if (!pieces || pieces.length > MAX_TEXT_PARTS) {
		const problem = `The text has ${text.length} characters, which is more than ${MAX_TEXT_PARTS} messages of ${MAX_TEXT_LENGTH} characters`;
		throw new InvalidInputError('Text', problem, 'Nothing was sent. Send a shorter text, or send it as a file.');
	}
	if (pieces.length + attachments.length === 0) {
		throw new InvalidInputError('Text', "There's nothing to send", 'Enter text, or add at least one attachment.');
	}
	const files: Part[] = attachments.map((attachment) => ({ attachment }));
	if (files.length > 0 && pieces.length > 0) files[0].text = pieces.pop();
	return [...pieces.map((piece) => ({ text: piece })), ...files];
}

/** Called before files are prepared. @throws InvalidInputError if there are too many */
export function requireFewFiles(count: number): void {
	if (count <= MAX_FILES) return;
	const advice = 'Nothing was sent. Send the files in several messages, or send a link to all of them as text.';
	throw new InvalidInputError('Attachments', `The message has ${count} files, but the limit is ${MAX_FILES}`, advice);
}

/**
 * Sends a customer's message, part by part. A repeat within ten minutes continues with the first part that wasn't accepted.
 * Permission: conversation:message:receive.
 * @throws InvalidInputError, GenesysApiError, GenesysUnreachableError if nothing was sent; PartlySentError if a later part failed,
 * in which case the remaining parts aren't tried, to keep the order
 */
export async function sendMessage(client: GenesysClient, message: OutgoingMessage, what: string, sent: SentMessages): Promise<SentMessage> {
	const { integrationId, customer, messageId, text = '', attachments = [], customAttributes } = message;
	const parts = partsOf(message);
	// Without the files' URLs, because n8n signs new ones for each try.
	return await sent.resume([what, integrationId, customer.id, messageId, text, attachments.length], async ({ firstTried, taken }) => {
		const soFar = () => ({
			messageIds: taken.map(({ id }) => id),
			conversationId: taken.find(({ conversationId }) => conversationId !== undefined)?.conversationId,
			time: firstTried.toISOString(),
		});
		for (let index = taken.length; index < parts.length; index++) {
			const body = buildMessage({
				customer,
				messageId: index === 0 ? messageId : `${messageId}-part-${index + 1}`,
				// Genesys Cloud sorts by time, so each part needs its own.
				time: new Date(firstTried.getTime() + index).toISOString(),
				...parts[index],
				// The flow starts with the first message, so that one must have the attributes.
				customAttributes: index === 0 ? customAttributes : undefined,
			});
			const request = { ...inboundRequest(integrationId, 'message', body), query: { prefetchConversationId: true } };
			const part = parts.length > 1 ? `${what} (part ${index + 1} of ${parts.length})` : what;
			// Genesys Cloud identifies a message by its ID and time. How it handles the same ID with another time is UNCONFIRMED.
			const answer = await client.call(request, { what: part, read: objectWithId, repeatable: true }).catch((error: unknown) => {
				if (index === 0) throw error;
				const cause = error instanceof Error ? error : new Error(String(error));
				throw new PartlySentError(cause, { parts: index, of: parts.length, messageId, ...soFar() });
			});
			taken.push({ id: answer.id, conversationId: asText(answer.conversationId) });
		}
		return { messageId: taken[0].id, ...soFar() };
	});
}
