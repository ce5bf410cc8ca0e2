import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
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

/**
 * Below the ports that Linux (32768 up), macOS and Windows (49152 up) give to whoever connects somewhere or listens on
 * port 0: one of those can be taken between the moment it is found free and the one in which a program listens on it.
 */
const PORTS = { from: 20_000, to: 32_768 };
const givenPorts = new Set<number>();

/** A port that nobody listens on, that no connection is going to be given, and that has not been given here before. */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < 100; tries++) {
		const port = randomInt(PORTS.from, PORTS.to);
		if (givenPorts.has(port)) continue;
		// Noted before it is looked at: whoever asks meanwhile gets another one.
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
