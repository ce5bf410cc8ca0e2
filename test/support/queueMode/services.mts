import { execFileSync } from 'node:child_process';
import { chown, mkdir, stat, truncate } from 'node:fs/promises';
import { existsSync, globSync } from 'node:fs';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startProgram, type RunningProcess } from '../../../demo/childProcess.mts';

/** A test's own Redis and Postgres: free ports, and data in a temporary folder that is removed with them. */

/** A service that can be killed and started again on the same port and data. */
export interface Service {
	readonly port: number;
	readonly process: RunningProcess;
	/** Ends it without notice, as a crash does. */
	kill(): Promise<void>;
	restart(): Promise<void>;
	stop(): Promise<void>;
}

export interface RedisService extends Service {
	/** Ends it and discards what its file got in the last `ms`, as a power cut or a failover does. */
	killForgetting(ms: number): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;

/** Debian keeps Postgres' programs outside the PATH. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')];

function programPath(name: string): string | undefined {
	return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What queue mode needs and this machine lacks, in words; `undefined` if nothing is missing. */
export function missingForQueueMode(): string | undefined {
	const missing = ['redis-server', 'initdb', 'postgres'].filter((name) => programPath(name) === undefined);
	return missing.length === 0 ? undefined : `needs ${missing.join(', ')} (Debian packages redis-server and postgresql)`;
}

/** Jobs survive its death: what it acknowledged is in the append-only file. */
export async function startRedis(folder: string): Promise<RedisService> {
	const data = join(folder, 'redis');
	await mkdir(data);
	const service = await startService(async (port) =>
		await startProgram(programPath('redis-server') ?? '', {
			name: 'Redis',
			args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--appendonly', 'yes', '--appendfsync', 'always', '--save', ''],
			isReady: async () => (await ask(port, 'PING\r\n')).startsWith('+PONG'),
			timeoutMs: START_TIMEOUT_MS,
		}),
	);
	const killForgetting = async (ms: number) => {
		const [file] = globSync(join(data, 'appendonlydir', '*.incr.aof'));
		const { size } = await stat(file);
		await delay(ms);
		await service.kill();
		await truncate(file, size);
	};
	return Object.assign(service, { killForgetting });
}

/** A database `postgres` of the user `postgres`, without a password: it listens on this machine only. */
export async function startPostgres(folder: string): Promise<Service> {
	const data = join(folder, 'postgres');
	// Postgres refuses to run as root.
	const uid = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' })) : undefined;
	await mkdir(data);
	if (uid !== undefined) await chown(data, uid, -1);
	const account = { cwd: data, uid };
	execFileSync(programPath('initdb') ?? '', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...account, stdio: 'pipe' });
	return await startService(async (port) =>
		await startProgram(programPath('postgres') ?? '', {
			name: 'Postgres',
			args: ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', data, '-c', 'max_connections=200'],
			...account,
			isReady: async (output) => (output.match(/ready to accept connections/) ?? []).length > 0 && (await ask(port, '')) === '',
			timeoutMs: START_TIMEOUT_MS,
		}),
	);
}

async function startService(start: (port: number) => Promise<RunningProcess>): Promise<Service> {
	const port = await freePort();
	let running = await start(port);
	return {
		port,
		get process() {
			return running;
		},
		kill: async () => await running.stop('SIGKILL'),
		restart: async () => {
			running = await start(port);
		},
		// Postgres waits for its clients after a SIGTERM; Redis treats both signals the same.
		stop: async () => await running.stop('SIGINT'),
	};
}

/** Sends a text to a port and returns what it answers within a moment. */
async function ask(port: number, words: string): Promise<string> {
	return await new Promise((resolve, reject) => {
		const socket = createConnection({ port, host: '127.0.0.1' }, () => {
			if (words === '') socket.destroy();
			else socket.write(words);
		});
		socket.setTimeout(1_000, () => socket.destroy());
		socket.once('data', (chunk) => {
			resolve(chunk.toString());
			socket.destroy();
		});
		socket.once('close', () => resolve(''));
		socket.once('error', reject);
	});
}
