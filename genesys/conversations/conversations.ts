import { acknowledgement, objectWithId } from '../answers';
import { isNotFound, isPermissionError } from '../apiError';
import type { GenesysClient, HttpRequest } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { poll } from '../poll';
import type { Named } from '../routing/named';
import { customerOf, inRole, isLive, parseConversation, type Conversation, type Participant } from './conversation';
import { connectedAgent, isEnded, stateOf } from './status';

export function getConversationRequest(conversationId: string): HttpRequest {
	return { method: 'GET', path: `/api/v2/conversations/${pathId('Conversation ID', conversationId)}` };
}

/** `undefined`: not found. Permission: conversation:communication:view. @throws GenesysApiError, GenesysUnreachableError */
export async function getConversation(client: GenesysClient, conversationId: string, what = 'Get conversation') {
	return await readConversation(client, conversationId, what, parseConversation);
}

/** The response without changes. */
export async function getRawConversation(client: GenesysClient, conversationId: string, what: string) {
	return await readConversation(client, conversationId, what, objectWithId);
}

async function readConversation<T>(client: GenesysClient, conversationId: string, what: string, read: (body: unknown) => T | undefined) {
	const { body, error } = await client.attempt(getConversationRequest(conversationId), { what, read });
	if (error && !isNotFound(error)) throw error;
	return body;
}

/** Reads a conversation until it shows a change, up to `checks` times, 400 ms apart: changes appear with a delay. */
export async function getConversationUntil(
	client: GenesysClient, conversationId: string, what: string,
	{ isDone, checks }: { isDone: (conversation: Conversation | undefined) => boolean; checks: number },
): Promise<Conversation | undefined> {
	return await poll(client, { checks, pauseMs: 400 }, async () => await getConversation(client, conversationId, what), isDone);
}

/** A conversation that may have just started; `undefined` if it doesn't appear within two seconds. */
export async function getNewConversation(client: GenesysClient, conversationId: string, what: string): Promise<Conversation | undefined> {
	return await getConversationUntil(client, conversationId, what, { isDone: (conversation) => conversation !== undefined, checks: 6 });
}

/** Without an ID, the lookup was by customer. */
export function conversationNotFound(what: string, conversationId: string | undefined): RefusedError {
	const which = conversationId === undefined ? 'conversation with this customer on this integration' : `conversation ${conversationId}`;
	const advice = 'Check the ID, and that the role of the OAuth client or signed-in user can access the division. A search by customer can take seconds to minutes to find a new conversation, so store the conversation ID that Handover: Start returns.';
	return new RefusedError({ code: 'not.found', message: `${what}: Genesys Cloud has no ${which}`, advice });
}

/**
 * Disconnects all participants, because Genesys has no event for customers who leave. Permission: conversation:communication:disconnect.
 * @returns false if Genesys has no such conversation
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `still.connected` if the customer is still connected
 */
export async function endConversation(client: GenesysClient, conversationId: string): Promise<boolean> {
	const what = 'End handover';
	const disconnect = { method: 'PATCH', body: { state: 'disconnected' } } as const;
	const before = await getNewConversation(client, conversationId, what);
	if (!before) return false;
	if (isEnded(before)) return true;
	await client.call({ ...disconnect, path: messagesPath(conversationId) }, { what, read: acknowledgement, repeatable: true });
	const isOver = (conversation: Conversation | undefined) => !conversation || isEnded(conversation);
	const after = await getConversationUntil(client, conversationId, what, { isDone: isOver, checks: 3 });
	if (!after || isOver(after)) return true;
	// If it didn't end as a whole, disconnect each participant: the customer first, so that no other agent is alerted.
	for (const { id } of inRole(after, 'customer', 'agent').filter(isLive)) {
		const party = { ...disconnect, path: messagesPath(conversationId, id) };
		const { error } = await client.attempt(party, { what, read: acknowledgement, repeatable: true });
		// Any other error may mean that the participant has just left; the next check shows it.
		if (isPermissionError(error)) throw error;
	}
	if (isOver(await getConversationUntil(client, conversationId, what, { isDone: isOver, checks: 5 }))) return true;
	const message = `${what}: Genesys Cloud accepted the request, but conversation ${conversationId} is still open`;
	throw new RefusedError({ code: 'still.connected', message, advice: 'Try again in a moment, or end it in the agent workspace.' });
}

/**
 * Sets participant data; other keys keep their values. Permission: conversation:communication:view, to find
 * the customer; the change needs none (according to the platform SDK).
 * @returns all attributes after the change; `undefined` if Genesys has no such conversation
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `no.customer`
 */
export async function setCustomerAttributes(
	client: GenesysClient, conversationId: string, attributes: Record<string, string>,
): Promise<Record<string, string> | undefined> {
	const what = 'Set attributes';
	const conversation = await getNewConversation(client, conversationId, what);
	if (!conversation) return undefined;
	const customer = customerOf(conversation);
	if (!customer) {
		const message = `${what}: conversation ${conversationId} has no customer`;
		throw new RefusedError({ code: 'no.customer', message, advice: 'Check that this is an Open Messaging conversation.' });
	}
	const path = `${messagesPath(conversationId, customer.id)}/attributes`;
	await client.call({ method: 'PATCH', path, body: { attributes } }, { what, read: acknowledgement, repeatable: true });
	return { ...customer.attributes, ...attributes };
}

function messagesPath(conversationId: string, participantId?: string): string {
	const participant = participantId === undefined ? '' : `/participants/${pathId('Participant ID', participantId)}`;
	return `/api/v2/conversations/messages/${pathId('Conversation ID', conversationId)}${participant}`;
}

/**
 * Moves a conversation from its agent or queue to another queue. Not repeated after a failure.
 * Permissions: conversation:communication:view, conversation:communication:blindTransferQueue.
 * @returns `alreadyInQueue` if it waits or alerts there, to keep its place; `undefined` if Genesys has no such conversation
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `conversation.ended`, or `not.in.queue` in the flow
 */
export async function transferToQueue(client: GenesysClient, conversationId: string, queue: Named) {
	const what = 'Transfer conversation';
	const conversation = await getNewConversation(client, conversationId, what);
	if (!conversation) return undefined;
	const state = stateOf(conversation);
	const refusal = (code: string, words: string, advice: string) =>
		new RefusedError({ code, message: `${what}: conversation ${conversationId} ${words}`, advice });
	if (state === 'ended') throw refusal('conversation.ended', 'has ended', 'Start a new handover and set its queue.');
	const last = (role: Participant['role']) => inRole(conversation, role).findLast(isLive);
	// An alerted agent doesn't own it yet. Whether Genesys lets us replace the queue under that alert is UNCONFIRMED.
	const replaced = connectedAgent(conversation) ?? last('queue') ?? last('agent');
	const advice = 'Try again once it waits in a queue, or set the queue when you start the handover.';
	if (!replaced) throw refusal('not.in.queue', 'is still in the flow and can\'t be transferred yet', advice);
	if (state !== 'connected' && replaced.queueId === queue.id) return 'alreadyInQueue';
	const path = `${getConversationRequest(conversationId).path}/participants/${pathId('Participant ID', replaced.id)}/replace/queue`;
	await client.call({ method: 'POST', path, body: { queueId: queue.id } }, { what, read: acknowledgement });
	return 'transferred';
}
