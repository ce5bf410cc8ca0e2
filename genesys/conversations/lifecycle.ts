import { withoutUndefined } from '../json';
import { inRole, isLive, type Conversation, type Participant } from './conversation';
import { endReason, hasTaken, isEnded, startOf, stateOf, type ConversationState } from './status';

export const LIFECYCLE_EVENTS = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'] as const;
export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];

/** An event as the workflow receives it. Fields that don't apply or aren't known are omitted. */
export interface LifecycleEvent {
	event: LifecycleEventName;
	conversationId: string;
	customerId?: string;
	integrationId?: string;
	agent?: { id?: string; name?: string };
	queue?: { id?: string; name?: string }; // The queue where it waits, or through which the agent received it.
	endReason?: string;
	time: string; // ISO 8601, UTC.
	deduplicationKey: string; // Identical each time the event is reported.
}

/** The known conversation and the keys of its emitted events. Plain data. */
export type Lifecycle = { state: ConversationState; known: Conversation; emitted: readonly string[] };

/** Derives state and new events from everything known, so a late snapshot repeats nothing. `seenAt` replaces missing times. */
export function observe(before: Lifecycle | undefined, seen: Conversation, seenAt: number) {
	const known = merge(before?.known, seen, seenAt);
	const emitted = new Set(before?.emitted);
	const events = eventsIn(known).filter(({ deduplicationKey }) => !emitted.has(deduplicationKey));
	for (const { deduplicationKey } of events) emitted.add(deduplicationKey);
	// Forgotten participants don't return.
	const ids = new Set(known.participants.map(({ id }) => id));
	const kept = [...emitted].filter((key) => ids.has(key.slice(key.lastIndexOf(':') + 1)));
	const lifecycle: Lifecycle = { state: stateOf(known), known, emitted: kept };
	return { lifecycle, events };
}

function eventsIn(conversation: Conversation): LifecycleEvent[] {
	const events = conversation.participants.flatMap((participant) => {
		const { role, startedAt, connectedAt, endedAt } = participant;
		const at = (time: number | undefined, event: LifecycleEventName | undefined) =>
			event && time !== undefined ? [eventOf(event, time, participant, conversation)] : [];
		if (role === 'queue') return at(startedAt, 'queued');
		if (role === 'agent') return [...at(connectedAt, 'agentJoined'), ...at(endedAt, endOfAgent(participant, conversation))];
		return role === 'customer' && !isReplaced(participant, conversation) ? at(endedAt, 'conversationEnded') : [];
	});
	const rank = ({ event }: LifecycleEvent) => LIFECYCLE_EVENTS.indexOf(event);
	const time = (event: LifecycleEvent) => Date.parse(event.time);
	return events.sort((a, b) => time(a) - time(b) || rank(a) - rank(b) || (a.deduplicationKey < b.deduplicationKey ? -1 : 1));
}

const WITHDRAWN = ['peer', 'transfer', 'takeover']; // An alert with this end was withdrawn, not declined (UNCONFIRMED).

function endOfAgent(agent: Participant, conversation: Conversation): LifecycleEventName | undefined {
	const { connectedAt, startedAt = -Infinity, endedAt = Infinity, disconnectType = '' } = agent;
	const isTransfer = disconnectType.startsWith('transfer') || disconnectType === 'takeover';
	if (connectedAt !== undefined) return isTransfer ? 'transferred' : 'agentLeft';
	const customers = inRole(conversation, 'customer').filter((customer) => !isReplaced(customer, conversation));
	const ends = [conversation.endedAt, ...customers.map((customer) => customer.endedAt)];
	const customerLeft = ends.some((end) => end !== undefined && end >= startedAt && end <= endedAt);
	return customerLeft || WITHDRAWN.includes(disconnectType) ? undefined : 'agentDeclined';
}

/** While another part of the customer is open, the end of this one doesn't end the conversation. */
function isReplaced(customer: Participant, conversation: Conversation): boolean {
	const { endedAt = Infinity } = customer;
	return inRole(conversation, 'customer').some((other) => {
		if (other.id === customer.id || startOf(other) > endedAt) return false;
		const otherEnd = other.endedAt ?? Infinity;
		return otherEnd > endedAt || (otherEnd === endedAt && other.id > customer.id);
	});
}

function eventOf(event: LifecycleEventName, at: number, participant: Participant, conversation: Conversation): LifecycleEvent {
	const { id, role, userId, name, queueId, queueName, disconnectType } = participant;
	const agentsGone = inRole(conversation, 'agent').filter(({ endedAt }) => endedAt !== undefined);
	const lastAgent = agentsGone.sort((a, b) => Number(a.endedAt) - Number(b.endedAt)).at(-1);
	const reason = event === 'conversationEnded' ? endReason(participant, lastAgent) : disconnectType;
	return withoutUndefined({
		event,
		conversationId: conversation.id,
		customerId: conversation.customerId,
		integrationId: conversation.integrationId,
		agent: role === 'agent' && (userId ?? name) ? withoutUndefined({ id: userId, name }) : undefined,
		queue: queueId === undefined ? undefined : withoutUndefined({ id: queueId, name: queueName }),
		endReason: event === 'queued' || event === 'agentJoined' ? undefined : reason,
		time: new Date(at).toISOString(),
		deduplicationKey: [event, conversation.id, id].join(':'),
	});
}

const MAX_PARTICIPANTS = 50; // Beyond this, participants who left first are forgotten first.

/** Keeps everything known and the earlier times, so order, repeats, and gaps don't matter. */
function merge(known: Conversation | undefined, seen: Conversation, seenAt: number): Conversation {
	const participants = new Map(known?.participants.map((participant) => [participant.id, participant]));
	for (const participant of inRole(seen, 'customer', 'queue', 'agent')) {
		if (participant.id === '') continue;
		const turn = withTimes(turnOf(participant, participants), seen, seenAt);
		participants.set(turn.id, mergeTurns(participants.get(turn.id), turn));
	}
	return {
		id: seen.id,
		customerId: known?.customerId ?? seen.customerId,
		integrationId: known?.integrationId ?? seen.integrationId,
		endedAt: earlier(known?.endedAt, seen.endedAt),
		participants: latest([...participants.values()]),
	};
}

/** Fills in missing times, so that a participant seen late doesn't count as connected only now. */
function withTimes(participant: Participant, conversation: Conversation, seenAt: number): Participant {
	const isThere = isLive(participant);
	const isRinging = isThere && !hasTaken(participant);
	const connectedAt = isRinging ? undefined : (participant.connectedAt ?? (isThere ? (participant.startedAt ?? seenAt) : undefined));
	const startedAt = participant.startedAt ?? connectedAt ?? (isThere ? seenAt : undefined);
	const hasLeft = !isThere && (participant.state !== '' || participant.endedAt !== undefined);
	// The conversation's end is also the customer's, even if the customer still shows as connected.
	const isOver = participant.role === 'customer' && isEnded({ ...conversation, participants: [participant] });
	const endedAt = hasLeft ? (participant.endedAt ?? seenAt) : isThere && isOver ? conversation.endedAt : undefined;
	return { ...participant, startedAt, connectedAt, endedAt };
}

/** A participant who connects after their end starts another turn, which counts as another participant. */
function turnOf(seen: Participant, participants: Map<string, Participant>): Participant {
	for (let number = 2, turn = seen; ; number++) {
		const before = participants.get(turn.id)?.endedAt ?? Infinity;
		const id = `${seen.id}.${number}`;
		const since = seen.connectedAt ?? (participants.has(id) ? seen.endedAt : undefined) ?? -Infinity;
		if (since <= before) return turn;
		// An end without a start belongs to the open turn. The start may belong to the first turn.
		const startedAt = startOf(seen) <= before ? seen.connectedAt : seen.startedAt;
		turn = { ...seen, id, startedAt };
	}
}

function mergeTurns(known: Participant | undefined, seen: Participant): Participant {
	const connectedAt = earlier(known?.connectedAt, seen.connectedAt);
	const endedAt = earlier(known?.endedAt, seen.endedAt);
	const startedAt = earlier(known?.startedAt, seen.startedAt);
	// A late snapshot may show an older state.
	const state = endedAt !== undefined ? 'disconnected' : connectedAt !== undefined ? 'connected' : seen.state || (known?.state ?? '');
	return { ...withoutUndefined({ ...seen, attributes: undefined }), ...known, startedAt, connectedAt, endedAt, state, messages: [] };
}

function latest(participants: Participant[]): Participant[] {
	if (participants.length <= MAX_PARTICIPANTS) return participants;
	const leftAt = ({ endedAt }: Participant) => endedAt ?? Number.MAX_SAFE_INTEGER;
	return participants.sort((a, b) => leftAt(a) - leftAt(b)).slice(-MAX_PARTICIPANTS);
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
