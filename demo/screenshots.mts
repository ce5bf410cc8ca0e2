import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { ADA, openDemoPanel } from './agentPanel.mts';
import { NO_INTEGRATION, openBot } from './botConnector.mts';
import { launchBrowser } from './browser.mts';
import { OWNER } from './n8n/process.mts';
import type { WorkflowFile } from './n8n/rest.mts';
import { customerOf, deskOf, eventually } from './people.mts';
import { callSimulator } from './simulator.mts';
import { fillIn, freePorts, publishExample, readExample, startStack, type Stack } from './stack.mts';

/** `npm run screenshots`: takes the pictures of the README from the running demo, in headless Chromium. */

const root = process.cwd();
const folder = join(root, '.github', 'images');

async function takeAll(): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), 'genesys-screenshots-'));
	const stack = await startStack({ root, userFolder, ports: await freePorts(), report: console.log });
	const browser = await launchBrowser();
	try {
		await mkdir(folder, { recursive: true });
		await pictureChatAndDesk(browser, stack);
		await pictureEditor(browser, stack);
		await pictureAgentPanel(browser, stack);
		await pictureExamples(browser, stack);
		await pictureMessenger(browser, stack);
		await pictureWebsiteChat(browser, stack);
	} finally {
		await browser.close();
		await stack.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

/** The customer's page and the agent's desk, as two people would see them. */
async function pictureChatAndDesk(browser: Browser, { chat, simulator }: Stack): Promise<void> {
	const customer = customerOf(chat.url, 'ada-1');
	const desk = deskOf(simulator.url);
	const page = await browser.newPage({ viewport: { width: 1600, height: 840 } });
	await page.goto(`${chat.url}/side-by-side.html?customer=ada-1&name=Ada`);
	await customer.say('What are your opening hours?');
	await customer.say('My parcel came open. Can I talk to an agent?');
	const chatOnDesk = await eventually('the chat waits', async () => (await desk.chatsOf(customer))[0]);
	await desk.act(chatOnDesk, 'accept');
	await desk.act(chatOnDesk, 'messages', { text: 'Hello Ada, I am sorry about that. What happened?' });
	await eventually('the answer arrives', async () => await customer.sees('What happened'));
	await customer.say('One of the two cups is broken.');
	await eventually('the agent sees it', async () => await desk.shows(customer, 'two cups'));
	const examples = await callSimulator<Array<{ kind: string; content: object[] }>>(simulator.url, 'GET', '/simulator/content-examples');
	const buttons = examples.find(({ kind }) => kind === 'buttons')?.content;
	await desk.act(chatOnDesk, 'messages', { text: 'What shall we do?', content: buttons });
	await eventually('the buttons arrive', async () => await customer.sees('What shall we do'));
	await page.frameLocator('#agent').locator('.row').first().click();
	await delay(1000);
	await page.screenshot({ path: join(folder, 'chat-and-desk.png') });
	await page.close();
}

/** The workflow on the canvas, the panel of the node that starts the handover, and the credential. */
async function pictureEditor(browser: Browser, { n8n, rest, workflows }: Stack): Promise<void> {
	const [workflowId] = workflows.values();
	const page = await openEditor(browser, `${n8n.url}/workflow/${workflowId}`);
	await pictureCanvas(page, 'workflow');

	const { nodes } = await rest.request<WorkflowFile>('GET', `/workflows/${workflowId}`);
	const starts = nodes.find(({ parameters }) => (parameters as { operation?: string }).operation === 'start');
	await page.locator(NODE, { hasText: starts?.name }).first().dblclick();
	const panel = page.locator('[data-test-id="node-parameters"]');
	await panel.waitFor();
	await delay(2000);
	await panel.screenshot({ path: join(folder, 'start-panel.png') });

	await page.goto(`${n8n.url}/home/credentials`);
	await page.getByText('Genesys Cloud', { exact: true }).first().click();
	await page.getByText('Connection tested successfully').waitFor();
	await page.locator('[data-test-id="editCredential-modal"]').screenshot({ path: join(folder, 'credential.png') });
	await page.close();
}

/** The panel beside the agent's chat, which the demo's workflow fills. */
async function pictureAgentPanel(browser: Browser, stack: Stack): Promise<void> {
	await openDemoPanel(root, stack);
	const customer = customerOf(stack.chat.url, ADA.customerId, ADA.name);
	const desk = deskOf(stack.simulator.url);
	const page = await browser.newPage({ viewport: { width: 1440, height: 1090 } });
	await page.goto(`${stack.simulator.url}/desk`);
	await customer.say('Hello! Can I talk to an agent? My parcel came, and one of the two cups is broken.');
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer))[0]);
	await desk.act(chat, 'accept');
	await desk.act(chat, 'messages', { text: 'Hello Ada, I am sorry about that. Let me see.' });
	await page.locator('.row', { hasText: ADA.name }).first().click();
	const panel = page.frameLocator('#widgets iframe:visible');
	await panel.getByText('Premium').waitFor();
	await customer.say('Thank you! Do you replace the broken one, or do I get a refund?');
	await panel.getByRole('heading', { name: 'Refund' }).waitFor();
	await delay(1000);
	await page.screenshot({ path: join(folder, 'agent-panel.png') });
	await desk.act(chat, 'end');
	await page.close();
}

/** Examples whose page shows their canvas. */
const EXAMPLES = ['agent-copilot', 'ai-agent', 'bot-connector', 'failed-delivery', 'production', 'queue-choice', 'telegram', 'whatsapp'];

/** Names of the pictures of an example with several workflows, in the order of their files. */
const SEVERAL: Record<string, string[]> = {
	'agent-copilot': ['agent-copilot-ai', 'agent-copilot'],
	'bot-connector': ['bot-connector-ai-agent', 'bot-connector'],
};

async function pictureExamples(browser: Browser, { n8n, rest, credentials }: Stack): Promise<void> {
	const page = await openEditor(browser, `${n8n.url}/home/workflows`);
	// What n8n would mark as missing on the canvas.
	const credential = async (name: string, type: string, data: object) => ({ [type]: { id: await rest.createCredential(name, type, data), name } });
	const filledIn = {
		...credentials,
		...(await credential('WhatsApp', 'whatsAppApi', { accessToken: '1', businessAccountId: '1' })),
		...(await credential('Bot Connector', 'genesysBotConnectorApi', { headerName: 'Authorization', secret: 'only for a picture' })),
		...(await credential('Agent Panel', 'genesysAgentPanelApi', { region: 'mypurecloud.com', clientId: randomUUID(), organizationId: randomUUID() })),
		...(await credential('OpenAI', 'openAiApi', { apiKey: '1' })),
	};
	const chosen = { '"phoneNumberId":""': '"phoneNumberId":"1"', [NO_INTEGRATION]: NO_INTEGRATION.replace('""', '"1"') };
	for (const example of EXAMPLES) {
		for (const [index, file] of (await readExample(root, example)).entries()) {
			await page.goto(`${n8n.url}/workflow/${await rest.createWorkflow(fillIn(file, filledIn, chosen))}`);
			await pictureCanvas(page, SEVERAL[example]?.[index] ?? example);
		}
	}
	await page.close();
}

/** Logs in, on the way to a page of n8n's editor. */
async function openEditor(browser: Browser, url: string): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, deviceScaleFactor: 1.5 });
	await page.goto(url);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	await page.waitForURL(url);
	return page;
}

async function pictureCanvas(page: Page, name: string): Promise<void> {
	await page.locator(NODE).first().waitFor();
	await delay(2000);
	// The key that fits the whole workflow into the window.
	await page.keyboard.press('1');
	await delay(2000);
	await page.screenshot({ path: join(folder, `${name}.png`), clip: await boundsOf(page.locator('.vue-flow__node')) });
}

const NODE = '[data-test-id="canvas-node"]';

/** The rectangle that elements take up, with a margin. */
async function boundsOf(elements: Locator) {
	const boxes = await Promise.all((await elements.all()).map(async (element) => await element.boundingBox()));
	const seen = boxes.filter((box) => box !== null);
	const margin = 16;
	const left = Math.min(...seen.map(({ x }) => x)) - margin;
	const top = Math.min(...seen.map(({ y }) => y)) - margin;
	const right = Math.max(...seen.map(({ x, width }) => x + width)) + margin;
	const bottom = Math.max(...seen.map(({ y, height }) => y + height)) + margin;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A customer of the simulator's Messenger with the example's bot, handed over to an agent. */
async function pictureMessenger(browser: Browser, stack: Stack): Promise<void> {
	const { simulator } = stack;
	const [, example] = await readExample(root, 'bot-connector');
	await openBot(stack, example);
	const page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
	await page.goto(`${simulator.url}/messenger`);
	const chat = page.getByRole('log');
	const write = async (text: string) => {
		await page.getByLabel('Message', { exact: true }).fill(text);
		await page.getByLabel('Message', { exact: true }).press('Enter');
	};
	await write('Hi');
	await chat.getByRole('button', { name: 'Where is my order?' }).click();
	await chat.getByText('your order number').waitFor();
	await write('4711');
	await chat.getByText('is on its way').waitFor();
	await chat.getByRole('button', { name: 'Talk to an agent' }).last().click();
	await page.getByText('Waiting for an agent').waitFor();
	const { conversations } = await callSimulator<{ conversations: Array<{ id: string; state: string }> }>(simulator.url, 'GET', '/simulator/state');
	const waiting = conversations.find(({ state }) => state === 'queued');
	await callSimulator(simulator.url, 'POST', `/simulator/conversations/${waiting?.id}/accept`);
	await callSimulator(simulator.url, 'POST', `/simulator/conversations/${waiting?.id}/messages`, { text: 'Hello Ada, how can I help you with order 4711?' });
	await chat.getByText('how can I help you').waitFor();
	await delay(1000);
	await page.screenshot({ path: join(folder, 'messenger.png') });
	await page.close();
}

/** The page of the website chat's example beside the agent's desk; the example takes the place of the demo's workflows. */
async function pictureWebsiteChat(browser: Browser, { n8n, simulator, chat, rest, workflows, credentials }: Stack): Promise<void> {
	for (const id of workflows.values()) await rest.unpublish(id);
	await publishExample(rest, await readExample(root, 'website-chat'), credentials);
	const id = randomUUID().replaceAll('-', '');
	const desk = deskOf(simulator.url);
	const page = await browser.newPage({ viewport: { width: 1600, height: 840 } });
	await page.goto(`${chat.url}/side-by-side.html`);
	await page.locator('#customer').evaluate((frame, src) => frame.setAttribute('src', src), `${n8n.url}/webhook/website-chat#${id}`);
	const customer = page.frameLocator('#customer');
	const write = async (text: string) => {
		await customer.getByLabel('Your message').fill(text);
		await customer.getByLabel('Your message').press('Enter');
	};
	await customer.getByText('An agent answers here').waitFor();
	await write('My parcel came open. Can you help?');
	const shown = await eventually('the chat waits', async () => (await desk.chatsOf({ id }))[0]);
	await desk.act(shown, 'accept');
	await customer.getByText('has joined').waitFor();
	await desk.act(shown, 'messages', { text: 'Hello, I am sorry about that. Is anything missing from the parcel?' });
	await customer.getByText('Is anything missing').waitFor();
	await write('Yes, one of the two cups.');
	await eventually('the agent sees it', async () => await desk.shows({ id }, 'two cups'));
	await desk.act(shown, 'messages', { text: 'Then I will send you a new one today: https://example.com/orders/4711' });
	await customer.getByText('a new one today').waitFor();
	await page.frameLocator('#agent').locator('.row').first().click();
	await delay(1000);
	await page.screenshot({ path: join(folder, 'website-chat.png') });
	await page.close();
}

await takeAll();
