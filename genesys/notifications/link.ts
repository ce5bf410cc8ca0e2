import { asObject, asText, parseJson } from '../json';

/** `send` only once it is open. */
export type Socket = { send(text: string): void; close(): void };

export interface SocketListener {
	opened(): void;
	received(data: unknown): void;
	/** Once, whether it was open before or never opened. */
	closed(reason: string): void;
}

/** May throw for an invalid address. */
export type OpenSocket = (address: string, listener: SocketListener) => Socket;

export interface LinkTools {
	openSocket: OpenSocket;
	elapsed: () => number; // Milliseconds of a monotonic clock.
	onEvent: (topicName: string, eventBody: unknown) => void;
}

/** Why another link is to replace this one. */
interface Replacement {
	reason: string;
	isRefused?: boolean; // Genesys does not know the channel.
	isRenewal?: boolean; // Events of new topics are missed until then.
}

const PING_AFTER_MS = 45_000; // Genesys sends a heartbeat about every 30 seconds.
const DEAD_AFTER_MS = 75_000;
const OPEN_WITHIN_MS = 20_000;
const REPLACE_AFTER_MS = 12 * 60 * 60 * 1000; // A channel lives 24 hours after its last subscription.

const METADATA = 'channel.metadata'; // Heartbeats; also the topic of answers to pings, which name none.
const SOCKET_CLOSING = 'v2.system.socket_closing';

export class Link {
	readonly opened: Promise<void>;
	readonly replaceable: Promise<Replacement>; // Another link is to replace it, which may still be up.
	isUp = false;
	isOver = false; // Closed from either side, or given up.
	private readonly socket: Socket;
	private readonly startedAt: number;
	private lastHeardAt: number;
	replace: (replacement: Replacement) => void = () => {};

	constructor(address: string, private readonly tools: LinkTools) {
		this.startedAt = this.lastHeardAt = tools.elapsed();
		let open = () => {};
		this.opened = new Promise((resolve) => (open = resolve));
		this.replaceable = new Promise((resolve) => (this.replace = resolve));
		this.socket = tools.openSocket(address, {
			opened: () => {
				this.isUp = true;
				this.lastHeardAt = tools.elapsed();
				open();
			},
			received: (data) => this.receive(data),
			closed: (reason) => this.lose({ reason: `it was closed (${reason})` }),
		});
	}

	get age(): number {
		return this.tools.elapsed() - this.startedAt;
	}

	/** Detects what no event of the websocket reports; to be called every few seconds. */
	check(): void {
		const silentFor = this.tools.elapsed() - this.lastHeardAt;
		if (!this.isUp) {
			if (this.age > OPEN_WITHIN_MS) this.lose({ reason: 'it did not open' });
		} else if (silentFor > DEAD_AFTER_MS) this.lose({ reason: 'nothing has come over it for too long' });
		else if (silentFor > PING_AFTER_MS) this.socket.send('{"message":"ping"}');
		if (this.age > REPLACE_AFTER_MS) this.replace({ reason: 'its time is nearly up' });
	}

	close(): void {
		this.isUp = false;
		this.isOver = true;
		this.socket.close();
	}

	/** A frame is `{ topicName, eventBody }`, or `{ result }` as the answer to a ping; anything else is a sign of life. */
	private receive(data: unknown): void {
		// A dead connection may still deliver: that has been looked up by then.
		if (!this.isUp) return;
		this.lastHeardAt = this.tools.elapsed();
		const frame = asObject(parseJson(String(data)));
		const topicName = asText(frame?.topicName) ?? METADATA;
		if (topicName === SOCKET_CLOSING) this.replace({ reason: 'Genesys Cloud is about to close it' });
		else if (topicName !== METADATA) this.tools.onEvent(topicName, frame?.eventBody);
		else if ((asText(frame?.result) ?? '200') !== '200') this.lose({ reason: 'Genesys Cloud has forgotten its channel', isRefused: true });
	}

	private lose(replacement: Replacement): void {
		this.close();
		this.replace(replacement);
	}
}
