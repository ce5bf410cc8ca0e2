import { objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { InvalidInputError } from '../errors';
import { pathId } from '../pathId';
import type { Customer } from './inbound';
import type { SentMessages } from './sentMessages';
import { MAX_TEXT_LENGTH } from './text';

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
	/** The sender's own ID of this response: a repeat has the same. */
	messageId: string;
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
 * A repeat within ten minutes is not sent again. Permission: conversation:message:receive.
 *
 * @param sent what went out before
 * @throws InvalidInputError for a text or payload longer than a message
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function sendButtonResponse(client: GenesysClient, response: ButtonResponse, sent: SentMessages): Promise<SentButtonResponse> {
	const { integrationId, customer, type, text, payload, originatingMessageId, messageId } = response;
	requireShort('Text', text);
	requireShort('Payload', payload);
	return await sent.resume([integrationId, customer.id, messageId, originatingMessageId, payload], async ({ firstTried, taken }) => {
		const time = firstTried.toISOString();
		if (taken.length === 0) {
			const { id } = await client.call(
				{
					method: 'POST',
					path: `/api/v2/conversations/messages/${pathId('Integration', integrationId)}/inbound/open/structured/response`,
					body: { channel: { from: customer, messageId, time }, buttonResponse: { type, text, payload }, originatingMessageId },
				},
				// The id and time stay the same, and Genesys knows a message by these two.
				{ what: 'Send button response', read: objectWithId, repeatable: true },
			);
			taken.push({ id });
		}
		return { messageId: taken[0].id, time };
	});
}

/** Half a label or payload would be another one, so it is not cut. */
function requireShort(displayName: string, text: string): void {
	if (text.length <= MAX_TEXT_LENGTH) return;
	throw new InvalidInputError(
		displayName,
		`"${displayName}" has ${text.length} characters, where ${MAX_TEXT_LENGTH} at most are possible`,
		'Use what the button has in the message from Genesys Cloud.',
	);
}
