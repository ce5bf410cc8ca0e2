/**
 * What has been seen of a conversation, in a queue topic or by looking at it: both show it whole. An observation only ever
 * adds to what is known, so that order, repeats and gaps do not matter.
 */

export type Role = 'customer' | 'queue' | 'agent';

/** One participant. All times are milliseconds since 1970. */
export interface Part {
	participantId: string;
	role: Role;
	name?: string;
	userId?: string;
	queueId?: string;
	queueName?: string;
	/** When it came in: a customer begins, a queue takes the chat, it rings at an agent. */
	begunAt?: number;
	/** When an agent took the chat; the other roles do not need it. */
	connectedAt?: number;
	endedAt?: number;
	/** In the spelling of REST: `client`, `peer`, `transfer`, `transfer.noanswer` … */
	disconnectType?: string;
}

export interface Observation {
	conversationId: string;
	customerId?: string;
	integrationId?: string;
	parts: Part[];
	/** When Genesys says that the conversation as a whole is over. */
	endedAt?: number;
}

/** Participants of one conversation that are kept: those who left longest ago are forgotten first. */
const MAX_PARTS = 50;

/** Everything that either of the two knows. The earlier of two times counts: the later one was only noticed later. */
export function union(known: Observation, seen: Observation): Observation {
	const parts = new Map(known.parts.map((part) => [part.participantId, part]));
	for (const part of seen.parts) {
		const turn = turnOf(part, parts);
		const before = parts.get(turn.participantId);
		parts.set(turn.participantId, before ? unionOfParts(before, turn) : turn);
	}
	return {
		conversationId: known.conversationId,
		customerId: known.customerId ?? seen.customerId,
		integrationId: known.integrationId ?? seen.integrationId,
		parts: latest([...parts.values()]),
		endedAt: earlier(known.endedAt, seen.endedAt),
	};
}

function latest(parts: Part[]): Part[] {
	if (parts.length <= MAX_PARTS) return parts;
	const leftAt = ({ endedAt }: Part) => endedAt ?? Number.MAX_SAFE_INTEGER;
	return parts.sort((a, b) => leftAt(a) - leftAt(b)).slice(-MAX_PARTS);
}

/**
 * A participant who is connected after the end of its part has begun another one: it counts as a participant of its own.
 * An end that names no beginning belongs to the turn that is open then.
 */
function turnOf(part: Part, parts: Map<string, Part>): Part {
	const { connectedAt, endedAt } = part;
	let turn = part;
	for (let number = 2; ; number++) {
		const before = parts.get(turn.participantId)?.endedAt;
		const participantId = `${part.participantId}.${number}`;
		if (before === undefined) return turn;
		const isLater = connectedAt === undefined ? parts.has(participantId) && endedAt !== undefined && endedAt > before : connectedAt > before;
		if (!isLater) return turn;
		// The beginning may be the participant's first.
		const begunAt = part.begunAt !== undefined && part.begunAt <= before ? connectedAt : part.begunAt;
		turn = { ...part, participantId, begunAt };
	}
}

function unionOfParts(known: Part, seen: Part): Part {
	return {
		participantId: known.participantId,
		role: known.role,
		name: known.name ?? seen.name,
		userId: known.userId ?? seen.userId,
		queueId: known.queueId ?? seen.queueId,
		queueName: known.queueName ?? seen.queueName,
		begunAt: earlier(known.begunAt, seen.begunAt),
		connectedAt: earlier(known.connectedAt, seen.connectedAt),
		endedAt: earlier(known.endedAt, seen.endedAt),
		disconnectType: known.disconnectType ?? seen.disconnectType,
	};
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return Math.min(one, other);
}
