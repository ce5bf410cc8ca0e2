import { asObject, asText, parseJson } from '../json';

/** Call `send` only once open. */
export type Socket = { send(text: string): void; close(): void };

export interface SocketListener {
	opened(): void;
	received(data: unknown): void;
	/** Called once, even if it never opened. */
	closed(reason: string): void;
}

/** May throw for an invalid address. */
export type OpenSocket = (address: string, listener: SocketListener) => Socket;

export interface LinkTools {
	openSocket: OpenSocket;
	elapsed: () => number; // Milliseconds of a monotonic clock.
	onEvent: (topicName: string, eventBody: unknown) => void;
}

/** Why another link should replace this one. */
interface Replacement {
	reason: string;
	isRefused?: boolean; // Genesys doesn't know the channel.
	isRenewal?: boolean; // New topics' events are missed until then.
}

const PING_AFTER_MS = 45_000; // Genesys sends a heartbeat about every 30 seconds.
const DEAD_AFTER_MS = 75_000;
const OPEN_WITHIN_MS = 20_000;
const REPLACE_AFTER_MS = 12 * 60 * 60 * 1000; // A channel lives 24 hours after its last subscription.

const METADATA = 'channel.metadata'; // Heartbeats; also assumed for responses to pings, which have no topic.
const SOCKET_CLOSING = 'v2.system.socket_closing';

export class Link {
	readonly opened: Promise<void>;
	readonly replaceable: Promise<Replacement>; // Resolves once another link should replace it, even if still up.
	isUp = false;
	isOver = false; // Closed by either side, or abandoned.
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

	/** Detects what no websocket event reports; call every few seconds. */
	check(): void {
		const silentFor = this.tools.elapsed() - this.lastHeardAt;
		if (!this.isUp) {
			if (this.age > OPEN_WITHIN_MS) this.lose({ reason: "it didn't open" });
		} else if (silentFor > DEAD_AFTER_MS) this.lose({ reason: 'no data for too long' });
		else if (silentFor > PING_AFTER_MS) this.socket.send('{"message":"ping"}');
		if (this.age > REPLACE_AFTER_MS) this.replace({ reason: 'its channel expires soon' });
	}

	close(): void {
		this.isUp = false;
		this.isOver = true;
		this.socket.close();
	}

	/** A frame is `{ topicName, eventBody }`, or `{ result }` in response to a ping; anything else only shows that it's alive. */
	private receive(data: unknown): void {
		// A dead connection may still deliver, but that has been looked up by then.
		if (!this.isUp) return;
		this.lastHeardAt = this.tools.elapsed();
		const frame = asObject(parseJson(String(data)));
		const topicName = asText(frame?.topicName) ?? METADATA;
		if (topicName === SOCKET_CLOSING) this.replace({ reason: 'Genesys Cloud is about to close it' });
		else if (topicName !== METADATA) this.tools.onEvent(topicName, frame?.eventBody);
		else if ((asText(frame?.result) ?? '200') !== '200') this.lose({ reason: 'its channel no longer exists in Genesys Cloud', isRefused: true });
	}

	private lose(replacement: Replacement): void {
		this.close();
		this.replace(replacement);
	}
}
