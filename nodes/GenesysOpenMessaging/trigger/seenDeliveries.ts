import { monotonicNow } from '../../../genesys/time';

/** The part of an HTTP answer that shows how a delivery went. */
export interface Answer {
	readonly writableEnded: boolean;
	readonly statusCode: number;
}

export type Verdict =
	/** Not seen before, or failed before: accept it. */
	| 'new'
	/** Accepted before: acknowledge and drop it. */
	| 'seen'
	/** Still running, outcome unknown: ask for it again. */
	| 'pending';

/**
 * An answer that is not sent after this long, in milliseconds, counts as failed, though its workflow may still be running:
 * a message delivered twice is better than a lost one. More than half of the 85 seconds in which Genesys retries, so that
 * an overloaded n8n runs a message once more at most.
 */
const GIVEN_UP_MS = 45_000;

/** Deliveries remembered in one process. Genesys retries for 85 seconds, so this covers a dozen a second. */
const MAX_REMEMBERED = 1_000;

/**
 * Remembers the accepted deliveries, to stop Genesys' common retries before they start an execution.
 *
 * A delivery counts as accepted when it was answered with a 2xx. That is known only later, so the answer is kept and read
 * when a retry arrives: after a failure the retry must be accepted, or the message would be lost.
 *
 * In the memory of one process, the oldest forgotten first. Across processes there is the event's `deduplicationKey`.
 */
export class SeenDeliveries {
	private readonly answers = new Map<string, { answer: Answer; since: number }>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/** Judges a delivery and, when it is new, remembers the answer that it will get. */
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
