/**
 * For code that pauses between tries: its pauses pass a thousand times faster, while the HTTP calls in between take the
 * time that they take. Timers only; the clock is left as it is.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, waitedMs: number }>} what it gave, and how long its pauses would have been at least
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
