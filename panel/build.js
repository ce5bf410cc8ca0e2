const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

/** Bundles the agent panel's page into one document with inline style and script. */
exports.panelPage = () => {
	const template = readFileSync(join(__dirname, 'panel.html'), 'utf8').replace(/\n\s*/g, '\n');
	return template.replace('/* style */', () => bundled('panel.css')).replace('/* script */', () => bundled('main.js'));
};

/** @param {string} file */
function bundled(file) {
	const entryPoints = [join(__dirname, file)];
	const { outputFiles } = buildSync({ entryPoints, bundle: true, minifyWhitespace: true, target: 'es2022', charset: 'utf8', write: false });
	return outputFiles.map(({ text }) => text.trim()).join('').replaceAll('</script', '<\\/script');
}
