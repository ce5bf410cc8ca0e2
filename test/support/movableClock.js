/**
 * Clocks that a test moves, for code that forgets or stops waiting after a while. The monotonic clock stands still until then,
 * and so do time limits (`AbortSignal.timeout`), so that a busy machine changes no outcome. Load it before that code, which
 * keeps a reference to the function that it asks for the time.
 */
const realDate = Date.now;
const { now: realMonotonic } = performance;
const { timeout: realTimeout } = AbortSignal;
const loadedAt = Math.ceil(performance.now());
let ahead = 0;
let correction = 0;

/** @type {Set<{ endsAt: number, limit: AbortController }>} */
const limits = new Set();

Date.now = () => realDate() + ahead + correction;
performance.now = () => loadedAt + ahead;
AbortSignal.timeout = (milliseconds) => {
	const limit = new AbortController();
	limits.add({ endsAt: ahead + milliseconds, limit });
	return limit.signal;
};

// Test files in one process share these two objects.
afterAll(() => {
	performance.now = realMonotonic;
	AbortSignal.timeout = realTimeout;
});

/**
 * Lets time pass.
 * @param {number} milliseconds
 */
function passTime(milliseconds) {
	ahead += milliseconds;
	for (const one of limits) {
		if (one.endsAt > ahead) continue;
		limits.delete(one);
		one.limit.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
	}
}

/**
 * Corrects the wall clock, as NTP does: no time passes.
 * @param {number} milliseconds
 */
function correctWallClock(milliseconds) {
	correction += milliseconds;
}

module.exports = { correctWallClock, passTime };
