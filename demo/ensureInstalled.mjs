/**
 * Installs missing packages, so that `npm start` and `npm test` work from a fresh clone. Runs before anything is
 * installed, with the Node.js that the machine has: it uses only Node.js and npm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The only packages whose install scripts are needed: they provide a program or a native module. */
const WITH_INSTALL_SCRIPT = ['node', 'sqlite3'];

/** Enough to build the package and run the demo with an n8n that is already running. */
const WITHOUT_N8N = ['axios', 'bcryptjs', 'crypto-js', 'esbuild', 'express', 'flatted', 'gulp', 'node', 'ws', 'yaml'];
const isWithoutN8n = Boolean(process.env.N8N_URL) && process.env.npm_lifecycle_event === 'prestart';

const needed = isWithoutN8n ? WITHOUT_N8N : Object.keys(devDependencies);
const missing = needed.filter((name) => installedVersion(name) !== devDependencies[name]);
const isUnfinished = !existsSync(join('node_modules', 'node', 'bin', 'node')) && process.platform !== 'win32';

if (missing.length > 0 || isUnfinished) {
	const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	if (isWithoutN8n) {
		console.log('Installing missing packages, without n8n …');
		npm('install', ...options, '--save-prod', '--omit=dev', '--omit=peer', ...needed.map((name) => `${name}@${devDependencies[name]}`));
		npm('rebuild', 'node', '--loglevel=error');
	} else {
		console.log('Installing missing packages. n8n and its parts take three to five minutes and 3 GB …');
		npm('install', ...options);
		npm('rebuild', ...WITH_INSTALL_SCRIPT, '--loglevel=error');
	}
}

function installedVersion(name) {
	const manifest = join('node_modules', name, 'package.json');
	return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function npm(...args) {
	const { status, error } = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
	if (status === 0) return;
	console.error(`npm ${args[0]} failed${error ? `: ${error.message}` : ''}. Check that the npm registry is reachable.`);
	process.exit(1);
}
