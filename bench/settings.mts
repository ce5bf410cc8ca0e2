import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../demo/childProcess.mts';
import { installPackage } from '../demo/n8n/install.mts';
import { startN8n } from '../demo/n8n/process.mts';
import { N8nRest } from '../demo/n8n/rest.mts';
import { listen } from '../test/support/listen.mts';
import { missingForQueueMode } from '../test/support/queueMode/services.mts';
import { startQueueStack } from '../test/support/queueMode/stack.mts';
import { delivery, INTEGRATION_ID, postAll, typingNotice, WEBHOOK_SECRET, type Post } from './load.mts';
import { thisMachine } from './machine.mts';
import { ENGINE_SETTINGS } from './place.mts';
import { median } from './statistics.mts';
import { publish, trigger, type Step } from './workflows.mts';

/**
 * `node bench/settings.mts`, after `npm run build`: agents' messages per second, from Genesys Cloud's delivery to the channel,
 * with different n8n settings. They run one at a time, because no machine has room for all of them: the figures are orders of
 * magnitude.
 */

const ROUNDS = 5;
const MESSAGES = 60;
const CONNECTIONS = 20;

type Env = Record<string, string>;

const LAZY: Env = ENGINE_SETTINGS['vm, lazy'];
const LEGACY: Env = ENGINE_SETTINGS.legacy;
const NOT_SAVED: Env = { EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none' };
const ONE_PROCESS: Array<[string, Env]> = [
	['one process', {}],
	['one process, successful executions not saved', NOT_SAVED],
	['one process, engine vm, lazy', LAZY],
	['one process, engine legacy', LEGACY],
	['one process, engine legacy, successful executions not saved', { ...LEGACY, ...NOT_SAVED }],
];
type Members = Parameters<typeof startQueueStack>[1];
const QUEUE_MODE: Array<[string, Env, Members?]> = [
	['queue mode, 2 webhook processors, 2 workers with --concurrency=10', {}],
	['queue mode, engine vm, lazy', LAZY],
	['queue mode, engine legacy', LEGACY],
	['queue mode, engine legacy, successful executions not saved', { ...LEGACY, ...NOT_SAVED }],
	['queue mode, engine legacy, --concurrency=2', LEGACY, { concurrency: 2 }],
	['queue mode, engine legacy, 1 webhook processor, 1 worker', LEGACY, { webhookProcessors: 1, workers: 1 }],
	['queue mode, engine legacy, 2 webhook processors, 1 worker', LEGACY, { workers: 1 }],
	['queue mode, engine legacy, 1 webhook processor, 2 workers', LEGACY, { webhookProcessors: 1 }],
];

/** The channel's response time, in milliseconds. */
const CHANNEL_MS = 20;

const channel = await listen((request, answer) => {
	request.resume().on('end', () => setTimeout(() => answer.end('{}'), CHANNEL_MS));
});
const toChannel: Step = {
	name: 'Channel',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { method: 'POST', url: channel.url, sendBody: true, specifyBody: 'json', jsonBody: '={{ { text: $json.text } }}', options: {} },
};
const root = process.cwd();
const credentialData = { region: 'mypurecloud.de', clientId: 'unused', clientSecret: 'unused', webhookSecret: WEBHOOK_SECRET };

console.log(Object.values(await thisMachine(root)).join(' · '));
console.log('\n| n8n | When Finished | Immediately | refused |\n|---|---|---|---|');
for (const [name, env] of ONE_PROCESS) await measureOneProcess(name, env);
const missing = missingForQueueMode();
if (missing) console.log(`Not measured: queue mode ${missing}`);
else for (const [name, env, members] of QUEUE_MODE) await measureQueueMode(name, env, members);
await channel.close();

async function measureOneProcess(name: string, env: Env): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-bench-settings-'));
	await installPackage(root, userFolder);
	const n8n = await startN8n({ root, userFolder, port: await freePort(), env });
	try {
		await measure(name, await N8nRest.login(n8n.url), n8n.url);
	} finally {
		await n8n.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

async function measureQueueMode(name: string, env: Env, members?: Members): Promise<void> {
	const stack = await startQueueStack(env, members);
	try {
		await measure(name, stack.rest, stack.engine.webhookOrigin);
	} finally {
		await stack.stop();
	}
}

async function measure(name: string, rest: N8nRest, origin: string): Promise<void> {
	const credential = { id: await rest.createCredential('Bench', 'genesysCloudApi', credentialData), name: 'Bench' };
	const urlOf = async (respond: string): Promise<string> => {
		const { url } = await publish(rest, respond, [trigger(INTEGRATION_ID, credential, { options: { respond } }), toChannel]);
		return origin + new URL(url).pathname;
	};
	const [finished, immediately] = [await urlOf('whenFinished'), await urlOf('immediately')];
	const figures = [
		await rateOf(() => delivery(finished)),
		await rateOf(() => delivery(immediately)),
		await rateOf(() => typingNotice(finished)),
	];
	console.log(`| ${[name, ...figures].join(' | ')} |`);
}

/** Messages per second, with the range of the rounds. The first round is a warm-up. */
async function rateOf(make: () => Post): Promise<string> {
	const costs: number[] = [];
	for (let round = 0; round <= ROUNDS; round++) costs.push(await postAll(Array.from({ length: MESSAGES }, make), 200, CONNECTIONS));
	const rates = costs.slice(1).map((cost) => 1000 / cost);
	return `${Math.round(median(rates))} (${Math.round(Math.min(...rates))}–${Math.round(Math.max(...rates))})`;
}
