import fc from 'fast-check';
import { parseConversation } from '../../../../genesys/conversations/conversation';
import { parseDetailEvent } from '../../../../genesys/conversations/detailEvents';
import { observe, type Lifecycle, type LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import type { Observation } from '../../../../genesys/conversations/observation';
import { parseQueueTopic } from '../../../../genesys/conversations/queueTopic';
import { observationOf } from '../../../../genesys/conversations/snapshot';
import { Scenario, STEPS } from './scenario';

const CONVERSATIONS = 200;
/** Later than all that happens. */
const NOW = Date.parse('2026-02-01T00:00:00.000Z');

/** What happens to something that Genesys sends: it arrives once, twice, or not at all. */
const fates = [0, 1, 1, 1, 2];

interface Delivered {
	kind: 'frame' | 'detail';
	body: object;
}

const streams = fc.record({
	lives: fc.array(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), {
		minLength: CONVERSATIONS,
		maxLength: CONVERSATIONS,
	}),
	chance: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
	ways: fc.constantFrom<Array<Delivered['kind']>>(['frame'], ['detail'], ['frame', 'detail']),
});

function parse({ kind, body }: Delivered): Observation {
	const seen = kind === 'frame' ? parseQueueTopic(body, NOW) : parseDetailEvent(body, NOW)?.observation;
	if (!seen) throw new Error(`not understood: ${JSON.stringify(body)}`);
	return seen;
}

function snapshotOf(scenario: Scenario): Observation {
	const conversation = parseConversation(scenario.snapshot);
	if (!conversation) throw new Error('the snapshot is no conversation');
	return observationOf(conversation, NOW);
}

describe('200 conversations whose notifications come in disorder, twice or not at all, and are looked up in the end', () => {
	it('are each in the right state, and told each event exactly once', () => {
		fc.assert(
			fc.property(streams, ({ lives, chance, ways }) => {
				const random = () => chance.next().value as number;
				const scenarios = lives.map((steps, index) => new Scenario(`c${index}`, steps));
				const sent = scenarios.flatMap(({ frames, details }) => [
					...frames.map((body): Delivered => ({ kind: 'frame', body })),
					...details.map((body): Delivered => ({ kind: 'detail', body })),
				]);
				const arriving = sent
					.filter(({ kind }) => ways.includes(kind))
					.flatMap((one) => Array<Delivered>(fates[Math.floor(random() * fates.length)]).fill(one))
					.map((one) => ({ one, rank: random() }))
					.sort((a, b) => a.rank - b.rank)
					.map(({ one }) => parse(one));

				const known = new Map<string, Lifecycle>();
				const told: LifecycleEvent[] = [];
				for (const seen of [...arriving, ...scenarios.map(snapshotOf)]) {
					const { lifecycle, events } = observe(known.get(seen.conversationId), seen);
					known.set(seen.conversationId, lifecycle);
					told.push(...events);
				}

				expect(scenarios.map((_, index) => known.get(`c${index}`)?.state)).toEqual(scenarios.map(({ state }) => state));
				const expected = scenarios.flatMap((scenario, index) =>
					scenario.expected.map((entry) => entry.replace(':', `:c${index}:`)),
				);
				expect(told.map(({ deduplicationKey }) => deduplicationKey).sort()).toEqual(expected.sort());
			}),
			{ numRuns: 15, verbose: true },
		);
	});
});
