const { Wait } = require('n8n-nodes-base/dist/nodes/Wait/Wait.node');

/** n8n's own Wait node, for its default parameters. */
const waitNode = /** @type {import('n8n-workflow').INodeType} */ (/** @type {unknown} */ (new Wait()));

module.exports = { waitNode };
