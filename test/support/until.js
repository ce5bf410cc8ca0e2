/**
 * Waits, one turn of the event loop after the other, until something has happened.
 *
 * @param {() => boolean} hasHappened
 */
async function until(hasHappened) {
	while (!hasHappened()) await new Promise((resolve) => setImmediate(resolve));
}

module.exports = { until };
