import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { parse } from 'yaml';
import { freePort } from '../../../demo/childProcess.mts';
import { installPackage } from '../../../demo/n8n/install.mts';
import { startN8n, type RunningN8n } from '../../../demo/n8n/process.mts';
import { startReadinessProxy } from '../readinessProxy.mts';
import { startPostgres, startRedis, type RedisService, type Service } from './services.mts';

/** n8n in queue mode, with every process on this machine: one main, webhook processors, workers, Redis, Postgres. */
export interface QueueEngine {
	readonly main: RunningN8n;
	readonly webhookProcessors: Member[];
	readonly workers: Member[];
	readonly redis: RedisService;
	readonly postgres: Service;
	/** The load balancer in front of the webhook processors: the only public URL. */
	readonly webhookOrigin: string;
	stop(): Promise<void>;
}

/** A process that runs several times. */
export interface Member {
	readonly name: string;
	readonly n8n: RunningN8n;
	kill(): Promise<void>;
	restart(): Promise<void>;
}

/** The settings of the users' example that are the same wherever n8n runs, so that the tests use what users get. */
const OF_THE_EXAMPLE = /^(EXECUTIONS_MODE|DB_TYPE|QUEUE_WORKER_\w+|N8N_EXECUTIONS_QUEUE_\w+|N8N_DEFAULT_BINARY_DATA_MODE)$/;

interface ComposeFile {
	'x-n8n': { environment: Record<string, string | number> };
}

async function exampleSettings(root: string): Promise<NodeJS.ProcessEnv> {
	const { 'x-n8n': n8n } = parse(await readFile(join(root, 'examples', 'queue-mode', 'compose.yaml'), 'utf8'), { merge: true }) as ComposeFile;
	const settings = Object.entries(n8n.environment).filter(([name]) => OF_THE_EXAMPLE.test(name));
	return Object.fromEntries(settings.map(([name, value]) => [name, String(value)]));
}

export interface QueueEngineOptions {
	root: string;
	/** Folder for everything that the processes store. */
	folder: string;
	/** The main process's port, so that others know it before it runs. */
	mainPort: number;
	/** Number of processes; by default two. */
	webhookProcessors?: number;
	workers?: number;
	/** Concurrent executions per worker; by default ten. */
	concurrency?: number;
	env?: NodeJS.ProcessEnv;
}

/** Starts them all; if one fails, stops those that were started. */
export async function startQueueEngine(options: QueueEngineOptions): Promise<QueueEngine> {
	const stops: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const one of stops.splice(0).reverse()) await one();
	};
	try {
		const { root, folder, mainPort } = options;
		const [redis, postgres] = [await startRedis(folder), await startPostgres(folder)];
		stops.push(async () => await redis.stop(), async () => await postgres.stop());

		const processorPorts = await freePorts(options.webhookProcessors ?? 2);
		const balancer = await startReadinessProxy(...processorPorts);
		stops.push(async () => await balancer.close());
		const env = {
			...(await exampleSettings(root)),
			...placeOf(redis, postgres),
			WEBHOOK_URL: `${balancer.url}/`,
			...options.env,
		};

		const mainFolder = join(folder, 'main');
		await installPackage(root, mainFolder);
		const main = await startN8n({ root, userFolder: mainFolder, port: mainPort, env: { ...env, N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' } });
		stops.push(async () => await main.stop());

		const startMember = async (name: string, port: number, command: string[]): Promise<Member> => {
			const userFolder = join(folder, name);
			await mkdir(join(userFolder, '.n8n'), { recursive: true });
			await cp(join(mainFolder, '.n8n', 'nodes'), join(userFolder, '.n8n', 'nodes'), { recursive: true });
			const own = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port), N8N_WORKER_SERVER_ADDRESS: '127.0.0.1' };
			const start = async () => await startN8n({ root, userFolder, port, command, env: { ...env, ...own } });
			let n8n = await start();
			stops.push(async () => await n8n.stop());
			return {
				name,
				get n8n() {
					return n8n;
				},
				kill: async () => await n8n.stop('SIGKILL'),
				restart: async () => {
					n8n = await start();
				},
			};
		};
		const workerPorts = await freePorts(options.workers ?? 2);
		const members = await Promise.all([
			...processorPorts.map(async (port, index) => await startMember(`webhook${index + 1}`, port, ['webhook'])),
			...workerPorts.map(async (port, index) => await startMember(`worker${index + 1}`, port, ['worker', `--concurrency=${options.concurrency ?? 10}`])),
		]);
		return {
			main,
			webhookProcessors: members.slice(0, processorPorts.length),
			workers: members.slice(processorPorts.length),
			redis,
			postgres,
			webhookOrigin: balancer.url,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Where the services are, and the encryption key that all processes of one n8n share. */
function placeOf(redis: Service, postgres: Service): NodeJS.ProcessEnv {
	return {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
	};
}

async function freePorts(count: number): Promise<number[]> {
	return await Promise.all(Array.from({ length: count }, freePort));
}
