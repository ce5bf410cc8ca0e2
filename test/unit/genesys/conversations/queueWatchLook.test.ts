import type { HttpRequest } from '../../../../genesys/client';
import { GenesysApiError } from '../../../../genesys/errors';
import { NOBODY } from '../../../../genesys/oauth/permissions';
import { brokenConnection, lacks, refusal } from '../fakeGenesys';
import { customer, gone, messageConversationBody } from './samples';
import { going, live, NOW, over, PUBLISHED, setUp, TOPIC, waiting } from './watchSetUp';

describe('a look at what no notification has told', () => {
	it('finds the end of a conversation that analytics do not count among the open ones any more', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toEqual(['queued', 'agentJoined', 'agentLeft', 'conversationEnded']);
	});

	it('finds conversations that were never heard of, whether they go on or are over', async () => {
		const { watch, world, told } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2', conversationEnd: '2026-01-31T10:30:00.000Z' }];
		world.shown = { c1: going('c1'), c2: over('c2') };
		await watch.look();
		expect(told.map(({ conversationId, event }) => `${conversationId} ${event}`)).toEqual([
			'c1 queued',
			'c1 agentJoined',
			'c2 queued',
			'c2 agentJoined',
			'c2 agentLeft',
			'c2 conversationEnded',
		]);
	});

	it('leaves alone what is as it was: a hundred open chats cost two requests', async () => {
		const { watch, world, requests } = setUp();
		world.listed = Array.from({ length: 99 }, (_, index) => ({ conversationId: `c${index}` }));
		for (const { conversationId } of world.listed) watch.received(TOPIC, live(conversationId));
		await watch.look();
		expect(requests).toHaveLength(2);
	});

	it('leaves alone what was over before', async () => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1', conversationEnd: '2026-01-31T08:00:00.000Z' }];
		await watch.look();
		expect(looks()).toEqual([]);
	});

	it('notices a conversation that was taken up again', async () => {
		const { watch, world, looks } = setUp();
		watch.received(TOPIC, messageConversationBody([gone(customer)], { id: 'c1' }));
		world.listed = [{ conversationId: 'c1' }];
		await watch.look();
		expect(looks()).toEqual(['c1']);
	});

	it('after a gap looks at every open conversation', async () => {
		const { watch, world, looks, events } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		watch.received(TOPIC, messageConversationBody([customer, waiting], { id: 'c1' }));
		world.shown = { c1: going('c1') };
		watch.missed(NOW - 60_000);
		await watch.look();
		expect(looks()).toEqual(['c1']);
		expect(events()).toEqual(['queued', 'agentJoined']);
	});

	it('leaves half of the rate limit to messages', async () => {
		const { watch, world, pauses } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		await watch.look();
		expect(pauses).toEqual([400, 400]);
	});

	it('that fails is made up for by the next one', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		world.shown = { c1: new Error('500') };
		await expect(watch.look()).rejects.toMatchObject({ status: 500 });
		world.listed = [{ conversationId: 'c1' }];
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toContain('conversationEnded');
	});

	it('is not held up by a conversation that Genesys does not show', async () => {
		const { watch, world, told } = setUp();
		world.listed = [{ conversationId: 'hidden' }, { conversationId: 'gone' }, { conversationId: 'c1' }];
		world.shown = { hidden: new Error('403'), c1: going('c1') };
		await watch.look();
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
	});

	it.each([500, 409])('of the other conversations goes on although one cannot be looked at (%i), which is made up for', async (status) => {
		const { watch, world, told, looks } = setUp();
		world.listed = [{ conversationId: 'bad' }, { conversationId: 'c1' }];
		world.shown = { bad: new Error(String(status)), c1: going('c1') };
		await expect(watch.look()).rejects.toMatchObject({ status });
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
		world.shown = { bad: over('bad') };
		const before = looks().length;
		await watch.look();
		expect(looks().slice(before)).toEqual(['bad']);
		expect(told.at(-1)).toMatchObject({ conversationId: 'bad', event: 'conversationEnded' });
	});

	it('throws what the first of them failed with', async () => {
		const { watch, world } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.shown = { c1: new Error('502'), c2: new Error('500') };
		await expect(watch.look()).rejects.toMatchObject({ status: 502 });
	});

	it.each([
		['without a connection', brokenConnection(), { code: 'ECONNRESET' }],
		['without a token', refusal(401), { status: 401 }],
		['with a client that is no more', new GenesysApiError({ status: 400, code: 'invalid_client', contextId: '', message: '', advice: '' }), { status: 400 }],
		['with no requests left', refusal(429), { status: 429 }],
	])('stops at once %s', async (_how, answer, expected) => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.answers = { c1: answer };
		world.shown = { c2: going('c2') };
		await expect(watch.look()).rejects.toMatchObject(expected);
		expect(looks()).not.toContain('c2');
		world.answers = {};
		await watch.look();
		expect(looks().slice(-2)).toEqual(['c1', 'c2']);
	});

	it('lets go of conversations in a division that the role does not cover', async () => {
		const { watch, world, told, looks } = setUp();
		world.listed = [{ conversationId: 'other-1' }, { conversationId: 'other-2' }, { conversationId: 'c1' }];
		const answer = lacks('conversation:communication:view');
		world.answers = { 'other-1': answer, 'other-2': answer };
		world.shown = { c1: going('c1') };
		expect(await watch.look()).toBe(NOW);
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
		// Of one that nobody has it is asked once whether the permission is there.
		expect(looks()).toEqual(['other-1', NOBODY, 'other-2', 'c1']);
	});

	it('lets go of nothing when the role has lost the permission', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		const answer = lacks('conversation:communication:view');
		world.answers = { c1: answer, [NOBODY]: answer };
		await expect(watch.look()).rejects.toMatchObject({ code: 'missing.permissions' });
		world.answers = {};
		world.listed = [{ conversationId: 'c1' }];
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toContain('conversationEnded');
	});

	it('says until when nothing is left to be looked at, unless something is', async () => {
		const { watch, world } = setUp();
		watch.received(TOPIC, live('c1'));
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.shown = {
			c1: going('c1'),
			get c2() {
				watch.missed(PUBLISHED);
				return going('c2');
			},
		};
		expect(await watch.look()).toBeUndefined();
		world.shown = { c1: going('c1'), c2: going('c2') };
		expect(await watch.look()).toBe(NOW);
		world.goesOn = false;
		expect(await watch.look()).toBeUndefined();
	});

	it('that a gap is noticed in does not say that this is caught up', async () => {
		const { watch } = setUp();
		await watch.look();
		const looking = watch.look();
		for (let turn = 0; turn < 5; turn++) await Promise.resolve();
		watch.missed(PUBLISHED);
		expect(await looking).toBe(PUBLISHED);
	});

	it.each([1, 5, 10, 15])('goes back as far as a gap that is noticed while it looks (%i turns later)', async (turns) => {
		const { watch, requests } = setUp();
		await watch.look();
		const looking = watch.look();
		for (let turn = 0; turn < turns; turn++) await Promise.resolve();
		watch.missed(PUBLISHED);
		await looking;
		await watch.look();
		const { interval } = requests[requests.length - 1].body as { interval: string };
		expect(interval.split('/')[0]).toBe('2026-01-31T08:50:00.000Z');
	});

	it('asks for the open ones of 30 days, and for those that ended since the last look and ten minutes', async () => {
		const { watch, requests } = setUp();
		await watch.look();
		await watch.look();
		const queries = requests.map(({ body }: HttpRequest) => body as { interval: string; segmentFilters: unknown[] });
		expect(queries.map(({ interval }) => interval.split('/')[0])).toEqual([
			'2026-01-01T12:00:00.000Z',
			'2026-01-31T08:50:00.000Z',
			'2026-01-01T12:00:00.000Z',
			'2026-01-31T11:50:00.000Z',
		]);
		expect(queries[0].segmentFilters).toContainEqual({ type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] });
	});

	it('stops when nobody listens any more', async () => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		world.goesOn = false;
		await watch.look();
		expect(looks()).toEqual([]);
	});
});
