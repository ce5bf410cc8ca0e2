import { withoutUndefined } from '../json';
import { inRole, isLive, type Conversation, type Participant } from './conversation';
import { hasTaken, isEnded, startOf } from './state';

/** Participants of one conversation that are kept: those who left longest ago are forgotten first. */
const MAX_PARTICIPANTS = 50;

/**
 * Adds a snapshot to what is known of a conversation. Nothing known is forgotten, and the earlier of two times counts, so
 * that order, repeats and gaps do not matter. Only participants with a role are kept, without messages and attributes.
 *
 * @param seenAt replaces times that Genesys does not give, in milliseconds since 1970
 */
export function merge(known: Conversation | undefined, seen: Conversation, seenAt: number): Conversation {
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

/** Without a time of its own, a participant who is there late must not count as connected only now. */
function withTimes(participant: Participant, conversation: Conversation, seenAt: number): Participant {
	const isThere = isLive(participant);
	const isRinging = isThere && !hasTaken(participant);
	const connectedAt = isRinging ? undefined : (participant.connectedAt ?? (isThere ? (participant.startedAt ?? seenAt) : undefined));
	const startedAt = participant.startedAt ?? connectedAt ?? (isThere ? seenAt : undefined);
	const hasLeft = !isThere && (participant.state !== '' || participant.endedAt !== undefined);
	// The end of the conversation is the customer's, even if the customer is shown as connected.
	const isOver = participant.role === 'customer' && isEnded({ ...conversation, participants: [participant] });
	const endedAt = hasLeft ? (participant.endedAt ?? seenAt) : isThere && isOver ? conversation.endedAt : undefined;
	return { ...participant, startedAt, connectedAt, endedAt };
}

/**
 * A participant who is connected after the end of their part has begun another turn, which counts as a participant of its
 * own. An end without a start belongs to the turn that is open then.
 */
function turnOf(seen: Participant, participants: Map<string, Participant>): Participant {
	for (let number = 2, turn = seen; ; number++) {
		const before = participants.get(turn.id)?.endedAt ?? Infinity;
		const id = `${seen.id}.${number}`;
		const since = seen.connectedAt ?? (participants.has(id) ? seen.endedAt : undefined) ?? -Infinity;
		if (since <= before) return turn;
		// The start may be that of the first turn.
		const startedAt = startOf(seen) <= before ? seen.connectedAt : seen.startedAt;
		turn = { ...seen, id, startedAt };
	}
}

function mergeTurns(known: Participant | undefined, seen: Participant): Participant {
	const connectedAt = earlier(known?.connectedAt, seen.connectedAt);
	const endedAt = earlier(known?.endedAt, seen.endedAt);
	const startedAt = earlier(known?.startedAt, seen.startedAt);
	// A late snapshot may show an earlier state.
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
