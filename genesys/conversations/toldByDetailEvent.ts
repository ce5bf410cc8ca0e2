import type { DetailEvent, DetailEventKind } from './detailEvents';
import { withoutUndefined } from '../json';
import { observe, type LifecycleEvent } from './lifecycle';
import type { LifecycleEventName } from './lifecycleTable';
import type { Observation } from './observation';

/** What each detail event may tell. That an agent starts tells nothing as long as it only rings. */
const MAY_TELL: Record<DetailEventKind, readonly LifecycleEventName[]> = {
	'customer.start': [],
	'customer.end': ['conversationEnded'],
	'acd.start': ['queued'],
	'acd.end': ['agentJoined'],
	'user.start': ['agentJoined'],
	'user.end': ['agentLeft', 'transferred', 'agentDeclined'],
	acw: [],
};

/** Can this detail event tell one of the events that are wanted? */
export function mayTell(kind: DetailEventKind, wanted: readonly string[]): boolean {
	return MAY_TELL[kind].some((event) => wanted.includes(event));
}

/**
 * The event that one detail event stands for, told without knowing what came before it: the conversation as it is at
 * this moment says the rest. It is the same event, with the same key, as the notifications of a queue would give.
 *
 * @param conversation `undefined` where it could not be looked up: then names are missing, and so is the customer
 */
export function toldBy({ kind, observation }: DetailEvent, conversation?: Observation): LifecycleEvent | undefined {
	const { conversationId, parts, answers } = observation;
	const facts = conversation ?? { conversationId, parts: [], answers: [] };
	const { events } = observe({ state: 'bot', facts, told: [] }, observation);
	const isAbout = ({ agent, deduplicationKey }: LifecycleEvent) =>
		kind === 'acd.end'
			? answers.some(({ userId }) => userId === agent?.id)
			: // A data action may leave the participant out: then it is the latest in the conversation.
				parts.length === 0 || parts.some(({ participantId }) => isOf(deduplicationKey, participantId));
	const told = events.findLast((event) => MAY_TELL[kind].includes(event.event) && isAbout(event));
	return told ?? (kind === 'acd.end' && !conversation ? answered(observation) : undefined);
}

/** The end of a key is the participant, or a later turn of it. */
function isOf(deduplicationKey: string, participantId: string): boolean {
	const [own, turn] = (deduplicationKey.split(':').at(-1) ?? '').split('.');
	return own === participantId && (turn === undefined || /^\d+$/.test(turn));
}

/**
 * Who answered, as far as the queue's event tells it: the agent's participant is not known, so the agent's ID stands in
 * the key in its place.
 */
function answered({ conversationId, parts, answers }: Observation): LifecycleEvent | undefined {
	const [answer] = answers;
	if (!answer) return undefined;
	const queueId = parts.at(0)?.queueId;
	return withoutUndefined<LifecycleEvent>({
		event: 'agentJoined',
		conversationId,
		agent: { id: answer.userId },
		queue: queueId === undefined ? undefined : { id: queueId },
		time: new Date(answer.at).toISOString(),
		deduplicationKey: ['agentJoined', conversationId, answer.userId].join(':'),
	});
}
