import { acknowledgement } from '../answers';
import { isPermissionError } from '../apiError';
import type { GenesysClient, HttpRequest } from '../client';
import { GenesysApiError, RefusedError } from '../errors';
import { pathId } from '../pathId';
import { isEnded, liveLegs, parseConversation, type Conversation } from './conversation';
import { queryConversations } from './detailsQuery';

export function getConversationRequest(conversationId: string): HttpRequest {
	return { method: 'GET', path: `/api/v2/conversations/${pathId('Conversation ID', conversationId)}` };
}

/** Reads a conversation. `undefined` when Genesys knows none with this id. Permission: conversation:communication:view. */
export async function getConversation(
	client: GenesysClient,
	conversationId: string,
	what = 'Get conversation',
): Promise<Conversation | undefined> {
	const { body, error } = await client.attempt(getConversationRequest(conversationId), { what, read: parseConversation });
	if (error instanceof GenesysApiError && error.status === 404) return undefined;
	if (error) throw error;
	return body;
}

/** How often, and how long apart, a conversation is looked for that may be new: Genesys shows it with a delay. */
const NEW_CHECKS = 6;
const NEW_CHECK_PAUSE_MS = 400;

/**
 * Reads a conversation that may have begun a moment ago: `undefined` when Genesys does not show it.
 * @param checks how often it is looked for, 400 ms apart; two seconds long, unless given
 */
export async function getNewConversation(
	client: GenesysClient,
	conversationId: string,
	what: string,
	checks = NEW_CHECKS,
): Promise<Conversation | undefined> {
	for (let check = 1; ; check++) {
		const conversation = await getConversation(client, conversationId, what);
		if (conversation || check === checks) return conversation;
		await client.sleep(NEW_CHECK_PAUSE_MS);
	}
}

/**
 * The ID of a customer's newest conversation over an integration, ended or not; one that began in the last 30 days.
 * A client of its own has no "my conversations", so this asks analytics, which lags seconds to minutes behind.
 * Permission: analytics:conversationDetail:view.
 */
export async function findConversationId(
	client: GenesysClient,
	{ customerId, integrationId, now }: { customerId: string; integrationId: string; now: Date },
): Promise<string | undefined> {
	const [newest] = await queryConversations(
		client,
		{
			orderBy: 'conversationStart',
			session: [
				{ dimension: 'addressFrom', value: customerId },
				{ dimension: 'addressTo', value: integrationId },
			],
			pageSize: 1,
			pageNumber: 1,
			now: now.getTime(),
		},
		'Find conversation',
	);
	return newest?.id;
}

/** How often, and how long apart, the end is checked: disconnecting is carried out a moment after the answer. */
const END_CHECKS = 6;
const END_CHECK_PAUSE_MS = 400;
/** The check after which the parties are disconnected one by one. */
const FORCE_AFTER_CHECK = 3;

/**
 * Disconnects everybody, so that no agent is left with a chat that nobody reads (Genesys has no event for a customer
 * who goes). A conversation that is over already is left as it is.
 *
 * @returns false when Genesys knows no such conversation
 * @throws GenesysApiError naming conversation:communication:disconnect when the role lacks it
 * @throws RefusedError `still.connected` when the customer is still in it after Genesys said yes
 */
export async function endConversation(client: GenesysClient, conversationId: string): Promise<boolean> {
	const what = 'End handover';
	const path = `/api/v2/conversations/messages/${pathId('Conversation ID', conversationId)}`;
	const disconnect = { method: 'PATCH', body: { state: 'disconnected' } } as const;

	const before = await getNewConversation(client, conversationId, what);
	if (!before) return false;
	if (isEnded(before)) return true;
	await client.call({ ...disconnect, path }, { what, read: acknowledgement, repeatable: true });

	for (let check = 1; check <= END_CHECKS; check++) {
		const conversation = await getConversation(client, conversationId, what);
		if (!conversation || isEnded(conversation)) return true;
		if (check === FORCE_AFTER_CHECK) {
			// Where the conversation as a whole does not obey, its parties do: customer first, so that no agent is offered it anew.
			for (const { participantId } of liveLegs(conversation, 'customer', 'agent', 'user')) {
				const party = { ...disconnect, path: `${path}/participants/${pathId('Participant ID', participantId)}` };
				const { error } = await client.attempt(party, { what, read: acknowledgement, repeatable: true });
				// Another refusal may mean that the party has just gone; the next check tells.
				if (isPermissionError(error)) throw error;
			}
		}
		await client.sleep(END_CHECK_PAUSE_MS);
	}
	throw new RefusedError({
		code: 'still.connected',
		message: `${what}: Genesys Cloud accepted the end, but conversation ${conversationId} still goes on`,
		advice: 'Try again in a moment, or end it in the agent workspace.',
	});
}
