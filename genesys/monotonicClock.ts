/** Milliseconds for measuring how long ago something was: unlike `Date.now`, corrections of the wall clock do not move it. */
export function monotonicNow(): number {
	return performance.now();
}
