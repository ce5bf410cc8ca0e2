const { writeFileSync } = require('node:fs');

/**
 * Writes jest's counts to the file named in TEST_COUNTS. jest's own `--json` can't: it stops at errors that contain
 * themselves, such as axios', just when the counts are needed.
 */
module.exports = class {
	/**
	 * @param {unknown} _
	 * @param {import('@jest/reporters').AggregatedResult} results
	 */
	onRunComplete(_, results) {
		const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
		const files = results.testResults.map(({ testFilePath }) => testFilePath);
		const counts = { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, files };
		writeFileSync(String(process.env.TEST_COUNTS), JSON.stringify(counts));
	}
};
