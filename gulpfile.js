/** The build: dist holds what is shipped and nothing else. */
const { execFile } = require('node:child_process');
const { glob, readFile, rm, writeFile } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { minify } = require('uglify-js');

/** Beside the compiled code only these are shipped; n8n-node build would copy every picture of the repository. */
const ASSETS = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

const clean = () => rm('dist', { recursive: true, force: true });

function compile(done) {
	const tsc = execFile(process.execPath, [require.resolve('typescript/bin/tsc')], done);
	tsc.stdout.pipe(process.stdout);
	tsc.stderr.pipe(process.stderr);
}

/** Takes out the white space, some 5 % of what is packed. Every name and expression stays, and so do line breaks: they end statements. */
async function pack() {
	for await (const file of glob('dist/**/*.js')) {
		const { code, error } = minify(await readFile(file, 'utf8'), { compress: false, mangle: false, output: { semicolons: false } });
		if (error) throw new Error(`${file}: ${error.message}`);
		await writeFile(file, code);
	}
}

const copyAssets = () => src(ASSETS, { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(series(compile, pack), copyAssets));
exports.default = exports.build;
