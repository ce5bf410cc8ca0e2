import { InvalidInputError, wordsOf } from '../errors';
import type { Reference } from '../ids';
import { MAX_TOPICS, openChannel, type Channel } from '../notifications/channel';
import { NotificationConnection, type ConnectionTools } from '../notifications/connection';
import { findWatchedQueues } from '../routing/queues';
import { queueTopic, QueueWatch, type QueueWatchTools } from './queueWatch';

export interface QueueListenerTools
	extends Omit<QueueWatchTools, 'queues' | 'goesOn'>, Pick<ConnectionTools, 'lifetime' | 'openSocket' | 'elapsed' | 'random'> {
	wanted: readonly string[]; // Names or IDs of queues; empty for all that the role can view.
	isResuming: boolean; // After a restart of n8n, a queue that is unknown or rejected is logged and left out.
	onCaughtUp: (until: number) => void; // Everything until then (milliseconds since 1970) has been emitted.
	log: (text: string) => void;
}

const LOOK_EVERY_MS = 5 * 60_000;
const RETRY_LOOK_MS = 10_000; // First pause after a failed lookup; doubled each time.

/** Emits events of the conversations in some queues: from notifications, and from lookups of what none reported. */
export class QueueListener {
	private readonly queues: Reference[] = [];
	private readonly watch: QueueWatch;
	private readonly connection: NotificationConnection;
	private channel?: Channel;
	private listened: string[] = []; // IDs of the subscribed queues.
	private finding?: Promise<void>;

	constructor(private readonly tools: QueueListenerTools) {
		const { client, since, now, emit, lifetime, log } = tools;
		this.watch = new QueueWatch({ client, queues: this.queues, since, now, emit, goesOn: () => !lifetime.isOver });
		this.connection = new NotificationConnection({
			...tools,
			openChannel: async (afresh) => await this.openChannel(afresh),
			onEvent: (topicName, eventBody) => {
				try {
					this.watch.received(topicName, eventBody);
				} catch (error) {
					// Thrown from a websocket event, it would crash n8n.
					log(`Couldn't process a notification: ${wordsOf(error)}`);
				}
			},
			onGap: () => {
				this.watch.missed();
				void this.look();
			},
			onNotice: log,
		});
	}

	/** Connects, and looks up missed events now and every five minutes. @throws OurError if it can't listen */
	async listen(): Promise<void> {
		await this.listenOnly();
		void this.keepLooking();
	}

	/** Only connects: a manual test waits for the next event. */
	async listenOnly(): Promise<void> {
		await this.findQueues();
		await this.watch.begin();
		await this.connection.connect();
	}

	/** Like `listen`, but retries until Genesys can be reached, with lookups in the meantime. */
	listenInBackground(): void {
		this.connection.connectInBackground();
		void this.keepLooking();
	}

	close(): void {
		this.connection.close();
	}

	private async keepLooking(): Promise<void> {
		const { lifetime } = this.tools;
		for (let failures = 0, goesOn = !lifetime.isOver; goesOn; ) {
			failures = (await this.refreshAndLook()) ? 0 : failures + 1;
			const pause = failures === 0 ? LOOK_EVERY_MS : Math.min(RETRY_LOOK_MS * 2 ** (failures - 1), LOOK_EVERY_MS);
			goesOn = await lifetime.pause(pause);
		}
	}

	private async refreshAndLook(): Promise<boolean> {
		try {
			await this.findQueues();
			const haveChanged = this.listened.length !== this.queues.length || this.queues.some(({ id }) => !this.listened.includes(id));
			if (haveChanged) this.connection.renew();
		} catch (error) {
			this.tools.log(`Couldn't list the queues. Retrying later: ${wordsOf(error)}`);
			if (this.queues.length === 0) return false;
		}
		return await this.look();
	}

	private async look(): Promise<boolean> {
		try {
			const until = await this.watch.look();
			// Without a connection, events that only notifications report may still be missing.
			if (until !== undefined && this.connection.isUp) this.tools.onCaughtUp(until);
			return true;
		} catch (error) {
			this.tools.log(`Couldn't look up missed events. Retrying later: ${wordsOf(error)}`);
			return false;
		}
	}

	private async openChannel(afresh: boolean): Promise<string> {
		const { client, isResuming, log } = this.tools;
		if (this.queues.length === 0) await this.findQueues();
		// Publishing fails for a rejected queue; later, it must not block the others.
		const onRejected = isResuming || this.listened.length > 0 ? (error: Error) => log(error.message) : undefined;
		const ids = this.queues.map(({ id }) => id);
		if (afresh) this.channel = undefined;
		this.channel = await openChannel(client, ids.map(queueTopic), { known: this.channel, onRejected });
		this.listened = ids;
		return this.channel.address;
	}

	private async findQueues(): Promise<void> {
		await (this.finding ??= this.readQueues().finally(() => (this.finding = undefined)));
	}

	private async readQueues(): Promise<void> {
		const { client, wanted, isResuming, log } = this.tools;
		const { queues } = this;
		// Publishing fails for an unknown queue; later, it must not block the others.
		const onUnknown = isResuming || queues.length > 0 ? (error: Error) => log(error.message) : undefined;
		const found = await findWatchedQueues(client, wanted, { known: queues, onUnknown });
		if (found.length > MAX_TOPICS) {
			const which = wanted.length === 0 ? 'is empty, which means all' : 'contains';
			const problem = `"Queue Names or IDs" ${which} ${found.length} queues, but Genesys Cloud allows ${MAX_TOPICS} per trigger`;
			throw new InvalidInputError('Queue Names or IDs', problem, 'Divide them among several triggers.');
		}
		// Keep the names of queues that this response omits.
		const named = found.map((queue) => ({ ...queues.find(({ id }) => id === queue.id), ...queue }));
		queues.splice(0, queues.length, ...named);
	}
}
