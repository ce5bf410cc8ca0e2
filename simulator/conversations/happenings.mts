import type { Conversation, Participant } from './model.mts';

/** What can happen to a participant, in order, and when. */
const STEPS = {
	joined: (part: Participant) => part.startTime,
	ringing: (part: Participant) => part.startAlertingTime,
	answered: (part: Participant) => part.connectedTime,
	left: (part: Participant) => part.endTime,
	wrappedUp: (part: Participant) => part.wrapup && Date.parse(part.wrapup.endTime),
	workDone: (part: Participant) => part.endAcwTime,
} as const satisfies Record<string, (part: Participant) => number | undefined>;

type Step = keyof typeof STEPS;

/** Something that happened to a participant. */
export interface ParticipantHappening {
	kind: Step | 'attributes';
	conversation: Conversation;
	participant: Participant;
	time: number;
}

/** Something that happened to a participant, or the end of a batch: the conversation changed by these. */
export type Happening = ParticipantHappening | { kind: 'changed'; conversation: Conversation; by: Participant[] };

interface Told {
	steps: Set<Step>;
	attributes: string;
}

/** What has been reported for every participant. */
const told = new WeakMap<Participant, Told>();

/**
 * What happened in a conversation since the last call. It is derived from the participants, so code that changes a
 * conversation doesn't need to report what it did.
 */
export function whatHappened(conversation: Conversation): Happening[] {
	const all: ParticipantHappening[] = [];
	for (const participant of conversation.participants) {
		const known = told.get(participant) ?? { steps: new Set(), attributes: '{}' };
		told.set(participant, known);
		for (const kind of Object.keys(STEPS) as Step[]) {
			const time = STEPS[kind](participant);
			if (time === undefined || known.steps.has(kind)) continue;
			known.steps.add(kind);
			all.push({ kind, conversation, participant, time });
		}
		const attributes = JSON.stringify(participant.attributes);
		if (attributes === known.attributes) continue;
		known.attributes = attributes;
		all.push({ kind: 'attributes', conversation, participant, time: Date.now() });
	}
	return [...all, { kind: 'changed', conversation, by: all.map(({ participant }) => participant) }];
}
