import { ManualExecutionCancelledError, UserError, type IDataObject, type ITriggerFunctions } from 'n8n-workflow';
import type { LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { Lifetime } from '../../../../genesys/notifications/lifetime';
import { Emission } from '../../../../nodes/GenesysConversationTrigger/emission';
import { FakeClock, settle } from '../../genesys/notifications/fakeClock';

const EVENT: LifecycleEvent = {
	event: 'conversationEnded',
	conversationId: 'c1',
	time: '2026-01-31T10:00:00.000Z',
	deduplicationKey: 'conversationEnded:c1:p1',
};
const AWAY = new Error('the database is away');

interface Deferred {
	promise: Promise<void>;
	resolve: () => void;
	reject: (reason: Error) => void;
}
type Done = Deferred | undefined;

function createDeferredPromise(): Deferred {
	const settle: Partial<Deferred> = {};
	const promise = new Promise<void>((resolve, reject) => Object.assign(settle, { resolve, reject }));
	return { promise, ...settle } as Deferred;
}

/** n8n, with its reaction to each event in sequence; the last one repeats. */
function setUp(...answers: Array<(done: Done) => void>) {
	const clock = new FakeClock();
	const lifetime = new Lifetime(clock.sleep);
	const keys: Array<string | undefined> = [];
	const givenAt: number[] = [];
	const asked: boolean[] = [];
	const notices: string[] = [];
	const startedAt = clock.now();
	const context = {
		emit: (_data: unknown, _response: unknown, done: Done, key?: string) => {
			keys.push(key);
			asked.push(done !== undefined);
			givenAt.push(clock.now() - startedAt);
			answers[Math.min(keys.length, answers.length) - 1](done);
		},
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => ({ id: 'n' }),
		helpers: { createDeferredPromise },
	};
	const note: IDataObject = {};
	const make = (n8n: object) => new Emission(n8n as unknown as ITriggerFunctions, lifetime, note, (text) => notices.push(text));
	/** As in n8n 1.123 and 2.8. */
	const withoutKeys = () => make({ ...context, emit: (data: unknown, response: unknown, done: Done) => context.emit(data, response, done) });
	const emission = make(context);
	return { withoutKeys, note, emission, clock, lifetime, keys, givenAt, asked, notices };
}

const refuses = (error: Error) => (done: Done) => done?.reject(error);
/** It has run, or n8n knows the key. */
const takes = (done: Done) => done?.resolve();
const runsOn = () => {};

describe('an event that n8n stores', () => {
	it.each([
		['runs', takes],
		['runs for a long time', runsOn],
		['is stopped by a user', refuses(new ManualExecutionCancelledError('1'))],
		['ends before it is awaited', refuses(new Error('No active execution found'))],
	])('is emitted once if its execution %s', async (_how, answer) => {
		const { emission, clock, keys, notices } = setUp(answer);
		void emission.emit(EVENT);
		await clock.pass(3600);
		expect(keys).toEqual(['w/n/conversationEnded:c1:p1']);
		expect(emission.isBehind).toBe(false);
		expect(notices).toEqual([]);
	});
});

describe('an event that n8n cannot store', () => {
	it('is emitted again with the same key until n8n stores it', async () => {
		const { emission, clock, keys, givenAt, notices } = setUp(refuses(AWAY), refuses(AWAY), takes);
		const given = emission.emit(EVENT);
		await settle();
		expect(emission.isBehind).toBe(true);
		await clock.pass(60);
		await given;
		expect(new Set(keys)).toEqual(new Set(['w/n/conversationEnded:c1:p1']));
		expect(givenAt).toEqual([0, 1_000, 3_000]);
		expect(emission.isBehind).toBe(false);
		expect(notices[0]).toContain('conversationEnded of conversation c1');
	});

	it('no longer counts as behind once its execution runs, however long', async () => {
		const { emission, clock, keys } = setUp(refuses(AWAY), runsOn);
		void emission.emit(EVENT);
		await clock.pass(60);
		expect(emission.isBehind).toBe(true);
		await clock.pass(2);
		expect(emission.isBehind).toBe(false);
		await clock.pass(3600);
		expect(keys).toHaveLength(2);
	});

	it('is emitted again after emit throws', async () => {
		const { emission, clock, keys } = setUp(() => {
			throw AWAY;
		}, takes);
		const given = emission.emit(EVENT);
		await clock.pass(2);
		await given;
		expect(keys).toHaveLength(2);
	});

	it('is retried for one hour at most', async () => {
		const { emission, clock, givenAt, notices } = setUp(refuses(AWAY));
		const given = emission.emit(EVENT);
		await clock.pass(2 * 3600);
		await given;
		expect(givenAt).toHaveLength(20);
		expect(givenAt.at(-1)).toBe(3_511_000);
		expect(notices.at(-1)).toContain('The event is dropped');
	});

	it('is not retried once the trigger is closed', async () => {
		const { emission, clock, lifetime, keys } = setUp(refuses(AWAY));
		const given = emission.emit(EVENT);
		await settle();
		lifetime.end();
		await clock.pass(3600);
		await given;
		expect(keys).toHaveLength(1);
	});
});

it('an engine that does not report outcomes is asked only once', async () => {
	const { emission, asked } = setUp(refuses(new UserError('Engine 2.0 cannot run a trigger that waits')), runsOn);
	await emission.emit(EVENT);
	await emission.emit(EVENT);
	expect(asked).toEqual([true, false, false]);
});

describe('an n8n version without keys', () => {
	it('receives an event once, even after a restart, without a request for its outcome', async () => {
		const { withoutKeys, keys, asked } = setUp(runsOn);
		await withoutKeys().emit(EVENT);
		await withoutKeys().emit(EVENT);
		expect(keys).toHaveLength(1);
		expect(asked).toEqual([false]);
	});

	it('receives every other event', async () => {
		const { withoutKeys, keys } = setUp(runsOn);
		const emission = withoutKeys();
		for (let number = 0; number < 1500; number++) await emission.emit({ ...EVENT, deduplicationKey: `conversationEnded:c${number}:p1` });
		expect(keys).toHaveLength(1500);
	});

	it('stores a short note of the last thousand events', async () => {
		const { withoutKeys, note } = setUp(runsOn);
		const emission = withoutKeys();
		for (let number = 0; number < 1500; number++) await emission.emit({ ...EVENT, deduplicationKey: `conversationEnded:c${number}:p1` });
		expect(note.emitted).toHaveLength(1000);
		expect(JSON.stringify(note).length).toBeLessThan(16_000);
	});
});
