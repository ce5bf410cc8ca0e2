/** Milliseconds for measuring how long ago something was: unlike `Date.now`, corrections of the wall clock do not move it. */
export function monotonicNow(): number {
	return performance.now();
}

/** Resolves when the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<undefined> {
	if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
