import { GenesysUnreachableError, wordsOf } from '../errors';
import type { Lifetime } from './lifetime';
import { Link, type LinkTools } from './link';

export interface ConnectionTools extends LinkTools {
	lifetime: Lifetime;
	/** Subscribes, and returns the websocket's URL. `afresh`: with another channel, as the last one could not be connected to. */
	openChannel: (afresh: boolean) => Promise<string>;
	random: () => number; // From 0 to 1, so that pauses differ between installations.
	onGap: () => void; // Reconnected, but notifications in between were missed.
	onNotice: (text: string) => void; // For a log; nothing in it is secret.
}

const CHECK_MS = 5_000;
const FIRST_PAUSE_MS = 1_000; // First pause after a connection that did not open or did not last; doubled each time.
const LONGEST_PAUSE_MS = 60_000;
const LASTING_MS = 60_000; // After a connection that lasted this long, the next one is opened at once.

/** Stays connected: the next connection is open before Genesys closes this one or its channel expires. */
export class NotificationConnection {
	private link?: Link;
	private failures = 0; // Connections in a row that did not open or did not last.

	constructor(private readonly tools: ConnectionTools) {}

	/** A dead connection is detected within 80 seconds. */
	get isUp(): boolean {
		return this.link?.isUp ?? false;
	}

	/** Connects, and stays connected. @throws what `openChannel` throws; GenesysUnreachableError `websocket.not.open` */
	async connect(): Promise<void> {
		void this.stayConnected(await this.openLink(false));
	}

	/** Like `connect`, without waiting: retries the first connection, too. */
	connectInBackground(): void {
		void this.openNextLink(false).then((link) => {
			if (!link) return;
			this.tools.onGap();
			void this.stayConnected(link);
		});
	}

	/** The topics have changed. */
	renew(): void {
		this.link?.replace({ reason: 'its topics have changed', isRenewal: true });
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
		const { lifetime, random, onNotice } = this.tools;
		for (let tries = 0; ; tries++) {
			const pause = this.failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
			if (!(await lifetime.pause(Math.round(pause * (0.5 + random() / 2))))) return undefined;
			try {
				// Try another channel once, not each time: a new one may replace another trigger's.
				return await this.openLink(tries === 0 ? isRefused : tries === 1);
			} catch (error) {
				this.failures++;
				onNotice(`No connection to Genesys Cloud: ${wordsOf(error)}`);
			}
		}
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
