import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './childProcess.mts';
import { startChat } from './chat/server.mts';
import { installPackage } from './n8n/install.mts';
import { startN8n, type RunningN8n } from './n8n/process.mts';
import { N8nRest, type WorkflowFile } from './n8n/rest.mts';
import { createIntegration, DEMO_CLIENT, startSimulator, type RunningSimulator } from './simulator.mts';

export interface Ports {
	n8n: number;
	simulator: number;
	chat: number;
}

/** Everything that the demo consists of, running and wired. */
export interface Stack {
	simulator: RunningSimulator;
	n8n: RunningN8n;
	chat: { url: string };
	rest: N8nRest;
	integrationId: string;
	/** Ids of the example workflows, by their names. */
	workflows: Map<string, string>;
	stop(): Promise<void>;
}

export interface StackOptions {
	root: string;
	/** n8n's folder; it should be empty, so that the examples are not there twice. */
	userFolder: string;
	ports: Ports;
	/** More settings for n8n. */
	n8nEnv?: NodeJS.ProcessEnv;
	/** Is told what is being done. */
	report?: (step: string) => void;
}

/** Where the examples expect the customer's channel and its webhook. */
const CHAT_IN_EXAMPLES = 'http://localhost:4020';
const WEBHOOK_PATH = '/webhook/genesys-chat';

export async function freePorts(): Promise<Ports> {
	return { n8n: await freePort(), simulator: await freePort(), chat: await freePort() };
}

/**
 * Starts the simulator, the chat page and n8n with the packed package, then does what a user does: a credential, the
 * example workflows imported, the integration picked in them, published. What has been started is stopped on a failure.
 */
export async function startStack({ root, userFolder, ports, n8nEnv, report = () => {} }: StackOptions): Promise<Stack> {
	const stops: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const one of stops.splice(0).reverse()) await one();
	};
	try {
		report('starting the Genesys Cloud simulator');
		const simulator = await startSimulator({ root, port: ports.simulator });
		stops.push(async () => await simulator.stop());

		report('starting the chat page');
		const chat = await startChat({ port: ports.chat, botUrl: `http://localhost:${ports.n8n}${WEBHOOK_PATH}` });
		stops.push(async () => await chat.close());

		report('installing the packed package and starting n8n (a first start takes half a minute)');
		await installPackage(root, userFolder);
		const n8n = await startN8n({ root, userFolder, port: ports.n8n, env: n8nEnv });
		stops.push(async () => await n8n.stop());

		report('creating the integration and the credential');
		const webhookSecret = randomBytes(24).toString('base64url');
		const integrationId = await createIntegration(simulator.url, 'Web chat', webhookSecret);
		const rest = await N8nRest.login(n8n.url);
		const credential = { name: 'Genesys Cloud', data: { region: 'custom', customDomain: simulator.url, ...DEMO_CLIENT, webhookSecret } };
		const credentialId = await rest.createCredential(credential.name, 'genesysCloudApi', credential.data);

		report('importing and publishing the example workflows');
		const workflows = new Map<string, string>();
		for (const workflow of await readExamples(root)) {
			const ready = fillIn(workflow, { integrationId, credential: { id: credentialId, name: credential.name }, chatUrl: chat.url });
			const id = await rest.createWorkflow(ready);
			await rest.publish(id);
			workflows.set(workflow.name, id);
		}
		return { simulator, n8n, chat, rest, integrationId, workflows, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The example workflows of the demo, in the order of their file names. */
export async function readExamples(root: string): Promise<WorkflowFile[]> {
	const folder = join(root, 'examples');
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	return await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as WorkflowFile));
}

export interface Choices {
	integrationId: string;
	credential: { id: string; name: string };
	chatUrl: string;
}

/** What a person picks after importing an example: the credential, the integration, the channel's address. */
export function fillIn(workflow: WorkflowFile, { integrationId, credential, chatUrl }: Choices): WorkflowFile {
	const text = JSON.stringify(workflow).replaceAll(CHAT_IN_EXAMPLES, chatUrl);
	const filled = JSON.parse(text) as WorkflowFile;
	for (const node of filled.nodes) {
		if (node.credentials?.genesysCloudApi) node.credentials = { genesysCloudApi: credential };
		const parameters = node.parameters as Record<string, unknown>;
		if (parameters.integrationId) parameters.integrationId = { __rl: true, mode: 'list', value: integrationId, cachedResultName: 'Web chat' };
	}
	return filled;
}
