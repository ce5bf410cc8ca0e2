import { GenesysUnreachableError, wordsOf } from '../errors';
import type { Lifetime } from './lifetime';
import { Link, type LinkTools } from './link';

export interface ConnectionTools extends LinkTools {
	lifetime: Lifetime;
	/** Subscribes, and returns the websocket's URL. `afresh`: with a new channel, because the last one refused the connection. */
	openChannel: (afresh: boolean) => Promise<string>;
	random: () => number; // From 0 to 1, so that pauses differ between installations.
	onGap: () => void; // Reconnected, but notifications were missed in between.
	onNotice: (text: string) => void; // For the log; never contains secrets.
}

const CHECK_MS = 5_000;
const FIRST_PAUSE_MS = 1_000; // First pause after a connection that didn't open or was short-lived; doubled each time.
const LONGEST_PAUSE_MS = 60_000;
const LASTING_MS = 60_000; // After a connection of this duration, reconnect without a pause.

/** Stays connected: opens the next connection before Genesys closes this one or its channel expires. */
export class NotificationConnection {
	private link?: Link;
	private failures = 0; // Consecutive connections that didn't open or were short-lived.

	constructor(private readonly tools: ConnectionTools) {}

	/** A dead connection is detected within 80 seconds. */
	get isUp(): boolean {
		return this.link?.isUp ?? false;
	}

	/** Connects, and stays connected. @throws what `openChannel` throws; GenesysUnreachableError `websocket.not.open` */
	async connect(): Promise<void> {
		void this.stayConnected(await this.openLink(false));
	}

	/** Like `connect`, without waiting: also retries the first connection. */
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
			onNotice(`Replacing the connection to Genesys Cloud: ${reason}`);
			const next = await this.openNextLink(isRefused);
			if (!next) return;
			const hasGap = !link.isUp || isRenewal;
			link.close();
			link = next;
			if (hasGap) onGap();
		}
	}

	/** `undefined` once closed. */
	private async openNextLink(isRefused: boolean): Promise<Link | undefined> {
		const { lifetime, random, onNotice } = this.tools;
		for (let tries = 0; ; tries++) {
			const pause = this.failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
			if (!(await lifetime.pause(Math.round(pause * (0.5 + random() / 2))))) return undefined;
			try {
				// Try a new channel once, not every time: it may replace another trigger's.
				return await this.openLink(tries === 0 ? isRefused : tries === 1);
			} catch (error) {
				this.failures++;
				onNotice(`Couldn't connect to Genesys Cloud: ${wordsOf(error)}`);
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

/** Contains only the host: the rest of the URL is secret. */
function notOpen(address: string, reason: string): GenesysUnreachableError {
	const host = /^\w+:\/\/([^/]+)/.exec(address)?.[1] ?? 'Genesys Cloud';
	const message = `Listen to notifications: the websocket to ${host} didn't open: ${reason}`;
	const advice = `Allow n8n to reach wss://${host} on port 443. Behind a proxy, start n8n with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY, because n8n's own proxy setting doesn't cover websockets.`;
	return new GenesysUnreachableError({ code: 'websocket.not.open', message, advice });
}
