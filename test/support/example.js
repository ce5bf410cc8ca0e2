const { readdirSync, readFileSync } = require('node:fs');

/**
 * An example as it is in the repository.
 * @param {string} path `architect/n8n-open-messaging-handover.yaml`
 * @returns {string}
 */
const exampleText = (path) => readFileSync(`examples/${path}`, 'utf8');

/**
 * The nodes of every example workflow.
 * @returns {Array<{ file: string, name: string, type: string, typeVersion: number, position: [number, number], credentials?: Record<string, { id: string }>, parameters: Record<string, unknown>, retryOnFail?: boolean }>}
 */
function exampleNodes() {
	const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
	// Files for Genesys Cloud have no nodes.
	return files.flatMap((file) => (JSON.parse(exampleText(file)).nodes ?? []).map((/** @type {object} */ node) => ({ file, ...node })));
}

module.exports = { exampleNodes, exampleText };
