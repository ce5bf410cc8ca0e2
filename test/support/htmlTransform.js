const { createHash } = require('node:crypto');
const { panelPage } = require('../../panel/build');

/** For jest what the build does for the package: the page is text. It also changes when a part of it does. */
module.exports = {
	process: () => ({ code: `exports.default = ${JSON.stringify(panelPage())};` }),
	getCacheKey: () => createHash('sha256').update(panelPage()).digest('hex'),
};
