const { createHash } = require('node:crypto');
const { panelPage } = require('../../panel/build');

/** Does for jest what the build does for the package: the page is text. Its cache key includes the page's parts. */
const code = () => `module.exports = ${JSON.stringify(panelPage())};`;

module.exports = { process: () => ({ code: code() }), getCacheKey: () => createHash('sha256').update(code()).digest('hex') };
