import { anObject } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObjects, asText, withoutUndefined, type JsonObject } from '../json';
import { pathId } from '../pathId';
import type { CustomerIdType } from './inbound';
import { beginningOf } from './lines';

/** Why a customer did not get a message (ConversationReason). */
export const REASON_CODES = [
	'DataFiltered',
	'GeneralError',
	'InvalidDestination',
	'InvalidMediaContentLength',
	'InvalidMessageStructure',
	'MediaTypeNotAllowed',
	'MessageExpired',
	'MessageNotAllowed',
	'RateLimited',
	'RecipientOptedOut',
	'ServerError',
	'UnknownMessage',
	'UnsupportedMessage',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** As much of a reason as an agent reads, in characters: channels repeat whole pages in their errors. */
const MAX_REASON_LENGTH = 500;

export interface Receipt {
	integrationId: string;
	customer: { id: string; idType: CustomerIdType };
	/** Genesys' id of the agent's message, as its delivery had it. */
	messageId: string;
	/** What became of it; `reason` says why a failed one has failed. */
	status: 'Delivered' | 'Failed';
	reason?: { code: ReasonCode; message: string };
}

/**
 * Tells Genesys what became of an agent's message on the customer's side (OpenInboundNormalizedReceipt), so that the
 * agent sees what the customer did not get. Saying it twice does no harm. Permission: conversation:message:receive.
 *
 * @returns the time that the receipt carries, ISO-8601
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `receipt.refused` when Genesys answers a
 * good receipt with a failed one
 */
export async function sendReceipt(client: GenesysClient, receipt: Receipt, now: Date): Promise<string> {
	const what = 'Send receipt';
	const time = now.toISOString();
	const answer = await client.call(
		{
			method: 'POST',
			path: `/api/v2/conversations/messages/${pathId('Integration', receipt.integrationId)}/inbound/open/receipt`,
			body: withoutUndefined({
				id: receipt.messageId,
				channel: { to: receipt.customer, time },
				status: receipt.status,
				reasons: receipt.reason && [{ ...receipt.reason, message: beginningOf(receipt.reason.message, MAX_REASON_LENGTH) }],
				isFinalReceipt: true,
			}),
		},
		{ what, read: anObject, repeatable: true },
	);
	if (receipt.status === 'Delivered') throwIfRefused(answer, what);
	return time;
}

/** The answer repeats the receipt; where Genesys could not use it, the one that comes back says Failed. */
function throwIfRefused(answer: JsonObject, what: string): void {
	if (asText(answer.status) !== 'Failed') return;
	const reasons = asObjects(answer.reasons).map((reason) => asText(reason.message) ?? asText(reason.code));
	throw new RefusedError({
		code: 'receipt.refused',
		message: `${what}: Genesys Cloud could not use the receipt${reasons.length > 0 ? ` – ${reasons.join(', ')}` : ''}`,
		advice: 'Check that Message ID is the ID of a message of the agent, as the trigger gave it, and that it went to this customer.',
	});
}
