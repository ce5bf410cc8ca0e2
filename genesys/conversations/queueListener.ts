import type { GenesysClient } from '../client';
import { openChannel, type Channel } from '../notifications/channel';
import { NotificationConnection } from '../notifications/connection';
import type { Lifetime } from '../notifications/lifetime';
import type { OpenSocket } from '../notifications/link';
import type { LifecycleEvent } from './lifecycle';
import { queueTopic } from './queueTopic';
import { QueueWatch, type NamedQueue } from './queueWatch';
import { findWatchedQueues } from './watchedQueues';

export interface QueueListenerTools {
	client: GenesysClient;
	openSocket: OpenSocket;
	/** Ends the listening. */
	lifetime: Lifetime;
	sleep: (milliseconds: number) => Promise<void>;
	/** Milliseconds since 1970, to be compared with Genesys' times. */
	now: () => number;
	/** Milliseconds of a clock that nobody sets. */
	elapsed: () => number;
	random: () => number;
	/** Names or IDs of queues; none for all that the role sees. */
	wanted: readonly string[];
	/** Events before it are not emitted. Milliseconds since 1970. */
	since: number;
	/** Nobody waits for the start: a queue that is unknown or refused is logged and left out. */
	isResuming: boolean;
	emit: (event: LifecycleEvent) => void;
	/** Everything that happened until then (milliseconds since 1970) has been emitted. */
	onCaughtUp: (until: number) => void;
	/** Nothing in it is secret. */
	log: (text: string) => void;
}

/** How often is looked up what no notification has told. */
const LOOK_EVERY_MS = 5 * 60_000;
/** First pause after a look-up that failed; doubled each time, up to the one above. */
const RETRY_LOOK_MS = 10_000;

/** Emits what happens to the chats of some queues, from notifications and from looking up what none of them told. */
export class QueueListener {
	private readonly queues: NamedQueue[] = [];
	private readonly watch: QueueWatch;
	private readonly connection: NotificationConnection;
	private channel?: Channel;
	/** IDs of the queues that the channel is for. */
	private listened: string[] = [];
	private finding?: Promise<void>;

	constructor(private readonly tools: QueueListenerTools) {
		const { client, since, now, emit, lifetime, log } = tools;
		this.watch = new QueueWatch({ client, queues: this.queues, since, now, emit, goesOn: () => !lifetime.isOver });
		this.connection = new NotificationConnection({
			...tools,
			openChannel: async (afresh) => await this.openChannel(afresh),
			onEvent: (topicName, eventBody) => this.received(topicName, eventBody),
			onGap: () => {
				this.watch.missed();
				void this.look();
			},
			onNotice: log,
		});
	}

	/**
	 * Connects; looks up what happened since, and goes on doing so.
	 * @throws GenesysApiError, GenesysUnreachableError, InvalidInputError: what is in the way of listening
	 */
	async listen(): Promise<void> {
		await this.listenOnly();
		void this.keepLooking();
	}

	/** The same without looking anything up: for those who wait for something to happen. */
	async listenOnly(): Promise<void> {
		await this.findQueues();
		await this.watch.begin();
		await this.connection.connect();
	}

	/** The same as `listen`, tried for until Genesys can be reached. What happened is looked up before it is connected. */
	listenInBackground(): void {
		this.connection.connectInBackground();
		void this.keepLooking();
	}

	close(): void {
		this.tools.lifetime.end();
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
			if (haveChanged) this.connection.renew('the queues are others than before');
		} catch (error) {
			this.tools.log(`The queues could not be listed, and are the next time: ${messageOf(error)}`);
			if (this.queues.length === 0) return false;
		}
		return await this.look();
	}

	/** Says whether it went well. */
	private async look(): Promise<boolean> {
		try {
			const until = await this.watch.look();
			// What only notifications tell may be missing while there are none.
			if (until !== undefined && this.connection.isUp) this.tools.onCaughtUp(until);
			return true;
		} catch (error) {
			this.tools.log(`What happened meanwhile could not be looked up, and is the next time: ${messageOf(error)}`);
			return false;
		}
	}

	private received(topicName: string, eventBody: unknown): void {
		try {
			this.watch.received(topicName, eventBody);
		} catch (error) {
			// Thrown out of a websocket's event it would end n8n.
			this.tools.log(`A notification could not be taken: ${messageOf(error)}`);
		}
	}

	private async openChannel(afresh: boolean): Promise<string> {
		const { client, isResuming, log } = this.tools;
		if (this.queues.length === 0) await this.findQueues();
		// Who publishes is told what is refused; later a queue that is refused is not to be in the way of the others.
		const onRejected = isResuming || this.listened.length > 0 ? (error: Error) => log(error.message) : undefined;
		const ids = this.queues.map(({ id }) => id);
		if (afresh) this.channel = undefined;
		this.channel = await openChannel(client, ids.map(queueTopic), { known: this.channel, onRejected });
		this.listened = ids;
		return this.channel.address;
	}

	/** Those who ask at the same time share the answer. */
	private async findQueues(): Promise<void> {
		this.finding ??= this.readQueues().finally(() => {
			this.finding = undefined;
		});
		await this.finding;
	}

	private async readQueues(): Promise<void> {
		const { client, wanted, isResuming, log } = this.tools;
		const { queues } = this;
		// Who publishes is told of a name that no queue has; later it is not to be in the way of the others.
		const onUnknown = isResuming || queues.length > 0 ? (error: Error) => log(error.message) : undefined;
		const found = await findWatchedQueues(client, wanted, { known: queues, onUnknown });
		// A name that is not known this time may be known from before.
		const named = found.map((queue) => ({ ...queues.find(({ id }) => id === queue.id), ...queue }));
		queues.splice(0, queues.length, ...named);
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
