import { acknowledgement } from '../answers';
import { isNotFound, isPermissionError } from '../apiError';
import type { GenesysClient, HttpRequest } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../pathId';
import { poll } from '../poll';
import { inRole, isLive, parseConversation, type Conversation } from './conversation';
import { isEnded } from './state';

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
	if (isNotFound(error)) return undefined;
	if (error) throw error;
	return body;
}

const CHECK_PAUSE_MS = 400;

/**
 * Reads a conversation until it shows a change, which Genesys does with a delay.
 * @param checks how often it is read at most, 400 ms apart
 */
export async function getConversationUntil(
	client: GenesysClient,
	conversationId: string,
	what: string,
	{ isDone, checks }: { isDone: (conversation: Conversation | undefined) => boolean; checks: number },
): Promise<Conversation | undefined> {
	return await poll(client, { checks, pauseMs: CHECK_PAUSE_MS }, async () => await getConversation(client, conversationId, what), isDone);
}

/** Reads a conversation that may have begun a moment ago. `undefined` when Genesys does not show it within two seconds. */
export async function getNewConversation(client: GenesysClient, conversationId: string, what: string): Promise<Conversation | undefined> {
	return await getConversationUntil(client, conversationId, what, { isDone: (conversation) => conversation !== undefined, checks: 6 });
}

/** For operations that need a conversation; without an ID, it was looked up by customer. */
export function conversationNotFound(what: string, conversationId: string | undefined): RefusedError {
	const which = conversationId === undefined ? 'conversation of this customer on this integration' : `conversation ${conversationId}`;
	return new RefusedError({
		code: 'not.found',
		message: `${what}: Genesys Cloud has no ${which}`,
		advice:
			'Check the ID, and that the role of the OAuth client may see the division. A conversation that has just begun may take some seconds to be found by customer: keep the conversation ID that Handover: Start returns.',
	});
}

/**
 * Disconnects all participants, so that no agent is left with a chat that nobody reads (Genesys has no event for a
 * customer who leaves). A conversation that is over is left as it is.
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

	const isOver = (conversation: Conversation | undefined) => !conversation || isEnded(conversation);
	const after = await getConversationUntil(client, conversationId, what, { isDone: isOver, checks: 3 });
	if (!after || isEnded(after)) return true;
	// Disconnect one by one what did not end as a whole: customer first, so that it does not ring at another agent.
	for (const { id } of inRole(after, 'customer', 'agent').filter(isLive)) {
		const party = { ...disconnect, path: `${path}/participants/${pathId('Participant ID', id)}` };
		const { error } = await client.attempt(party, { what, read: acknowledgement, repeatable: true });
		// Any other refusal may mean that the party has just left; the next check shows it.
		if (isPermissionError(error)) throw error;
	}
	if (isOver(await getConversationUntil(client, conversationId, what, { isDone: isOver, checks: 5 }))) return true;
	throw new RefusedError({
		code: 'still.connected',
		message: `${what}: Genesys Cloud accepted the end, but conversation ${conversationId} still goes on`,
		advice: 'Try again in a moment, or end it in the agent workspace.',
	});
}
