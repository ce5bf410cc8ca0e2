import { anObject } from '../answers';
import type { GenesysClient } from '../client';
import { pathId } from '../pathId';
import type { Customer } from './inbound';

export interface Typing {
	integrationId: string;
	customer: Customer;
}

/**
 * Shows the agent that the customer is typing (OpenInboundNormalizedEvent). Not repeated after a failure: a notice that
 * comes late is wrong. Genesys shows it only where the integration's messaging setting has typing switched on, and by
 * its description an event may begin a conversation, so it belongs behind the first message.
 * Permission: conversation:message:receive.
 *
 * @returns the time that the notice carries, ISO-8601
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function sendTyping(client: GenesysClient, { integrationId, customer }: Typing, now: Date): Promise<string> {
	const time = now.toISOString();
	await client.call(
		{
			method: 'POST',
			path: `/api/v2/conversations/messages/${pathId('Integration', integrationId)}/inbound/open/event`,
			body: { channel: { from: customer, time }, events: [{ eventType: 'Typing' }] },
		},
		{ what: 'Send typing', read: anObject },
	);
	return time;
}
