const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The changelog's section of a version, as the text of its GitHub release: `node .github/releaseNotes.js 0.2.0`.
 * @param {string} changelog
 * @param {string} version
 * @throws Error when the changelog has no such section, or nothing in it
 */
function releaseNotes(changelog, version) {
	const section = changelog.split(/^## /m).find((part) => part.split(/\s/, 1)[0] === version);
	const notes = section?.slice(section.indexOf('\n')).trim();
	if (!notes) throw new Error(`CHANGELOG.md has no section for ${version}. Add "## ${version}" with the changes, then tag again.`);
	return notes;
}

module.exports = { releaseNotes };

if (require.main === module) {
	const changelog = readFileSync(join(__dirname, '..', 'CHANGELOG.md'), 'utf8');
	console.log(releaseNotes(changelog, process.argv[2]));
}
