import { createHash } from 'node:crypto';
import { monotonicNow } from '../time';

/** How far a message got. */
interface Progress {
	readonly firstTried: Date; // A repeat carries this time again: Genesys Cloud knows a message by its ID and time.
	/** What Genesys Cloud returned to the parts that it took, in order. */
	readonly taken: Array<{ id: string; conversationId?: string }>;
}

const KEPT_MS = 10 * 60_000; // A repeat that comes later is sent whole, with a time of its own.
const MAX_KEPT = 10_000;
/** Messages that this process sent lately: a repeat goes on with the first part not taken, and none is sent again that was taken. */
export class SentMessages {
	/** In the order in which they are forgotten; `running` never rejects. */
	private readonly kept = new Map<string, { progress: Progress; lastTried: number; running: Promise<unknown> }>();

	/** @param elapsed milliseconds of a clock that is never set, by which messages grow old */
	constructor(private readonly now: () => Date = () => new Date(), private readonly elapsed: () => number = monotonicNow) {}

	/** Sends what is left of a message: `send` adds to `taken`. Of two at the same time, identified by `message`, the second waits. */
	async resume<T>(message: unknown[], send: (progress: Progress) => Promise<T>): Promise<T> {
		const key = createHash('sha256').update(JSON.stringify(message)).digest('base64');
		this.forgetOld();
		const entry = this.kept.get(key) ?? { progress: { firstTried: this.now(), taken: [] }, lastTried: 0, running: Promise.resolve() };
		this.kept.delete(key);
		this.kept.set(key, entry);
		const touch = () => (entry.lastTried = this.elapsed());
		touch();
		const sending = entry.running.then(async () => await send(entry.progress)).finally(touch);
		entry.running = sending.catch(() => undefined);
		return await sending;
	}

	private forgetOld(): void {
		for (const [key, { lastTried }] of this.kept) {
			if (lastTried >= this.elapsed() - KEPT_MS && this.kept.size < MAX_KEPT) return;
			this.kept.delete(key);
		}
	}
}
