import { CLOSING, connected, event, HEARTBEAT, REFUSED } from './fakeConnection';

describe('a connection to notifications', () => {
	it('passes on events, and stays open as long as there are heartbeats', async () => {
		const { sockets, events, world, last, live } = await connected();
		last().listener.received(event(1));
		await live(3600);
		last().listener.received(event(2));
		expect(events).toEqual([['v2.topic', { n: 1 }], ['v2.topic', { n: 2 }]]);
		expect(sockets).toHaveLength(1);
		expect(world.channels).toBe(1);
	});

	it.each(['not JSON', '[]', '{}', '7', ''])('treats %p as a sign of life only', async (text) => {
		const { events, sockets, last } = await connected();
		last().listener.received(text);
		expect(events).toEqual([]);
		expect(sockets).toHaveLength(1);
	});

	it('sends a ping after 45 seconds of silence, and continues after a response', async () => {
		const { sockets, last, pass } = await connected();
		await pass(51);
		expect(last().sent).toEqual([JSON.stringify({ message: 'ping' })]);
		last().listener.received(JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } }));
		await pass(40);
		expect(sockets).toHaveLength(1);
	});

	it('is replaced after 75 seconds of silence, and reports the gap', async () => {
		const { sockets, world, pass } = await connected();
		await pass(90);
		expect(sockets).toHaveLength(2);
		expect(sockets[0].closed).toBe(true);
		expect(world.channels).toBe(2);
		expect(world.gaps).toBe(1);
	});

	it('ignores what a dead connection delivers afterwards', async () => {
		const { sockets, events, pass } = await connected();
		await pass(90);
		sockets[0].listener.received(event(1));
		expect(events).toEqual([]);
	});

	it('knows whether it is up', async () => {
		const { connection, world, last, pass } = await connected();
		expect(connection.isUp).toBe(true);
		world.opens = false;
		last().listener.closed('1006');
		expect(connection.isUp).toBe(false);
		await pass(1);
		expect(connection.isUp).toBe(false);
		last().listener.opened();
		await pass(0);
		expect(connection.isUp).toBe(true);
	});

	it('reconnects without a pause if it lasted a minute', async () => {
		const { sockets, world, notices, last, live, pass } = await connected();
		await live(60);
		last().listener.closed('1006');
		await pass(0);
		expect(sockets).toHaveLength(2);
		expect(world.gaps).toBe(1);
		expect(notices[0]).toContain('1006');
	});

	it('reconnects with another channel if Genesys no longer knows its channel', async () => {
		const { sockets, world, last, live, pass } = await connected();
		await live(60);
		last().listener.received(REFUSED);
		await pass(0);
		expect(sockets).toHaveLength(2);
		expect(world.afresh).toEqual([false, true]);
	});
});

describe('a connection that Genesys is about to close', () => {
	it('is closed only once the next one is open, without missing events', async () => {
		const { sockets, events, world, last, live, pass } = await connected();
		await live(60);
		world.opens = false;
		last().listener.received(CLOSING);
		await pass(1);
		expect(sockets).toHaveLength(2);
		expect(sockets[0].closed).toBe(false);
		sockets[0].listener.received(event(1));
		sockets[1].listener.opened();
		await pass(0);
		expect(sockets[0].closed).toBe(true);
		expect(events).toHaveLength(1);
		expect(world.gaps).toBe(0);
	});

	it('leaves a gap if it closes before the next one is open', async () => {
		const { sockets, world, last, live, pass } = await connected();
		await live(60);
		world.opens = false;
		last().listener.received(CLOSING);
		await pass(1);
		sockets[0].listener.closed('1001');
		sockets[1].listener.opened();
		await pass(0);
		expect(world.gaps).toBe(1);
	});
});

describe('a connection with changed topics', () => {
	it('is closed only once the next one is open, and the new topics are caught up', async () => {
		const { connection, sockets, events, world, last, live, pass } = await connected();
		await live(60);
		world.opens = false;
		connection.renew();
		await pass(1);
		expect(world.channels).toBe(2);
		sockets[0].listener.received(event(1));
		expect(sockets[0].closed).toBe(false);
		last().listener.opened();
		await pass(0);
		expect(sockets[0].closed).toBe(true);
		expect(events).toHaveLength(1);
		expect(world.gaps).toBe(1);
	});
});

describe('a channel, which lives 24 hours', () => {
	it('is renewed by reconnecting in time, without a gap', async () => {
		const { sockets, world, live } = await connected();
		await live(12 * 3600 + 60);
		expect(world.channels).toBe(2);
		expect(sockets[0].closed).toBe(true);
		expect(world.gaps).toBe(0);
		await live(3600);
		expect(world.channels).toBe(2);
		expect(world.afresh).toEqual([false, false]);
	});

	it('delivers each event exactly once over 26 hours, with one connection at a time', async () => {
		const { sockets, events, world, notices, pass, last } = await connected();
		const open = () => sockets.filter(({ closed }) => !closed);
		for (let minute = 0; minute < 26 * 60; minute++) {
			last().listener.received(HEARTBEAT);
			await pass(30);
			expect(open()).toHaveLength(1);
			open()[0].listener.received(HEARTBEAT);
			open()[0].listener.received(event(minute));
			await pass(30);
		}
		expect(events).toEqual(Array.from({ length: 26 * 60 }, (_, n) => ['v2.topic', { n }]));
		expect(world.gaps).toBe(0);
		// Well before the channel's 24 hours, and no more often.
		expect(sockets).toHaveLength(3);
		expect(notices.every((notice) => notice.includes('its channel expires soon'))).toBe(true);
	});
});

describe('a connection closed by the trigger', () => {
	it('stays closed', async () => {
		const { connection, sockets, events, last, pass } = await connected();
		connection.close();
		last().listener.closed('1000');
		last().listener.received(event(1));
		await pass(3600);
		expect(sockets).toHaveLength(1);
		expect(sockets[0].closed).toBe(true);
		expect(events).toEqual([]);
	});

	it.each(['while it waits for the next try', 'while the next one opens'])('stays closed %s', async (when) => {
		const { connection, sockets, world, last, live, pass } = await connected();
		await live(60);
		if (when.startsWith('while it waits')) world.refusals.push(new Error('503'));
		else world.opens = false;
		last().listener.closed('1006');
		await pass(0);
		connection.close();
		for (const { listener, closed } of sockets.slice(1)) if (!closed) listener.opened();
		await pass(3600);
		expect(sockets.every(({ closed }) => closed)).toBe(true);
		expect(world.channels).toBe(2);
	});
});
