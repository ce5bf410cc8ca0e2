import { parseFrame, PING } from './frames';

/** A websocket, as far as it is needed here. */
export interface Socket {
	/** Only once it is open. */
	send(text: string): void;
	close(): void;
}

export interface SocketListener {
	opened(): void;
	received(data: unknown): void;
	/** Once, whether it was open before or never came up. */
	closed(reason: string): void;
}

/** Opens a websocket. May throw for an address that is none. */
export type OpenSocket = (address: string, listener: SocketListener) => Socket;

export interface LinkTools {
	openSocket: OpenSocket;
	/** Milliseconds of a clock that nobody sets. */
	elapsed: () => number;
	onEvent: (topicName: string, eventBody: unknown) => void;
}

/** Why another link is to take the place of this one. */
export interface Replacement {
	/** For a log. */
	reason: string;
	/** Genesys does not know the channel: the next link needs another one. */
	isRefused?: boolean;
	/** Something else is to be listened to: until then what concerns only that is missed. */
	isRenewal?: boolean;
}

/** Genesys sends a heartbeat every 30 seconds or so; after this long without a word it is asked for one … */
const PING_AFTER_MS = 45_000;
/** … and after this long the connection counts as dead. */
const DEAD_AFTER_MS = 75_000;
/** A new connection must be open within this time. */
const OPEN_WITHIN_MS = 20_000;
/** A channel lives 24 hours after its last subscription: connecting anew, well before, subscribes again. */
const REPLACE_AFTER_MS = 12 * 60 * 60 * 1000;

/** One websocket of one channel, from its opening to its end. */
export class Link {
	/** Resolves when it is open; rejects, with words for a log, when it does not come up. */
	readonly opened: Promise<void>;
	/** Resolves when another one is to take its place; it may still be up then. */
	readonly replaceable: Promise<Replacement>;
	isUp = false;
	/** Closed from either side, or given up. */
	isOver = false;

	private readonly socket: Socket;
	private readonly startedAt: number;
	private lastHeardAt: number;
	private settleOpened: { resolve: () => void; reject: (reason: Error) => void } = { resolve: () => {}, reject: () => {} };
	private settleReplaceable: (replacement: Replacement) => void = () => {};

	constructor(
		address: string,
		private readonly tools: LinkTools,
	) {
		this.startedAt = this.lastHeardAt = tools.elapsed();
		this.opened = new Promise((resolve, reject) => {
			this.settleOpened = { resolve, reject };
		});
		this.replaceable = new Promise((resolve) => {
			this.settleReplaceable = resolve;
		});
		this.socket = tools.openSocket(address, {
			opened: () => {
				this.isUp = true;
				this.lastHeardAt = tools.elapsed();
				this.settleOpened.resolve();
			},
			received: (data) => this.receive(data),
			closed: (reason) => this.lose({ reason: `it was closed (${reason})` }),
		});
	}

	/** Milliseconds since it was begun. */
	get age(): number {
		return this.tools.elapsed() - this.startedAt;
	}

	/** To be called every few seconds: notices what no event of the websocket tells. */
	check(): void {
		const silentFor = this.tools.elapsed() - this.lastHeardAt;
		if (!this.isUp) {
			if (this.age > OPEN_WITHIN_MS) this.lose({ reason: 'it did not open' });
		} else if (silentFor > DEAD_AFTER_MS) this.lose({ reason: 'nothing has come over it for too long' });
		else if (silentFor > PING_AFTER_MS) this.socket.send(PING);
		if (this.age > REPLACE_AFTER_MS) this.replace({ reason: 'its time is nearly up' });
	}

	/** Asks for another one in its place; this one stays up until then. */
	replace(replacement: Replacement): void {
		this.settleReplaceable(replacement);
	}

	close(): void {
		this.isUp = false;
		this.isOver = true;
		this.socket.close();
	}

	private receive(data: unknown): void {
		// What a connection that counts as dead still delivers has been looked up by then.
		if (!this.isUp) return;
		this.lastHeardAt = this.tools.elapsed();
		const frame = parseFrame(data);
		if (frame.kind === 'event') this.tools.onEvent(frame.topicName, frame.eventBody);
		else if (frame.kind === 'closing') this.replace({ reason: 'Genesys Cloud is about to close it' });
		else if (frame.kind === 'refused') this.lose({ reason: 'Genesys Cloud has forgotten its channel', isRefused: true });
	}

	private lose(replacement: Replacement): void {
		this.close();
		this.settleOpened.reject(new Error(replacement.reason));
		this.settleReplaceable(replacement);
	}
}
