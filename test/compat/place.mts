import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { freePort } from '../../demo/childProcess.mts';
import { installPackage } from '../../demo/n8n/install.mts';
import { OWNER, startN8n, type RunningN8n } from '../../demo/n8n/process.mts';
import { N8nRest } from '../../demo/n8n/rest.mts';
import { callSimulator, createIntegration, DEMO_CLIENT, startSimulator, type RunningSimulator } from '../../demo/simulator.mts';
import type { Credentials } from '../../demo/stack.mts';
import type { InstalledN8n } from './install.mts';

/** Signs deliveries, in the integrations and in the checks. */
export const WEBHOOK_SECRET = randomBytes(24).toString('base64url');

/** Hostnames that resolve to this machine. n8n's settings allow the second one. */
export const HOSTNAMES = { private: 'private.compat.example.com', allowed: 'allowed.compat.example.com' };

/** A running n8n of one version, with the packed package in it, and the simulator. */
export interface Place {
	readonly installed: InstalledN8n;
	readonly simulator: RunningSimulator;
	n8n: RunningN8n;
	rest: N8nRest;
	/** The credential that nodes use. */
	readonly credentials: Credentials;
	/** Stops n8n and starts it again with the same data; for this start with another Node.js or more settings, if given. */
	restart(options?: { node?: string; env?: NodeJS.ProcessEnv; whileDown?: () => Promise<void> }): Promise<void>;
	/** Stops everything and deletes n8n's data. */
	stop(): Promise<void>;
}

export async function startPlace(root: string, installed: InstalledN8n): Promise<Place> {
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-compat-'));
	const port = await freePort();
	await installPackage(root, userFolder);
	const start = async (node: string, more: NodeJS.ProcessEnv = {}) => {
		const env = {
			N8N_SSRF_ALLOWED_HOSTNAMES: `${HOSTNAMES.allowed},localhost`,
			NODE_OPTIONS: `--require ${JSON.stringify(resolve(root, 'test/compat/hostnames.js'))}`,
			// n8n runs its task runner with the first "node" in PATH.
			PATH: [dirname(node), process.env.PATH].join(delimiter),
			...more,
		};
		return await startN8n({ root: installed.root, node, userFolder, port, env });
	};
	const simulator = await startSimulator({ root, port: 0 });
	let n8n: RunningN8n | undefined;
	const stop = async () => {
		await n8n?.stop();
		await simulator.stop();
		await rm(userFolder, { recursive: true, force: true });
	};
	try {
		n8n = await start(installed.node);
		const rest = await logIn(n8n.url);
		const place: Place = {
			installed,
			simulator,
			n8n,
			rest,
			credentials: await createCredentials(rest, simulator.url),
			async restart({ node = installed.node, env, whileDown } = {}) {
				await n8n?.stop();
				await whileDown?.();
				place.n8n = n8n = await start(node, env);
				place.rest = await N8nRest.login(n8n.url);
			},
			stop,
		};
		return place;
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Old versions do not take the owner from environment variables: there this does what the editor does first. */
async function logIn(url: string): Promise<N8nRest> {
	try {
		return await N8nRest.login(url);
	} catch {
		const body = JSON.stringify({ ...OWNER, firstName: 'Demo', lastName: 'Owner' });
		await fetch(`${url}/rest/owner/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
		return await N8nRest.login(url);
	}
}

/** The data of a credential for the simulator. */
export const credentialData = (simulatorUrl: string, client: object = DEMO_CLIENT): object => ({
	region: 'custom',
	customDomain: simulatorUrl,
	webhookSecret: WEBHOOK_SECRET,
	...client,
});

async function createCredentials(rest: N8nRest, simulatorUrl: string, client?: object): Promise<Credentials> {
	const name = `Genesys Cloud ${randomUUID()}`;
	return { genesysCloudApi: { id: await rest.createCredential(name, 'genesysCloudApi', credentialData(simulatorUrl, client)), name } };
}

/** The same place with an OAuth client of its own, whose tokens can be revoked without harm to the other checks. */
export async function withOwnClient(place: Place): Promise<Place & { revokeTokens(): Promise<void> }> {
	const { simulator, rest } = place;
	const client = { clientId: randomUUID(), clientSecret: randomUUID() };
	await callSimulator(simulator.url, 'POST', '/simulator/clients', { ...client, permissions: 'all' });
	return {
		...place,
		credentials: await createCredentials(rest, simulator.url, client),
		revokeTokens: async () => await callSimulator(simulator.url, 'POST', '/simulator/tokens/revoke', { clientId: client.clientId }),
	};
}

/** A new Open Messaging integration. Returns its ID. */
export async function newIntegration({ simulator }: Place): Promise<string> {
	return await createIntegration(simulator.url, `Integration ${randomUUID()}`, WEBHOOK_SECRET);
}
