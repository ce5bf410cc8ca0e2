import fc from 'fast-check';
import { parseConversation, type Conversation } from '../../../../genesys/conversations/conversation';
import { observe, type Lifecycle, type LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { conversationBody, messageConversationBody, type Part } from './samples';

/** Conversations generated as timelines, and what a stream of their snapshots must lead to, however it arrives. */

const START = Date.parse('2026-01-31T10:00:00.000Z');
const SECOND = 1000;
/** Later than all events. */
const NOW = START + 86_400 * SECOND;

/** One stay of a participant. All times are milliseconds since 1970, and no two in a conversation are the same. */
interface Stay {
	id: string;
	purpose: string;
	startedAt: number;
	connectedAt?: number;
	endedAt: number;
	disconnectType: string;
	/** An agent's state. */
	has: string;
	more: Partial<Part>;
}

/** Participants other than customers, queues, and agents don't matter. */
const BYSTANDERS = ['workflow', 'bot', 'voicemail', 'api', 'external', 'group', 'station'];
const LISTENERS: Array<Partial<Part>> = [{ mediaRoles: ['monitor'] }, { mediaRoles: ['coach'] }, { monitoredParticipantId: 'somebody' }];

const part = fc.record({
	kind: fc.constantFrom('queue', 'queue', 'agent', 'agent', 'agent', 'agent', 'offer', 'offer', 'bystander', 'listener', 'secondCustomer'),
	/** Start and end as fractions of the visit; an end beyond it comes a moment after the customer's. */
	from: fc.integer({ min: 1, max: 80 }),
	lasts: fc.integer({ min: 1, max: 120 }),
	which: fc.nat({ max: 20 }),
	disconnectType: fc.constantFrom('client', 'peer', 'system', 'transfer', 'transfer.consult', 'transfer.conference', 'transfer.noanswer', 'takeover', 'timeout'),
});
/** In steps of 100 seconds, so that all times are multiples of half a second, and the offset added by `add` keeps them apart. */
const seconds = fc.integer({ min: 1, max: 36 }).map((hundreds) => hundreds * 100);
const visit = fc.record({ seconds, pause: fc.integer({ min: 20, max: 900 }), parts: fc.array(part, { maxLength: 8 }) });
const timelines = fc.record({ visits: fc.array(visit, { minLength: 1, maxLength: 4 }), isOpen: fc.boolean(), namesFormerEnd: fc.boolean() });
type Timeline = typeof timelines extends fc.Arbitrary<infer T> ? T : never;

class Story {
	readonly stays: Stay[] = [];
	/** Times of all changes. */
	readonly moments: number[];

	constructor(private readonly timeline: Timeline) {
		let from = START;
		for (const [index, { seconds, pause, parts }] of timeline.visits.entries()) {
			const isLast = index === timeline.visits.length - 1;
			const until = isLast && timeline.isOpen ? Infinity : from + seconds * SECOND;
			this.add('customer', from, from, until, 'peer', {});
			for (const each of parts) this.addPart(each, from, seconds, until);
			from += (seconds + pause) * SECOND;
		}
		const times = this.stays.flatMap(({ startedAt, connectedAt, endedAt }) => [startedAt, connectedAt ?? startedAt, endedAt]);
		this.moments = [...new Set(times)].filter((time) => time < NOW).sort((a, b) => a - b);
	}

	private add(purpose: string, startedAt: number, connectedAt: number | undefined, endedAt: number, disconnectType: string, more: Partial<Part>, has = 'connected') {
		const number = this.stays.length;
		const [first, second, third] = [5 * number, 5 * number + 1, 5 * number + 2];
		this.stays.push({
			id: `p${number}`,
			purpose,
			startedAt: startedAt + first,
			connectedAt: connectedAt === undefined ? undefined : connectedAt + second,
			endedAt: endedAt + third,
			disconnectType,
			has,
			more,
		});
	}

	private addPart({ kind, from, lasts, which, disconnectType }: Timeline['visits'][number]['parts'][number], begin: number, seconds: number, until: number): void {
		const percent = seconds * 10;
		const start = begin + from * percent;
		const left = Math.min(start + lasts * percent, until + SECOND);
		// Long stays last as long as the customer is connected.
		const end = lasts > 100 ? until + SECOND : left;
		const user = { userId: `user-${which}`, name: `Agent ${which}`, queueId: `queue-${which % 3}` };
		const purpose = which % 4 === 0 ? 'user' : 'agent';
		if (kind === 'queue') this.add('acd', start, start, end, 'transfer', { queueId: `queue-${which % 3}` });
		if (kind === 'agent') this.add(purpose, start, Math.min(start + percent / 2, end), end, disconnectType, user, ['connected', 'parked', 'held'][which % 3]);
		if (kind === 'offer') this.add(purpose, start, undefined, end, disconnectType, user);
		if (kind === 'listener') this.add('agent', start, start, end, disconnectType, { ...user, ...LISTENERS[which % LISTENERS.length] });
		if (kind === 'bystander') this.add(BYSTANDERS[which % BYSTANDERS.length], start, start, end, disconnectType, {});
		if (kind === 'secondCustomer') this.add('customer', start, start, end, disconnectType, {});
	}

	/** What Genesys shows at a moment, as a notification or a lookup. */
	at(moment: number, isNotification: boolean): Conversation {
		const begun = this.stays.filter(({ startedAt }) => startedAt <= moment);
		const parts = begun.map(({ id, purpose, startedAt, connectedAt = Infinity, endedAt, disconnectType, has, more }): Part => {
			const hasEnded = endedAt <= moment;
			const isConnected = connectedAt <= moment;
			return {
				...more,
				id,
				purpose,
				state: hasEnded ? 'disconnected' : isConnected ? has : 'alerting',
				startTime: isoTime(startedAt),
				connectedTime: isConnected ? isoTime(connectedAt) : undefined,
				endTime: hasEnded ? isoTime(endedAt) : undefined,
				startAcwTime: hasEnded && isConnected && purpose === 'agent' ? isoTime(endedAt) : undefined,
				disconnectType: hasEnded ? disconnectType : undefined,
			};
		});
		const body = (isNotification ? messageConversationBody : conversationBody)(parts, { id: 'c1', endTime: this.endAt(moment, isNotification) });
		const conversation = parseConversation(structuredClone(body));
		if (!conversation) throw new Error('the snapshot is no conversation');
		return conversation;
	}

	/** When all participants have left; not part of notifications. Whether a return removes it is UNCONFIRMED. */
	private endAt(moment: number, isNotification: boolean): string | undefined {
		const ends = this.moments.filter((time) => time <= moment && this.liveAt(time).length === 0);
		const isOver = this.liveAt(moment).length === 0;
		const end = this.timeline.namesFormerEnd ? ends.at(0) : isOver ? ends.at(-1) : undefined;
		return end === undefined || isNotification ? undefined : isoTime(end);
	}

	private liveAt(moment: number): Stay[] {
		return this.stays.filter(({ startedAt, endedAt }) => startedAt <= moment && endedAt > moment);
	}

	get state(): string {
		const live = this.liveAt(NOW);
		const agents = live.filter((stay) => isAgent(stay));
		if (!live.some(({ purpose }) => purpose === 'customer')) return 'ended';
		if (agents.some(({ connectedAt }) => connectedAt !== undefined)) return 'connected';
		if (agents.length > 0) return 'alerting';
		return live.some(({ purpose }) => purpose === 'acd') ? 'queued' : 'flow';
	}

	/** `<event>:<participant>` of all events that the workflow should receive. */
	get expected(): string[] {
		return this.stays.flatMap((stay): string[] => {
			const { id, purpose, endedAt, connectedAt, disconnectType } = stay;
			const hasEnded = endedAt < NOW;
			if (purpose === 'acd') return [`queued:${id}`];
			if (purpose === 'customer') return hasEnded && !this.hasCustomerAt(endedAt) ? [`conversationEnded:${id}`] : [];
			if (!isAgent(stay)) return [];
			const isPassedOn = disconnectType.startsWith('transfer') || disconnectType === 'takeover';
			const end = isPassedOn ? 'transferred' : 'agentLeft';
			if (connectedAt !== undefined) return [`agentJoined:${id}`, ...(hasEnded ? [`${end}:${id}`] : [])];
			return hasEnded && !this.isWithdrawn(stay) ? [`agentDeclined:${id}`] : [];
		});
	}

	private hasCustomerAt(moment: number): boolean {
		return this.liveAt(moment).some(({ purpose }) => purpose === 'customer');
	}

	/** An alert ends when the conversation is transferred or the last customer leaves. */
	private isWithdrawn({ startedAt, endedAt, disconnectType }: Stay): boolean {
		const lastGoes = this.stays.some((one) => one.purpose === 'customer' && one.endedAt > startedAt && one.endedAt < endedAt && !this.hasCustomerAt(one.endedAt));
		return lastGoes || ['peer', 'transfer', 'takeover'].includes(disconnectType);
	}
}

function isAgent({ purpose, more }: Stay): boolean {
	return ['agent', 'user'].includes(purpose) && more.mediaRoles === undefined && more.monitoredParticipantId === undefined;
}

function isoTime(time: number): string {
	return new Date(time).toISOString();
}

function replay(stream: Conversation[]) {
	let lifecycle: Lifecycle | undefined;
	const emitted: LifecycleEvent[] = [];
	for (const seen of stream) {
		const result = observe(lifecycle, seen, NOW);
		lifecycle = result.lifecycle;
		emitted.push(...result.events);
	}
	return { state: lifecycle?.state, emitted, keys: emitted.map(({ deduplicationKey }) => deduplicationKey.replace(':c1:', ':')) };
}

const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }));
const RUNS = { numRuns: 500 };

/** The snapshots of a story, some lost and some repeated; the last one always arrives. */
function streamOf(story: Story, random: () => number): Conversation[] {
	const last = story.moments.length - 1;
	return story.moments
		.flatMap((moment, index) => Array<number>([0, 1, 1, 2][Math.floor(random() * 4)] || (index === last ? 1 : 0)).fill(moment))
		.map((moment) => story.at(moment, random() < 0.7));
}

describe('a stream of snapshots', () => {
	it('leads to the same state and events in any order, with any losses and repeats, if the last snapshot arrives', () => {
		fc.assert(
			fc.property(timelines, chance, (timeline, chances) => {
				const random = () => chances.next().value;
				const story = new Story(timeline);
				const stream = streamOf(story, random)
					.map((seen) => ({ seen, rank: random() }))
					.sort((a, b) => a.rank - b.rank)
					.map(({ seen }) => seen);
				const { state, keys } = replay(stream);
				expect(state).toBe(story.state);
				expect([...keys].sort()).toEqual([...story.expected].sort());
			}),
			RUNS,
		);
	});

	it('emits the events in the order of their times', () => {
		fc.assert(
			fc.property(timelines, chance, (timeline, chances) => {
				const random = () => chances.next().value;
				const story = new Story(timeline);
				const { emitted, keys } = replay(streamOf(story, random).sort(() => random() - 0.5));
				const times = emitted.map(({ time }) => time);
				expect(times).toEqual([...times].sort());
				for (const key of keys.filter((each) => /^(agentLeft|transferred):/.test(each))) {
					const joined = keys.indexOf(key.replace(/^\w+/, 'agentJoined'));
					expect(joined).toBeGreaterThanOrEqual(0);
					expect(joined).toBeLessThan(keys.indexOf(key));
				}
			}),
			RUNS,
		);
	});

	it('emits all events together if only the last snapshot arrives', () => {
		fc.assert(
			fc.property(timelines, fc.boolean(), (timeline, isNotification) => {
				const story = new Story(timeline);
				const { state, keys } = replay([story.at(NOW - 1, isNotification)]);
				expect(state).toBe(story.state);
				expect([...keys].sort()).toEqual([...story.expected].sort());
			}),
			RUNS,
		);
	});
});
