import { observe, type Lifecycle, type LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import type { Observation, Part } from '../../../../genesys/conversations/observation';

/** Who is in a conversation, as an observation has them, and what the life cycle makes of several observations. */

const START = Date.parse('2026-01-31T10:00:00.000Z');
export const at = (second: number) => START + second * 1000;

export const customer: Part = { participantId: 'customer', role: 'customer', begunAt: at(0) };
export const waiting: Part = { participantId: 'wait', role: 'queue', begunAt: at(1), queueId: 'queue-1', queueName: 'Support' };
export const ringing: Part = {
	participantId: 'agent',
	role: 'agent',
	begunAt: at(2),
	userId: 'user-1',
	name: 'Agent One',
	queueId: 'queue-1',
	queueName: 'Support',
};
export const agent: Part = { ...ringing, connectedAt: at(3) };

export const gone = (part: Part, second: number, disconnectType = 'client'): Part => ({ ...part, endedAt: at(second), disconnectType });

type More = Partial<Omit<Observation, 'parts'>>;

/** Takes in what is seen, one after the other; gives the state and all that was told. */
export function after(...seen: Array<Part[] | [Part[], More]>) {
	let lifecycle: Lifecycle | undefined;
	const told: LifecycleEvent[] = [];
	for (const entry of seen) {
		const [parts, more] = Array.isArray(entry[0]) ? (entry as [Part[], More]) : [entry as Part[], {}];
		const result = observe(lifecycle, { conversationId: 'c1', parts, ...more });
		lifecycle = result.lifecycle;
		told.push(...result.events);
	}
	return { state: lifecycle?.state, told, events: told.map(({ event }) => event) };
}
