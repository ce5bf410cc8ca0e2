import { GenesysUnreachableError, inOneText } from '../errors';
import { Lifetime } from './lifetime';
import { Link, type LinkTools } from './link';

export interface ConnectionTools extends LinkTools {
	/**
	 * Subscribes to all topics; returns the address of the channel's websocket. Its errors are worded for people.
	 * @param afresh by another channel than the last time: that one could not be connected to
	 */
	openChannel: (afresh: boolean) => Promise<string>;
	sleep: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for pauses that differ between installations. */
	random: () => number;
	/** It is connected anew, and what Genesys sent before has been missed. */
	onGap: () => void;
	/** For a log; nothing in it is secret. */
	onNotice: (text: string) => void;
}

/** How often a connection is looked at. */
const CHECK_MS = 5_000;
/** First pause after a connection that did not come up or did not last; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A connection that has lasted this long counts as a good one, and after its end the next one is tried for at once. */
const LASTING_MS = 60_000;

/**
 * Stays connected to Genesys' notifications: notices a connection that died, makes another one with growing pauses, and
 * before Genesys closes one, or its channel's time is up, has the next one up before it lets the old one go.
 */
export class NotificationConnection {
	private readonly lifetime: Lifetime;
	private link?: Link;
	/** Connections in a row that did not come up or did not last. */
	private failures = 0;

	constructor(private readonly tools: ConnectionTools) {
		this.lifetime = new Lifetime(tools.sleep);
	}

	/** Is it connected at this moment, as far as is known? A connection that died is noticed within 80 seconds. */
	get isUp(): boolean {
		return this.link?.isUp ?? false;
	}

	/**
	 * Connects, and stays connected from then on.
	 * @throws what `openChannel` throws; GenesysUnreachableError with code `websocket.not.open`
	 */
	async connect(): Promise<void> {
		const link = await this.openLink(false);
		void this.stayConnected(link);
	}

	/** The same for those who cannot wait: the first connection, too, is tried for until it is there. */
	connectInBackground(): void {
		void this.openNextLink(false).then((link) => {
			if (!link) return;
			this.tools.onGap();
			void this.stayConnected(link);
		});
	}

	/** What it listens to has changed: connects anew, and lets go of this connection only when the new one is open. */
	renew(reason: string): void {
		this.link?.replace({ reason, isRenewal: true });
	}

	close(): void {
		this.lifetime.end();
		this.link?.close();
	}

	private async stayConnected(first: Link): Promise<void> {
		for (let link = first; !this.lifetime.isOver; ) {
			const { reason, isRefused = false, isRenewal = false } = await link.replaceable;
			if (this.lifetime.isOver) return;
			this.failures = link.age < LASTING_MS ? this.failures + 1 : 0;
			this.tools.onNotice(`The connection to Genesys Cloud is replaced: ${reason}`);
			const next = await this.openNextLink(isRefused);
			if (!next) return;
			const hasGap = !link.isUp || isRenewal;
			link.close();
			link = next;
			if (hasGap) this.tools.onGap();
		}
	}

	/** `undefined` when it is to be closed meanwhile. */
	private async openNextLink(isRefused: boolean): Promise<Link | undefined> {
		for (let tries = 0; await this.pauseAfterFailures(); tries++) {
			try {
				// Another channel once, not each time: a new one may take the place of another trigger's.
				return await this.openLink(tries === 0 ? isRefused : tries === 1);
			} catch (error) {
				this.failures++;
				this.tools.onNotice(`No connection to Genesys Cloud: ${wordsOf(error)}`);
			}
		}
		return undefined;
	}

	/** Says whether to go on. */
	private async pauseAfterFailures(): Promise<boolean> {
		if (this.failures === 0) return !this.lifetime.isOver;
		const longest = Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
		return await this.lifetime.pause(Math.round(longest * (0.5 + this.tools.random() / 2)));
	}

	private async openLink(afresh: boolean): Promise<Link> {
		const address = await this.tools.openChannel(afresh);
		const link = new Link(address, this.tools);
		void this.watch(link);
		await link.opened.catch((error: Error) => {
			throw notOpen(address, error.message);
		});
		if (this.lifetime.isOver) link.close();
		else this.link = link;
		return link;
	}

	private async watch(link: Link): Promise<void> {
		while ((await this.lifetime.pause(CHECK_MS)) && !link.isOver) link.check();
	}
}

/** The rest of the address lets in whoever knows it. */
function notOpen(address: string, reason: string): GenesysUnreachableError {
	const host = /^\w+:\/\/([^/]+)/.exec(address)?.[1] ?? 'Genesys Cloud';
	return new GenesysUnreachableError({
		code: 'websocket.not.open',
		message: `Listen to notifications: the websocket to ${host} is not open: ${reason}`,
		advice: `n8n must reach wss://${host} on port 443. Behind a proxy, start n8n with NODE_USE_ENV_PROXY=1 beside HTTPS_PROXY: n8n's own proxy setting does not cover websockets.`,
	});
}

function wordsOf(error: unknown): string {
	if (error instanceof GenesysUnreachableError) return inOneText(error);
	return error instanceof Error ? error.message : String(error);
}
