import { randomUUID } from 'node:crypto';
import type { GenesysClient } from '../client';
import { asObject, asText } from '../json';
import type { Customer } from './inbound';

/** What was clicked (ContentButtonResponse). */
export const BUTTON_TYPES = ['Button', 'DatePicker', 'QuickReply'] as const;
export type ButtonType = (typeof BUTTON_TYPES)[number];

export interface ButtonResponse {
	integrationId: string;
	customer: Customer;
	type: ButtonType;
	/** What the agent reads, and what the flow or bot gets. */
	text: string;
	payload: string;
	/** Genesys' id of the message that had the buttons. */
	originatingMessageId: string;
	/** Your id of this response: given, sending it again does no harm. One is made where it is missing. */
	messageId?: string;
}

export interface SentButtonResponse {
	/** Genesys' id of the response. */
	messageId: string;
	/** ISO-8601. */
	time: string;
}

/**
 * Passes on which button, quick reply or date the customer has picked (OpenInboundStructuredResponseMessage). It
 * belongs to a conversation that is open, which the answer does not name (OpenStructuredResponseNormalizedMessage).
 * Permission: conversation:message:receive.
 *
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function sendButtonResponse(client: GenesysClient, response: ButtonResponse, now: Date): Promise<SentButtonResponse> {
	const { integrationId, customer, type, text, payload, originatingMessageId, messageId = randomUUID() } = response;
	const time = now.toISOString();
	const body = await client.call(
		{
			method: 'POST',
			path: `/api/v2/conversations/messages/${encodeURIComponent(integrationId)}/inbound/open/structured/response`,
			body: { channel: { from: customer, messageId, time }, buttonResponse: { type, text, payload }, originatingMessageId },
		},
		// The id and time stay the same, and Genesys knows a message by these two.
		{ what: 'Send button response', repeatable: true, inJson: true },
	);
	return { messageId: asText(asObject(body)?.id) ?? messageId, time };
}
