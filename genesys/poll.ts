/** At most `checks` reads. */
type Patience = { checks: number; pauseMs: number };
type Sleeper = { sleep(milliseconds: number): Promise<void> };

/** Reads until `isDone` or the checks are used up. Returns the last result, which the caller must check. */
export async function poll<T>({ sleep }: Sleeper, { checks, pauseMs }: Patience, read: () => Promise<T>, isDone: (latest: T) => boolean) {
	for (let check = 1; ; check++) {
		const latest = await read();
		if (check >= checks || isDone(latest)) return latest;
		await sleep(pauseMs);
	}
}
