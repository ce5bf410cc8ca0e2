/**
 * Installs what is missing, so that `npm start` and `npm test` work from a fresh clone. Runs before anything is
 * installed, under whatever Node.js the machine has: it uses nothing but Node.js and npm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The only packages whose install scripts are needed: they put a program or a native module in place. */
const WITH_INSTALL_SCRIPT = ['node', 'sqlite3'];

const missing = Object.entries(devDependencies).filter(([name, version]) => installedVersion(name) !== version);
const isUnfinished = !existsSync(join('node_modules', 'node', 'bin', 'node')) && process.platform !== 'win32';

if (missing.length > 0 || isUnfinished) {
	console.log('Installing what is missing: n8n with all its parts takes three to five minutes and 3 GB …');
	npm('install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
	npm('rebuild', ...WITH_INSTALL_SCRIPT, '--loglevel=error');
}

function installedVersion(name) {
	const manifest = join('node_modules', name, 'package.json');
	return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function npm(...args) {
	const { status, error } = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
	if (status === 0) return;
	console.error(`npm ${args[0]} failed${error ? `: ${error.message}` : ''}. Is the npm registry within reach?`);
	process.exit(1);
}
