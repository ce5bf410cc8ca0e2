import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningProcess {
	readonly pid: number;
	/** Everything that it has printed so far. */
	output(): string;
	/** Ends it (SIGTERM, then SIGKILL after a few seconds) and waits until it has exited. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface StartOptions {
	/** Name in messages, such as "n8n". */
	name: string;
	args: string[];
	/** User ID to run it as. Default: this process's user. */
	uid?: number;
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Polled until the process is ready. */
	isReady: (output: string) => boolean | Promise<boolean>;
	/** Milliseconds. */
	timeoutMs: number;
}

const READY_CHECK_MS = 150;
const KILL_AFTER_MS = 8_000;

/** Starts a Node.js script and waits until it is ready. Throws with its output on a timeout or exit. */
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
		// Before it is ready, connections are refused.
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

/**
 * Below the ephemeral ports of Linux (32768 and up), macOS, and Windows (49152 and up). The system could assign an
 * ephemeral port to another program between our check and the program's start.
 */
const PORTS = { from: 20_000, to: 32_768 };
const givenPorts = new Set<number>();

/** A free port outside the ephemeral range that this function hasn't returned before. */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < 100; tries++) {
		const port = randomInt(PORTS.from, PORTS.to);
		if (givenPorts.has(port)) continue;
		// Reserve it before checking, so that a concurrent call gets a different one.
		givenPorts.add(port);
		if (await isFree(port)) return port;
	}
	throw new Error(`No port between ${PORTS.from} and ${PORTS.to} is free`);
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	const free = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
	});
	if (free) await new Promise((resolve) => server.close(resolve));
	return free;
}
