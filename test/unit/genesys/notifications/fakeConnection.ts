import { NotificationConnection } from '../../../../genesys/notifications/connection';
import { Lifetime } from '../../../../genesys/notifications/lifetime';
import type { SocketListener } from '../../../../genesys/notifications/link';
import { FakeClock } from './fakeClock';

export interface FakeSocket {
	address: string;
	listener: SocketListener;
	sent: string[];
	closed: boolean;
}

export const HEARTBEAT = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } });
export const CLOSING = JSON.stringify({ topicName: 'v2.system.socket_closing', eventBody: { message: 'closing' } });
export const REFUSED = JSON.stringify({ result: '404', status: 'failure' });
export const event = (n: number) => JSON.stringify({ topicName: 'v2.topic', eventBody: { n } });

/** The environment of a connection; each channel's address is its number. */
export function setUp() {
	const clock = new FakeClock();
	const world = {
		clock,
		sockets: [] as FakeSocket[],
		events: [] as unknown[],
		/** How often notifications were missed. */
		gaps: 0,
		notices: [] as string[],
		channels: 0,
		/** Which of them had to be new channels. */
		afresh: [] as boolean[],
		/** Errors of the next channels. */
		refusals: [] as Error[],
		/** Do sockets open by themselves? */
		opens: true,
		random: 1,
		/** What Genesys does once one is open. */
		greeting: undefined as undefined | ((listener: SocketListener) => void),
	};
	const connection = new NotificationConnection({
		openChannel: async (afresh) => {
			world.channels++;
			world.afresh.push(afresh);
			const refusal = world.refusals.shift();
			if (refusal) throw refusal;
			return `wss://streaming/${world.channels}`;
		},
		openSocket: (address, listener) => {
			const socket: FakeSocket = { address, listener, sent: [], closed: false };
			world.sockets.push(socket);
			if (world.opens) void Promise.resolve().then(() => listener.opened());
			const { greeting } = world;
			if (greeting) void Promise.resolve().then(async () => await Promise.resolve().then(() => greeting(listener)));
			return {
				send: (text) => socket.sent.push(text),
				close: () => {
					socket.closed = true;
				},
			};
		},
		onEvent: (topicName, eventBody) => world.events.push([topicName, eventBody]),
		onGap: () => world.gaps++,
		onNotice: (text) => world.notices.push(text),
		lifetime: new Lifetime(clock.sleep),
		elapsed: clock.now,
		random: () => world.random,
	});
	const last = () => world.sockets[world.sockets.length - 1];
	/** Advances the clock, with a heartbeat every 30 seconds over the newest socket. */
	const live = async (seconds: number) => {
		for (let passed = 0; passed < seconds; passed += 30) {
			last().listener.received(HEARTBEAT);
			await clock.pass(30);
		}
	};
	return { world, clock: world.clock, sockets: world.sockets, events: world.events, notices: world.notices, connection, last, live, pass: async (seconds: number) => await clock.pass(seconds) };
}

export async function connected() {
	const set = setUp();
	await set.connection.connect();
	return set;
}
