import { objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { PartlySentError } from '../errors';
import { asText } from '../json';
import { pathId } from '../pathId';
import { buildMessage, type Customer, type InboundAttachment } from './inbound';
import { partsOf, type Part } from './parts';
import type { SentMessages } from './sentMessages';

export interface OutgoingMessage {
	integrationId: string;
	customer: Customer;
	text?: string;
	attachments?: InboundAttachment[];
	customAttributes?: Record<string, string>;
	/** The sender's own ID of the message: a repeat has the same. */
	messageId: string;
}

export interface SentMessage {
	/** Genesys' id of the first message that went out. */
	messageId: string;
	conversationId?: string;
	/** ISO-8601, the time that the message carries. */
	time: string;
	/** Genesys' ids, when one text or several files made more than one message. */
	messageIds: string[];
}

/**
 * Sends a customer's message: one call where it is one message. A text beyond the limit and every file after the
 * first follow as messages of their own, in order, each after the one before was taken. A repeat within ten minutes
 * goes on with the first part that was not taken.
 * Permission: conversation:message:receive.
 *
 * @param sent what went out before
 * @throws InvalidInputError before anything is sent, when there is nothing or too much to send
 * @throws GenesysApiError, GenesysUnreachableError when nothing was sent; PartlySentError when a later part failed, and
 * those behind it were not tried, to keep the order
 */
export async function sendMessage(client: GenesysClient, message: OutgoingMessage, what: string, sent: SentMessages): Promise<SentMessage> {
	const { integrationId, customer, messageId, text = '', attachments = [] } = message;
	const parts = partsOf(message);
	// Not the files' URLs: n8n signs them anew for each try.
	return await sent.resume([what, integrationId, customer.id, messageId, text, attachments.length], async ({ firstTried, taken }) => {
		/** What is with Genesys Cloud by now. */
		const soFar = () => ({
			messageIds: taken.map(({ id }) => id),
			conversationId: taken.find(({ conversationId }) => conversationId !== undefined)?.conversationId,
			time: firstTried.toISOString(),
		});
		for (let index = taken.length; index < parts.length; index++) {
			const envelope = {
				what: parts.length > 1 ? `${what} (part ${index + 1} of ${parts.length})` : what,
				messageId: index === 0 ? messageId : `${messageId}-part-${index + 1}`,
				// Genesys sorts by time, so parts of one message must not share it.
				time: new Date(firstTried.getTime() + index).toISOString(),
				isFirst: index === 0,
			};
			const answer = await sendPart(client, message, parts[index], envelope).catch((error: unknown) => {
				if (index === 0) throw error;
				const cause = error instanceof Error ? error : new Error(String(error));
				throw new PartlySentError(cause, { parts: index, of: parts.length, messageId, ...soFar() });
			});
			taken.push(answer);
		}
		return { messageId: taken[0].id, ...soFar() };
	});
}

interface Envelope {
	what: string;
	messageId: string;
	time: string;
	isFirst: boolean;
}

async function sendPart(client: GenesysClient, message: OutgoingMessage, part: Part, { what, messageId, time, isFirst }: Envelope) {
	const { id, conversationId } = await client.call(
		{
			method: 'POST',
			path: `/api/v2/conversations/messages/${pathId('Integration', message.integrationId)}/inbound/open/message`,
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
		{ what, read: objectWithId, repeatable: true },
	);
	return { id, conversationId: asText(conversationId) };
}
