import { acknowledgement } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../pathId';
import { customerOf } from './conversation';
import { getNewConversation } from './conversations';

/**
 * Sets participant data on the customer of a conversation, where flows, scripts and reports read it. Keys that are not
 * named keep their values. Permission: conversation:communication:view, to find the customer in it; the change itself
 * needs none (permission lists of the platform SDK).
 *
 * @returns all the customer's attributes as they are then, or `undefined` when Genesys knows no such conversation
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `no.customer` for a conversation that has none
 */
export async function setCustomerAttributes(
	client: GenesysClient,
	conversationId: string,
	attributes: Record<string, string>,
): Promise<Record<string, string> | undefined> {
	const what = 'Set attributes';
	const conversation = await getNewConversation(client, conversationId, what);
	if (!conversation) return undefined;
	const customer = customerOf(conversation);
	if (!customer) {
		throw new RefusedError({
			code: 'no.customer',
			message: `${what}: there is no customer in conversation ${conversationId}`,
			advice: 'Check that this is a conversation of Open Messaging.',
		});
	}
	const path = `/api/v2/conversations/messages/${pathId('Conversation ID', conversationId)}/participants/${pathId('Participant ID', customer.id)}/attributes`;
	await client.call({ method: 'PATCH', path, body: { attributes } }, { what, read: acknowledgement, repeatable: true });
	return { ...customer.attributes, ...attributes };
}
