const { readFileSync } = require('node:fs');

/**
 * An example as it is in the repository.
 * @param {string} path `architect/n8n-open-messaging-handover.yaml`
 * @returns {string}
 */
const exampleText = (path) => readFileSync(`examples/${path}`, 'utf8');

module.exports = { exampleText };
