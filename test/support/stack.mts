import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startStack, type Stack, type StackOptions } from '../../demo/stack.mts';
import { freePort } from '../../demo/childProcess.mts';
import { startReadinessProxy } from './readinessProxy.mts';
import type { SharedN8n } from './sharedN8n/environment.mts';
import { startN8n } from '../../demo/n8n/process.mts';
import { N8nRest } from '../../demo/n8n/rest.mts';

export type TestStack = Stack;

/** With an n8n that no other test file uses. */
export interface OwnStack extends Stack {
	/** Stops or kills n8n, and starts it again on the same data, with other settings if passed; `whileDown` runs in between. */
	restartN8n(whileDown: () => Promise<void>, signal?: NodeJS.Signals, otherEnv?: NodeJS.ProcessEnv): Promise<void>;
}

type Options = Pick<StackOptions, 'vanishedAfterMs'>;

/**
 * The demo's stack on free ports, with n8n behind a proxy as in production. All files of a worker share the n8n:
 * `stop` leaves it empty.
 *
 * @param options of the stack, so that a test can use shorter delays than a user would
 */
export async function startTestStack(options: Options = {}): Promise<TestStack> {
	const { url, pid, ports } = await (globalThis as unknown as { sharedN8n: () => Promise<SharedN8n> }).sharedN8n();
	const nothing = async () => {};
	const n8n = { url, pid, output: () => '', stop: nothing };
	const stack = await startStack({
		root: process.cwd(),
		userFolder: '',
		ports: { ...ports, simulator: await freePort() },
		startEngine: async () => n8n,
		...options,
	});
	return {
		...stack,
		async stop() {
			try {
				await empty(stack.rest);
			} finally {
				await stack.stop();
			}
		},
	};
}

/**
 * The same with its own n8n, for files that restart it, configure it, read its log, or look at its whole editor. Starting takes half a minute.
 *
 * @param moreEnv more settings for n8n
 * @param options of the stack, so that a test can use shorter delays than a user would
 */
export async function startOwnStack(moreEnv: NodeJS.ProcessEnv = {}, options: Options = {}): Promise<OwnStack> {
	const root = process.cwd();
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-n8n-test-'));
	const ports = await freePorts();
	const proxy = await startReadinessProxy(ports.n8n);
	const n8nEnv = { WEBHOOK_URL: `${proxy.url}/`, ...moreEnv };
	const stack = await startStack({ root, userFolder, ports, n8nEnv, ...options });
	const test: OwnStack = {
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

/** Stops running executions and deletes everything that tests left in n8n, so that the next file starts without their names, counts, or triggers. */
async function empty(rest: N8nRest): Promise<void> {
	await rest.request('POST', '/executions/stopMany', { filter: { workflowId: 'all', status: ['new', 'running', 'waiting'] } });
	const workflows = await rest.request<WithId[]>('GET', '/workflows');
	for (const { id } of workflows) await rest.request('POST', `/workflows/${id}/archive`, {});
	for (const { id } of workflows) await rest.deleteArchivedWorkflow(id);
	for (const { id } of await rest.request<WithId[]>('GET', '/credentials')) await rest.request('DELETE', `/credentials/${id}`);
	const { id: projectId } = await rest.request<WithId>('GET', '/projects/personal');
	const tables = `/projects/${projectId}/data-tables`;
	const { data } = await rest.request<{ data: WithId[] }>('GET', tables);
	for (const { id } of data) await rest.request('DELETE', `${tables}/${id}`);
}

interface WithId {
	id: string;
}
