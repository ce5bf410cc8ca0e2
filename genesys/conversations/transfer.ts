import { acknowledgement } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../pathId';
import type { Queue } from '../routing/queues';
import { inRole, isLive, type Conversation, type Participant } from './conversation';
import { getNewConversation } from './conversations';
import { stateOf } from './state';
import { connectedAgent } from './status';

/** `alreadyInQueue`: it waits in this queue, or rings from it, and a transfer would only cost it its place. */
export type Transfer = 'transferred' | 'alreadyInQueue';

const WHAT = 'Transfer conversation';

/**
 * Sends a conversation to another queue, away from the agent who has it or from the queue where it waits
 * (TransferToQueueRequest, unattended). Not repeated after a failure, as it may have been carried out.
 * Permissions: conversation:communication:view, conversation:communication:blindTransferQueue.
 *
 * @returns `undefined` when Genesys knows no such conversation
 * @throws GenesysApiError, GenesysUnreachableError; RefusedError `conversation.ended`, or `not.in.queue`
 * while the flow still has it
 */
export async function transferToQueue(
	client: GenesysClient,
	conversationId: string,
	queue: Queue,
): Promise<Transfer | undefined> {
	const conversation = await getNewConversation(client, conversationId, WHAT);
	if (!conversation) return undefined;
	const replaced = partToReplace(conversation);
	if (stateOf(conversation) !== 'connected' && replaced.queueId === queue.id) return 'alreadyInQueue';
	const path = `/api/v2/conversations/${pathId('Conversation ID', conversationId)}/participants/${pathId('Participant ID', replaced.id)}/replace/queue`;
	await client.call({ method: 'POST', path, body: { queueId: queue.id } }, { what: WHAT, read: acknowledgement });
	return 'transferred';
}

/**
 * The agent who has it, else the wait in the queue: an agent at whom it only rings does not have it yet. That Genesys
 * takes the wait away from under a ringing agent is UNCONFIRMED.
 */
function partToReplace(conversation: Conversation): Participant {
	const refusal = (code: string, state: string, advice: string) =>
		new RefusedError({ code, message: `${WHAT}: conversation ${conversation.id} ${state}`, advice });
	if (stateOf(conversation) === 'ended') {
		throw refusal('conversation.ended', 'is over', 'Start a new handover, and name the queue in it.');
	}
	const last = (role: Participant['role']) => inRole(conversation, role).findLast(isLive);
	const replaced = connectedAgent(conversation) ?? last('queue') ?? last('agent');
	if (replaced) return replaced;
	throw refusal(
		'not.in.queue',
		'is still in the flow, with nobody to take it from',
		'Try again when it waits in a queue, or name the queue when you start the handover.',
	);
}
