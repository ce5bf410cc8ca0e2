import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { withoutWebSocket } from '../../support/withoutWebSocket';
import { eventsOf, genesys, notify, publish, serveNotifications, soon, TOPIC, topicOf } from '../support/listening';

const ID = '2a1d8c57-6a8e-4c0e-9b7e-0d3f7b0a9c11';

serveNotifications();

describe('a published trigger', () => {
	it('subscribes to its queues, and starts the workflow once per event', async () => {
		const trigger = await publish();
		expect(genesys.topics).toEqual([TOPIC]);
		const [joinedAt, endedAt] = [soon(1), soon(5)];
		notify('c1', { joinedAt });
		notify('c1', { joinedAt });
		notify('c1', { joinedAt, endedAt });
		await until(() => trigger.started.length === 2);
		const known = { conversationId: 'c1', customerId: 'customer-42' };
		expect(trigger.started).toEqual([
			{
				...known,
				event: 'agentJoined',
				agent: { id: 'user-1', name: 'Agent One' },
				queue: { id: 'queue-1', name: 'Support' },
				time: joinedAt,
				deduplicationKey: 'agentJoined:c1:p-agent',
			},
			{ ...known, event: 'conversationEnded', endReason: 'client', time: endedAt, deduplicationKey: 'conversationEnded:c1:p-customer' },
		]);
	});

	it('emits each event with a key that is unique to this trigger', async () => {
		const [one, other] = [await publish(), await publish()];
		notify('c1', { joinedAt: soon(1) });
		await until(() => one.keys.length === 1 && other.keys.length === 1);
		expect(one.keys[0]).toMatch(/^workflow-\d+\/node-\d+\/agentJoined:c1:p-agent$/);
		expect(other.keys[0]).not.toBe(one.keys[0]);
	});

	it('starts the workflow only for selected events', async () => {
		const trigger = await publish({ parameters: { queues: ` queue-1 , ${ID}`, events: ['agentLeft'] } });
		expect(genesys.topics).toHaveLength(2);
		notify('c1', { joinedAt: soon(1), endedAt: soon(2) });
		await until(() => trigger.started.length === 1);
		expect(eventsOf(trigger)).toEqual(['agentLeft']);
	});

	it('ignores events from before its publishing', async () => {
		const trigger = await publish();
		notify('c1', { joinedAt: soon(-3600) });
		notify('c2', { joinedAt: soon(1) });
		await until(() => trigger.started.length > 0);
		expect(trigger.started).toMatchObject([{ conversationId: 'c2' }]);
	});

	it('starts nothing and is disconnected once unpublished', async () => {
		const trigger = await publish();
		await trigger.close();
		notify('c1', { joinedAt: soon(1) });
		await until(() => genesys.open() === 0);
		expect(trigger.started).toEqual([]);
	});

	it('survives invalid notifications', async () => {
		const trigger = await publish();
		genesys.send([]);
		genesys.send({ topicName: TOPIC, eventBody: { id: 'c1', participants: [{ id: 'x', purpose: 'constructor' }, 7] } });
		notify('c2', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
	});
});

describe('publishing', () => {
	it('fails with the rejected topics and the missing permission', async () => {
		genesys.rejected = [TOPIC];
		await expect(publish()).rejects.toMatchObject({
			message: expect.stringContaining(TOPIC) as string,
			description: expect.stringContaining('conversation:message:view') as string,
		});
		expect(genesys.open()).toBe(0);
	});

	it.each([
		['/analytics/', 'analytics:conversationDetail:view'],
		['/conversations/0', 'conversation:communication:view'],
	])('fails if the role cannot look up missed events (%s)', async (path, permission) => {
		genesys.lacking = { [path]: permission };
		await expect(publish()).rejects.toMatchObject({ description: expect.stringContaining(permission) as string });
		expect(genesys.open()).toBe(0);
	});

	it('needs no permission to list queues if their IDs are given', async () => {
		genesys.lacking = { '/routing/queues': 'routing:queue:view' };
		const trigger = await publish({ parameters: { queues: [ID] } });
		expect(genesys.topics).toEqual([topicOf(ID)]);
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
		expect(trigger.started[0].queue).toEqual({ id: 'queue-1' });
	});

	it.each(['activate', 'init', 'manual'] as const)('fails on Node.js without WebSocket, with the required version (%s)', async (mode) => {
		await withoutWebSocket(async () => {
			await expect(publish({ mode })).rejects.toMatchObject({
				message: 'Listen to notifications: n8n runs on a Node.js version older than 22, which has no WebSocket',
				description: expect.stringContaining('Node.js 22 or newer') as string,
			});
		});
		expect(genesys.requests).toEqual([]);
	});

	it('fails if the websocket does not open, and suggests the cause', async () => {
		genesys.socketsDown = true;
		await expect(publish()).rejects.toMatchObject({
			message: expect.stringMatching(/websocket to 127\.0\.0\.1:\d+ didn't open/) as string,
			description: expect.stringContaining('NODE_USE_ENV_PROXY=1') as string,
		});
	});

	it.each([
		['an unknown event', { events: ['agentJoined', 'customerSmiled'] }, '"Events" contains "customerSmiled"'],
		['no event', { events: [] }, '"Events" is empty'],
	])('fails for %s', async (_name, parameters, message) => {
		await expect(publish({ parameters })).rejects.toMatchObject({ message });
	});
});

describe('the queues of a trigger', () => {
	beforeEach(() => {
		genesys.queues = [
			{ id: 'queue-1', name: 'Support' },
			{ id: ID, name: 'Sales' },
			{ id: 'queue-3', name: 'SALES' },
		];
	});

	it('are all that the role can view if none is selected', async () => {
		await publish({ parameters: { queues: [] } });
		expect(genesys.topics).toEqual(['queue-1', ID, 'queue-3'].map(topicOf));
	});

	it('can be given by name, ignoring case unless two queues differ only in case', async () => {
		await publish({ parameters: { queues: 'support, Sales, queue-1' } });
		expect(genesys.topics).toEqual(['queue-1', ID].map(topicOf));
	});

	it('are looked up once n8n can reach Genesys again', async () => {
		genesys.down = true;
		await publish({ mode: 'init', parameters: { queues: [] } });
		genesys.down = false;
		await until(() => genesys.open() === 1);
		expect(genesys.topics).toHaveLength(3);
	});

	it('are found if created later, and a rejected one does not block the others', async () => {
		await withoutWaiting(async () => {
			const trigger = await publish({ parameters: { queues: [] } });
			genesys.queues = [...genesys.queues, { id: 'queue-4', name: 'New' }, { id: 'queue-5', name: 'Secret' }];
			genesys.rejected = [topicOf('queue-5')];
			await until(() => genesys.topics.length === 5 && genesys.open() === 1);
			notify('c1', { joinedAt: soon(1) });
			await until(() => trigger.started.length === 1);
			await trigger.close();
		});
	});

	it('are listed in the error when published if they do not exist or cannot be viewed', async () => {
		await expect(publish({ parameters: { queues: ['Support', 'Nowhere'] } })).rejects.toMatchObject({
			message: 'Listen to queues: Genesys Cloud has no queue "Nowhere"',
		});
		genesys.queues = [];
		await expect(publish({ parameters: { queues: [] } })).rejects.toMatchObject({
			message: "Listen to queues: the role can't access any queue",
		});
		genesys.lacking = { '/routing/queues': 'routing:queue:view' };
		for (const queues of [[], [ID, 'Sales']]) {
			await expect(publish({ parameters: { queues } })).rejects.toMatchObject({
				description: expect.stringContaining('routing:queue:view') as string,
			});
		}
	});

	it('do not block each other after a restart if renamed, and are watched once they are back', async () => {
		const trigger = await publish({ mode: 'init', parameters: { queues: ['Nowhere', 'Support'] } });
		await until(() => genesys.open() === 1);
		expect(genesys.topics).toEqual([topicOf('queue-1')]);
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
		await withoutWaiting(async () => {
			genesys.queues = [...genesys.queues, { id: 'queue-4', name: 'Nowhere' }];
			await until(() => genesys.topics.length === 2 && genesys.open() === 1);
			await trigger.close();
		});
		expect(genesys.topics).toEqual([topicOf('queue-4'), topicOf('queue-1')]);
	});

	it('are awaited after a restart if none exists', async () => {
		genesys.queues = [];
		await publish({ mode: 'init', parameters: { queues: ['Support'] } });
		await until(() => genesys.requests.includes('GET /api/v2/routing/queues'));
		expect(genesys.topics).toEqual([]);
		genesys.queues = [{ id: 'queue-1', name: 'Support' }];
		await until(() => genesys.topics.length === 1 && genesys.open() === 1);
	});

	it("are limited to 1000, Genesys' maximum", async () => {
		genesys.queues = Array.from({ length: 1001 }, (_, index) => ({ id: `queue-${index}`, name: `Queue ${index}` }));
		await expect(publish({ parameters: { queues: [] } })).rejects.toMatchObject({
			message: '"Queue Names or IDs" is empty, which means all 1001 queues, but Genesys Cloud allows 1000 per trigger',
		});
	});
});

describe('a manual test', () => {
	it('listens, and returns the first event', async () => {
		const trigger = await publish({ mode: 'manual' });
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
		expect(eventsOf(trigger)).toEqual(['agentJoined']);
	});

	it('reports what prevents listening', async () => {
		genesys.rejected = [TOPIC];
		await expect(publish({ mode: 'manual' })).rejects.toMatchObject({ message: expect.stringContaining(TOPIC) as string });
	});
});
