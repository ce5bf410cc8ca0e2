import { join } from 'node:path';
import bcrypt from 'bcryptjs';
import { freePort, startProgram, type RunningProcess } from '../childProcess.mts';

/** The owner of the demo's n8n, which listens on this machine only. */
export const OWNER = { email: 'demo@example.com', password: 'Genesys-demo-1' };

/**
 * For the n8n in this repository's `node_modules`: turns off modules that show promotional pages to a new owner. An
 * older n8n doesn't start if it doesn't know a module.
 */
export const WITHOUT_ADVERTS = { N8N_DISABLED_MODULES: 'instance-ai,agents,mcp,chat-hub' };

export interface N8nOptions {
	/** The folder whose `node_modules` has n8n. */
	root: string;
	/** The Node.js to run it. Default: this process's. */
	node?: string;
	/** Folder of its database and packages. With the same folder, it is the same n8n. */
	userFolder: string;
	port: number;
	/** Type of process: `start` (the only or the main process), `webhook`, or `worker`. */
	command?: string[];
	/** More settings, such as N8N_EXPRESSION_ENGINE. */
	env?: NodeJS.ProcessEnv;
}

export interface RunningN8n extends RunningProcess {
	readonly url: string;
}

/** The first start creates the database, which takes a while on a busy machine. */
const START_TIMEOUT_MS = 270_000;

/** Starts the real n8n, without telemetry and other requests to the internet. */
export async function startN8n({ root, node = process.execPath, userFolder, port, command = ['start'], env }: N8nOptions): Promise<RunningN8n> {
	const url = `http://localhost:${port}`;
	// n8n 2.8 reports that it is ready before it serves the editor's API.
	const readyPaths = ['/healthz/readiness', ...(command[0] === 'start' ? ['/rest/settings'] : [])];
	const running = await startProgram(node, {
		name: `n8n ${command[0]}`,
		args: [join(root, 'node_modules', 'n8n', 'bin', 'n8n'), ...command],
		cwd: userFolder,
		env: {
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			WEBHOOK_URL: `${url}/`,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_SECURE_COOKIE: 'false',
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
			N8N_INSTANCE_OWNER_FIRST_NAME: 'Demo',
			N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
			N8N_INSTANCE_OWNER_PASSWORD_HASH: bcrypt.hashSync(OWNER.password, 10),
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			// Overrides the shell's settings, because the demo and the tests show executions.
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
			EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
			// Settings of the shell or test runner that n8n must not inherit.
			NODE_ENV: undefined,
			NODE_OPTIONS: undefined,
			...env,
		},
		isReady: async () => {
			const answers = await Promise.all(readyPaths.map(async (path) => await fetch(url + path)));
			return answers.every(({ ok }) => ok);
		},
		timeoutMs: START_TIMEOUT_MS,
	});
	return { ...running, url };
}
