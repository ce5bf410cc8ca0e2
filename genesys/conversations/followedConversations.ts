import { observe, type Lifecycle, type LifecycleEvent } from './lifecycle';
import type { Observation } from './observation';

interface Followed extends Lifecycle {
	/** The end that analytics listed when the conversation was looked at last. */
	listedEnd?: number;
}

/** With more conversations than this in memory, those that are over are forgotten first. */
const MAX_FOLLOWED = 5_000;
/** Analytics and the conversation itself may differ by so much about its end (UNCONFIRMED). */
const SAME_END_MS = 60_000;

/** What is known of conversations, the one that changed longest ago first. */
export class FollowedConversations {
	private readonly known = new Map<string, Followed>();

	/**
	 * Adds what was seen of a conversation.
	 *
	 * @param listedEnd its end as analytics list it, in milliseconds since 1970
	 * @returns the events that have not been emitted yet
	 */
	take(seen: Observation, listedEnd?: number): LifecycleEvent[] {
		const before = this.known.get(seen.conversationId);
		const { lifecycle, events } = observe(before, seen);
		this.known.delete(seen.conversationId);
		this.known.set(seen.conversationId, { ...lifecycle, listedEnd: listedEnd ?? before?.listedEnd });
		if (this.known.size > MAX_FOLLOWED) this.forgetOne();
		return events;
	}

	forget(id: string): void {
		this.known.delete(id);
	}

	/** IDs of those that are known and not over. */
	open(): string[] {
		return [...this.known.keys()].filter((id) => this.isOpen(id));
	}

	isOpen(id: string): boolean {
		return (this.known.get(id)?.state ?? 'ended') !== 'ended';
	}

	/** A conversation may have gone on after the end that is known here, and ended once more. */
	knowsEnd(id: string, listedEnd: number): boolean {
		const known = this.known.get(id);
		if (known?.state !== 'ended') return false;
		const { endedAt, parts } = known.facts;
		const ends = [endedAt, ...parts.map((part) => (part.role === 'customer' ? part.endedAt : undefined))];
		return known.listedEnd === listedEnd || ends.some((end) => end !== undefined && end >= listedEnd - SAME_END_MS);
	}

	/** Is it in another queue than these? Whether the topic of the one before still tells of it is UNCONFIRMED. */
	isElsewhere(id: string, queueIds: readonly string[]): boolean {
		const parts = this.known.get(id)?.facts.parts ?? [];
		return parts.some(({ queueId, endedAt }) => queueId !== undefined && endedAt === undefined && !queueIds.includes(queueId));
	}

	private forgetOne(): void {
		const [oldest] = this.known.keys();
		for (const [id, { state }] of this.known) {
			if (state === 'ended') return this.forget(id);
		}
		this.forget(oldest);
	}
}
