import { withoutUndefined } from '../json';
import { happeningsOf, type Happened } from './happenings';
import {
	LIFECYCLE,
	TELLS,
	type Happening,
	type LifecycleEventName,
	type LifecycleState,
	type WHO_IS_THERE,
} from './lifecycleTable';
import { union, type Observation, type Part } from './observation';

/** One event as a workflow gets it. Fields that do not apply, or are not known, are absent. */
export interface LifecycleEvent {
	event: LifecycleEventName;
	conversationId: string;
	customerId?: string;
	integrationId?: string;
	/** Who joined, left, declined or passed it on. */
	agent?: { id?: string; name?: string };
	/** The queue where it waits, or through which the agent got it. */
	queue?: { id?: string; name?: string };
	/** Genesys' disconnect type: `client`, `peer`, `system`, `transfer`, `timeout` … */
	endReason?: string;
	/** ISO-8601, UTC. */
	time: string;
	/** The same for the same event, whichever way it became known. */
	deduplicationKey: string;
}

/** What is known about one conversation. Plain data. */
export interface Lifecycle {
	state: LifecycleState;
	facts: Observation;
	/** Keys of the events that were given out. */
	told: readonly string[];
}

/**
 * Takes in what has been seen of a conversation, and gives the events that nobody was told yet.
 *
 * The state is worked out anew from all that is known, in the order of the times at which it happened: what comes
 * late, twice or not at all neither turns it back nor tells an event again.
 */
export function observe(before: Lifecycle | undefined, seen: Observation): { lifecycle: Lifecycle; events: LifecycleEvent[] } {
	const nothing = { conversationId: seen.conversationId, parts: [] };
	const facts = union(before?.facts ?? nothing, seen);
	const told = new Set(before?.told);
	const { state, events: all } = replay(facts);
	const events = all.filter(({ deduplicationKey }) => !told.has(deduplicationKey) && told.add(deduplicationKey));
	// Who is forgotten does not come back.
	const known = new Set(['', ...facts.parts.map(({ participantId }) => participantId)]);
	return { lifecycle: { state, facts, told: [...told].filter((key) => known.has(participantIn(key))) }, events };
}

/** A key is `<event>:<conversation>:<participant>`. */
function participantIn(deduplicationKey: string): string {
	return deduplicationKey.slice(deduplicationKey.lastIndexOf(':') + 1);
}

/** Goes through the life cycle from its start. */
function replay(facts: Observation): { state: LifecycleState; events: LifecycleEvent[] } {
	const events: LifecycleEvent[] = [];
	const present = new Map<string, Presence>();
	let state: LifecycleState = 'bot';
	for (const happened of happeningsOf(facts)) {
		note(present, happened);
		const next = stateAfter(state, happened.what, present);
		const tells = TELLS[happened.what] ?? (next === 'ended' && state !== 'ended' ? 'conversationEnded' : undefined);
		if (tells) events.push(eventOf(tells, happened, facts));
		if (next === 'ended') present.clear();
		state = next;
	}
	return { state, events };
}

type Presence = Exclude<(typeof WHO_IS_THERE)[number], 'bot'>;

/** What a participant stands for from then on; `undefined` for one who goes. */
const PRESENCE: Partial<Record<Happening, Presence | undefined>> = {
	queued: 'waiting',
	unqueued: undefined,
	offered: 'offered',
	offerWithdrawn: undefined,
	agentDeclined: undefined,
	agentJoined: 'agent',
	agentLeft: undefined,
	transferred: undefined,
};

function note(present: Map<string, Presence>, { what, part }: Happened): void {
	if (!(what in PRESENCE)) return;
	const presence = PRESENCE[what];
	if (presence) present.set(part.participantId, presence);
	else present.delete(part.participantId);
}

function stateAfter(state: LifecycleState, what: Happening, present: Map<string, Presence>): LifecycleState {
	const next = LIFECYCLE[state][what];
	if (typeof next === 'string') return next;
	const here = [...present.values()];
	return next.find((candidate) => candidate === 'bot' || here.includes(candidate)) ?? 'bot';
}

function eventOf(event: LifecycleEventName, { at, part }: Happened, facts: Observation): LifecycleEvent {
	const { conversationId, customerId, integrationId } = facts;
	const { participantId, role, userId, name, queueId, queueName } = part;
	return withoutUndefined({
		event,
		conversationId,
		customerId,
		integrationId,
		agent: role === 'agent' && (userId ?? name) ? withoutUndefined({ id: userId, name }) : undefined,
		queue: queueId === undefined ? undefined : withoutUndefined({ id: queueId, name: queueName }),
		endReason: event === 'conversationEnded' ? endReason(part, facts) : endReasonOf(event, part),
		time: new Date(at).toISOString(),
		deduplicationKey: [event, conversationId, participantId].join(':'),
	});
}

function endReasonOf(event: LifecycleEventName, { disconnectType }: Part): string | undefined {
	return event === 'queued' || event === 'agentJoined' ? undefined : disconnectType;
}

/** `peer` says only that the other side ended it, so the reason of the agent who went last is preferred. */
function endReason({ disconnectType }: Part, { parts }: Observation): string | undefined {
	if (disconnectType !== undefined && disconnectType !== 'peer') return disconnectType;
	const gone = parts.filter(({ role, endedAt }) => role === 'agent' && endedAt !== undefined);
	const last = gone.sort((a, b) => Number(a.endedAt) - Number(b.endedAt)).at(-1);
	return last?.disconnectType ?? disconnectType;
}
