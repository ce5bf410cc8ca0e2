import type { Conversation, Participant } from '../../../../genesys/conversations/conversation';
import { observe, type Lifecycle, type LifecycleEvent } from '../../../../genesys/conversations/lifecycle';

/** Parsed participants, and the lifecycle's result for several snapshots. */

const START = Date.parse('2026-01-31T10:00:00.000Z');
export const at = (second: number) => START + second * 1000;
/** Later than all events. */
export const SEEN = at(86_400);

const connected = { state: 'connected', messages: [] };
export const customer: Participant = { ...connected, id: 'customer', purpose: 'customer', role: 'customer', startedAt: at(0) };
export const waiting: Participant = {
	...connected,
	id: 'wait',
	purpose: 'acd',
	role: 'queue',
	startedAt: at(1),
	queueId: 'queue-1',
	queueName: 'Support',
};
export const ringing: Participant = {
	id: 'agent',
	purpose: 'agent',
	role: 'agent',
	state: 'alerting',
	messages: [],
	startedAt: at(2),
	userId: 'user-1',
	name: 'Agent One',
	queueId: 'queue-1',
	queueName: 'Support',
};
export const agent: Participant = { ...ringing, state: 'connected', connectedAt: at(3) };

export const gone = (participant: Participant, second: number, disconnectType?: string): Participant => ({
	...participant,
	state: 'disconnected',
	endedAt: at(second),
	disconnectType: disconnectType ?? 'client',
});

type More = Partial<Omit<Conversation, 'participants'>>;

/** Processes snapshots in sequence; returns the state and all events. */
export function after(...seen: Array<Participant[] | [Participant[], More]>) {
	let lifecycle: Lifecycle | undefined;
	const told: LifecycleEvent[] = [];
	for (const entry of seen) {
		const [participants, more] = Array.isArray(entry[0]) ? (entry as [Participant[], More]) : [entry as Participant[], {}];
		const result = observe(lifecycle, { id: 'c1', participants, ...more }, SEEN);
		lifecycle = result.lifecycle;
		told.push(...result.events);
	}
	return { state: lifecycle?.state, told, events: told.map(({ event }) => event) };
}
