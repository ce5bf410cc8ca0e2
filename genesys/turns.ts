import { RefusedError } from './errors';
import { aborted } from './time';

/** Runs the work of one key in the order in which it came, within this process. A failure does not stop what comes after it. */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	/** @param maxWaitMs how long work waits for its turn at most */
	constructor(private readonly maxWaitMs = 60_000) {}

	/** @throws RefusedError `earlier.message.pending` when the turn does not come in time; then the work is not done */
	async take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key);
		const mine = before ? Promise.race([before, this.timeLimit()]).then(work) : work();
		// Whoever gives up waiting lets nobody overtake what it waited for.
		const done = Promise.allSettled([before, mine]).then(() => undefined);
		this.last.set(key, done);
		try {
			return await mine;
		} finally {
			void done.then(() => this.last.get(key) === done && this.last.delete(key));
		}
	}

	private async timeLimit(): Promise<never> {
		await aborted(AbortSignal.timeout(this.maxWaitMs));
		const message = `An earlier message from the same customer was still being sent after ${this.maxWaitMs / 1000} seconds`;
		const advice = 'This message was not sent. Send it again in a minute.';
		throw new RefusedError({ code: 'earlier.message.pending', message, advice });
	}
}
