import type { GenesysClient } from '../client';
import { hasEarlierMessage, parseConversation } from '../conversations/conversation';
import { getConversationRequest } from '../conversations/conversations';
import { withoutUndefined } from '../json';
import { fitAttributes } from './customAttributes';
import { handoverText, type HandoverText } from './handoverText';
import type { Customer } from './inbound';
import { sendMessage } from './messages';

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
	messageId?: string;
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

/**
 * Puts a customer's chat in front of people: the question, the summary and the transcript in the first message, what
 * the flow routes by as custom attributes on that same message.
 *
 * Permissions: conversation:message:receive; with conversation:communication:view it can tell a new hand-over from one
 * that is in progress, without it every hand-over counts as started.
 */
export async function startHandover(client: GenesysClient, request: HandoverRequest, now: Date): Promise<HandoverResult> {
	const { attributes, dropped } = fitAttributes(attributesOf(request));
	const sent = await sendMessage(
		client,
		{
			integrationId: request.integrationId,
			customer: request.customer,
			text: handoverText(request),
			customAttributes: attributes,
			messageId: request.messageId,
		},
		'Start handover',
		now,
	);
	return withoutUndefined<HandoverResult>({
		status: (await wasInProgress(client, sent.conversationId, sent.messageIds[0])) ? 'alreadyInProgress' : 'started',
		conversationId: sent.conversationId,
		messageId: sent.messageId,
		customerId: request.customer.id,
		integrationId: request.integrationId,
		startedAt: sent.time,
		droppedAttributes: dropped,
		incompleteTranscript: sent.unsent && `${sent.unsent.parts} of ${sent.unsent.of} parts are missing: ${sent.unsent.error.message}`,
	});
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

/**
 * The message has been taken by now, so nothing that goes wrong here may look like a hand-over that failed: the caller
 * would start it again. A conversation that cannot be read yet is a new one (Genesys shows those with a delay).
 */
async function wasInProgress(client: GenesysClient, conversationId: string | undefined, messageId: string): Promise<boolean> {
	if (conversationId === undefined) return false;
	// Whatever goes wrong is no answer, also that the credential cannot be read any more.
	const body = await client.call(getConversationRequest(conversationId), { what: 'Start handover' }).catch(() => undefined);
	const conversation = parseConversation(body);
	return conversation !== undefined && hasEarlierMessage(conversation, messageId);
}
