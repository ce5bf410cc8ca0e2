import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compareVersions, npmError, overridesFor, withOverrideForMissing, type Overrides } from './overrides.mts';

const run = promisify(execFile);

/** An installed n8n, ready to start. */
export interface InstalledN8n {
	version: string;
	/** The folder whose `node_modules` has it. */
	root: string;
	/** The program and major version of the oldest Node.js that both this n8n and our Conversation Trigger run on. */
	node: string;
	nodeMajor: number;
	/** The oldest Node.js that this n8n itself runs on. */
	oldestNodeMajor: number;
}

/** Has `WebSocket`. */
const OLDEST_NODE_MAJOR = 22;
/** Each try adds one override. */
const MAX_INSTALL_TRIES = 8;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** The folder that keeps the versions between runs, outside the repository. */
export function cacheFolder(): string {
	const { COMPAT_CACHE, XDG_CACHE_HOME } = process.env;
	return COMPAT_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'genesys-open-messaging-compat');
}

/**
 * Installs n8n, unless an earlier run has.
 *
 * @param version such as 2.31.0
 * @throws Error with npm's reason
 */
export async function installN8n(version: string, say: (step: string) => void): Promise<InstalledN8n> {
	const root = join(cacheFolder(), `n8n-${version}`);
	// Written last: an interrupted install starts over.
	const finished = join(root, 'finished.json');
	if (!existsSync(finished)) {
		await rm(root, { recursive: true, force: true });
		say(`… installing n8n ${version}: four to eight minutes, 2 GB`);
		const overrides = await npmInstall(root, { n8n: version }, overridesFor(version), say);
		await npm(root, 'rebuild', 'sqlite3');
		await writeFile(finished, JSON.stringify({ overrides }));
	}
	const manifest = JSON.parse(await readFile(join(root, 'node_modules', 'n8n', 'package.json'), 'utf8')) as { engines: { node: string } };
	const oldestNodeMajor = Number(/\d+/.exec(manifest.engines.node)?.[0]);
	const nodeMajor = Math.max(OLDEST_NODE_MAJOR, oldestNodeMajor);
	return { version, root, nodeMajor, oldestNodeMajor, node: await installNode(nodeMajor) };
}

/** Installs the newest Node.js of a major version, unless an earlier run has. Returns the program's path. */
export async function installNode(major: number): Promise<string> {
	const root = join(cacheFolder(), `node-${major}`);
	const program = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (!existsSync(program)) {
		await rm(root, { recursive: true, force: true });
		await npmInstall(root, { node: String(major) });
		await npm(root, 'rebuild', 'node');
	}
	return program;
}

/** npm's `latest` n8n and all versions before it, newest first. */
export async function newestVersions(): Promise<string[]> {
	const { stdout } = await run('npm', ['view', 'n8n', 'dist-tags.latest', 'versions', '--json'], { maxBuffer: MAX_OUTPUT_BYTES });
	const { 'dist-tags.latest': latest, versions } = JSON.parse(stdout) as { 'dist-tags.latest': string; versions: string[] };
	const released = versions.filter((version) => /^\d+\.\d+\.\d+$/.test(version) && compareVersions(version, latest) <= 0);
	return released.sort(compareVersions).reverse();
}

/** Installs into a new folder, without the packages' install scripts. Returns the overrides that it took. */
async function npmInstall(root: string, dependencies: object, overrides: Overrides = {}, say = (_step: string) => {}): Promise<Overrides> {
	await mkdir(root, { recursive: true });
	for (let tries = 1; ; tries++) {
		await writeFile(join(root, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
		try {
			await npm(root, 'install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund');
			return overrides;
		} catch (error) {
			const reason = npmError(error);
			const more = tries < MAX_INSTALL_TRIES ? await withOverrideForMissing(overrides, reason) : undefined;
			if (!more) {
				await rm(root, { recursive: true, force: true });
				throw new Error(reason);
			}
			say(`… ${reason} Trying the newest one`);
			overrides = more;
		}
	}
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
	await run('npm', [...args, '--loglevel=error'], { cwd, maxBuffer: MAX_OUTPUT_BYTES, shell: process.platform === 'win32' });
}
