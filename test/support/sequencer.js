const { sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Runs the slowest files first, so that the workers end at the same time: queue mode, n8n, browser tests, the rest. */
const LONGEST_FIRST = [/queueMode|botConnectorChat/, /n8n/, /contract/];

/** @param {string} path of a test file */
function rank(path) {
	const place = path.slice(path.lastIndexOf(`${sep}test${sep}`));
	const found = LONGEST_FIRST.findIndex((pattern) => pattern.test(place));
	return found < 0 ? LONGEST_FIRST.length : found;
}

module.exports = class extends Sequencer {
	/**
	 * @override
	 * @param {import('@jest/test-result').Test[]} tests
	 */
	async sort(tests) {
		const sorted = await super.sort(tests);
		return sorted.sort((one, other) => rank(one.path) - rank(other.path));
	}
};
