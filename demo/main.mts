import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADA, openDemoPanel } from './agentPanel.mts';
import { openBot } from './botConnector.mts';
import { connectToN8n } from './n8n/elsewhere.mts';
import { OWNER } from './n8n/process.mts';
import type { N8nRest } from './n8n/rest.mts';
import { playHandover } from './scripted.mts';
import { playPanel } from './scriptedPanel.mts';
import { freePorts, readExample, startStack, type Stack } from './stack.mts';

/**
 * `npm start`: a handover to try on this machine. With `--scripted` it plays one itself. N8N_URL names an n8n that is
 * already running, signed in to with N8N_EMAIL and N8N_PASSWORD; without it, the demo starts its own.
 */
const scripted = process.argv.includes('--scripted');
const root = process.cwd();
const { N8N_URL } = process.env;
const { N8N_EMAIL = OWNER.email, N8N_PASSWORD = OWNER.password } = N8N_URL ? process.env : {};
/** Where the demo's n8n keeps its data, or the package is for an n8n that is already running. */
const DEMO_FOLDER = join(root, '.demo');
const CUSTOMER = new URLSearchParams({ customer: ADA.customerId, name: ADA.name });

try {
	await (scripted ? runScripted() : runUntilStopped());
} catch (error) {
	const message = error instanceof Error ? error.message : String(error);
	console.error(`✘ ${message}`);
	if (/EADDRINUSE|already in use/.test(message)) console.error('To use other ports: N8N_PORT=5778 PORT=4110 CHAT_PORT=4120 npm start');
	process.exitCode = 1;
}

async function runScripted(): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-demo-'));
	let stack: Stack | undefined;
	try {
		stack = await startStack({ root, userFolder, ports: await freePorts(), rest: await restOfN8n(), report });
		const panel = await openDemoPanel(root, stack);
		await playHandover(stack, (step) => console.log(`✔ ${step}`));
		await playPanel(stack, panel, (step) => console.log(`✔ ${step}`));
		console.log('The whole handover worked.');
	} finally {
		await stack?.stop().catch((error: unknown) => console.error(String(error)));
		await rm(userFolder, { recursive: true, force: true });
	}
}

async function runUntilStopped(): Promise<void> {
	const ports = {
		n8n: Number(process.env.N8N_PORT ?? 5678),
		simulator: Number(process.env.PORT ?? 4010),
		chat: Number(process.env.CHAT_PORT ?? 4020),
	};
	// The simulator forgets its integrations when it ends, so each start begins with an empty n8n.
	if (!N8N_URL) await rm(DEMO_FOLDER, { recursive: true, force: true });
	await mkdir(DEMO_FOLDER, { recursive: true });
	const stack = await startStack({ root, userFolder: DEMO_FOLDER, ports, rest: await restOfN8n(), report });
	const panel = await openPanelInDesk(stack);
	const bot = await openBotBeside(stack);
	const [workflowId] = stack.workflows.values();
	const workflow = `${stack.n8n.url}/workflow/${workflowId}`;
	console.log(`
Ready. Open:

  Customer and agent   ${stack.chat.url}/side-by-side.html?${CUSTOMER}
  The customer alone   ${stack.chat.url}/?${CUSTOMER}
  The agent's desk     ${stack.simulator.url}/desk
  The workflow in n8n  ${workflow}
  Its executions       ${workflow}/executions
${panel}${bot}
Sign in to n8n as ${N8N_EMAIL} with ${N8N_PASSWORD === OWNER.password ? `the password ${OWNER.password}` : 'your password'}.
Ask the bot about the opening hours, then ask for an agent. Press Ctrl+C to stop.`);

	const end = () => {
		void stack.stop().catch((error: unknown) => {
			console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
			process.exitCode = 1;
		}).finally(() => process.exit());
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

function report(step: string): void {
	console.log(`… ${step}`);
}

async function restOfN8n(): Promise<N8nRest | undefined> {
	if (!N8N_URL) return undefined;
	if (!/^https?:\/\//.test(N8N_URL) || !URL.canParse(N8N_URL)) throw new Error('N8N_URL must be a URL such as http://localhost:5678.');
	report(`signing in to the n8n at ${N8N_URL}`);
	return await connectToN8n(root, DEMO_FOLDER, N8N_URL.replace(/\/+$/, ''), { email: N8N_EMAIL, password: N8N_PASSWORD });
}

/** Sets up the agent panel. The quick start doesn't depend on it. */
async function openPanelInDesk(stack: Stack): Promise<string> {
	try {
		const { workflowId } = await openDemoPanel(root, stack);
		return `
The agent panel, which appears next to the chat when you open the desk in its own window:

  The agent's desk     ${stack.simulator.url}/desk
  The workflow in n8n  ${stack.n8n.url}/workflow/${workflowId}
`;
	} catch (error) {
		return `\nThe agent panel isn't available: ${error instanceof Error ? error.message : String(error)}\n`;
	}
}

/** Sets up a bot that an Architect flow calls. The quick start doesn't depend on it. */
async function openBotBeside(stack: Stack): Promise<string> {
	try {
		const [, example] = await readExample(root, 'bot-connector');
		const { workflowId } = await openBot(stack, example);
		return `
A bot that an Architect flow calls:

  The customer         ${stack.simulator.url}/messenger
  The workflow in n8n  ${stack.n8n.url}/workflow/${workflowId}
`;
	} catch (error) {
		return `\nThe bot behind the Bot Connector isn't available: ${error instanceof Error ? error.message : String(error)}\n`;
	}
}
