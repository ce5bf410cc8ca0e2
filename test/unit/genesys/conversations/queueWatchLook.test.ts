import { listEndedConversations, listOpenConversations } from '../../../../genesys/conversations/analytics';
import { fakeGenesys, ok } from '../fakeGenesys';
import { conversationBody, customer, gone, messageConversationBody } from './samples';
import { going, has, live, NOW, over, setUp, TOPIC, waiting, type Query } from './watchSetUp';

/** What a lookup finds, in which order, and how far back. */

describe('looking up missed events', () => {
	it('finds the end of a conversation that analytics no longer lists as open', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toEqual(['queued', 'agentJoined', 'agentLeft', 'conversationEnded']);
	});

	it('finds unknown conversations, open or ended', async () => {
		const { watch, world, told } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2', conversationEnd: '2026-01-31T10:30:00.000Z' }];
		world.shown = { c1: going('c1'), c2: over('c2') };
		await watch.look();
		expect(told.map(({ conversationId, event }) => `${conversationId} ${event}`)).toEqual([
			'c2 queued',
			'c2 agentJoined',
			'c2 agentLeft',
			'c2 conversationEnded',
			'c1 queued',
			'c1 agentJoined',
		]);
	});

	it('ignores unchanged conversations: a hundred open ones cost two requests', async () => {
		const { watch, world, requests } = setUp();
		world.listed = Array.from({ length: 99 }, (_, index) => ({ conversationId: `c${index}` }));
		for (const { conversationId } of world.listed) watch.received(TOPIC, live(conversationId));
		await watch.look();
		expect(requests).toHaveLength(2);
	});

	it('ignores conversations that had ended before', async () => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1', conversationEnd: '2026-01-31T08:00:00.000Z' }];
		await watch.look();
		expect(looks()).toEqual([]);
	});

	it('detects a reopened conversation', async () => {
		const { watch, world, looks } = setUp();
		watch.received(TOPIC, messageConversationBody([gone(customer)], { id: 'c1' }));
		world.listed = [{ conversationId: 'c1' }];
		await watch.look();
		expect(looks()).toEqual(['c1']);
	});

	it('looks up every open conversation after a gap', async () => {
		const { watch, world, looks, events } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		watch.received(TOPIC, messageConversationBody([customer, waiting], { id: 'c1' }));
		world.shown = { c1: going('c1') };
		watch.missed();
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

	it('returns the time until which everything is looked up, if nothing is left', async () => {
		const { watch, world } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		world.shown = { c1: going('c1') };
		expect(await watch.look()).toBe(NOW);
		world.goesOn = false;
		watch.missed();
		expect(await watch.look()).toBeUndefined();
	});

	it.each([
		['that is already known', true],
		['that is new', false],
	])('repeats the lookup of a conversation %s if notifications are missed during it', async (_which, isKnown) => {
		const { watch, world, looks, events } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		if (isKnown) {
			watch.received(TOPIC, messageConversationBody([customer, waiting], { id: 'c1' }));
			watch.missed();
		}
		let fetches = 0;
		world.shown = {
			get c1() {
				// The response is from before the gap, in which an agent accepts the conversation.
				if (++fetches > 1) return going('c1');
				watch.missed();
				return conversationBody([customer, waiting], { id: 'c1' });
			},
		};
		await watch.look();
		expect(looks()).toEqual(['c1', 'c1']);
		expect(events()).toContain('agentJoined');
	});

	it('looks up ended conversations first, because their customers wait for the bot', async () => {
		const { watch, world, looks } = setUp();
		const open = Array.from({ length: 300 }, (_, index) => ({ conversationId: `open-${index}` }));
		world.listed = [...open, { conversationId: 'over', conversationEnd: '2026-01-31T11:30:00.000Z' }];
		world.shown = { over: over('over') };
		watch.received(TOPIC, live('open-0'));
		watch.missed();
		await watch.look();
		expect(looks()[0]).toBe('over');
		expect(looks()).toHaveLength(301);
	});

	it('is shared by all callers while another lookup is running', async () => {
		const { watch, queries } = setUp();
		const first = watch.look();
		for (let turn = 0; turn < 3; turn++) await Promise.resolve();
		await Promise.all([first, watch.look(), watch.look(), watch.look()]);
		expect(queries()).toHaveLength(4);
	});

	it('detects that a conversation was reopened and ended again', async () => {
		const { watch, world, told } = setUp();
		watch.received(TOPIC, messageConversationBody([gone(customer)], { id: 'c1' }));
		const again = { ...customer, id: 'again', startTime: '2026-01-31T11:00:00.000Z', connectedTime: undefined };
		world.listed = [{ conversationId: 'c1', conversationEnd: '2026-01-31T11:30:00.000Z' }];
		world.shown = {
			c1: conversationBody([gone(customer), { ...gone(again), endTime: '2026-01-31T11:30:00.000Z' }], { id: 'c1' }),
		};
		await watch.look();
		expect(told.map(({ deduplicationKey }) => deduplicationKey)).toEqual([
			'conversationEnded:c1:participant-0',
			'conversationEnded:c1:again',
		]);
	});

	it('follows a conversation to a queue that is not watched', async () => {
		const { watch, world, told } = setUp();
		const elsewhere = { ...waiting, id: 'elsewhere', queueId: 'queue-2', startTime: '2026-01-31T10:20:00.000Z' };
		watch.received(TOPIC, messageConversationBody([customer, gone(waiting), elsewhere], { id: 'c1' }));
		world.listed = [{ conversationId: 'c1' }];
		const joined = { ...has, id: 'there', queueId: 'queue-2' };
		world.shown = { c1: conversationBody([customer, gone(waiting), gone(elsewhere), joined], { id: 'c1' }) };
		await watch.look();
		expect(told.at(-1)).toMatchObject({ event: 'agentJoined', queue: { id: 'queue-2' } });
	});

	it('queries conversations that started in the last 30 days, open or ended', async () => {
		const { watch, queries } = setUp();
		await watch.look();
		expect(queries()).toMatchObject([
			{ interval: '2026-01-01T12:00:00.000Z/2026-01-31T13:00:00.000Z', orderBy: 'conversationEnd' },
			{ interval: '2026-01-01T12:00:00.000Z/2026-01-31T13:00:00.000Z', orderBy: 'conversationStart' },
		]);
		expect(queries()[0].segmentFilters).toContainEqual({ type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] });
	});

	it('reads ended conversations page by page, back to ten minutes before the last lookup', async () => {
		const { watch, world, looks, queries } = setUp();
		const endedAt = (index: number) => new Date(NOW - 20 * 60_000 - index * 60_000).toISOString();
		world.listed = Array.from({ length: 450 }, (_, index) => ({ conversationId: `c${index}`, conversationEnd: endedAt(index) }));
		await watch.look();
		// Published at 9:00, looked up from 8:50 on: the last one is c170.
		expect(looks()).toHaveLength(171);
		expect(queries().map(({ paging }) => paging.pageNumber)).toEqual([1, 2, 1]);
	});

	it('reads all pages if ended conversations are not ordered by their end', async () => {
		const endedAt = (index: number) => new Date(NOW - (index === 199 ? 1 : 600) * 60_000 - (index % 7)).toISOString();
		const all = Array.from({ length: 200 }, (_, index) => ({ conversationId: `c${index}`, conversationEnd: endedAt(index) }));
		const { client } = fakeGenesys(({ body }) => {
			const { paging } = body as Query;
			return ok({ conversations: all.slice((paging.pageNumber - 1) * 100, paging.pageNumber * 100) });
		});
		const ended = await listEndedConversations(client, ['queue-1'], { since: NOW - 3_600_000, now: NOW });
		expect(ended.map(({ id }) => id)).toEqual(['c199']);
	});

	it('stops at a page without new conversations', async () => {
		const { client, requests } = fakeGenesys(() =>
			ok({ conversations: Array.from({ length: 100 }, (_, index) => ({ conversationId: `c${index}` })) }),
		);
		expect(await listOpenConversations(client, ['queue-1'], NOW)).toHaveLength(100);
		expect(requests).toHaveLength(2);
	});

	it('goes back far enough if the clock was set back', async () => {
		const { watch, world, looks } = setUp();
		await watch.look();
		world.now = NOW - 3_600_000;
		world.listed = [{ conversationId: 'c1', conversationEnd: '2026-01-31T10:58:00.000Z' }];
		await watch.look();
		expect(looks()).toEqual(['c1']);
	});

	it('stops once the trigger is closed', async () => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1' }];
		world.goesOn = false;
		await watch.look();
		expect(looks()).toEqual([]);
	});
});
