import { inRole, isLive, type Conversation, type Participant } from './conversation';

/** Who is still there decides: the first of these for which there is a participant, otherwise the flow has the chat. */
export const PRESENCES = ['connected', 'alerting', 'queued'] as const;
export type Presence = (typeof PRESENCES)[number];

/** Where a conversation stands. `flow`: in the Architect flow. `ended`: over for the customer. */
export type ConversationState = 'flow' | Presence | 'ended';

/**
 * Reads the state from the participants. It ends with the customer's last part, or with the whole conversation, and with
 * nothing that an agent does; only a customer who returns takes it up again.
 */
export function stateOf(conversation: Conversation): ConversationState {
	if (isEnded(conversation)) return 'ended';
	const here = inRole(conversation, 'queue', 'agent').filter(isLive);
	const presences = here.map((one): Presence => (one.role === 'queue' ? 'queued' : hasTaken(one) ? 'connected' : 'alerting'));
	return PRESENCES.find((presence) => presences.includes(presence)) ?? 'flow';
}

/** An agent who has parked the chat still has it: it waits for the customer, not for another agent. */
export function hasTaken({ state }: Participant): boolean {
	return ['connected', 'parked', 'held'].includes(state);
}

/** Is the conversation over for the customer? Only a part that began after the end takes it up again. */
export function isEnded(conversation: Conversation): boolean {
	const { endedAt } = conversation;
	const customers = inRole(conversation, 'customer');
	if (customers.length === 0) return endedAt !== undefined;
	return !customers.some((customer) => isLive(customer) && (endedAt === undefined || startOf(customer) > endedAt));
}

/** When a participant came in, in milliseconds since 1970. An end implies a start, even if we missed it. */
export function startOf({ startedAt, connectedAt, endedAt }: Participant): number {
	return startedAt ?? connectedAt ?? endedAt ?? -Infinity;
}
