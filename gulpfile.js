/** The build: dist holds what is shipped and nothing else. */
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, extname, relative } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');
const { panelPage } = require('./panel/build');

/** Beside the compiled code only these are shipped; n8n-node build would copy every picture of the repository. */
const ASSETS = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

/** All code, in one file: n8n loads it once, and it takes a sixth less room than file by file. */
const BUNDLE = 'dist/index.js';

/** The compiled files that n8n looks for. Each has the class that it is named after. */
const loaded = [...n8n.nodes, ...n8n.credentials];
const classIn = (file) => basename(file).split('.')[0];
const sourceOf = (file) => `./${relative('dist', file).slice(0, -extname(file).length)}`;

/** A page that a node serves is text in it. */
const pages = {
	name: 'pages',
	setup: (bundler) => bundler.onLoad({ filter: /panel\.html$/ }, () => ({ contents: panelPage(), loader: 'text' })),
};

const clean = () => rm('dist', { recursive: true, force: true });

/** Without white space, but with every name and expression: what is shipped can be read. The types are checked by `npm run typecheck`. */
const bundle = () =>
	build({
		stdin: { contents: loaded.map((file) => `export { ${classIn(file)} } from '${sourceOf(file)}';`).join('\n'), resolveDir: __dirname },
		bundle: true,
		minifyWhitespace: true,
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		external: ['n8n-workflow'],
		plugins: [pages],
		outfile: BUNDLE,
	});

const pointToBundle = () =>
	Promise.all(
		loaded.map(async (file) => {
			await mkdir(dirname(file), { recursive: true });
			const path = relative(dirname(file), BUNDLE).replaceAll('\\', '/');
			await writeFile(file, `exports.${classIn(file)} = require('${path}').${classIn(file)};\n`);
		}),
	);

const copyAssets = () => src(ASSETS, { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(bundle, pointToBundle, copyAssets));
exports.default = exports.build;
