import type { HttpRequest } from '../../../../genesys/client';
import type { LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { queueTopic } from '../../../../genesys/conversations/queueTopic';
import { QueueWatch } from '../../../../genesys/conversations/queueWatch';
import { GenesysApiError } from '../../../../genesys/errors';
import { NOBODY } from '../../../../genesys/oauth/permissions';
import { brokenConnection, fakeGenesys, lacks, ok, refusal, rejectionOf, type Answer } from '../fakeGenesys';
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
	const world = {
		listed: [] as Listed[],
		shown: {} as Record<string, object | Error>,
		/** Whole answers in the place of conversations. */
		answers: {} as Record<string, ReturnType<Answer>>,
		goesOn: true,
	};
	const told: LifecycleEvent[] = [];
	const { client, requests, pauses } = fakeGenesys(({ path, body }) => {
		if (path.endsWith('/details/query')) {
			const { conversationFilters } = body as { conversationFilters: Array<{ predicates: Array<{ operator: string }> }> };
			const ended = conversationFilters[0].predicates[0].operator === 'exists';
			return ok({ conversations: world.listed.filter(({ conversationEnd }) => (conversationEnd !== undefined) === ended) });
		}
		const id = path.split('/').at(-1) ?? '';
		if (id in world.answers) return world.answers[id];
		const shown = world.shown[id];
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

	it.each([400, 404])('finds the permission there when Genesys does not know the conversation of nobody (%i)', async (status) => {
		const { client, requests } = fakeGenesys(({ path }) => (path.includes('/conversations/0') ? refusal(status) : ok()));
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, tell: () => {}, goesOn: () => true });
		await watch.begin();
		expect(requests).toHaveLength(3);
	});

	it('shows that Genesys cannot be reached', async () => {
		const { client } = fakeGenesys(() => brokenConnection());
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, tell: () => {}, goesOn: () => true });
		expect(await rejectionOf(watch.begin())).toMatchObject({ code: 'ECONNRESET' });
	});
});
