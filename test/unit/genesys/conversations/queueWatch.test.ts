import type { HttpRequest } from '../../../../genesys/client';
import type { LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { queueTopic } from '../../../../genesys/conversations/queueTopic';
import { QueueWatch } from '../../../../genesys/conversations/queueWatch';
import { brokenConnection, fakeGenesys, lacks, ok, refusal, rejectionOf } from '../fakeGenesys';
import { agent, conversationBody, customer, gone, messageConversationBody, START, waiting as waitingSample } from './samples';

const PUBLISHED = Date.parse('2026-01-31T09:00:00.000Z');
const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const TOPIC = queueTopic('queue-1');

interface Listed {
	conversationId: string;
	conversationEnd?: string;
}

const waiting = { ...waitingSample, startTime: START };
const has = { ...agent, connectedTime: '2026-01-31T10:02:00.000Z' };
const going = (id: string) => conversationBody([customer, gone(waiting), has], { id });
const over = (id: string) => conversationBody([gone(customer), gone(waiting), gone(has, 'peer')], { id });
const live = (id: string) => messageConversationBody([customer, gone(waiting), has], { id });

/** Genesys with what analytics list and what the conversations show; a conversation may be an answer of its own. */
function setUp({ since = PUBLISHED, queueName }: { since?: number; queueName?: string } = {}) {
	const world = { listed: [] as Listed[], shown: {} as Record<string, object | Error>, goesOn: true };
	const told: LifecycleEvent[] = [];
	const { client, requests, pauses } = fakeGenesys(({ path, body }) => {
		if (path.endsWith('/details/query')) {
			const { conversationFilters } = body as { conversationFilters: Array<{ predicates: Array<{ operator: string }> }> };
			const ended = conversationFilters[0].predicates[0].operator === 'exists';
			return ok({ conversations: world.listed.filter(({ conversationEnd }) => (conversationEnd !== undefined) === ended) });
		}
		const shown = world.shown[path.split('/').at(-1) ?? ''];
		if (!shown) return refusal(404, { code: 'not.found' });
		return shown instanceof Error ? refusal(Number(shown.message), { code: 'not.authorized' }) : ok(shown);
	});
	const watch = new QueueWatch({
		client,
		queues: [{ id: 'queue-1', name: queueName }],
		since,
		now: () => NOW,
		tell: (event) => told.push(event),
		goesOn: () => world.goesOn,
	});
	const looks = () => requests.filter(({ method }) => method === 'GET').map(({ path }) => path.split('/').at(-1));
	return { world, watch, told, requests, pauses, looks, events: () => told.map(({ event }) => event) };
}

describe('a watch over queues', () => {
	it('tells what the notifications tell', () => {
		const { watch, told, events } = setUp();
		watch.received(TOPIC, live('c1'));
		watch.received(TOPIC, live('c1'));
		watch.received('v2.users.user-1.conversations.messages', live('c2'));
		expect(events()).toEqual(['queued', 'agentJoined']);
		expect(told[0].queue).toEqual({ id: 'queue-1', name: 'Support' });
	});

	it('names a queue whose name the notification does not have', () => {
		const { watch, told } = setUp({ queueName: 'Support' });
		watch.received(TOPIC, messageConversationBody([customer, { ...waiting, queueName: undefined }]));
		expect(told[0].queue).toEqual({ id: 'queue-1', name: 'Support' });
	});

	it('tells nothing that happened before it began, and everything after', () => {
		const { watch, events } = setUp({ since: Date.parse('2026-01-31T10:10:00.000Z') });
		watch.received(TOPIC, live('c1'));
		expect(events()).toEqual([]);
		watch.received(TOPIC, messageConversationBody([gone(customer), gone(waiting), gone(has, 'peer')], { id: 'c1' }));
		expect(events()).toEqual(['agentLeft', 'conversationEnded']);
	});
});

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

describe('the beginning of a watch', () => {
	const begin = async (answer: (request: HttpRequest) => ReturnType<typeof ok>) => {
		const { client } = fakeGenesys(answer);
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, tell: () => {}, goesOn: () => true });
		return await rejectionOf(watch.begin());
	};

	it.each([
		['/details/query', 'analytics:conversationDetail:view'],
		['/conversations/0', 'conversation:communication:view'],
	])('shows that a permission is missing (%s)', async (part, permission) => {
		const error = await begin(({ path }) => (path.includes(part) ? lacks(permission) : ok()));
		expect(error).toMatchObject({ code: 'missing.permissions', message: expect.stringContaining(permission) as string });
	});

	it('shows that Genesys cannot be reached', async () => {
		const { client } = fakeGenesys(() => brokenConnection());
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, tell: () => {}, goesOn: () => true });
		expect(await rejectionOf(watch.begin())).toMatchObject({ code: 'ECONNRESET' });
	});
});
