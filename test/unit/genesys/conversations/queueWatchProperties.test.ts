import fc from 'fast-check';
import { queueTopic, QueueWatch } from '../../../../genesys/conversations/queueWatch';
import { fakeGenesys, ok, refusal } from '../fakeGenesys';
import { Scenario, STEPS } from './scenario';
import type { Query } from './watchSetUp';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-01-31T10:00:00.000Z');
const TOPIC = queueTopic('queue-0');

/** What happens, and how often. */
const turn = fc.oneof(
	{ weight: 30, arbitrary: fc.constant('chat' as const) },
	{ weight: 20, arbitrary: fc.constant('yield' as const) },
	{ weight: 5, arbitrary: fc.constant('look' as const) },
	{ weight: 20, arbitrary: fc.constant('disconnect' as const) },
	{ weight: 20, arbitrary: fc.constant('reconnect' as const) },
	{ weight: 2, arbitrary: fc.constant('restart' as const) },
);

/** A response takes a while, during which more may happen. */
const LATE_TURNS = 25;
async function late<T>(answer: T): Promise<T> {
	for (let left = LATE_TURNS; left > 0; left--) await Promise.resolve();
	return answer;
}

/** Genesys at a moment, with the current state of each conversation. */
class World {
	now = START;
	private readonly reached: number[];

	constructor(readonly chats: Scenario[]) {
		this.reached = chats.map(() => 0);
	}

	/** Plays the next change in one conversation; returns its notification. */
	advance(): object | undefined {
		const next = this.chats
			.flatMap(({ moments }, index) => moments.slice(this.reached[index], this.reached[index] + 1).map((moment) => ({ moment, index })))
			.sort((one, other) => one.moment.at - other.moment.at)
			.at(0);
		if (!next) return undefined;
		this.reached[next.index]++;
		this.now = next.moment.at;
		return next.moment.frame;
	}

	private shown(index: number): { startTime?: string; endTime?: string } | undefined {
		return this.chats[index].moments.at(this.reached[index] - 1)?.snapshot;
	}

	readonly client = fakeGenesys(async ({ path, body }) => {
		if (!path.endsWith('/query')) {
			const index = Number(/c(\d+)$/.exec(path)?.[1] ?? NaN);
			const shown = this.reached[index] > 0 ? this.shown(index) : undefined;
			return await late(shown ? ok(shown) : refusal(404));
		}
		const { conversationFilters, orderBy, paging } = body as Query;
		const over = conversationFilters[0].predicates[0].operator === 'exists';
		const listed = this.chats
			.map((_, index) => ({ conversationId: `c${index}`, conversationEnd: this.reached[index] > 0 ? this.shown(index)?.endTime : undefined }))
			.filter(({ conversationEnd }, index) => this.reached[index] > 0 && (conversationEnd !== undefined) === over);
		if (orderBy === 'conversationEnd') listed.sort((a, b) => ((a.conversationEnd ?? '') < (b.conversationEnd ?? '') ? 1 : -1));
		const first = (paging.pageNumber - 1) * paging.pageSize;
		return await late(ok({ conversations: listed.slice(first, first + paging.pageSize) }));
	}).client;
}

describe('conversations followed through broken connections and restarts, with lost notifications', () => {
	it('emit every event, and n8n accepts each once', async () => {
		const lives = fc.array(fc.array(fc.constantFrom(...STEPS), { maxLength: 14 }), { minLength: 6, maxLength: 6 });
		const turns = fc.array(fc.tuple(turn, fc.nat()), { minLength: 50, maxLength: 250 });
		await fc.assert(
			fc.asyncProperty(lives, turns, async (steps, schedule) => {
				// Changes are four minutes apart, so lookups of the last ten minutes are soon insufficient.
				const world = new World(steps.map((life, index) => new Scenario(`c${index}`, life, 4 * MINUTE_MS, index * 3 * MINUTE_MS)));
				const taken = new Set<string>();
				let emitted = 0;
				let caughtUpUntil = START - MINUTE_MS;
				let isUp = true;
				let goesOn = { yes: true };
				const begin = () => {
					goesOn = { yes: true };
					const own = goesOn;
					return new QueueWatch({
						client: world.client,
						queues: [{ id: 'queue-0' }, { id: 'queue-1' }],
						since: caughtUpUntil - 10 * MINUTE_MS,
						now: () => world.now,
						emit: ({ deduplicationKey }) => {
							emitted++;
							taken.add(deduplicationKey);
						},
						goesOn: () => own.yes,
					});
				};
				let watch = begin();
				const look = async (whose: QueueWatch) => {
					const until = await whose.look();
					if (until !== undefined && isUp && whose === watch) caughtUpUntil = until;
				};
				const looks: Array<Promise<void>> = [];
				const reconnect = () => {
					isUp = true;
					watch.missed();
					looks.push(look(watch));
				};
				const happen = () => {
					const frame = world.advance();
					if (frame && isUp) watch.received(TOPIC, frame);
					return frame !== undefined;
				};
				for (const [what, number] of schedule) {
					if (what === 'chat') happen();
					else if (what === 'look') looks.push(look(watch));
					else if (what === 'disconnect') isUp = false;
					else if (what === 'yield') for (let left = number % (2 * LATE_TURNS); left > 0; left--) await Promise.resolve();
					else if (what === 'reconnect' && !isUp) reconnect();
					else if (what === 'restart') {
						goesOn.yes = false;
						watch = begin();
						reconnect();
					}
				}
				if (!isUp) reconnect();
				while (happen());
				await Promise.all([...looks, look(watch)]);

				const expected = world.chats.flatMap(({ expected: events }, index) => events.map((entry) => entry.replace(':', `:c${index}:`)));
				expect([...taken].sort()).toEqual(expected.sort());
				expect(emitted).toBeGreaterThanOrEqual(expected.length);
				expect(caughtUpUntil).toBe(world.now);
			}),
			{ numRuns: 400 },
		);
	});
});
