import { cacheFolder, installN8n, newestVersions, type InstalledN8n } from './install.mts';
import { CHECKS, runChecks } from './runChecks.mts';
import { isRight, reasonOf, tableOf, writeReadme, type Column } from './table.mts';
import versions from './versions.js';

/**
 * `npm run compat` tests the packed package in several versions of n8n, one at a time, and prints a table
 * version × check. Exits with 1 if a check fails without a known reason.
 *
 * - `npm run compat -- 2.35.0 newest` tests these versions instead of the list.
 * - `npm run compat -- --readme` also writes the table into README.
 * - `COMPAT_CACHE` is the folder that keeps the versions, 2 GB each.
 */

const { NEWEST, VERSIONS } = versions;
const MAX_NEWEST_TRIES = 10;

const chosen = process.argv.slice(2).filter((argument) => argument !== '--readme');
const forReadme = process.argv.includes('--readme');
if (forReadme && chosen.length > 0) throw new Error('README shows the whole list: use --readme without versions');

const say = (step: string) => console.log(`  ${step}`);
console.log(`Versions of n8n are kept in ${cacheFolder()}`);
const columns: Column[] = [];
for (const version of chosen.length > 0 ? chosen : VERSIONS) columns.push(await columnOf(version));

const table = tableOf(CHECKS, columns);
console.log(`\n${table}`);
if (forReadme) await writeReadme(table);
process.exitCode = columns.every(isRight) ? 0 : 1;

async function columnOf(version: string): Promise<Column> {
	console.log(`\nn8n ${version}`);
	const column: Column = { version, outcomes: new Map() };
	try {
		const { installed, note } = version === NEWEST ? await installNewest() : { installed: await installN8n(version, say), note: undefined };
		Object.assign(column, { version: installed.version, note, nodeMajor: installed.nodeMajor });
		column.outcomes = await runChecks(process.cwd(), installed, say);
	} catch (error) {
		column.failure = reasonOf(error);
		say(`✘ ${column.failure}`);
	}
	return column;
}

/** The newest version that can be installed, with a note when newer ones cannot. */
async function installNewest(): Promise<{ installed: InstalledN8n; note: string | undefined }> {
	const failures: string[] = [];
	for (const version of (await newestVersions()).slice(0, MAX_NEWEST_TRIES)) {
		try {
			const installed = await installN8n(version, say);
			return { installed, note: failures.length > 0 ? `The newest version that can be installed. ${failures.join('. ')}` : undefined };
		} catch (error) {
			say(`✘ ${version}: ${reasonOf(error)}`);
			failures.push(`${version}: ${reasonOf(error)}`);
		}
	}
	throw new Error(failures.join('; '));
}
