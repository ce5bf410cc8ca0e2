/**
 * Runs before `npm start` and `npm test`, so that both work from a fresh clone. At that point nothing is installed and
 * Node.js may be old, so this script uses only Node.js and npm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The only packages whose install scripts have to run: they add a program and a native module. */
const WITH_INSTALL_SCRIPT = ['node', 'sqlite3'];

/** Enough to build the package and run the demo with an n8n that is already running. */
const WITHOUT_N8N = ['axios', 'bcryptjs', 'crypto-js', 'esbuild', 'express', 'flatted', 'gulp', 'node', 'ws', 'yaml'];
const isWithoutN8n = Boolean(process.env.N8N_URL) && process.env.npm_lifecycle_event === 'prestart';

const OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const needed = isWithoutN8n ? WITHOUT_N8N : Object.keys(devDependencies);
const isMissing = needed.some((name) => installedVersion(name) !== devDependencies[name]);
const isUnfinished = !existsSync(join('node_modules', 'node', 'bin', 'node')) && process.platform !== 'win32';
if (isMissing) {
	if (isWithoutN8n) {
		console.log('Installing what the demo needs, without n8n …');
		npm('install', '--no-save', ...OPTIONS, '--save-prod', '--omit=dev', '--omit=peer', ...needed.map((name) => `${name}@${devDependencies[name]}`));
	} else {
		console.log('Installing n8n with all its parts: three to five minutes, 3 GB …');
		npm('ci', ...OPTIONS);
	}
}
if (isMissing || isUnfinished) {
	npm('rebuild', ...(isWithoutN8n ? ['node'] : WITH_INSTALL_SCRIPT), '--loglevel=error');
}

function installedVersion(name) {
	const manifest = join('node_modules', name, 'package.json');
	return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function npm(...args) {
	const { status, error } = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
	if (status === 0) return;
	console.error(`npm ${args[0]} didn't finish${error ? `: ${error.message}` : ''}. Check that this machine can reach the npm registry, then run the command again.`);
	process.exit(1);
}
