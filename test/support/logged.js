/** For a test file that loads this: everything that n8n's logger writes during a test, at any level. */
const { Logger } = require('@n8n/backend-common');

/** @type {unknown[][]} */
const lines = [];

beforeAll(() => {
	// Every level goes through `log`, even if the tests' n8n writes nothing.
	const log = jest.spyOn(/** @type {{ log: (...line: unknown[]) => void }} */ (/** @type {unknown} */ (Logger.prototype)), 'log');
	log.mockImplementation((...line) => {
		lines.push(line);
	});
});
afterEach(() => {
	lines.length = 0;
});

/** @returns {unknown[][]} */
function logged() {
	return [...lines];
}

module.exports = { logged };
