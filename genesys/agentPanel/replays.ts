import { remember } from '../freshCache';
import { monotonicNow } from '../time';

const REMEMBERED_MS = 120_000; // Twice the allowed clock skew. Older requests are rejected because of their age.

/** Requests that this process accepted in the last two minutes. A repeated one wasn't sent by the page. */
export class Replays {
	private readonly seen = new Map<string, number>();

	/** @param maxEntries beyond this, the oldest is dropped */
	constructor(private readonly maxEntries: number, private readonly now = monotonicNow) {}

	/** Records the request. Returns whether it is new. */
	take(requestId: string): boolean {
		const now = this.now();
		for (const [id, at] of this.seen) {
			if (now - at < REMEMBERED_MS) break;
			this.seen.delete(id);
		}
		if (this.seen.has(requestId)) return false;
		remember(this.seen, requestId, now, this.maxEntries);
		return true;
	}
}
