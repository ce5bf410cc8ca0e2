import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ADA, openDemoPanel } from './agentPanel.mts';
import { launchBrowser } from './browser.mts';
import { customerOf, deskOf, eventually } from './people.mts';
import { filmOf, requireFfmpeg, type Film } from './recording/film.mts';
import { CUSTOMER, DESK, showHandover, showShortHandover, TALK } from './recording/handover.mts';
import { CREDENTIAL, PROVISIONING, showSetUp, WORKFLOW } from './recording/setUp.mts';
import { openStage, type Size, type Stage } from './recording/stage.mts';
import { provisioning } from './setupWorkflows.mts';
import { callSimulator, DEMO_CLIENT, fetchToken } from './simulator.mts';
import { fillIn, freePorts, INTEGRATION_NAME, startStack, type Stack } from './stack.mts';

/**
 * `npm run recording`: plays setup and a handover in the running demo, in headless Chromium, and records the video (demo.mp4) and the
 * README's animated picture (handover.gif). Needs ffmpeg.
 */

const root = process.cwd();
const VIDEO = join(root, '.github', 'media', 'demo.mp4');
const GIF = join(root, '.github', 'images', 'handover.gif');

/** On a busy machine a recording takes longer; it's sped up to these seconds. */
const LIMITS = { video: { bytes: 6_000_000, seconds: 175 }, gif: { bytes: 2_500_000, seconds: 15 } };

const N8N_PAGE_SCALE = 0.9;
const CANVAS = '[data-test-id="canvas-node"]';

async function record(): Promise<void> {
	await requireFfmpeg();
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-recording-'));
	const stack = await startStack({ root, userFolder, ports: await freePorts(), report: console.log });
	const browser = await launchBrowser();
	try {
		await mkdir(join(root, '.github', 'media'), { recursive: true });
		await openDemoPanel(root, stack);
		const long = await filmDemo(browser, stack);
		const short = await filmHandover(browser, stack);
		await keep(VIDEO, long, LIMITS.video.bytes, await long.video(VIDEO, LIMITS.video.seconds));
		await keep(GIF, short, LIMITS.gif.bytes, await short.gif(GIF, LIMITS.gif.seconds));
	} finally {
		await browser.close();
		await stack.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

/** Setup, then a handover with everything around it. */
async function filmDemo(browser: Browser, stack: Stack): Promise<Film> {
	const { n8n, rest, credentials, simulator } = stack;
	const [workflowId] = stack.workflows.values();
	await undoSetup(stack, workflowId);
	const provisioningId = await rest.createWorkflow(fillIn(provisioning({ name: INTEGRATION_NAME }), credentials));

	console.log('recording the video');
	const stage = await openStageFor(browser, stack, { width: 1280, height: 720 });
	const inN8n = async (scene: string, path: string, ready: string) =>
		await stage.prepare(scene, [{ title: scene, url: n8n.url + path, scale: N8N_PAGE_SCALE, ready }]);
	await inN8n(CREDENTIAL, `/home/credentials/${credentials.genesysCloudApi.id}`, '[data-test-id="editCredential-modal"] input[type="password"]');
	await inN8n(PROVISIONING, `/workflow/${provisioningId}`, CANVAS);
	await inN8n(WORKFLOW, `/workflow/${workflowId}`, CANVAS);
	await stage.prepare(TALK, [
		{ title: CUSTOMER, url: customerPage(stack, ADA.customerId), width: 352, scale: 0.9, ready: '#composer' },
		{ title: DESK, url: `${simulator.url}/desk`, scale: 0.86, ready: '#chats section' },
	]);
	await stage.card('From your bot to an agent, and back', 'n8n community nodes for Genesys Cloud Open Messaging');
	const film = await filmOf(stage.page, async () => {
		await stage.pause(2800);
		await stage.show(CREDENTIAL);
		await stage.card();
		await showSetUp(stage, DEMO_CLIENT.clientSecret);
		await showHandover({ stage, customer: customerOf(stack.chat.url, ADA.customerId, ADA.name), desk: deskOf(simulator.url) });
		await stage.card('Try it on your own machine', 'npm start runs n8n, the nodes, and a Genesys Cloud simulator.\ngithub.com/seed-29c377e0/n8n-nodes-genesys-open-messaging');
		await stage.pause(3500);
	});
	await stage.close();
	return film;
}

/** The handover alone, small enough for a README. It begins and ends with the same picture. */
async function filmHandover(browser: Browser, stack: Stack): Promise<Film> {
	console.log('recording the GIF');
	const id = 'ada-43';
	const customer = customerOf(stack.chat.url, id, ADA.name);
	await customer.say('When are you open?');
	await eventually('the bot answers', async () => (await customer.bubbles()).some(({ sender }) => sender === 'bot'));
	const stage = await openStageFor(browser, stack, { width: 800, height: 500 });
	await stage.prepare(TALK, [
		{ title: CUSTOMER, url: customerPage(stack, id), width: 330, scale: 0.85, ready: '#composer' },
		{ title: DESK, url: `${stack.simulator.url}/desk`, scale: 0.8, ready: '#chats section' },
	]);
	await stage.show(TALK);
	await stage.card('From your bot to an agent, and back', 'n8n + Genesys Cloud');
	const film = await filmOf(stage.page, async () => {
		await stage.pause(1000);
		await stage.card();
		await showShortHandover({ stage, customer, desk: deskOf(stack.simulator.url) });
		await stage.card('From your bot to an agent, and back', 'n8n + Genesys Cloud');
	});
	await stage.close();
	return film;
}

const openStageFor = async (browser: Browser, { n8n, simulator }: Stack, size: Size): Promise<Stage> =>
	await openStage(browser, { size, n8nUrl: n8n.url, deskUrl: simulator.url });

const customerPage = ({ chat }: Stack, id: string): string => `${chat.url}/?${new URLSearchParams({ customer: id, name: ADA.name })}`;

/** The demo starts with everything set up; the recording shows how it gets there. */
async function undoSetup({ simulator, rest, integrationId, credentials }: Stack, workflowId: string): Promise<void> {
	await rest.unpublish(workflowId);
	const token = await fetchToken(simulator.url);
	await callSimulator(simulator.url, 'DELETE', `/api/v2/conversations/messaging/integrations/open/${integrationId}`, undefined, token);
	const { id, name } = credentials.genesysCloudApi;
	const { data } = await rest.request<{ data: object }>('GET', `/credentials/${id}?includeData=true`);
	await rest.updateCredential(id, name, 'genesysCloudApi', { ...data, clientSecret: '' });
}

async function keep(path: string, film: Film, maxBytes: number, bytes: number): Promise<void> {
	await film.discard();
	console.log(`✔ ${path}: ${Math.round(film.length)} s recorded, ${(bytes / 1e6).toFixed(1)} MB`);
	if (bytes > maxBytes) throw new Error(`${path} is larger than ${maxBytes / 1e6} MB. Shorten the scenes in demo/recording, or compress more.`);
}

await record();
