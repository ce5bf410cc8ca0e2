import { anObject, objectWithId } from '../answers';
import type { GenesysClient, HttpRequest } from '../client';
import { InvalidInputError, RefusedError } from '../errors';
import { asObjects, asText, withoutUndefined } from '../json';
import { pathId } from '../ids';
import type { SentMessages } from './sentMessages';
import { beginningOf, MAX_TEXT_LENGTH } from './text';

export const CUSTOMER_ID_TYPES = ['Opaque', 'Email', 'Phone'] as const;
export type CustomerIdType = (typeof CUSTOMER_ID_TYPES)[number];
/** The customer as Genesys knows them. `id` is who they are across chats; the rest is what the agent sees. */
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
 * Shows the agent that the customer is typing (OpenInboundNormalizedEvent). Not repeated: a late notice is wrong. By its
 * description it may begin a conversation, so it belongs behind the first message. Permission: conversation:message:receive.
 * @returns the time that the notice carries, ISO-8601
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function sendTyping(client: GenesysClient, typing: { integrationId: string; customer: Customer }, now: Date): Promise<string> {
	const time = now.toISOString();
	const body = { channel: { from: typing.customer, time }, events: [{ eventType: 'Typing' }] };
	await client.call(inboundRequest(typing.integrationId, 'event', body), { what: 'Send typing', read: anObject });
	return time;
}

/** Why a customer did not get a message (ConversationReason). */
export const REASON_CODES = [
	'DataFiltered', 'GeneralError', 'InvalidDestination', 'InvalidMediaContentLength', 'InvalidMessageStructure',
	'MediaTypeNotAllowed', 'MessageExpired', 'MessageNotAllowed', 'RateLimited', 'RecipientOptedOut', 'ServerError',
	'UnknownMessage', 'UnsupportedMessage',
] as const;
/** As much of a reason as an agent reads, in characters: channels repeat whole pages in their errors. */
const MAX_REASON_LENGTH = 500;

export interface Receipt {
	integrationId: string;
	customer: { id: string; idType: CustomerIdType };
	messageId: string; // Genesys' id of the agent's message, as its delivery had it.
	status: 'Delivered' | 'Failed'; // What became of it; `reason` says why a failed one has failed.
	reason?: { code: (typeof REASON_CODES)[number]; message: string };
}

/**
 * Shows the agent what became of their message (OpenInboundNormalizedReceipt). Permission: conversation:message:receive.
 * @returns the time that the receipt carries, ISO-8601
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
	// The answer repeats the receipt; where Genesys could not use it, the one that comes back says Failed.
	if (status === 'Failed' || asText(answer.status) !== 'Failed') return time;
	const reasons = asObjects(answer.reasons).map((said) => asText(said.message) ?? asText(said.code));
	const message = `Send receipt: Genesys Cloud rejected the receipt${reasons.length > 0 ? ` – ${reasons.join(', ')}` : ''}`;
	const advice = "Check that Message ID is the trigger's messageId of an agent's message to this customer.";
	throw new RefusedError({ code: 'receipt.refused', message, advice });
}

/** What was clicked (ContentButtonResponse). */
export const BUTTON_TYPES = ['Button', 'DatePicker', 'QuickReply'] as const;
export interface ButtonResponse {
	integrationId: string;
	customer: Customer;
	type: (typeof BUTTON_TYPES)[number];
	text: string; // What the agent reads, and what the flow or bot gets.
	payload: string;
	originatingMessageId: string; // Genesys' id of the message that had the buttons.
	messageId: string; // The sender's own ID of this response: a repeat has the same.
}

/**
 * Passes on which button, quick reply or date the customer has picked (OpenInboundStructuredResponseMessage).
 * A repeat within ten minutes is not sent again. Permission: conversation:message:receive.
 * @returns Genesys' id of the response, and its time as ISO-8601
 * @throws InvalidInputError for a text or payload longer than a message; GenesysApiError, GenesysUnreachableError
 */
export async function sendButtonResponse(client: GenesysClient, response: ButtonResponse, sent: SentMessages) {
	const { integrationId, customer, type, text, payload, originatingMessageId, messageId } = response;
	// Half a label or payload would be another one, so it is not cut.
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
			// Genesys knows a message by its id and time, and both stay the same.
			const { id } = await client.call(request, { what: 'Send button response', read: objectWithId, repeatable: true });
			taken.push({ id });
		}
		return { messageId: taken[0].id, time };
	});
}
