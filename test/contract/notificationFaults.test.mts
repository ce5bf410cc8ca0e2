import { setTimeout as delay } from 'node:timers/promises';
import { closeConnections, connect, detailTopics, listen, nameOf, type Frame } from './support/channel.mts';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';

/** Faults between Genesys Cloud and its listeners. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const settings = async (changes: object) => await genesys.control('PATCH', 'settings', changes);
const fault = async (body: object) => await genesys.control('POST', 'faults', body);
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
});
afterEach(async () => {
	closeConnections();
	await genesys.control('DELETE', 'faults');
});

const chatWithListener = async () => {
	const { conversationId } = await startConversation(genesys, { integrationId });
	const listener = await listen(genesys, ...detailTopics(conversationId));
	const agent = async (what: string) => await genesys.control('POST', `conversations/${conversationId}/${what}`);
	return { listener, agent };
};
const names = (frames: Frame[]) => frames.map(nameOf);

test('connections are cut and refused for a while, which loses events but not topics', async () => {
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'dropSockets', ms: 3_000 });
	expect(await listener.closed).toBe(1006);
	await expect(connect(listener.channel)).rejects.toThrow('503');
	await agent('accept');
	const again = await eventually(
		async () => await connect(listener.channel).catch(() => undefined),
		(connection) => connection !== undefined,
	);
	await agent('end');
	await eventually(
		async () => again?.frames ?? [],
		({ length }) => length > 0,
	);
	expect(names(again?.frames ?? [])).not.toContain('user.start');
});

test('a connection stays open but silent', async () => {
	await settings({ heartbeatMs: 20 });
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'muteSockets' });
	// A heartbeat may still be on its way.
	await delay(100);
	listener.frames.length = 0;
	listener.send({ message: 'ping' });
	await agent('accept');
	await delay(200);
	expect(listener.frames).toEqual([]);
	await genesys.control('DELETE', 'faults');
	await eventually(
		async () => listener.frames,
		({ length }) => length > 0,
	);
	await settings({ heartbeatMs: 30_000 });
});

test('a connection gets a warning before it is closed', async () => {
	const { listener } = await chatWithListener();
	await fault({ kind: 'socketClosing', ms: 100 });
	expect(await listener.closed).toBe(1001);
	expect(listener.frames.at(-1)).toMatchObject({
		topicName: 'v2.system.socket_closing',
		eventBody: { channelId: listener.channel.id },
	});
	await connect(listener.channel);
});

test('events can be lost', async () => {
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'loseEvent', topic: 'acd.end' });
	await agent('accept');
	expect(names(await listener.received(1))).toEqual(['user.start']);
});

test('events can arrive twice', async () => {
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'duplicateEvent', topic: 'user.start' });
	await agent('accept');
	const [, one, two] = await listener.received(3);
	expect([nameOf(one), two.eventBody]).toEqual(['user.start', one.eventBody]);
});

test('events can arrive out of order', async () => {
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'disorderEvent', topic: 'acd.end', ms: 100 });
	await agent('accept');
	expect(names(await listener.received(2))).toEqual(['user.start', 'acd.end']);
});

test('events can be late and delay those behind them', async () => {
	const { listener, agent } = await chatWithListener();
	await fault({ kind: 'delayEvent', ms: 2_000 });
	await agent('accept');
	expect(listener.events()).toEqual([]);
	expect(names(await listener.received(2))).toEqual(['acd.end', 'user.start']);
});
