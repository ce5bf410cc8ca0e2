import type { GenesysClient } from '../client';
import { hasEarlierMessage, parseConversation } from '../conversations/conversation';
import { getConversationRequest } from '../conversations/conversations';
import { PartlySentError } from '../errors';
import { withoutUndefined } from '../json';
import { fitAttributes } from './customAttributes';
import { handoverText, type HandoverText } from './handoverText';
import type { Customer } from './inbound';
import { sendMessage, type SentMessage } from './messages';
import type { SentMessages } from './sentMessages';

export interface HandoverRequest extends HandoverText {
	integrationId: string;
	customer: Customer;
	queueName?: string;
	language?: string;
	skills?: string;
	priority?: string;
	phone?: string;
	/** Pairs of the user's own, as they are. */
	customAttributes?: Array<[string, string]>;
	/** The sender's own ID of this handover: a repeat has the same. */
	messageId: string;
}

export interface HandoverResult {
	/** `alreadyInProgress`: the customer's conversation was open, and the text was added to it. */
	status: 'started' | 'alreadyInProgress';
	conversationId?: string;
	messageId: string;
	customerId: string;
	integrationId: string;
	startedAt: string;
	/** Names of the attributes that did not fit into Genesys' byte budget. */
	droppedAttributes: string[];
	/** Only when a later part of a long transcript could not be sent: the chat has been handed over all the same. */
	incompleteTranscript?: string;
}

/** What a handover needs from outside. */
export interface HandoverCalls {
	client: GenesysClient;
	/** For what can be done without: it tries once, and waits out no rate limit. */
	impatient: GenesysClient;
	/** What went out before. */
	sent: SentMessages;
}

/**
 * Puts a customer's chat in front of agents: the question, the summary and the transcript in the first message, what
 * the flow routes by as custom attributes on that same message. With the same message ID it may be started again.
 *
 * Permissions: conversation:message:receive; with conversation:communication:view it can tell a new handover from one
 * that is in progress, without it every handover counts as started.
 *
 * @throws GenesysApiError, GenesysUnreachableError only when nothing was sent
 */
export async function startHandover({ client, impatient, sent }: HandoverCalls, request: HandoverRequest): Promise<HandoverResult> {
	const { integrationId, customer, messageId } = request;
	const { attributes, dropped } = fitAttributes(attributesOf(request));
	const message = { integrationId, customer, messageId, text: handoverText(request), customAttributes: attributes };
	const { first, missing } = await takenBy(sendMessage(client, message, 'Start handover', sent));
	return withoutUndefined<HandoverResult>({
		status: (await wasInProgress(impatient, first.conversationId, first.messageId)) ? 'alreadyInProgress' : 'started',
		conversationId: first.conversationId,
		messageId: first.messageId,
		customerId: customer.id,
		integrationId,
		startedAt: first.time,
		droppedAttributes: dropped,
		incompleteTranscript: missing,
	});
}

/** Once the first part has been taken, the chat is handed over, whatever becomes of the rest. */
async function takenBy(sending: Promise<SentMessage>): Promise<{ first: SentMessage; missing?: string }> {
	return await sending.then(
		(first) => ({ first }),
		(error: unknown) => {
			if (!(error instanceof PartlySentError)) throw error;
			const { parts, of, messageIds, conversationId, time } = error.delivered;
			const missing = `${of - parts} of ${of} parts are missing: ${error.cause.message}`;
			return { first: { messageId: messageIds[0], messageIds, conversationId, time }, missing };
		},
	);
}

/** In the order of importance: what the flow routes by, then the user's own, then what the message says as well. */
function attributesOf(request: HandoverRequest): Array<[string, string]> {
	const { queueName = '', language = '', skills = '', priority = '', phone = '', summary = '' } = request;
	return [
		['queueName', queueName],
		['language', language],
		['skills', skills],
		['priority', priority],
		['phone', phone],
		...(request.customAttributes ?? []),
		['reason', request.text],
		['summary', summary],
	];
}

/** Longest wait for the look at the conversation, in milliseconds: a courtesy, and the chat has been handed over. */
const LOOK_TIMEOUT_MS = 5_000;

/**
 * The message has been taken by now, so nothing that goes wrong here may look like a handover that failed: the caller
 * would start it again. A conversation that cannot be read yet is a new one (Genesys shows those with a delay).
 */
async function wasInProgress(client: GenesysClient, conversationId: string | undefined, messageId: string): Promise<boolean> {
	if (conversationId === undefined) return false;
	// Whatever goes wrong is no answer, also that the credential cannot be read any more.
	const request = { ...getConversationRequest(conversationId), timeoutMs: LOOK_TIMEOUT_MS };
	const conversation = await client.call(request, { what: 'Start handover', read: parseConversation }).catch(() => undefined);
	return conversation !== undefined && hasEarlierMessage(conversation, messageId);
}
