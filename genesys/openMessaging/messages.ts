import { randomUUID } from 'node:crypto';
import type { GenesysClient } from '../client';
import { asObject, asText } from '../json';
import { buildMessage, type Customer, type InboundAttachment } from './inbound';
import { partsOf, type Part } from './parts';

export interface OutgoingMessage {
	integrationId: string;
	customer: Customer;
	text?: string;
	attachments?: InboundAttachment[];
	customAttributes?: Record<string, string>;
	/** Your id: given, it is the same each time, so that sending again does no harm. One is made where it is missing. */
	messageId?: string;
}

export interface SentMessage {
	/** Genesys' id of the first message that went out. */
	messageId: string;
	conversationId?: string;
	/** ISO-8601, the time that the message carries. */
	time: string;
	/** Genesys' ids, when one text or several files made more than one message. */
	messageIds: string[];
	/** Why a later part did not go out; those behind it were not tried, to keep the order. */
	unsent?: { parts: number; of: number; error: Error };
}

/**
 * Sends a customer's message: one call where it is one message. A text beyond the limit and every file after the
 * first follow as messages of their own, in order, each after the one before was taken.
 * Permission: conversation:message:receive.
 *
 * @throws GenesysApiError, GenesysUnreachableError when nothing was sent; what fails later stands in `unsent`, since
 * the customer's words are with the agent by then and must not be sent a second time under another id
 */
export async function sendMessage(client: GenesysClient, message: OutgoingMessage, what: string, now: Date): Promise<SentMessage> {
	const parts = partsOf(message);
	const baseId = message.messageId ?? randomUUID();
	const sent: Array<{ id: string; conversationId?: string }> = [];
	let unsent: SentMessage['unsent'];
	for (const [index, part] of parts.entries()) {
		const messageId = index === 0 ? baseId : `${baseId}-${index + 1}`;
		const { body, error } = await outcomeOf(client, message, part, {
			what: parts.length > 1 ? `${what} (part ${index + 1} of ${parts.length})` : what,
			messageId,
			// Genesys sorts by time, so parts of one message must not share it.
			time: new Date(now.getTime() + index).toISOString(),
			isFirst: index === 0,
		});
		if (error && index === 0) throw error;
		if (error) {
			unsent = { parts: parts.length - index, of: parts.length, error };
			break;
		}
		const answer = asObject(body);
		sent.push({ id: asText(answer?.id) ?? messageId, conversationId: asText(answer?.conversationId) });
	}
	return {
		messageId: sent[0].id,
		conversationId: sent.find((part) => part.conversationId !== undefined)?.conversationId,
		time: now.toISOString(),
		messageIds: sent.map((part) => part.id),
		unsent,
	};
}

interface Envelope {
	what: string;
	messageId: string;
	time: string;
	isFirst: boolean;
}

/** An exception too, such as a credential that cannot be read just then, must not hide that an earlier part is there. */
async function outcomeOf(...part: Parameters<typeof sendPart>): Promise<{ body?: unknown; error?: Error }> {
	return await sendPart(...part).catch((error: unknown) => ({ error: error instanceof Error ? error : new Error(String(error)) }));
}

async function sendPart(client: GenesysClient, message: OutgoingMessage, part: Part, { what, messageId, time, isFirst }: Envelope) {
	return await client.attempt(
		{
			method: 'POST',
			path: `/api/v2/conversations/messages/${encodeURIComponent(message.integrationId)}/inbound/open/message`,
			query: { prefetchConversationId: true },
			body: buildMessage({
				customer: message.customer,
				messageId,
				time,
				...part,
				// The flow starts on the first message, so what it is to read must be on that one.
				customAttributes: isFirst ? message.customAttributes : undefined,
			}),
		},
		// Genesys knows a message by its id and time, and both stay the same here. What it makes of an id that comes
		// again at another time, when a workflow is run once more, is UNCONFIRMED.
		{ what, repeatable: true, inJson: true },
	);
}
