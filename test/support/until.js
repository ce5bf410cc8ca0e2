/**
 * Waits, one turn of the event loop at a time, until a condition is true.
 *
 * @param {() => boolean} hasHappened
 */
async function until(hasHappened) {
	while (!hasHappened()) await new Promise((resolve) => setImmediate(resolve));
}

module.exports = { until };
