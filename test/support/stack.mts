import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startStack, type Stack, type StackOptions } from '../../demo/stack.mts';
import { startReadinessProxy } from './readinessProxy.mts';
import { startN8n } from '../../demo/n8n/process.mts';
import { N8nRest } from '../../demo/n8n/rest.mts';

export interface TestStack extends Stack {
	/** Stops or kills n8n, and starts it again on the same data, with other settings if passed; `whileDown` runs in between. */
	restartN8n(whileDown: () => Promise<void>, signal?: NodeJS.Signals, otherEnv?: NodeJS.ProcessEnv): Promise<void>;
}

/**
 * The demo's stack on free ports, with n8n behind a proxy as in production. One for a test file: it takes half a minute.
 *
 * @param moreEnv more settings for n8n
 * @param options of the stack, so that a test can use shorter delays than a user would
 */
export async function startTestStack(moreEnv: NodeJS.ProcessEnv = {}, options: Pick<StackOptions, 'vanishedAfterMs'> = {}): Promise<TestStack> {
	const root = process.cwd();
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-n8n-test-'));
	const ports = await freePorts();
	const proxy = await startReadinessProxy(ports.n8n);
	const n8nEnv = { WEBHOOK_URL: `${proxy.url}/`, ...moreEnv };
	const stack = await startStack({ root, userFolder, ports, n8nEnv, ...options });
	const test: TestStack = {
		...stack,
		async restartN8n(whileDown, signal, otherEnv) {
			await test.n8n.stop(signal);
			await whileDown();
			test.n8n = await startN8n({ root, userFolder, port: ports.n8n, env: { ...n8nEnv, ...otherEnv } });
			test.rest = await N8nRest.login(test.n8n.url);
		},
		async stop() {
			await test.n8n.stop();
			await stack.stop();
			await proxy.close();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
	return test;
}
