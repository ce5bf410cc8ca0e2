import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningProcess {
	readonly pid: number;
	/** All that it has printed so far. */
	output(): string;
	/** Ends it (SIGTERM, then SIGKILL after some seconds) and waits until it is gone. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface StartOptions {
	/** Words for messages: "n8n". */
	name: string;
	args: string[];
	/** The account that it runs under, where that is not this process's own. */
	uid?: number;
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Asked again and again until it says that the process is ready. */
	isReady: (output: string) => boolean | Promise<boolean>;
	/** Milliseconds. */
	timeoutMs: number;
}

const READY_CHECK_MS = 150;
const KILL_AFTER_MS = 8_000;

/** Starts a Node.js script and waits for its own readiness answer. Throws with what it printed when there is none. */
export const startNode = async (options: StartOptions): Promise<RunningProcess> => await startProgram(process.execPath, options);

/** The same for any other program. */
export async function startProgram(program: string, options: StartOptions): Promise<RunningProcess> {
	const child = spawn(program, options.args, {
		cwd: options.cwd,
		uid: options.uid,
		env: { ...process.env, ...options.env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));

	const deadline = Date.now() + options.timeoutMs;
	while (!(await isReady(options, output))) {
		const ended = child.exitCode !== null || child.signalCode !== null;
		if (ended || Date.now() > deadline) {
			await stop(child, 'SIGKILL');
			throw new Error(`${options.name} ${ended ? 'ended' : 'was not ready in time'}. It printed:\n${output.slice(-4000)}`);
		}
		await delay(READY_CHECK_MS);
	}
	return { pid: child.pid ?? 0, output: () => output, stop: async (signal = 'SIGTERM') => await stop(child, signal) };
}

async function isReady(options: StartOptions, output: string): Promise<boolean> {
	try {
		return await options.isReady(output);
	} catch {
		// Refused connections are what "not ready yet" looks like.
		return false;
	}
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	child.kill(signal);
	const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
	await gone;
	clearTimeout(killer);
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('No port is free');
	return address.port;
}
