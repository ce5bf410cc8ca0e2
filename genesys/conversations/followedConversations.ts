import { inRole, isLive, type Conversation } from './conversation';
import { observe, type Lifecycle, type LifecycleEvent } from './lifecycle';

const MAX_FOLLOWED = 5_000; // Beyond this, ended ones are forgotten first.
const SAME_END_MS = 60_000; // Allowed difference between the end in analytics and in the conversation (UNCONFIRMED).

/** Known conversations, the least recently changed first. */
export class FollowedConversations {
	/** `listedEnd`: the end in analytics at the last lookup. */
	private readonly followed = new Map<string, Lifecycle & { listedEnd?: number }>();

	/** Adds a snapshot and returns its new events. */
	take(seen: Conversation, seenAt: number, listedEnd?: number): LifecycleEvent[] {
		const before = this.followed.get(seen.id);
		const { lifecycle, events } = observe(before, seen, seenAt);
		this.followed.delete(seen.id);
		this.followed.set(seen.id, { ...lifecycle, listedEnd: listedEnd ?? before?.listedEnd });
		if (this.followed.size > MAX_FOLLOWED) {
			const [oldest] = this.followed.keys();
			this.forget([...this.followed.keys()].find((id) => !this.isOpen(id)) ?? oldest);
		}
		return events;
	}

	forget(id: string): void {
		this.followed.delete(id);
	}

	open(): string[] {
		return [...this.followed.keys()].filter((id) => this.isOpen(id));
	}

	isOpen(id: string): boolean {
		return (this.followed.get(id)?.state ?? 'ended') !== 'ended';
	}

	/** A conversation may have been reopened after the known end, and ended again. */
	knowsEnd(id: string, listedEnd: number): boolean {
		const followed = this.followed.get(id);
		if (followed?.state !== 'ended') return false;
		const ends = [followed.known, ...inRole(followed.known, 'customer')].map(({ endedAt }) => endedAt);
		return followed.listedEnd === listedEnd || ends.some((end) => end !== undefined && end >= listedEnd - SAME_END_MS);
	}

	/** Is it in a queue other than these? Whether the previous queue's topic still reports it is UNCONFIRMED. */
	isElsewhere(id: string, queueIds: readonly string[]): boolean {
		const present = (this.followed.get(id)?.known.participants ?? []).filter(isLive);
		return present.some(({ queueId }) => queueId !== undefined && !queueIds.includes(queueId));
	}
}
