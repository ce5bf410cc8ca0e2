import { readFile } from 'node:fs/promises';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';

/** The machine behind the figures, which mean little without it. */
export interface Machine {
	cpu: string;
	cores: string;
	memory: string;
	system: string;
	node: string;
	n8n: string;
	package: string;
}

export async function thisMachine(root: string): Promise<Machine> {
	const cores = cpus();
	const own = await manifestOf(root);
	return {
		cpu: cores[0]?.model.trim() ?? 'unknown CPU',
		cores: `${cores.length} cores`,
		memory: `${Math.round(totalmem() / 1024 ** 3)} GB`,
		system: `${platform()} ${arch()}`,
		node: `Node ${process.versions.node}`,
		n8n: `n8n ${(await manifestOf(join(root, 'node_modules', 'n8n'))).version}`,
		package: `${own.name} ${own.version}`,
	};
}

async function manifestOf(folder: string): Promise<{ name: string; version: string }> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
}
