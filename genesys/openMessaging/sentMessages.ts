import { createHash } from 'node:crypto';
import { monotonicNow } from '../time';

/** Progress of sending a message. */
interface Progress {
	readonly firstTried: Date; // A repeat has the same time, because Genesys Cloud identifies a message by its ID and time.
	/** Genesys Cloud's responses to accepted parts, in order. */
	readonly taken: Array<{ id: string; conversationId?: string }>;
}

const KEPT_MS = 10 * 60_000; // A later repeat is sent completely, with a new time.
const MAX_KEPT = 10_000;
/** Messages that this process sent recently. A repeat continues with the first part that wasn't accepted. */
export class SentMessages {
	/** Oldest first. `running` never rejects. */
	private readonly kept = new Map<string, { progress: Progress; lastTried: number; running: Promise<unknown> }>();

	/** @param elapsed milliseconds of a monotonic clock, for the age of messages */
	constructor(private readonly now: () => Date = () => new Date(), private readonly elapsed: () => number = monotonicNow) {}

	/** Sends the rest of a message. `send` adds to `taken`. Calls with the same `message` wait for each other. */
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
