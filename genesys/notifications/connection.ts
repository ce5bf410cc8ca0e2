import { GenesysUnreachableError, inOneText } from '../errors';
import type { Lifetime } from './lifetime';
import { Link, type LinkTools } from './link';

export interface ConnectionTools extends LinkTools {
	/** Ends with the connection. */
	lifetime: Lifetime;
	/**
	 * Subscribes to all topics; returns the URL of the channel's websocket. Its errors are shown to users.
	 * @param afresh with another channel than the last time, which could not be connected to
	 */
	openChannel: (afresh: boolean) => Promise<string>;
	/** From 0 to 1: pauses differ between installations. */
	random: () => number;
	/** Reconnected, and what Genesys sent in between was missed. */
	onGap: () => void;
	/** For a log; nothing in it is secret. */
	onNotice: (text: string) => void;
}

/** Time between checks of a connection. */
const CHECK_MS = 5_000;
/** First pause after a connection that did not open or did not last; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** After a connection that lasted this long, the next one is opened at once. */
const LASTING_MS = 60_000;

/**
 * Stays connected to Genesys' notifications: detects a dead connection and reconnects with growing pauses. Before Genesys
 * closes a connection, or its channel expires, the next one is open before the old one is closed.
 */
export class NotificationConnection {
	private link?: Link;
	/** Connections in a row that did not open or did not last. */
	private failures = 0;

	constructor(private readonly tools: ConnectionTools) {}

	/** Whether it is connected, as far as is known: a dead connection is detected within 80 seconds. */
	get isUp(): boolean {
		return this.link?.isUp ?? false;
	}

	/**
	 * Connects, and stays connected from then on.
	 * @throws what `openChannel` throws; GenesysUnreachableError with code `websocket.not.open`
	 */
	async connect(): Promise<void> {
		void this.stayConnected(await this.openLink(false));
	}

	/** Like `connect`, without waiting: the first connection, too, is retried until it opens. */
	connectInBackground(): void {
		void this.openNextLink(false).then((link) => {
			if (!link) return;
			this.tools.onGap();
			void this.stayConnected(link);
		});
	}

	/** The topics have changed: reconnects, and closes this connection only when the new one is open. */
	renew(reason: string): void {
		this.link?.replace({ reason, isRenewal: true });
	}

	close(): void {
		this.tools.lifetime.end();
		this.link?.close();
	}

	private async stayConnected(first: Link): Promise<void> {
		const { lifetime, onGap, onNotice } = this.tools;
		for (let link = first; !lifetime.isOver; ) {
			const { reason, isRefused = false, isRenewal = false } = await link.replaceable;
			if (lifetime.isOver) return;
			this.failures = link.age < LASTING_MS ? this.failures + 1 : 0;
			onNotice(`The connection to Genesys Cloud is replaced: ${reason}`);
			const next = await this.openNextLink(isRefused);
			if (!next) return;
			const hasGap = !link.isUp || isRenewal;
			link.close();
			link = next;
			if (hasGap) onGap();
		}
	}

	/** `undefined` once it is closed. */
	private async openNextLink(isRefused: boolean): Promise<Link | undefined> {
		for (let tries = 0; await this.pauseAfterFailures(); tries++) {
			try {
				// Try another channel once, not each time: a new one may replace another trigger's.
				return await this.openLink(tries === 0 ? isRefused : tries === 1);
			} catch (error) {
				this.failures++;
				this.tools.onNotice(`No connection to Genesys Cloud: ${wordsOf(error)}`);
			}
		}
		return undefined;
	}

	/** Returns whether to go on. */
	private async pauseAfterFailures(): Promise<boolean> {
		const { lifetime, random } = this.tools;
		if (this.failures === 0) return !lifetime.isOver;
		const longest = Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
		return await lifetime.pause(Math.round(longest * (0.5 + random() / 2)));
	}

	private async openLink(afresh: boolean): Promise<Link> {
		const address = await this.tools.openChannel(afresh);
		const link = new Link(address, this.tools);
		void this.watch(link);
		const lost = await Promise.race([link.opened, link.replaceable]);
		if (lost) throw notOpen(address, lost.reason);
		if (this.tools.lifetime.isOver) link.close();
		else this.link = link;
		return link;
	}

	private async watch(link: Link): Promise<void> {
		while ((await this.tools.lifetime.pause(CHECK_MS)) && !link.isOver) link.check();
	}
}

/** Names the host only: the rest of the URL is a secret. */
function notOpen(address: string, reason: string): GenesysUnreachableError {
	const host = /^\w+:\/\/([^/]+)/.exec(address)?.[1] ?? 'Genesys Cloud';
	const message = `Listen to notifications: the websocket to ${host} is not open: ${reason}`;
	const advice = `n8n must reach wss://${host} on port 443. Behind a proxy, start n8n with NODE_USE_ENV_PROXY=1 beside HTTPS_PROXY: n8n's own proxy setting does not cover websockets.`;
	return new GenesysUnreachableError({ code: 'websocket.not.open', message, advice });
}

/** For a log. */
export function wordsOf(error: unknown): string {
	if (error instanceof GenesysUnreachableError) return inOneText(error);
	return error instanceof Error ? error.message : String(error);
}
