import { isPermissionError, isUnexpectedAnswer } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, GenesysUnreachableError } from '../errors';
import { NOBODY } from '../oauth/permissions';
import { parseConversation } from './conversation';
import { getConversationRequest } from './conversations';
import { observe, type Lifecycle, type LifecycleEvent } from './lifecycle';
import type { Observation } from './observation';
import { isQueueTopic, parseQueueTopic } from './queueTopic';
import { listQueueConversations } from './queueConversations';
import { observationOf } from './snapshot';

/** A queue, with its name once it is known. */
export interface NamedQueue {
	id: string;
	name?: string;
}

export interface QueueWatchTools {
	client: GenesysClient;
	queues: NamedQueue[];
	/** What happened before is told to nobody. Milliseconds since 1970. */
	since: number;
	now: () => number;
	tell: (event: LifecycleEvent) => void;
	/** False once nobody listens: then nothing more is looked up. */
	goesOn: () => boolean;
}

const MINUTE_MS = 60_000;
/** How late analytics may be; so much longer ago is looked at again each time. The figure is UNCONFIRMED. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** How far back open conversations are looked for. The query takes 31 days at most (UNCONFIRMED). */
const LOOK_BACK_MS = 30 * 24 * 60 * MINUTE_MS;
/** A conversation that has just begun is found although the clock here is behind Genesys'. */
const AHEAD_MS = 60 * MINUTE_MS;
/** Pause between two looks at conversations: half of the 300 requests a minute of a token is left for messages. */
const LOOK_PAUSE_MS = 400;
/** With more conversations than this in memory, those that are over are forgotten first. */
const MAX_KNOWN = 5_000;

const LOOK = 'Look at conversation';

/** Does Genesys not show this conversation, because it has none or not for this role? A refused login may be a 400 too. */
function isNotShown(error: CallError): boolean {
	return error instanceof GenesysApiError && [400, 403, 404].includes(error.status) && error.code !== 'invalid_client';
}

/** Would any other conversation fare as badly: without a connection, a token, the permission, or requests that are left? */
function concernsAll(error: CallError): boolean {
	if (error instanceof GenesysUnreachableError) return true;
	return [401, 429].includes(error.status) || error.code === 'invalid_client' || isUnexpectedAnswer(error) || isPermissionError(error);
}

/**
 * Knows how it stands with the conversations of some queues, and tells what happens in them: from the notifications of
 * the queues, and by asking Genesys for what no notification has told.
 */
export class QueueWatch {
	private readonly known = new Map<string, Lifecycle>();
	/** Conversations to be looked at; one that could not be is looked at the next time. */
	private readonly due = new Set<string>();
	private lookedUntil: number;
	/** Has Genesys said during this look that the role may look at conversations? */
	private isPermitted = false;
	private looking: Promise<void> = Promise.resolve();

	constructor(private readonly tools: QueueWatchTools) {
		this.lookedUntil = tools.since;
	}

	/**
	 * Makes the calls that are needed later on, so that a missing permission shows at once.
	 * @throws GenesysApiError, GenesysUnreachableError
	 */
	async begin(): Promise<void> {
		await this.findWhatChanged();
		await this.checkPermission();
	}

	/** Takes in a notification. */
	received(topicName: string, eventBody: unknown): void {
		if (!isQueueTopic(topicName)) return;
		const seen = parseQueueTopic(eventBody, this.tools.now());
		if (seen) this.takeIn(seen);
	}

	/** Notifications since then (milliseconds since 1970) did not come: everything is looked at the next time. */
	missed(since: number): void {
		this.lookedUntil = Math.min(this.lookedUntil, since);
		for (const [id, { state }] of this.known) if (state !== 'ended') this.due.add(id);
	}

	/**
	 * Looks up what has changed without a notification: conversations that are over, and those that are not known here.
	 * Permissions: analytics:conversationDetail:view, conversation:communication:view.
	 *
	 * @returns until when (milliseconds since 1970) nothing is left to be looked at; `undefined` when something is
	 * @throws GenesysApiError, GenesysUnreachableError; what was not looked at is the next time
	 */
	async look(): Promise<number | undefined> {
		const look = this.looking.then(async () => {
			await this.findWhatChanged();
			await this.lookAtDue();
			return this.due.size === 0 && this.tools.goesOn() ? this.lookedUntil : undefined;
		});
		this.looking = look.then(
			() => {},
			() => {},
		);
		return await look;
	}

	private async findWhatChanged(): Promise<void> {
		const { client, queues, now, goesOn } = this.tools;
		const startedAt = now();
		const queueIds = queues.map(({ id }) => id);
		const to = startedAt + AHEAD_MS;
		const { lookedUntil } = this;
		const from = lookedUntil - OVERLAP_MS;
		const open = await listQueueConversations(client, { queueIds, from: startedAt - LOOK_BACK_MS, to, ended: false });
		if (!goesOn()) return;
		const over = await listQueueConversations(client, { queueIds, from, to, ended: true });
		// A gap that was noticed meanwhile stays to be looked at.
		if (this.lookedUntil === lookedUntil) this.lookedUntil = startedAt;

		const openIds = new Set(open.map(({ id }) => id));
		// One that is not known has no state.
		const isOpen = (id: string) => (this.known.get(id)?.state ?? 'ended') !== 'ended';
		for (const id of openIds) if (!isOpen(id)) this.due.add(id);
		for (const id of this.known.keys()) if (isOpen(id) && !openIds.has(id)) this.due.add(id);
		for (const { id, endedAt = from } of over) {
			if (endedAt >= from && this.known.get(id)?.state !== 'ended') this.due.add(id);
		}
	}

	/** One that cannot be looked at stays due, and is not in the way of the others: the first failure is thrown at the end. */
	private async lookAtDue(): Promise<void> {
		const { client, goesOn } = this.tools;
		const failures: CallError[] = [];
		this.isPermitted = false;
		for (const id of [...this.due]) {
			if (!goesOn()) return;
			const failure = await this.lookAt(id);
			if (!failure) this.due.delete(id);
			else if (concernsAll(failure)) throw failure;
			else failures.push(failure);
			await client.sleep(LOOK_PAUSE_MS);
		}
		if (failures.length > 0) throw failures[0];
	}

	/** Gives why it could not be looked at. One that Genesys does not show is let go. */
	private async lookAt(id: string): Promise<CallError | undefined> {
		const { client, now } = this.tools;
		const { body: conversation, error } = await client.attempt(getConversationRequest(id), { what: LOOK, read: parseConversation });
		if (error && !isNotShown(error)) return error;
		if (isPermissionError(error)) await this.checkPermission();
		if (conversation) this.takeIn(observationOf(conversation, now()));
		else this.known.delete(id);
		return undefined;
	}

	/**
	 * That a permission is missing Genesys also says of a conversation in a division that the role does not cover. A
	 * conversation that nobody has lies in no division: without the permission Genesys answers 403, with it 404 or 400.
	 */
	private async checkPermission(): Promise<void> {
		if (this.isPermitted) return;
		const { error } = await this.tools.client.attempt(getConversationRequest(NOBODY), { what: LOOK, read: parseConversation });
		if (error && (isPermissionError(error) || !isNotShown(error))) throw error;
		this.isPermitted = true;
	}

	private takeIn(seen: Observation): void {
		const { lifecycle, events } = observe(this.known.get(seen.conversationId), seen);
		this.remember(seen.conversationId, lifecycle);
		const { since, queues, tell } = this.tools;
		for (const event of events.filter(({ time }) => Date.parse(time) >= since)) {
			const name = event.queue?.name ?? queues.find(({ id }) => id === event.queue?.id)?.name;
			tell(name === undefined ? event : { ...event, queue: { ...event.queue, name } });
		}
	}

	private remember(id: string, lifecycle: Lifecycle): void {
		this.known.delete(id);
		this.known.set(id, lifecycle);
		if (this.known.size <= MAX_KNOWN) return;
		const [oldest] = this.known.keys();
		const [firstOver = oldest] = [...this.known].flatMap(([key, { state }]) => (state === 'ended' ? [key] : []));
		this.known.delete(firstOver);
	}
}
