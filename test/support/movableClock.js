/**
 * Clocks that a test moves, for code that forgets or stops waiting after a while. The monotonic clock stands still until then,
 * and so do time limits (`AbortSignal.timeout`), so that a busy machine changes no outcome. Load it before that code, which
 * keeps a reference to the function that it asks for the time.
 */
const realDate = Date.now;
const loadedAt = Math.ceil(performance.now());
let ahead = 0;
let correction = 0;
let restore = () => {};

/** @type {Set<{ endsAt: number, limit: AbortController }>} */
const limits = new Set();

Date.now = () => realDate() + ahead + correction;

// Test files in one process share these two objects, so this one changes them only while its tests run.
beforeAll(() => {
	const { now } = performance;
	const { timeout } = AbortSignal;
	restore = () => {
		performance.now = now;
		AbortSignal.timeout = timeout;
	};
	performance.now = () => loadedAt + ahead;
	AbortSignal.timeout = (milliseconds) => {
		const limit = new AbortController();
		limits.add({ endsAt: ahead + milliseconds, limit });
		return limit.signal;
	};
});
afterAll(() => restore());

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
