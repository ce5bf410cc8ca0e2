import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../demo/childProcess.mts';
import { installPackage } from '../demo/n8n/install.mts';
import { startN8n, type RunningN8n } from '../demo/n8n/process.mts';
import { N8nRest } from '../demo/n8n/rest.mts';
import { callSimulator, DEMO_CLIENT, startSimulator, type RunningSimulator } from '../demo/simulator.mts';
import { WEBHOOK_SECRET } from './load.mts';

/**
 * n8n's expression engines with their settings. `vm`, the default, builds an isolate for every request to a trigger. `vm, lazy`
 * builds one only if a request evaluates an expression, and caches compiled code (experimental in n8n 2.41). `legacy` uses none.
 */
export const ENGINE_SETTINGS = {
	vm: { N8N_EXPRESSION_ENGINE: 'vm' },
	'vm, lazy': { N8N_EXPRESSION_ENGINE: 'vm', N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true', N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true' },
	legacy: { N8N_EXPRESSION_ENGINE: 'legacy' },
} as const satisfies Record<string, Record<string, string>>;
export type Engine = keyof typeof ENGINE_SETTINGS;
export const ENGINES = Object.keys(ENGINE_SETTINGS) as Engine[];

export interface BenchN8n {
	process: RunningN8n;
	rest: N8nRest;
	/** The simulator's credential, by the name that nodes use. */
	credential: { id: string; name: string };
	/** Port of its inspector. */
	inspectorPort: number;
}

/** Environment of all measurements: one simulator, and one n8n per engine, in parallel. */
export interface Place {
	root: string;
	/** Fewer rounds and smaller numbers. */
	quick: boolean;
	simulator: RunningSimulator;
	n8n: Record<Engine, BenchN8n>;
	/** Is there time for this many more seconds? */
	mayRepeat: (seconds: number) => boolean;
	/** Receives the current step. */
	say: (step: string) => void;
	/** Stops everything, including what `atEnd` added. */
	stop(): Promise<void>;
	/** Adds something to stop at the end. */
	atEnd(stop: () => Promise<void>): void;
}

/** Without Genesys Cloud's own pace: no rate limit, no greeting by the flow. */
export const UNLIMITED = { rateLimitPerMinute: 0, flowText: '' };

export async function startPlace(options: Pick<Place, 'root' | 'quick' | 'say' | 'mayRepeat'>): Promise<Place> {
	const stops: Array<() => Promise<void>> = [];
	const stop = async () => {
		await Promise.all(stops.splice(0).map(async (one) => await one()));
	};
	const atEnd = (one: () => Promise<void>) => void stops.push(one);
	try {
		options.say('starting the simulator, and n8n with each expression engine');
		const simulator = await startSimulator({ root: options.root, port: 0 });
		atEnd(async () => await simulator.stop());
		await callSimulator(simulator.url, 'PATCH', '/simulator/settings', UNLIMITED);
		const started = await Promise.all(
			ENGINES.map(async (engine) => [engine, await startEngine(options.root, engine, simulator.url, atEnd)] as const),
		);
		return { ...options, simulator, n8n: Object.fromEntries(started) as Place['n8n'], stop, atEnd };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startEngine(root: string, engine: Engine, simulatorUrl: string, atEnd: Place['atEnd']): Promise<BenchN8n> {
	const userFolder = await mkdtemp(join(tmpdir(), `genesys-bench-${engine.replace(/\W+/g, '-')}-`));
	const inspectorPort = await freePort();
	await installPackage(root, userFolder);
	const process = await startN8n({
		root,
		userFolder,
		port: await freePort(),
		env: {
			...ENGINE_SETTINGS[engine],
			// Used to read the memory; costs nothing until then.
			NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}`,
		},
	});
	atEnd(async () => {
		await process.stop();
		await rm(userFolder, { recursive: true, force: true });
	});
	const rest = await N8nRest.login(process.url);
	return { process, rest, inspectorPort, credential: await createCredential(rest, simulatorUrl) };
}

/** Creates the package's credential for a simulator. */
export async function createCredential(rest: N8nRest, simulatorUrl: string): Promise<{ id: string; name: string }> {
	const name = `Genesys Cloud ${simulatorUrl}`;
	const data = { region: 'custom', customDomain: simulatorUrl, ...DEMO_CLIENT, webhookSecret: WEBHOOK_SECRET };
	return { id: await rest.createCredential(name, 'genesysCloudApi', data), name };
}
