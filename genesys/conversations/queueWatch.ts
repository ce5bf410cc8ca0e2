import { isPermissionError, isUnexpectedAnswer } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, GenesysUnreachableError } from '../errors';
import type { Reference } from '../ids';
import { NOBODY } from '../oauth/permissions';
import { listEndedConversations, listOpenConversations } from './analytics';
import { isOpenMessaging, parseConversation, type Conversation } from './conversation';
import { getConversationRequest } from './conversations';
import { FollowedConversations } from './followedConversations';
import type { LifecycleEvent } from './lifecycle';

export interface QueueWatchTools {
	client: GenesysClient;
	queues: Reference[];
	since: number; // Events before it are not emitted.
	now: () => number; // Milliseconds since 1970.
	emit: (event: LifecycleEvent) => void;
	goesOn: () => boolean; // False once the trigger is closed.
}

/** Sends a queue's conversation as a whole on each change. If the topic is rejected, the reason includes the missing permission. */
export function queueTopic(queueId: string): string {
	return `v2.routing.queues.${queueId}.conversations.messages`;
}

/** Model QueueConversationMessageEventTopicMessageConversation. `undefined` for all but Open Messaging; never throws. */
export function parseNotification(topicName: string, eventBody: unknown): Conversation | undefined {
	const isQueueTopic = /^v2\.routing\.queues\.[^.]+\.conversations\.messages$/.test(topicName);
	const conversation = isQueueTopic ? parseConversation(eventBody) : undefined;
	return conversation && isOpenMessaging(conversation) ? conversation : undefined;
}

const OVERLAP_MS = 10 * 60_000; // How late analytics may be (UNCONFIRMED).
const LOOK_PACE_MS = 400; // Leaves half of a token's 300 requests per minute to messages.
const LOOK = { what: 'Look up conversation', read: parseConversation };

/** Genesys has no such conversation, or the role can't view it. A rejected login may also be a 400. */
function isNotShown(error: CallError): boolean {
	return error instanceof GenesysApiError && [400, 403, 404].includes(error.status) && error.code !== 'invalid_client';
}

/** Would every other conversation fail the same way? */
function concernsAll(error: CallError): boolean {
	if (error instanceof GenesysUnreachableError) return true;
	return [401, 429].includes(error.status) || error.code === 'invalid_client' || isUnexpectedAnswer(error) || isPermissionError(error);
}

/** Emits events of the conversations in some queues, from notifications and lookups. */
export class QueueWatch {
	private readonly followed = new FollowedConversations();
	/** Conversations to look up, with the end that analytics lists for ended ones. */
	private readonly due = new Map<string, number | undefined>();
	private lookedUntil: number;
	/** How often notifications were missed: the response to an earlier request may be outdated. */
	private gaps = 0;
	/** Genesys has confirmed during this lookup that the role can view conversations. */
	private isPermitted = false;
	private looking: Promise<unknown> = Promise.resolve();
	private nextLook?: Promise<number | undefined>;

	constructor(private readonly tools: QueueWatchTools) {
		this.lookedUntil = tools.since;
	}

	/** Makes each call once, to detect missing permissions when publishing. @throws as `look` does */
	async begin(): Promise<void> {
		await this.findEnded();
		await this.findOpen();
		const refusal = await this.refusalOfAll();
		if (refusal) throw refusal;
	}

	received(topicName: string, eventBody: unknown): void {
		const seen = parseNotification(topicName, eventBody);
		if (seen) this.takeIn(seen);
	}

	/** Looks up every open conversation again, even if its lookup is running. */
	missed(): void {
		this.gaps++;
		for (const id of this.followed.open()) this.mark(id);
	}

	/**
	 * Looks up what no notification reported. Permissions: analytics:conversationDetail:view, conversation:communication:view.
	 * @returns the time (milliseconds since 1970) until which everything is looked up; `undefined` if something is left
	 * @throws GenesysApiError, GenesysUnreachableError; the next lookup retries what failed
	 */
	async look(): Promise<number | undefined> {
		this.nextLook ??= this.looking.then(async () => {
			this.nextLook = undefined;
			return await this.lookOnce();
		});
		this.looking = this.nextLook.catch(() => {});
		return await this.nextLook;
	}

	/** A failed conversation stays due without blocking the others; the first failure is thrown at the end. */
	private async lookOnce(): Promise<number | undefined> {
		const { goesOn } = this.tools;
		const failures = new Map<string, CallError>();
		this.isPermitted = false;
		if (goesOn()) await this.findEnded();
		// Ended ones first: their customers are waiting for the bot.
		await this.lookAtEach(failures, { endedOnly: true });
		if (goesOn()) await this.findOpen();
		await this.lookAtEach(failures, { endedOnly: false });
		for (const failure of failures.values()) throw failure;
		return this.due.size === 0 && goesOn() ? this.lookedUntil : undefined;
	}

	private async findEnded(): Promise<void> {
		const { client, queues, now } = this.tools;
		const startedAt = now();
		// If the clock was set back, leave no gap.
		const since = Math.min(this.lookedUntil, startedAt) - OVERLAP_MS;
		const ended = await listEndedConversations(client, queues.map(({ id }) => id), { since, now: startedAt });
		this.lookedUntil = startedAt;
		for (const { id, endedAt } of ended) if (!this.followed.knowsEnd(id, endedAt)) this.mark(id, endedAt);
	}

	private async findOpen(): Promise<void> {
		const { followed } = this;
		const { client, queues, now } = this.tools;
		const queueIds = queues.map(({ id }) => id);
		const open = new Set(await listOpenConversations(client, queueIds, now()));
		for (const id of open) if (!followed.isOpen(id)) this.mark(id);
		for (const id of followed.open()) if (!open.has(id) || followed.isElsewhere(id, queueIds)) this.mark(id);
	}

	private async lookAtEach(failures: Map<string, CallError>, { endedOnly }: { endedOnly: boolean }): Promise<void> {
		const { client, goesOn } = this.tools;
		const next = (): string | undefined => {
			const due = [...this.due].filter(([id]) => !failures.has(id));
			return (due.find(([, listedEnd]) => listedEnd !== undefined) ?? (endedOnly ? undefined : due[0]))?.[0];
		};
		for (let id = next(); id !== undefined && goesOn(); id = next()) {
			const { gaps } = this;
			const listedEnd = this.due.get(id);
			// Removed before the lookup, so that marking it in the meantime makes it due again.
			this.due.delete(id);
			const [failure] = await Promise.all([this.lookAt(id, listedEnd), client.sleep(LOOK_PACE_MS)]);
			if (failure || gaps !== this.gaps) this.mark(id, listedEnd);
			if (!failure) continue;
			failures.set(id, failure);
			if (concernsAll(failure)) throw failure;
		}
	}

	private mark(id: string, listedEnd?: number): void {
		this.due.set(id, listedEnd ?? this.due.get(id));
	}

	/** Returns the failure, if any. A conversation that the role can't view is dropped. */
	private async lookAt(id: string, listedEnd: number | undefined): Promise<CallError | undefined> {
		const { body: conversation, error } = await this.tools.client.attempt(getConversationRequest(id), LOOK);
		const refusal = isPermissionError(error) ? await this.refusalOfAll() : error && !isNotShown(error) ? error : undefined;
		if (!error) this.takeIn(conversation, listedEnd);
		else if (!refusal) this.followed.forget(id);
		return refusal;
	}

	/** A 403 may also mean another division. A nonexistent ID has none, so it returns 403 without the permission, and 404 or 400 with it. */
	private async refusalOfAll(): Promise<CallError | undefined> {
		if (this.isPermitted) return undefined;
		const { error } = await this.tools.client.attempt(getConversationRequest(NOBODY), LOOK);
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
