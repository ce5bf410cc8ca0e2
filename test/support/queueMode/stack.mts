import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startStack, type Stack } from '../../../demo/stack.mts';
import { startQueueEngine, type QueueEngine, type QueueEngineOptions } from './engine.mts';

export interface QueueStack extends Stack {
	engine: QueueEngine;
}

type Members = Pick<QueueEngineOptions, 'webhookProcessors' | 'workers' | 'concurrency'>;

/** The demo's stack with n8n in queue mode. Nine processes that take a minute to start: use one per test file. */
export async function startQueueStack(env?: NodeJS.ProcessEnv, members: Members = {}): Promise<QueueStack> {
	const root = process.cwd();
	const folder = await mkdtemp(join(tmpdir(), 'genesys-queue-mode-'));
	// Postgres runs under its own account and must be able to reach its data.
	await chmod(folder, 0o711);
	const ports = await freePorts();
	const engine = await startQueueEngine({ root, folder, mainPort: ports.n8n, env, ...members });
	const stop = async () => {
		await engine.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const stack = await startStack({
			root,
			userFolder: folder,
			ports,
			startEngine: async () => engine.main,
			webhookOrigin: engine.webhookOrigin,
		});
		return {
			...stack,
			engine,
			stop: async () => {
				await stack.stop();
				await stop();
			},
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
