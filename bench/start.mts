import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packPackage } from '../demo/n8n/install.mts';
import type { Place } from './place.mts';
import type { Section } from './report.mts';
import { median } from './statistics.mts';
import { takeTurns, type Turn } from './turns.mts';

const run = promisify(execFile);

/** What the package adds to n8n's start and disk usage. */

const SECONDS = { quick: 3, full: 20 };

export async function measureStart({ root, quick, mayRepeat, say }: Place): Promise<Section[]> {
	say('loading the package');
	const { n8n } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => join(root, file));
	const { samples } = await takeTurns({
		variants: { package: load(root, files), nothing: load(root, []) },
		comparisons: [],
		seconds: quick ? SECONDS.quick : SECONDS.full,
		mayRepeat,
	});

	const { tarball, folder } = await packPackage(root);
	const { size } = await stat(tarball);
	await rm(folder, { recursive: true, force: true });
	return [
		{
			title: 'Start',
			facts: [
				{ what: 'loading all nodes and credentials', value: median(samples.package) - median(samples.nothing), unit: 'ms' },
				{ what: 'packed package', value: size / 1000, unit: 'kB' },
			],
		},
	];
}

/** Returns the milliseconds to load files in a new process that has already loaded `n8n-workflow`. */
function load(root: string, files: string[]): Turn {
	const script = `require('n8n-workflow');
		const started = performance.now();
		for (const file of ${JSON.stringify(files)}) require(file);
		console.log(performance.now() - started);`;
	return async () => Number((await run(process.execPath, ['-e', script], { cwd: root })).stdout);
}
