import { GenesysApiError } from '../../../../genesys/errors';
import type { SocketListener } from '../../../../genesys/notifications/link';
import { settle } from './fakeClock';
import { CLOSING, connected, REFUSED, setUp } from './fakeConnection';

type Connected = Pick<Awaited<ReturnType<typeof connected>>, 'world' | 'pass'>;

/** The seconds after which a connection was tried. */
async function triesWithin(seconds: number, { world, pass }: Connected): Promise<number[]> {
	const tries: number[] = [];
	for (let second = 1; second <= seconds; second++) {
		const before = world.channels;
		await pass(1);
		if (world.channels > before) tries.push(second);
	}
	return tries;
}

describe('a connection that does not open', () => {
	it('tries another channel once, because the known one may be dead', async () => {
		const { world, last, live, pass } = await connected();
		await live(60);
		world.refusals.push(...Array.from({ length: 4 }, () => new Error('503')));
		last().listener.closed('1006');
		await pass(60);
		// Each new channel may replace another trigger's.
		expect(world.afresh).toEqual([false, false, true, false, false, false]);
	});

	it('retries with pauses that grow up to one minute', async () => {
		const { world, last, live, pass } = await connected();
		await live(60);
		world.refusals.push(...Array.from({ length: 9 }, () => new Error('503')));
		last().listener.closed('1006');
		expect(await triesWithin(300, { world, pass })).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
	});

	it.each([0, 1])('randomizes pauses between half and full length, so that installations do not retry together (%d)', async (random) => {
		const { world, last, live, pass } = await connected();
		await live(60);
		world.random = random;
		world.refusals.push(new Error('503'));
		last().listener.closed('1006');
		await pass(0.4);
		expect(world.channels).toBe(2);
		await pass(0.2);
		expect(world.channels).toBe(random === 0 ? 3 : 2);
		await pass(0.4);
		expect(world.channels).toBe(3);
	});

	it('logs the reason and the proxy setting if the websocket does not open', async () => {
		const { world, notices, last, live, pass } = await connected();
		await live(60);
		world.opens = false;
		last().listener.closed('1006');
		await pass(0);
		last().listener.closed('1006');
		await pass(0);
		expect(notices.at(-1)).toMatch(/websocket to streaming didn't open: it was closed \(1006\).*port 443.*NODE_USE_ENV_PROXY=1/);
		// The entire URL grants access, so it must not be logged.
		expect(notices.join()).not.toContain('streaming/');
	});

	it('logs what to do if Genesys Cloud no longer accepts the sign-in', async () => {
		const { world, notices, last, live, pass } = await connected();
		await live(60);
		const advice = 'Open the credential and connect the account again.';
		world.refusals = [new GenesysApiError({ status: 401, code: 'signin.required', contextId: '', message: 'The sign-in is over', advice })];
		last().listener.closed('1006');
		await pass(0);
		expect(notices.at(-1)).toBe(`Couldn't connect to Genesys Cloud: The sign-in is over. ${advice}`);
	});

	it('abandons a websocket that does not open', async () => {
		const { sockets, world, last, pass } = await connected();
		world.opens = false;
		last().listener.closed('1006');
		await pass(60);
		expect(sockets.length).toBeGreaterThan(2);
		expect(sockets[1].closed).toBe(true);
	});

	it('reports the gap once it is up again', async () => {
		const { world, last, live, pass } = await connected();
		await live(60);
		world.refusals.push(...Array.from({ length: 4 }, () => new Error('503')));
		last().listener.closed('1006');
		await pass(60);
		expect(world.gaps).toBe(1);
	});

	it('fails immediately during publishing', async () => {
		const refused = setUp();
		refused.world.refusals.push(new Error('topics refused'));
		await expect(refused.connection.connect()).rejects.toThrow('topics refused');
		expect(refused.world.channels).toBe(1);

		const closed = setUp();
		closed.world.opens = false;
		const connecting = closed.connection.connect();
		await settle();
		closed.last().listener.closed('1006');
		await expect(connecting).rejects.toMatchObject({
			code: 'websocket.not.open',
			message: expect.stringContaining('it was closed (1006)') as string,
			advice: expect.stringMatching(/^Allow n8n to reach wss:\/\/streaming on port 443/) as string,
		});
	});

	it('retries in the background after a start of n8n', async () => {
		const { connection, world, sockets, pass } = setUp();
		world.refusals.push(new Error('503'), new Error('503'));
		connection.connectInBackground();
		await pass(10);
		expect(sockets).toHaveLength(1);
		expect(world.gaps).toBe(1);
	});
});

describe('a short-lived connection', () => {
	it.each([
		['is closed immediately', (listener: SocketListener) => listener.closed('1001')],
		['is announced to close immediately', (listener: SocketListener) => listener.received(CLOSING)],
		['is refused immediately', (listener: SocketListener) => listener.received(REFUSED)],
	])('that %s is retried with pauses that grow up to one minute', async (_how, greeting) => {
		const { world, pass } = await connected();
		world.greeting = greeting;
		greeting(world.sockets[0].listener);
		expect(await triesWithin(300, { world, pass })).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
	});

	it('is replaced without a pause once a connection has lasted a minute', async () => {
		const { world, last, live, pass } = await connected();
		world.greeting = (listener) => listener.closed('1001');
		last().listener.closed('1001');
		await pass(10);
		world.greeting = undefined;
		await pass(10);
		await live(60);
		const before = world.channels;
		last().listener.closed('1001');
		await pass(0);
		expect(world.channels).toBe(before + 1);
	});

	it('gets another channel after each refusal, and keeps its channel if only closed', async () => {
		const refused = await connected();
		refused.world.greeting = (listener) => listener.received(REFUSED);
		refused.last().listener.received(REFUSED);
		await refused.pass(16);
		expect(refused.world.afresh).toEqual([false, true, true, true, true]);

		const closed = await connected();
		closed.world.greeting = (listener) => listener.closed('1001');
		closed.last().listener.closed('1001');
		await closed.pass(16);
		expect(closed.world.afresh).toEqual([false, false, false, false, false]);
	});
});
