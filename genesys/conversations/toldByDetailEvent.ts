import type { DetailEvent, DetailEventKind } from './detailEvents';
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
 * @param conversation `undefined` where it could not be looked up: then names are missing, and who answered is not told
 */
export function toldBy({ kind, observation }: DetailEvent, conversation?: Observation): LifecycleEvent | undefined {
	const { conversationId, parts, answers } = observation;
	const facts = conversation ?? { conversationId, parts: [], answers: [] };
	const { events } = observe({ state: 'bot', facts, told: [] }, observation);
	const isAbout = ({ agent, deduplicationKey }: LifecycleEvent) =>
		kind === 'acd.end'
			? answers.some(({ userId }) => userId === agent?.id)
			: // A data action may leave the participant out: then it is the latest in the conversation.
				parts.length === 0 || parts.some(({ participantId }) => deduplicationKey.includes(`:${participantId}`));
	return events.findLast((event) => MAY_TELL[kind].includes(event.event) && isAbout(event));
}
