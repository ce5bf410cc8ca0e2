import fc from 'fast-check';
import { parseConversation, type Conversation } from '../../../../genesys/conversations/conversation';
import { eventsAround } from '../../../../genesys/conversations/doorbell';
import { observe, type Lifecycle, type LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { parseNotification, queueTopic } from '../../../../genesys/conversations/queueWatch';
import { Scenario, STEPS } from './scenario';

const CONVERSATIONS = 200;
/** Later than all events. */
const NOW = Date.parse('2026-02-01T00:00:00.000Z');

/** What happens to something that Genesys sends: it arrives once, twice, or not at all. */
const fates = [0, 1, 1, 1, 2];

const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }));
const lives = fc.array(fc.array(fc.constantFrom(...STEPS), { maxLength: 14 }), { minLength: CONVERSATIONS, maxLength: CONVERSATIONS });

function conversationOf(snapshot: object) {
	const conversation = parseConversation(snapshot);
	if (!conversation) throw new Error('the snapshot is no conversation');
	return conversation;
}

function ofFrame(frame: object): Conversation {
	const seen = parseNotification(queueTopic('queue-0'), frame);
	if (!seen) throw new Error(`not understood: ${JSON.stringify(frame)}`);
	return seen;
}

const play = (steps: Array<Array<(typeof STEPS)[number]>>) => steps.map((life, index) => new Scenario(`c${index}`, life));
const expectedOf = (scenarios: Scenario[]) =>
	scenarios.flatMap(({ expected }, index) => expected.map((entry) => entry.replace(':', `:c${index}:`))).sort();
const keysOf = (events: LifecycleEvent[]) => events.map(({ deduplicationKey }) => deduplicationKey).sort();

describe('200 conversations with reordered, repeated, and lost notifications, and occasional lookups', () => {
	it('reach the right state and emit each event exactly once', () => {
		fc.assert(
			fc.property(lives, chance, (steps, chances) => {
				const random = () => chances.next().value;
				const scenarios = play(steps);
				const arriving = scenarios
					.flatMap(({ moments }) => moments)
					.flatMap(({ frame, snapshot }) => [ofFrame(frame), ...(random() < 0.1 ? [conversationOf(snapshot)] : [])])
					.flatMap((seen) => Array<Conversation>(fates[Math.floor(random() * fates.length)]).fill(seen))
					.map((seen) => ({ seen, rank: random() }))
					.sort((a, b) => a.rank - b.rank)
					.map(({ seen }) => seen);

				const known = new Map<string, Lifecycle>();
				const emitted: LifecycleEvent[] = [];
				for (const seen of [...arriving, ...scenarios.map(({ snapshot }) => conversationOf(snapshot))]) {
					const { lifecycle, events } = observe(known.get(seen.id), seen, NOW);
					known.set(seen.id, lifecycle);
					emitted.push(...events);
				}

				expect(scenarios.map((_, index) => known.get(`c${index}`)?.state)).toEqual(scenarios.map(({ state }) => state));
				expect(keysOf(emitted)).toEqual(expectedOf(scenarios));
			}),
			{ numRuns: 15, verbose: true },
		);
	});
});

describe('200 conversations reported by reordered and repeated doorbells', () => {
	it('emit each event exactly once, and no other events', () => {
		fc.assert(
			fc.property(lives, chance, (steps, chances) => {
				const random = () => chances.next().value;
				const scenarios = play(steps);
				const rings = scenarios
					.flatMap(({ moments }) => moments.map((_, index) => ({ moments, index })))
					.flatMap((ring) => (random() < 0.2 ? [ring, ring] : [ring]))
					.map((ring) => ({ ring, rank: random() }))
					.sort((a, b) => a.rank - b.rank);

				const taken = new Map<string, LifecycleEvent>();
				for (const { ring } of rings) {
					const { moments, index } = ring;
					// More may have happened by the time of the response.
					const shown = moments[index + Math.floor(random() * (moments.length - index))];
					const doorbell = { conversationId: '', at: moments[index].at };
					for (const event of eventsAround(conversationOf(shown.snapshot), doorbell, NOW)) {
						if (!taken.has(event.deduplicationKey)) taken.set(event.deduplicationKey, event);
					}
				}
				expect(keysOf([...taken.values()])).toEqual(expectedOf(scenarios));
			}),
			{ numRuns: 15, verbose: true },
		);
	});
});
