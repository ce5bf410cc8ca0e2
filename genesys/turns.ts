import { RefusedError } from './errors';

/** Longest wait for the work before, in milliseconds. */
const MAX_WAIT_MS = 60_000;

/**
 * Runs the work of one key one after another, in the order in which it came, across everything that runs in this process.
 * A failure does not stop what comes after it.
 */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	/** @param maxWaitMs how long work waits for its turn at most, in milliseconds */
	constructor(private readonly maxWaitMs = MAX_WAIT_MS) {}

	/** @throws RefusedError `earlier.message.pending` when the turn does not come in time; then the work is not done */
	async take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key);
		const mine = before ? Promise.race([before, this.timeLimit()]).then(work) : work();
		// Whoever gives up waiting lets nobody overtake what it waited for.
		const done = Promise.allSettled([before, mine]);
		this.last.set(key, done);
		try {
			return await mine;
		} finally {
			void done.then(() => this.last.get(key) === done && this.last.delete(key));
		}
	}

	private async timeLimit(): Promise<never> {
		return await new Promise((_resolve, reject) => {
			const seconds = this.maxWaitMs / 1000;
			AbortSignal.timeout(this.maxWaitMs).addEventListener('abort', () => {
				reject(
					new RefusedError({
						code: 'earlier.message.pending',
						message: `An earlier message of the same customer was still being sent after ${seconds} s`,
						advice: 'Nothing was sent. Send this message again in a minute.',
					}),
				);
			});
		});
	}
}
