/** For a test file that loads this: everything that a test has n8n's logger write, at whatever level. */
const { Logger } = require('@n8n/backend-common');

/** @type {unknown[][]} */
const lines = [];

beforeAll(() => {
	// Every level comes through it, also where the tests' n8n writes nothing.
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
