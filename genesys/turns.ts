import { RefusedError } from './errors';
import { aborted } from './time';

/** Runs work with the same key in order, within this process. A failure doesn't stop later work. */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	/** @param maxWaitMs maximum wait for a turn */
	constructor(private readonly maxWaitMs = 60_000) {}

	/** @throws RefusedError `earlier.message.pending` after `maxWaitMs`, without running the work */
	async take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key);
		const mine = before ? Promise.race([before, this.timeLimit()]).then(work) : work();
		// Even if this work times out, later work still waits for the earlier work.
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
		const advice = "This message wasn't sent. Send it again in a minute.";
		throw new RefusedError({ code: 'earlier.message.pending', message, advice });
	}
}
