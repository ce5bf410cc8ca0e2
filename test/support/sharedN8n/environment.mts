import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import type { Ports } from '../../../demo/stack.mts';

/** What the test files of one worker have in common. */
export interface SharedN8n {
	url: string;
	pid: number;
	ports: Ports;
}

/** jest loads an environment once a worker, and keeps it from one test file to the next. */
let shared: Promise<SharedN8n> | undefined;

/** Gives a test file the n8n of its worker; the first that asks starts it. */
export default class extends TestEnvironment {
	override async setup(): Promise<void> {
		await super.setup();
		this.global.sharedN8n = async () => await (shared ??= start());
	}
}

async function start(): Promise<SharedN8n> {
	const child = fork(join(process.cwd(), 'test', 'support', 'sharedN8n', 'main.mts'), { execArgv: [], env: { ...process.env, NODE_OPTIONS: undefined } });
	const gone = once(child, 'exit').then(([code]) => {
		throw new Error(`The shared n8n ended with ${code}; what it printed is above`);
	});
	const [message] = (await Promise.race([once(child, 'message'), gone])) as [SharedN8n];
	// It ends when this process does, and does not keep it from ending.
	child.unref();
	child.channel?.unref();
	gone.catch(() => undefined);
	return message;
}
