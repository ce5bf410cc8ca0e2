const { inspect } = require('node:util');

/**
 * Everything that an error or an item contains, however deep, including what is not shown at first.
 *
 * @param {unknown} thing
 * @returns {string}
 */
function allOf(thing) {
	const hidden = inspect(thing, { depth: 20, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null });
	const own = thing instanceof Error ? [thing.message, thing.stack, String(thing.cause)].join('\n') : '';
	return [hidden, own, JSON.stringify(thing)].join('\n');
}

module.exports = { allOf };
