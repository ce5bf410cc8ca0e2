const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** @param {string} path */
function read(path) {
	return readFileSync(path, 'utf8');
}

/**
 * The rows of all tables in a text, each as a list of cell texts, without the header separators.
 * @param {string} text
 * @returns {string[][]}
 */
function tableRowsIn(text) {
	const lines = text.split('\n').filter((line) => /^\|(?!-)/.test(line));
	return lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|')));
}

/**
 * The same for a page.
 * @param {string} page `docs/permissions.md`
 */
function tableRowsOf(page) {
	return tableRowsIn(read(page));
}

/**
 * The sections of a page, by headings of one level.
 * @param {string} page
 * @param {string} [marks] `##`
 * @returns {Array<{ title: string, text: string }>}
 */
function sectionsOf(page, marks = '##') {
	const [, ...parts] = `\n${read(page)}`.split(`\n${marks} `);
	return parts.map((part) => ({ title: part.split('\n')[0].trim(), text: part.slice(part.indexOf('\n')) }));
}

/**
 * The JSON blocks in a text.
 * @param {string} text
 * @returns {unknown[]}
 */
function jsonBlocksIn(text) {
	return [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json]) => JSON.parse(json));
}

/**
 * The texts in backticks.
 * @param {string} text
 * @returns {string[]}
 */
function codeIn(text) {
	return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** Every page that users read: the README and all of docs/. */
function pages() {
	const inDocs = readdirSync('docs').filter((name) => name.endsWith('.md'));
	return ['README.md', ...inDocs.map((name) => join('docs', name))];
}

/**
 * The paths of every file in these folders.
 * @param {...string} folders
 */
function filesBelow(...folders) {
	return folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
}

/** Paths of every shipped source file. */
function shippedFiles() {
	return filesBelow('credentials', 'genesys', 'nodes').filter((name) => name.endsWith('.ts'));
}

/** Paths of every source file that is used only in development. */
function developmentFiles() {
	return filesBelow('test', 'simulator', 'demo', 'bench').filter((name) => /\.(ts|mts|js|mjs)$/.test(name));
}

/** The text of every shipped source file. */
function shippedSources() {
	return shippedFiles().map(read);
}

/**
 * The project's own files that a source file imports, as paths without extension.
 * @param {string} file
 */
function importsOf(file) {
	return [...read(file).matchAll(/ from '(\.[^']+)'/g)].map(([, path]) => join(dirname(file), path));
}

/** The anchors of a page's headings, as GitHub creates them. @param {string} page */
function anchorsOf(page) {
	const headings = read(page).split('\n').filter((line) => /^#{1,6} /.test(line));
	return headings.map((line) =>
		line
			.replace(/^#+ /, '')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

/**
 * Broken links (and pictures) of a page: the file is missing, or its page has no such heading.
 * @param {string} page
 * @returns {string[]}
 */
function brokenLinksOf(page) {
	const links = [...read(page).matchAll(/\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"/g)].map(([, link, source]) => link ?? source).filter((link) => !/^[a-z]+:/.test(link));
	return links.filter((link) => {
		const [path, anchor] = link.split('#');
		const target = path === '' ? page : join(dirname(page), path);
		return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
	});
}

/**
 * The texts of a folder's files.
 * @param {string} folder
 */
function textsIn(folder) {
	return readdirSync(folder).map((name) => read(join(folder, name)));
}

module.exports = { developmentFiles, filesBelow, importsOf, shippedFiles, brokenLinksOf, codeIn, jsonBlocksIn, pages, read, sectionsOf, shippedSources, tableRowsIn, tableRowsOf, textsIn };
