/** How long to go on reading: `checks` times at most. */
type Patience = { checks: number; pauseMs: number };
type Sleeper = { sleep(milliseconds: number): Promise<void> };

/** Reads again until it is done or the checks are used up. Returns what was read last, which the caller has to look at. */
export async function poll<T>({ sleep }: Sleeper, { checks, pauseMs }: Patience, read: () => Promise<T>, isDone: (latest: T) => boolean) {
	for (let check = 1; ; check++) {
		const latest = await read();
		if (check >= checks || isDone(latest)) return latest;
		await sleep(pauseMs);
	}
}
