import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startWithPackage } from '../../../demo/stack.mts';
import { startReadinessProxy } from '../readinessProxy.mts';

/**
 * An n8n with the packed package behind its proxy, for one worker of jest. Tells the worker where it is, and runs until
 * the worker is gone, whatever ended that.
 */

// A signal for all processes ends the worker, and with it this one, after n8n.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

const userFolder = await mkdtemp(join(tmpdir(), 'genesys-n8n-shared-'));
const ports = await freePorts();
const proxy = await startReadinessProxy(ports.n8n);
const n8n = await startWithPackage({ root: process.cwd(), userFolder, ports, n8nEnv: { WEBHOOK_URL: `${proxy.url}/` } });
process.once('disconnect', () => void end());
if (process.connected) process.send?.({ url: n8n.url, pid: n8n.pid, ports });
else await end();

async function end(): Promise<void> {
	await n8n.stop('SIGKILL');
	await rm(userFolder, { recursive: true, force: true });
	process.exit();
}
