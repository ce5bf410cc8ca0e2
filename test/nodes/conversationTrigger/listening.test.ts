import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { withoutWebSocket } from '../../support/withoutWebSocket';
import { eventsOf, genesys, notify, publish, serveNotifications, soon, TOPIC, topicOf } from '../support/listening';

const ID = '2a1d8c57-6a8e-4c0e-9b7e-0d3f7b0a9c11';

serveNotifications();

describe('a published trigger', () => {
	it('subscribes to its queues, and starts the workflow once for each event', async () => {
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

	it('gives n8n a key for each event that no other trigger has', async () => {
		const [one, other] = [await publish(), await publish()];
		notify('c1', { joinedAt: soon(1) });
		await until(() => one.keys.length === 1 && other.keys.length === 1);
		expect(one.keys[0]).toMatch(/^workflow-\d+\/node-\d+\/agentJoined:c1:p-agent$/);
		expect(other.keys[0]).not.toBe(one.keys[0]);
	});

	it('starts the workflow for the chosen events alone', async () => {
		const trigger = await publish({ parameters: { queues: ` queue-1 , ${ID}`, events: ['agentLeft'] } });
		expect(genesys.topics).toHaveLength(2);
		notify('c1', { joinedAt: soon(1), endedAt: soon(2) });
		await until(() => trigger.started.length === 1);
		expect(eventsOf(trigger)).toEqual(['agentLeft']);
	});

	it('leaves alone what happened before it was published', async () => {
		const trigger = await publish();
		notify('c1', { joinedAt: soon(-3600) });
		notify('c2', { joinedAt: soon(1) });
		await until(() => trigger.started.length > 0);
		expect(trigger.started).toMatchObject([{ conversationId: 'c2' }]);
	});

	it('starts nothing and is connected to nothing once it is unpublished', async () => {
		const trigger = await publish();
		await trigger.close();
		notify('c1', { joinedAt: soon(1) });
		await until(() => genesys.open() === 0);
		expect(trigger.started).toEqual([]);
	});

	it('survives rubbish', async () => {
		const trigger = await publish();
		genesys.send([]);
		genesys.send({ topicName: TOPIC, eventBody: { id: 'c1', participants: [{ id: 'x', purpose: 'constructor' }, 7] } });
		notify('c2', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
	});
});

describe('publishing', () => {
	it('fails with the topics that Genesys refuses, and with the permission', async () => {
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
	])('fails when the role cannot look up what was missed (%s)', async (path, permission) => {
		genesys.lacking = { [path]: permission };
		await expect(publish()).rejects.toMatchObject({ description: expect.stringContaining(permission) as string });
		expect(genesys.open()).toBe(0);
	});

	it('needs no permission to list the queues when it is given their IDs', async () => {
		genesys.lacking = { '/routing/queues': 'routing:queue:view' };
		const trigger = await publish({ parameters: { queues: [ID] } });
		expect(genesys.topics).toEqual([topicOf(ID)]);
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
		expect(trigger.started[0].queue).toEqual({ id: 'queue-1' });
	});

	it.each(['activate', 'init', 'manual'] as const)('fails on a Node.js without WebSocket, and says which one is needed (%s)', async (mode) => {
		await withoutWebSocket(async () => {
			await expect(publish({ mode })).rejects.toMatchObject({
				message: 'Listen to notifications: n8n runs on a Node.js older than version 22, which has no WebSocket',
				description: expect.stringContaining('Node.js 22 or newer') as string,
			});
		});
		expect(genesys.requests).toEqual([]);
	});

	it('fails where the websocket does not open, and says what may be in the way', async () => {
		genesys.socketsDown = true;
		await expect(publish()).rejects.toMatchObject({
			message: expect.stringMatching(/websocket to 127\.0\.0\.1:\d+ is not open/) as string,
			description: expect.stringContaining('NODE_USE_ENV_PROXY=1') as string,
		});
	});

	it.each([
		['an event that there is not', { events: ['agentJoined', 'customerSmiled'] }, '"Events" has "customerSmiled"'],
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

	it('are all that the role sees when none is chosen', async () => {
		await publish({ parameters: { queues: [] } });
		expect(genesys.topics).toEqual(['queue-1', ID, 'queue-3'].map(topicOf));
	});

	it('may be named: upper and lower case count only where two queues differ in nothing else', async () => {
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

	it('that are made later are found, and one that is refused is not in the way of the others', async () => {
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

	it('that do not exist, or that the role may not list, are said when it is published', async () => {
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

	it('that have another name by now are not in the way of the others after a restart, and are listened to once they are back', async () => {
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

	it('are waited for after a restart when none of them is there', async () => {
		genesys.queues = [];
		await publish({ mode: 'init', parameters: { queues: ['Support'] } });
		await until(() => genesys.requests.includes('GET /api/v2/routing/queues'));
		expect(genesys.topics).toEqual([]);
		genesys.queues = [{ id: 'queue-1', name: 'Support' }];
		await until(() => genesys.topics.length === 1 && genesys.open() === 1);
	});

	it('are 1000 at most, which is as many as Genesys takes', async () => {
		genesys.queues = Array.from({ length: 1001 }, (_, index) => ({ id: `queue-${index}`, name: `Queue ${index}` }));
		await expect(publish({ parameters: { queues: [] } })).rejects.toMatchObject({
			message: '"Queues" stands for 1001 queues, and Genesys Cloud takes 1000 for one trigger',
		});
	});
});

describe('a test by hand', () => {
	it('listens, and gives the first event', async () => {
		const trigger = await publish({ mode: 'manual' });
		notify('c1', { joinedAt: soon(1) });
		await until(() => trigger.started.length === 1);
		expect(eventsOf(trigger)).toEqual(['agentJoined']);
	});

	it('says what is in the way', async () => {
		genesys.rejected = [TOPIC];
		await expect(publish({ mode: 'manual' })).rejects.toMatchObject({ message: expect.stringContaining(TOPIC) as string });
	});
});
