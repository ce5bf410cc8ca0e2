import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Packs the built package like `npm publish` and returns the tarball's path. The caller removes its folder. */
export async function packPackage(root: string): Promise<{ tarball: string; folder: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'genesys-package-'));
	const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
	const [{ filename }] = JSON.parse(stdout) as Array<{ filename: string }>;
	return { tarball: join(folder, filename), folder };
}

/**
 * Installs the package where n8n installs community packages: unpacked under `~/.n8n/nodes/node_modules`. A link to
 * the checkout would load a second copy of n8n-workflow, whose error classes n8n doesn't recognize.
 */
export async function installPackage(root: string, userFolder: string): Promise<void> {
	const { name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { name: string };
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	const { tarball, folder } = await packPackage(root);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await run('tar', ['xzf', tarball, '--strip-components=1', '-C', target]);
	await rm(folder, { recursive: true, force: true });
}
