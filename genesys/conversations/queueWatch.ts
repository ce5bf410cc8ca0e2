import { isPermissionError, isUnexpectedAnswer } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, GenesysUnreachableError } from '../errors';
import { NOBODY } from '../oauth/permissions';
import { listEndedConversations, listOpenConversations } from './analytics';
import { parseConversation, type Conversation } from './conversation';
import { getConversationRequest } from './conversations';
import { FollowedConversations } from './followedConversations';
import type { LifecycleEvent } from './lifecycle';
import { parseNotification } from './queueTopic';

/** A queue, with its name once it is known. */
export interface NamedQueue {
	id: string;
	name?: string;
}

export interface QueueWatchTools {
	client: GenesysClient;
	queues: NamedQueue[];
	/** Events before it are not emitted. Milliseconds since 1970. */
	since: number;
	now: () => number;
	emit: (event: LifecycleEvent) => void;
	/** False once nobody listens: then nothing more is looked up. */
	goesOn: () => boolean;
}

const MINUTE_MS = 60_000;
/** How late analytics may be; so much longer ago is looked at again each time. The figure is UNCONFIRMED. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** One look-up in this time: half of the 300 requests a minute of a token is left for messages. */
const LOOK_PACE_MS = 400;
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

/** Conversations that could not be looked at, in the order in which they failed. */
type Failed = Map<string, { listedEnd: number | undefined; failure: CallError }>;

/**
 * Follows the conversations of some queues and emits what happens in them: from the notifications of the queues, and by
 * asking Genesys for what no notification has told.
 */
export class QueueWatch {
	private readonly followed = new FollowedConversations();
	/** Conversations to be looked at, with the end that analytics list for those that are over. */
	private readonly due = new Map<string, number | undefined>();
	private lookedUntil: number;
	/** How often notifications were missed: what was asked before the last time may be out of date. */
	private gaps = 0;
	/** Has Genesys said during this look that the role may look at conversations? */
	private isPermitted = false;
	private looking: Promise<unknown> = Promise.resolve();
	private nextLook?: Promise<number | undefined>;

	constructor(private readonly tools: QueueWatchTools) {
		this.lookedUntil = tools.since;
	}

	/**
	 * Makes the calls that are needed later on, so that a missing permission shows at once.
	 * @throws GenesysApiError, GenesysUnreachableError
	 */
	async begin(): Promise<void> {
		await this.findEnded();
		await this.findOpen();
		const refusal = await this.refusalOfAll();
		if (refusal) throw refusal;
	}

	/** Takes in a notification. */
	received(topicName: string, eventBody: unknown): void {
		const seen = parseNotification(topicName, eventBody);
		if (seen) this.takeIn(seen);
	}

	/** Notifications may have been missed: every open conversation is looked at, also one that is being looked at now. */
	missed(): void {
		this.gaps++;
		for (const id of this.followed.open()) this.mark(id);
	}

	/**
	 * Looks up what has changed without a notification: conversations that are over first, then open ones that are not
	 * known here. Those who ask before it has begun share it.
	 * Permissions: analytics:conversationDetail:view, conversation:communication:view.
	 *
	 * @returns until when (milliseconds since 1970) nothing is left to be looked at; `undefined` when something is
	 * @throws GenesysApiError, GenesysUnreachableError; what was not looked at is the next time
	 */
	async look(): Promise<number | undefined> {
		this.nextLook ??= this.looking.then(async () => {
			this.nextLook = undefined;
			return await this.lookOnce();
		});
		this.looking = this.nextLook.catch(() => {});
		return await this.nextLook;
	}

	/** One that cannot be looked at stays due, and is not in the way of the others: the first failure is thrown at the end. */
	private async lookOnce(): Promise<number | undefined> {
		const { goesOn } = this.tools;
		const failed: Failed = new Map();
		this.isPermitted = false;
		try {
			if (goesOn()) await this.findEnded();
			// Somebody waits for the bot where a conversation is over.
			await this.lookAtEach(() => this.nextEnded(), failed);
			if (goesOn()) await this.findOpen();
			await this.lookAtEach(() => this.nextEnded() ?? this.due.keys().next().value, failed);
		} finally {
			for (const [id, { listedEnd }] of failed) this.mark(id, listedEnd);
		}
		for (const { failure } of failed.values()) throw failure;
		return this.due.size === 0 && goesOn() ? this.lookedUntil : undefined;
	}

	private async findEnded(): Promise<void> {
		const { client, queues, now } = this.tools;
		const startedAt = now();
		// A clock that has been set back must not leave a time out.
		const since = Math.min(this.lookedUntil, startedAt) - OVERLAP_MS;
		const ended = await listEndedConversations(client, idsOf(queues), { since, now: startedAt });
		this.lookedUntil = startedAt;
		for (const { id, endedAt } of ended) if (!this.followed.knowsEnd(id, endedAt)) this.mark(id, endedAt);
	}

	private async findOpen(): Promise<void> {
		const { client, queues, now } = this.tools;
		const queueIds = idsOf(queues);
		const open = new Set(await listOpenConversations(client, queueIds, now()));
		for (const id of open) if (!this.followed.isOpen(id)) this.mark(id);
		for (const id of this.followed.open()) {
			if (!open.has(id) || this.followed.isElsewhere(id, queueIds)) this.mark(id);
		}
	}

	private async lookAtEach(next: () => string | undefined, failed: Failed): Promise<void> {
		const { client, goesOn } = this.tools;
		for (let id = next(); id !== undefined && goesOn(); id = next()) {
			const { gaps } = this;
			const listedEnd = this.due.get(id);
			// Taken off before it is looked at: whatever marks it meanwhile has it looked at again.
			this.due.delete(id);
			const [failure] = await Promise.all([this.lookAt(id, listedEnd), client.sleep(LOOK_PACE_MS)]);
			if (failure) failed.set(id, { listedEnd, failure });
			else if (gaps !== this.gaps) this.mark(id, listedEnd);
			if (failure && concernsAll(failure)) throw failure;
		}
	}

	private mark(id: string, listedEnd?: number): void {
		this.due.set(id, listedEnd ?? this.due.get(id));
	}

	private nextEnded(): string | undefined {
		for (const [id, listedEnd] of this.due) if (listedEnd !== undefined) return id;
		return undefined;
	}

	/** Gives why it could not be looked at. One that Genesys does not show is let go. */
	private async lookAt(id: string, listedEnd: number | undefined): Promise<CallError | undefined> {
		const { client } = this.tools;
		const { body: conversation, error } = await client.attempt(getConversationRequest(id), { what: LOOK, read: parseConversation });
		if (error && !isNotShown(error)) return error;
		const refusal = isPermissionError(error) ? await this.refusalOfAll() : undefined;
		if (refusal) return refusal;
		if (error) this.followed.forget(id);
		else this.takeIn(conversation, listedEnd);
		return undefined;
	}

	/**
	 * That a permission is missing Genesys also says of a conversation in a division that the role does not cover. A
	 * conversation that nobody has lies in no division: without the permission Genesys answers 403, with it 404 or 400.
	 */
	private async refusalOfAll(): Promise<CallError | undefined> {
		if (this.isPermitted) return undefined;
		const { error } = await this.tools.client.attempt(getConversationRequest(NOBODY), { what: LOOK, read: parseConversation });
		if (error && (isPermissionError(error) || !isNotShown(error))) return error;
		this.isPermitted = true;
		return undefined;
	}

	private takeIn(seen: Conversation, listedEnd?: number): void {
		const { since, queues, now, emit } = this.tools;
		for (const event of this.followed.take(seen, now(), listedEnd)) {
			if (Date.parse(event.time) < since) continue;
			const name = event.queue?.name ?? queues.find(({ id }) => id === event.queue?.id)?.name;
			emit(name === undefined ? event : { ...event, queue: { ...event.queue, name } });
		}
	}
}

const idsOf = (queues: NamedQueue[]): string[] => queues.map(({ id }) => id);
