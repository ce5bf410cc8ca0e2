import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { chat, eventsOf, genesys, notify, publish, serveNotifications, soon } from '../support/listening';

serveNotifications();

describe('a start of n8n', () => {
	it('does not wait for Genesys if it cannot be reached', async () => {
		genesys.down = true;
		const trigger = await publish({ mode: 'init' });
		expect(trigger.response.closeFunction).toBeDefined();
		genesys.down = false;
		await until(() => genesys.open() === 1 && genesys.requests.includes('GET /api/v2/routing/queues'));
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
	});

	it('looks up events from while n8n was down', async () => {
		const caughtUpUntil = soon(-600);
		genesys.listed = [
			{ conversationId: 'ended-meanwhile', conversationEnd: soon(-60) },
			{ conversationId: 'ended-long-before', conversationEnd: soon(-7200) },
			{ conversationId: 'goes-on' },
		];
		genesys.conversations = {
			'ended-meanwhile': chat('ended-meanwhile', { joinedAt: soon(-7000), endedAt: soon(-60) }),
			'goes-on': chat('goes-on', { joinedAt: soon(-300) }),
		};
		const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil } });
		await until(() => trigger.started.length === 2);
		expect(trigger.started).toMatchObject([
			{ event: 'conversationEnded', conversationId: 'ended-meanwhile' },
			{ event: 'agentJoined', conversationId: 'goes-on' },
		]);
		expect(genesys.requests).not.toContain('GET /api/v2/conversations/ended-long-before');
		await until(() => String(trigger.kept.caughtUpUntil) > soon(-60));
	});

	it('emits the end of a conversation that started three days ago once, and first', async () => {
		const open = Array.from({ length: 250 }, (_, index) => ({ conversationId: `open-${index}` }));
		genesys.listed = [...open, { conversationId: 'c1', conversationStart: soon(-72 * 3600), conversationEnd: soon(-1800) }];
		genesys.conversations = { c1: chat('c1', { joinedAt: soon(-71 * 3600), endedAt: soon(-1800) }) };
		for (const { conversationId } of open) genesys.conversations[conversationId] = chat(conversationId, { joinedAt: soon(-7200) });
		const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil: soon(-3600) } });
		await until(() => trigger.started.length === 1);
		expect(trigger.started).toMatchObject([{ event: 'conversationEnded', conversationId: 'c1' }]);
		const looks = genesys.requests.filter((request) => request.startsWith('GET /api/v2/conversations/'));
		expect(looks).toEqual(['GET /api/v2/conversations/c1']);
		// The connection opens, and everything is looked up again.
		await until(() => genesys.open() === 1 && genesys.requests.length > 20);
		expect(trigger.started).toHaveLength(1);
	});

	it('looks up events although the websocket does not open', async () => {
		genesys.socketsDown = true;
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { endedAt: soon(-60) }) };
		const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil: soon(-600) } });
		await until(() => trigger.started.length === 1);
		expect(eventsOf(trigger)).toEqual(['conversationEnded']);
		expect(genesys.open()).toBe(0);
	});

	it('soon retries a failed lookup', async () => {
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { endedAt: soon(-60) }) };
		genesys.lacking = { '/details/query': 'analytics:conversationDetail:view' };
		const { waitedMs } = await withoutWaiting(async () => {
			const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil: soon(-600) } });
			await until(() => genesys.open() === 1 && genesys.requests.filter((request) => request.endsWith('/details/query')).length === 2);
			genesys.lacking = {};
			await until(() => trigger.started.length === 1);
			await trigger.close();
		});
		// The next regular lookup would come after five minutes.
		expect(waitedMs).toBeLessThan(60_000);
	});

	it('resumes an interrupted lookup after another restart', async () => {
		genesys.listed = [
			{ conversationId: 'ended-late', conversationEnd: soon(-60) },
			{ conversationId: 'ended-early', conversationEnd: soon(-3600) },
		];
		genesys.conversations = {
			'ended-late': chat('ended-late', { endedAt: soon(-60) }),
			'ended-early': chat('ended-early', { endedAt: soon(-3600) }),
		};
		const first = await publish({ mode: 'init', staticData: { caughtUpUntil: soon(-7200) } });
		await until(() => first.started.length > 0);
		await first.close();
		expect(first.started).toMatchObject([{ conversationId: 'ended-late' }]);
		const second = await publish({ mode: 'init', staticData: { ...first.kept } });
		await until(() => second.started.length === 2);
		expect(second.started).toMatchObject([{ conversationId: 'ended-late' }, { conversationId: 'ended-early' }]);
	});

	it('repeats no events on an n8n without event keys', async () => {
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { joinedAt: soon(-90), endedAt: soon(-60) }) };
		const first = await publish({ mode: 'init', takesNoKeys: true });
		await until(() => first.started.length === 2);
		await first.close();
		genesys.listed.push({ conversationId: 'c2', conversationEnd: soon(-50) });
		genesys.conversations.c2 = chat('c2', { endedAt: soon(-50) });
		const second = await publish({ mode: 'init', takesNoKeys: true, staticData: { ...first.kept } });
		await until(() => String(second.kept.caughtUpUntil) > soon(-50));
		expect(second.started).toMatchObject([{ conversationId: 'c2' }]);
	});

	it('goes back far enough if the clock was set back', async () => {
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { endedAt: soon(-60) }) };
		const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil: soon(3600) } });
		await until(() => trigger.started.length === 1);
		await until(() => String(trigger.kept.caughtUpUntil) < soon(60));
	});

	it('works without a note of the last event', async () => {
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { joinedAt: soon(-90), endedAt: soon(-60) }) };
		const trigger = await publish({ mode: 'leadershipChange' });
		await until(() => trigger.started.length === 2);
		expect(eventsOf(trigger)).toEqual(['agentJoined', 'conversationEnded']);
	});
});

describe('an event that n8n cannot store', () => {
	it('is emitted once n8n can store it, and nothing counts as caught up until then', async () => {
		const since = soon(-600);
		genesys.listed = [{ conversationId: 'c1', conversationEnd: soon(-60) }];
		genesys.conversations = { c1: chat('c1', { endedAt: soon(-60) }) };
		let isAway = true;
		let tries = 0;
		const trigger = await publish({ mode: 'init', staticData: { caughtUpUntil: since }, stores: () => (tries++, !isAway) });
		await withoutWaiting(async () => {
			await until(() => tries === 3);
			expect(trigger.kept.caughtUpUntil).toBe(since);
			isAway = false;
			await until(() => trigger.started.length === 1);
			await until(() => trigger.kept.caughtUpUntil !== since);
			await trigger.close();
		});
		expect(eventsOf(trigger)).toEqual(['conversationEnded']);
	});
});

describe('a broken connection', () => {
	/** Two when published, and two per lookup after that. */
	const queries = () => genesys.requests.filter((request) => request.endsWith('/details/query')).length;

	it('is replaced, and ends in between are emitted', async () => {
		const trigger = await publish();
		await until(() => queries() === 4);
		const joinedAt = soon(1);
		notify('c1', { joinedAt });
		await until(() => trigger.started.length === 1);
		genesys.conversations = { c1: chat('c1', { joinedAt, endedAt: soon(3) }) };
		genesys.listed = [{ conversationId: 'c2', conversationEnd: soon(3) }];
		genesys.conversations.c2 = chat('c2', { endedAt: soon(3) });
		genesys.cut();
		await until(() => trigger.started.length === 3);
		expect(genesys.open()).toBe(1);
		expect(trigger.started).toMatchObject([
			{ event: 'agentJoined', conversationId: 'c1' },
			{ event: 'conversationEnded', conversationId: 'c2' },
			{ event: 'conversationEnded', conversationId: 'c1' },
		]);
	});

	it('is replaced before Genesys closes it, if announced', async () => {
		const trigger = await publish();
		genesys.send({ topicName: 'v2.system.socket_closing', eventBody: { message: 'closing' } });
		await until(() => genesys.requests.filter((request) => request.endsWith('/subscriptions')).length === 2 && genesys.open() === 1);
		// The same channel: reconnecting renews it.
		expect(genesys.requests.filter((request) => request.endsWith('/channels'))).toHaveLength(1);
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
	});
});
