import type { GenesysClient } from '../client';
import { hasEarlierMessage, parseConversation } from '../conversations/conversation';
import { getConversationRequest } from '../conversations/conversations';
import { PartlySentError } from '../errors';
import { withoutUndefined } from '../json';
import { fitAttributes } from './customAttributes';
import type { Customer } from './inbound';
import { sendMessage, type InboundAttachment, type SentMessage } from './messages';
import type { SentMessages } from './sentMessages';
import { beginningOf, MAX_TEXT_LENGTH, splitText } from './text';
import { quotedWhereLikeHeading, renderTranscript, type TranscriptLine } from './transcript';

const ROUTING = ['queueName', 'language', 'skills', 'priority', 'phone'] as const;

export interface HandoverRequest extends Partial<Record<(typeof ROUTING)[number], string>> {
	integrationId: string;
	customer: Customer;
	text: string; // The customer's question, or the reason for the handover.
	summary?: string;
	transcript?: TranscriptLine[] | string;
	customAttributes?: Array<[string, string]>;
	attachments?: InboundAttachment[]; // Files sent with the customer's question.
	messageId: string; // The sender's ID for this handover, the same in a repeat.
}

export interface HandoverResult {
	/** `alreadyInProgress`: the text was added to the customer's open conversation. */
	status: 'started' | 'alreadyInProgress';
	conversationId?: string;
	messageId: string;
	customerId: string;
	integrationId: string;
	startedAt: string;
	droppedAttributes?: string[]; // Names of attributes that exceeded the byte budget.
	/** Only if a later part of a long transcript couldn't be sent. The handover has started. */
	incompleteTranscript?: string;
}

/** `impatient` is for optional calls. */
export type HandoverCalls = { client: GenesysClient; impatient: GenesysClient; sent: SentMessages };

/**
 * Hands a customer's conversation over to agents. Safe to repeat with the same message ID.
 * Permissions: conversation:message:receive; without conversation:communication:view, `status` is always `started`.
 * @throws GenesysApiError, GenesysUnreachableError only if nothing was sent
 */
export async function startHandover({ client, impatient, sent }: HandoverCalls, request: HandoverRequest): Promise<HandoverResult> {
	const { integrationId, customer, messageId, text, attachments, summary = '', customAttributes: own = [] } = request;
	const routing = ROUTING.map((name): [string, string] => [name, request[name] ?? '']);
	const { attributes, dropped } = fitAttributes([...routing, ...own, ['reason', text], ['summary', summary]]);
	const message = { integrationId, customer, messageId, text: handoverText(request), attachments, customAttributes: attributes };
	const taken: Taken = await sendMessage(client, message, 'Start handover', sent).catch((error: unknown) => {
		// After the first part, the handover has started, even if the rest fails.
		if (!(error instanceof PartlySentError)) throw error;
		const { parts, of, messageIds, ...first } = error.delivered;
		return { ...first, messageId: messageIds[0], missing: `${of - parts} of ${of} parts weren't sent: ${error.cause.message}` };
	});
	return withoutUndefined<HandoverResult>({
		status: (await wasInProgress(impatient, taken)) ? 'alreadyInProgress' : 'started',
		conversationId: taken.conversationId,
		messageId: taken.messageId,
		customerId: customer.id,
		integrationId,
		startedAt: taken.time,
		droppedAttributes: dropped.length > 0 ? dropped : undefined,
		incompleteTranscript: taken.missing,
	});
}

type Taken = Pick<SentMessage, 'messageId' | 'conversationId' | 'time'> & { missing?: string };
/** Never throws, because the caller would start the handover again. A conversation that isn't visible yet is new. */
async function wasInProgress(client: GenesysClient, { conversationId, messageId }: Taken): Promise<boolean> {
	if (conversationId === undefined) return false;
	const conversation = await client.call(getConversationRequest(conversationId), { what: 'Start handover', read: parseConversation }).catch(() => undefined);
	return conversation !== undefined && hasEarlierMessage(conversation, messageId);
}

export const SUMMARY_HEADING = '--- Summary ---';
export const TRANSCRIPT_HEADING = '--- Conversation so far ---';
/** Characters that an agent can be expected to read, in fewer parts than the limit of a message. */
export const MAX_HANDOVER_LENGTH = 30_000;
/** Longer lines are split, so that each part starts at the beginning of a line. */
const MAX_LINE_LENGTH = MAX_TEXT_LENGTH / 2 - 100;

/** The first text that the agent reads. A long transcript is cut at its beginning. No content can look like a heading. */
export function handoverText({ text, summary = '', transcript = [] }: Pick<HandoverRequest, 'text' | 'summary' | 'transcript'>): string {
	const question = shortened(quotedWhereLikeHeading(text), MAX_HANDOVER_LENGTH);
	const room = Math.max(0, MAX_HANDOVER_LENGTH - question.length);
	const shownSummary = shortened(quotedWhereLikeHeading(summary), room);
	const shownTranscript = renderTranscript(transcript, room - shownSummary.length);
	const under = (heading: string, body: string) => (body === '' ? '' : `${heading}\n${body}`);
	const blocks = [question, under(SUMMARY_HEADING, shownSummary), under(TRANSCRIPT_HEADING, shownTranscript)];
	const lines = blocks.filter((block) => block !== '').join('\n\n').split('\n');
	return lines.map((line) => splitText(line, MAX_LINE_LENGTH).join('\n> ')).join('\n');
}

function shortened(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return [beginningOf(text, maxLength), '(Shortened.)'].filter(Boolean).join('\n');
}
