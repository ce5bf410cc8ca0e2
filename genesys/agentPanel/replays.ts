import { remember } from '../freshCache';
import { monotonicNow } from '../time';

const REMEMBERED_MS = 120_000; // Twice the clock skew that a request may have: an older one is refused for its age.

/** The requests of the last two minutes that were let through, in this process: the same one again is somebody else's. */
export class Replays {
	private readonly seen = new Map<string, number>();

	/** @param maxEntries with more, the oldest is forgotten */
	constructor(private readonly maxEntries: number, private readonly now = monotonicNow) {}

	/** Returns whether the request is new, and remembers it. */
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
