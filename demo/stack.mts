import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './childProcess.mts';
import { startChat, type Chat } from './chat/server.mts';
import { removeDemo } from './n8n/elsewhere.mts';
import { installPackage } from './n8n/install.mts';
import { startN8n, WITHOUT_ADVERTS, type RunningN8n } from './n8n/process.mts';
import { N8nRest, type WorkflowFile } from './n8n/rest.mts';
import { createContentProfile, createIntegration, createMessagingSetting, DEMO_CLIENT, startSimulator, type RunningSimulator } from './simulator.mts';

export interface Ports {
	n8n: number;
	simulator: number;
	chat: number;
}

/** All running parts of the demo. */
export interface Stack {
	simulator: RunningSimulator;
	n8n: RunningN8n;
	chat: Chat;
	rest: N8nRest;
	integrationId: string;
	/** Credentials for the simulator, for workflows that are imported later. */
	credentials: Credentials;
	/** IDs of the example workflows by name. */
	workflows: Map<string, string>;
	stop(): Promise<void>;
}

export interface StackOptions {
	root: string;
	/** n8n's folder. It should be empty, so that the examples aren't duplicated. */
	userFolder: string;
	ports: Ports;
	/** A running n8n with the package, instead of one that the stack starts. */
	rest?: N8nRest;
	/** More settings for n8n. */
	n8nEnv?: NodeJS.ProcessEnv;
	/** Starts a different n8n than the one process on `ports.n8n`, with the package. */
	startEngine?: () => Promise<RunningN8n>;
	/** Origin of n8n's production webhooks, if it differs from n8n's. */
	webhookOrigin?: string;
	/** How long a customer's page must be closed before the chat ends. */
	vanishedAfterMs?: number;
	/** Called with each step. */
	report?: (step: string) => void;
}

/** URLs of the customer's channel and its webhook in the examples. */
export const CHAT_IN_EXAMPLES = 'http://localhost:4020';
const WEBHOOK_PATH = '/webhook/genesys-chat';
/** The integration's name in the examples and in Setup: Provision. */
export const INTEGRATION_NAME = 'n8n Open Messaging';

export async function freePorts(): Promise<Ports> {
	return { n8n: await freePort(), simulator: await freePort(), chat: await freePort() };
}

/**
 * Starts the simulator, the chat page, and n8n with the packed package. Then performs the user's steps: creates a
 * credential, and imports and publishes the example workflows. On a failure, stops everything that it started.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
	const { root, userFolder, ports, n8nEnv, startEngine, webhookOrigin, vanishedAfterMs, report = () => {} } = options;
	const stops: Array<() => Promise<void>> = [];
	const stop = async () => {
		const failures: unknown[] = [];
		for (const one of stops.splice(0).reverse()) await one().catch((error: unknown) => failures.push(error));
		if (failures.length > 0) throw failures[0];
	};
	try {
		report('starting the Genesys Cloud simulator');
		const simulator = await startSimulator({ root, port: ports.simulator });
		stops.push(async () => await simulator.stop());

		report('starting the chat page');
		const botUrl = (webhookOrigin ?? options.rest?.url ?? `http://localhost:${ports.n8n}`) + WEBHOOK_PATH;
		const chat = await startChat({ port: ports.chat, botUrl, deskUrl: `${simulator.url}/desk`, vanishedAfterMs });
		stops.push(async () => await chat.close());

		if (!options.rest) report('installing the packed package and starting n8n (a first start takes half a minute)');
		const n8n = options.rest ? elsewhere(options.rest) : startEngine ? await startEngine() : await startWithPackage({ root, userFolder, ports, n8nEnv });
		stops.push(async () => await n8n.stop());

		report('creating the integration and the credential');
		const webhookSecret = randomBytes(24).toString('base64url');
		const supportedContent = { id: await createContentProfile(simulator.url, INTEGRATION_NAME) };
		const messagingSetting = { id: await createMessagingSetting(simulator.url, INTEGRATION_NAME) };
		const integrationId = await createIntegration(simulator.url, INTEGRATION_NAME, webhookSecret, { supportedContent, messagingSetting });
		const rest = options.rest ?? (await N8nRest.login(n8n.url));
		const credential = { name: 'Genesys Cloud', data: { region: 'custom', customDomain: simulator.url, ...DEMO_CLIENT, webhookSecret } };
		if (options.rest) {
			await reachesSimulator(rest, credential.data);
			// An earlier demo may have been killed.
			await removeDemo(rest);
		}
		const credentialId = await rest.createCredential(credential.name, 'genesysCloudApi', credential.data);

		report('importing and publishing the example workflows');
		const credentials = { genesysCloudApi: { id: credentialId, name: credential.name } };
		const quickStart = await readExample(root, 'quick-start');
		const workflows = await publishExample(rest, quickStart, credentials, { [CHAT_IN_EXAMPLES]: chat.url });
		return { simulator, n8n, chat, rest, integrationId, credentials, workflows, stop };
	} catch (error) {
		await stop().catch(() => undefined); // The first error explains more.
		throw error;
	}
}

/** n8n as one process, with the packed package and an editor that makes no requests of its own. */
export async function startWithPackage({ root, userFolder, ports, n8nEnv }: Pick<StackOptions, 'root' | 'userFolder' | 'ports' | 'n8nEnv'>): Promise<RunningN8n> {
	await installPackage(root, userFolder);
	const quietEditor = { EXTERNAL_FRONTEND_HOOKS_URLS: `http://localhost:${ports.chat}/quiet-editor.js` };
	return await startN8n({ root, userFolder, port: ports.n8n, env: { ...WITHOUT_ADVERTS, ...quietEditor, ...n8nEnv } });
}

/** An n8n that keeps running: only what the demo created there ends with it. */
const elsewhere = (rest: N8nRest): RunningN8n => ({ url: rest.url, pid: 0, output: () => '', stop: async () => await removeDemo(rest) });

/** @throws Error when n8n is on another network than the simulator, as it is in a container without `--network host` */
async function reachesSimulator(rest: N8nRest, data: { customDomain: string }): Promise<void> {
	const { status, message } = await rest.testCredential('Simulator', 'genesysCloudApi', data);
	if (status === 'OK') return;
	throw new Error(`The n8n at ${rest.url} can't use the simulator at ${data.customDomain}: ${message}\nRun n8n on this machine's network: docker run --network host …`);
}

/** The workflows of an example, sorted by file name. */
export async function readExample(root: string, example: string): Promise<WorkflowFile[]> {
	const folder = join(root, 'examples', example);
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	return await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as WorkflowFile));
}

/** Imports and publishes workflows one at a time. Returns their IDs by name. */
export async function publishExample(
	rest: N8nRest,
	files: WorkflowFile[],
	credentials: Credentials,
	addresses?: Record<string, string>,
): Promise<Map<string, string>> {
	const ids = new Map<string, string>();
	for (const file of files) {
		const id = await rest.createWorkflow(fillIn(file, credentials, addresses));
		await rest.publish(id);
		ids.set(file.name, id);
	}
	return ids;
}

/** n8n credentials by type. */
export type Credentials = Record<string, { id: string; name: string }>;

/**
 * Selects credentials, as a user does after importing an example. The demo and the tests also replace the examples'
 * URLs with their own.
 */
export function fillIn(workflow: WorkflowFile, credentials: Credentials, addresses: Record<string, string> = {}): WorkflowFile {
	const text = Object.entries(addresses).reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(workflow));
	const filled = JSON.parse(text) as WorkflowFile;
	for (const node of filled.nodes) {
		for (const type of Object.keys(node.credentials ?? {})) {
			if (credentials[type]) node.credentials = { ...node.credentials, [type]: credentials[type] };
		}
	}
	return filled;
}
