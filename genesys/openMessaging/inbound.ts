import { anObject, objectWithId } from '../answers';
import type { GenesysClient, HttpRequest } from '../client';
import { InvalidInputError, RefusedError } from '../errors';
import { asObjects, asText, withoutUndefined } from '../json';
import { pathId } from '../ids';
import type { SentMessages } from './sentMessages';
import { beginningOf, MAX_TEXT_LENGTH } from './text';

export const CUSTOMER_ID_TYPES = ['Opaque', 'Email', 'Phone'] as const;
export type CustomerIdType = (typeof CUSTOMER_ID_TYPES)[number];
/** The customer. `id` identifies the customer across conversations, and the agent sees the other fields. */
export interface Customer {
	id: string;
	idType: CustomerIdType;
	firstName?: string;
	lastName?: string;
	nickname?: string;
	email?: string;
	image?: string; // URL of a picture.
}

export function inboundRequest(integrationId: string, kind: 'message' | 'event' | 'receipt' | 'structured/response', body: object) {
	const path = `/api/v2/conversations/messages/${pathId('Integration', integrationId)}/inbound/open/${kind}`;
	return { method: 'POST', path, body } satisfies HttpRequest;
}

/**
 * Shows the agent that the customer is typing (OpenInboundNormalizedEvent). Not retried, because a late notice is wrong. According
 * to its description, it may start a conversation, so send it only after the first message. Permission: conversation:message:receive.
 * @returns the time in the notice, ISO 8601
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function sendTyping(client: GenesysClient, typing: { integrationId: string; customer: Customer }, now: Date): Promise<string> {
	const time = now.toISOString();
	const body = { channel: { from: typing.customer, time }, events: [{ eventType: 'Typing' }] };
	await client.call(inboundRequest(typing.integrationId, 'event', body), { what: 'Send typing', read: anObject });
	return time;
}

/** Reasons for a failed message (ConversationReason). */
export const REASON_CODES = [
	'DataFiltered', 'GeneralError', 'InvalidDestination', 'InvalidMediaContentLength', 'InvalidMessageStructure',
	'MediaTypeNotAllowed', 'MessageExpired', 'MessageNotAllowed', 'RateLimited', 'RecipientOptedOut', 'ServerError',
	'UnknownMessage', 'UnsupportedMessage',
] as const;
/** Maximum characters of a reason, because channels return entire pages in their errors. */
const MAX_REASON_LENGTH = 500;

export interface Receipt {
	integrationId: string;
	customer: { id: string; idType: CustomerIdType };
	messageId: string; // ID of the agent's message, from its delivery.
	status: 'Delivered' | 'Failed';
	reason?: { code: (typeof REASON_CODES)[number]; message: string };
}

/**
 * Shows the agent whether a message was delivered (OpenInboundNormalizedReceipt). Permission: conversation:message:receive.
 * @returns the time in the receipt, ISO 8601
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `receipt.refused`
 */
export async function sendReceipt(client: GenesysClient, receipt: Receipt, now: Date): Promise<string> {
	const { integrationId, customer, messageId, status, reason } = receipt;
	const time = now.toISOString();
	const body = withoutUndefined({
		id: messageId,
		channel: { to: customer, time },
		status,
		reasons: reason && [{ ...reason, message: beginningOf(reason.message, MAX_REASON_LENGTH) }],
		isFinalReceipt: true,
	});
	const request = inboundRequest(integrationId, 'receipt', body);
	const answer = await client.call(request, { what: 'Send receipt', read: anObject, repeatable: true });
	// The response repeats the receipt. If Genesys Cloud couldn't use it, the repeated one has the status Failed.
	if (status === 'Failed' || asText(answer.status) !== 'Failed') return time;
	const reasons = asObjects(answer.reasons).map((said) => asText(said.message) ?? asText(said.code));
	const message = `Send receipt: Genesys Cloud rejected the receipt${reasons.length > 0 ? ` – ${reasons.join(', ')}` : ''}`;
	const advice = "Check that Message ID is the trigger's messageId of an agent's message to this customer.";
	throw new RefusedError({ code: 'receipt.refused', message, advice });
}

/** Types of a clicked element (ContentButtonResponse). */
export const BUTTON_TYPES = ['Button', 'DatePicker', 'QuickReply'] as const;
export interface ButtonResponse {
	integrationId: string;
	customer: Customer;
	type: (typeof BUTTON_TYPES)[number];
	text: string; // Shown to the agent and passed to the flow or bot.
	payload: string;
	originatingMessageId: string; // ID of the message with the buttons.
	messageId: string; // The sender's ID for this response, the same in a repeat.
}

/**
 * Sends which button, quick reply, or date the customer chose (OpenInboundStructuredResponseMessage).
 * A repeat within ten minutes is not sent again. Permission: conversation:message:receive.
 * @returns Genesys Cloud's ID of the response, and its time as ISO 8601
 * @throws InvalidInputError if the text or payload is longer than a message; GenesysApiError, GenesysUnreachableError
 */
export async function sendButtonResponse(client: GenesysClient, response: ButtonResponse, sent: SentMessages) {
	const { integrationId, customer, type, text, payload, originatingMessageId, messageId } = response;
	// A cut label or payload would be a different one.
	for (const [displayName, { length }] of [['Text', text], ['Payload', payload]] as const) {
		if (length <= MAX_TEXT_LENGTH) continue;
		const problem = `"${displayName}" has ${length} characters, but the limit is ${MAX_TEXT_LENGTH}`;
		throw new InvalidInputError(displayName, problem, "Use the button's text and payload from the message in Genesys Cloud.");
	}
	return await sent.resume([integrationId, customer.id, messageId, originatingMessageId, payload], async ({ firstTried, taken }) => {
		const time = firstTried.toISOString();
		if (taken.length === 0) {
			const body = { channel: { from: customer, messageId, time }, buttonResponse: { type, text, payload }, originatingMessageId };
			const request = inboundRequest(integrationId, 'structured/response', body);
			// Genesys Cloud identifies a message by its ID and time, which are the same in a retry.
			const { id } = await client.call(request, { what: 'Send button response', read: objectWithId, repeatable: true });
			taken.push({ id });
		}
		return { messageId: taken[0].id, time };
	});
}
