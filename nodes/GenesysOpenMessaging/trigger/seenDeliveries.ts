import { monotonicNow } from '../../../genesys/monotonicClock';

/** The part of an HTTP answer that tells how a delivery went. */
export interface Answer {
	readonly writableEnded: boolean;
	readonly statusCode: number;
}

export type Verdict =
	/** Not here before, or what was here failed: take it. */
	| 'new'
	/** Taken before: answer and drop it. */
	| 'seen'
	/** Being taken at this moment, outcome unknown: ask for it again. */
	| 'pending';

/**
 * An answer that has not gone out by then, in milliseconds, counts as failed, though its workflow may still be running: a
 * message that comes twice is better than one that is lost. More than half of the 85 seconds in which Genesys repeats:
 * an n8n that has too much to do runs a message once more at most, and not again and again.
 */
const GIVEN_UP_MS = 45_000;

/** Deliveries remembered in one process. Genesys repeats within 85 seconds, so this covers a dozen a second. */
const MAX_REMEMBERED = 1_000;

/**
 * Remembers the deliveries that were taken, to stop Genesys' common repeats before they start an execution.
 *
 * A delivery counts as taken when its answer went out with a 2xx. Whether it will is known only later, so the answer
 * is kept and looked at when a repeat comes: one that failed must be taken then, or the message would be lost.
 *
 * In memory of one process, the oldest forgotten first. For all processes there is the event's `deduplicationKey`.
 */
export class SeenDeliveries {
	private readonly answers = new Map<string, { answer: Answer; since: number }>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/** Judges a delivery and, when it is new, remembers the answer that it is going to get. */
	judge(key: string, answer: Answer): Verdict {
		const before = this.answers.get(key);
		if (before && !before.answer.writableEnded && this.now() - before.since < GIVEN_UP_MS) return 'pending';
		if (before?.answer.writableEnded && before.answer.statusCode < 300) return 'seen';
		this.answers.delete(key);
		this.answers.set(key, { answer, since: this.now() });
		if (this.answers.size > MAX_REMEMBERED) {
			const [oldest] = this.answers.keys();
			this.answers.delete(oldest);
		}
		return 'new';
	}

	/**
	 * Drops what the answer hangs on to (request, socket), once it is known how it went. It is not when the sender
	 * hung up before: then n8n is still at work, and the answer goes on being watched.
	 */
	settle(key: string, answer: Answer): void {
		const known = this.answers.get(key);
		if (known?.answer !== answer || !answer.writableEnded) return;
		const { writableEnded, statusCode } = answer;
		this.answers.set(key, { ...known, answer: { writableEnded, statusCode } });
	}
}
