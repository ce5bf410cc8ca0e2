const { createHash } = require('node:crypto');
const { panelPage } = require('../../panel/build');

/** For jest what the build does for the package: the page is text. It also changes when a part of it does. */
const code = () => `module.exports = ${JSON.stringify(panelPage())};`;

module.exports = { process: () => ({ code: code() }), getCacheKey: () => createHash('sha256').update(code()).digest('hex') };
