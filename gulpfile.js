/** The build: dist holds what is shipped and nothing else. */
const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

/** Beside the compiled code only these are shipped; n8n-node build would copy every picture of the repository. */
const ASSETS = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

const clean = () => rm('dist', { recursive: true, force: true });

function compile(done) {
	const tsc = execFile(process.execPath, [require.resolve('typescript/bin/tsc')], done);
	tsc.stdout.pipe(process.stdout);
	tsc.stderr.pipe(process.stderr);
}

const copyAssets = () => src(ASSETS, { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(compile, copyAssets));
exports.default = exports.build;
