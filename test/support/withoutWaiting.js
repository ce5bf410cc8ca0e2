/**
 * For code that pauses between retries: its pauses pass a thousand times faster, while the HTTP calls in between take
 * their real time. Timers only; the clock is unchanged.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, waitedMs: number }>} its result, and the minimum duration of its pauses
 */
async function withoutWaiting(work) {
	const realInterval = setInterval;
	const realClear = clearInterval;
	jest.useFakeTimers({
		doNotFake: [
			'Date',
			'hrtime',
			'nextTick',
			'performance',
			'queueMicrotask',
			'setImmediate',
			'clearImmediate',
			'setInterval',
			'clearInterval',
		],
	});
	let waitedMs = 0;
	const pump = realInterval(() => {
		if (jest.getTimerCount() === 0) return;
		waitedMs += 100;
		jest.advanceTimersByTime(100);
	}, 1);
	try {
		const result = await work();
		return { result, waitedMs };
	} finally {
		realClear(pump);
		jest.useRealTimers();
	}
}

module.exports = { withoutWaiting };
