/** How long to go on reading: `checks` times at most, `pauseMs` milliseconds apart. */
export interface Patience {
	checks: number;
	pauseMs: number;
}

/** Reads again until it is done or the checks are used up. Returns what was read last, which the caller has to look at. */
export async function poll<T>(
	{ sleep }: { sleep(milliseconds: number): Promise<void> },
	{ checks, pauseMs }: Patience,
	read: () => Promise<T>,
	isDone: (latest: T) => boolean,
): Promise<T> {
	for (let check = 1; ; check++) {
		const latest = await read();
		if (check >= checks || isDone(latest)) return latest;
		await sleep(pauseMs);
	}
}
