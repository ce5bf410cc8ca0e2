import { Lifetime } from './lifetime';
import { Link, type LinkTools } from './link';

export interface ConnectionTools extends LinkTools {
	/**
	 * Subscribes to all topics; gives the address of the channel's websocket. Its errors are worded for people.
	 * @param afresh by another channel than the last time: that one could not be connected to
	 */
	openChannel: (afresh: boolean) => Promise<string>;
	sleep: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for pauses that differ between installations. */
	random: () => number;
	/** It is connected anew, and what Genesys sent since then (milliseconds since 1970) has been missed. */
	onGap: (since: number) => void;
	/** For a log; nothing in it is secret. */
	onNotice: (text: string) => void;
}

/** How often a connection is looked at. */
const CHECK_MS = 5_000;
/** First pause after a connection that did not come up; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Stays connected to Genesys' notifications: notices a connection that died, makes another one with growing pauses, and
 * before Genesys closes one, or its channel's time is up, has the next one up before it lets the old one go.
 */
export class NotificationConnection {
	private readonly lifetime: Lifetime;
	private link?: Link;

	constructor(private readonly tools: ConnectionTools) {
		this.lifetime = new Lifetime(tools.sleep);
	}

	/** Is it connected at this moment, as far as is known? A connection that died is noticed within 80 seconds. */
	get isUp(): boolean {
		return this.link?.isUp ?? false;
	}

	/**
	 * Connects, and stays connected from then on.
	 * @throws what `openChannel` throws, or an Error that says why the websocket did not open
	 */
	async connect(): Promise<void> {
		const link = await this.openLink(false);
		void this.stayConnected(link);
	}

	/** The same for those who cannot wait: the first connection, too, is tried for until it is there. */
	connectInBackground(missedSince: number): void {
		void this.openNextLink().then((link) => {
			if (!link) return;
			this.tools.onGap(missedSince);
			void this.stayConnected(link);
		});
	}

	/** What it listens to has changed: connects anew, and lets go of this connection only when the new one is open. */
	renew(reason: string): void {
		this.link?.replace(reason);
	}

	close(): void {
		this.lifetime.end();
		this.link?.close();
	}

	private async stayConnected(first: Link): Promise<void> {
		for (let link = first; !this.lifetime.isOver; ) {
			const reason = await link.replaceable;
			if (this.lifetime.isOver) return;
			this.tools.onNotice(`The connection to Genesys Cloud is replaced: ${reason}`);
			const next = await this.openNextLink();
			if (!next) return;
			const missedSince = link.isUp ? undefined : link.lastHeardAt;
			link.close();
			link = next;
			if (missedSince !== undefined) this.tools.onGap(missedSince);
		}
	}

	/** `undefined` when it is to be closed meanwhile. */
	private async openNextLink(): Promise<Link | undefined> {
		for (let failures = 0; !this.lifetime.isOver; failures++) {
			try {
				return await this.openLink(failures > 0);
			} catch (error) {
				const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
				const pause = Math.round(longest * (0.5 + this.tools.random() / 2));
				const reason = error instanceof Error ? error.message : String(error);
				this.tools.onNotice(`No connection to Genesys Cloud, next try in ${pause} ms: ${reason}`);
				await this.lifetime.pause(pause);
			}
		}
		return undefined;
	}

	private async openLink(afresh: boolean): Promise<Link> {
		const link = new Link(await this.tools.openChannel(afresh), this.tools);
		void this.watch(link);
		await link.opened;
		if (this.lifetime.isOver) link.close();
		else this.link = link;
		return link;
	}

	private async watch(link: Link): Promise<void> {
		while ((await this.lifetime.pause(CHECK_MS)) && !link.isOver) link.check();
	}
}
