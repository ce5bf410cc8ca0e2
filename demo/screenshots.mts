import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.mts';
import { OWNER } from './n8n/process.mts';
import { customerOf, deskOf, eventually } from './people.mts';
import { freePorts, publishExample, readExample, startStack, type Stack } from './stack.mts';

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
		await pictureWebsiteChat(browser, stack);
	} finally {
		await browser.close();
		await stack.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

/** The customer's page and the agent's desk, as two people would see them. */
async function pictureChatAndDesk(browser: Browser, { chat, simulator }: Stack): Promise<void> {
	const customer = customerOf(chat.url, 'ada-42');
	const desk = deskOf(simulator.url);
	const page = await browser.newPage({ viewport: { width: 1600, height: 840 } });
	await page.goto(`${chat.url}/side-by-side.html?customer=ada-42&name=Ada`);
	await customer.say('What are your opening hours?');
	await customer.say('My parcel came open. Can I talk to a person?');
	const chatOnDesk = await eventually('the chat waits', async () => (await desk.chatsOf(customer))[0]);
	await desk.act(chatOnDesk, 'accept');
	await desk.act(chatOnDesk, 'messages', { text: 'Hello Ada, I am sorry about that. Is anything missing from the parcel?' });
	await eventually('the answer arrives', async () => await customer.sees('Is anything missing'));
	await customer.say('Yes, one of the two cups.');
	await eventually('the agent sees it', async () => await desk.shows(customer, 'two cups'));
	await desk.act(chatOnDesk, 'messages', { text: 'Then I will send you a new one today.' });
	await eventually('the answer arrives', async () => await customer.sees('a new one today'));
	await page.frameLocator('#agent').locator('.row').first().click();
	await delay(1000);
	await page.screenshot({ path: join(folder, 'chat-and-desk.png') });
	await page.close();
}

async function pictureEditor(browser: Browser, { n8n, workflows }: Stack): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, deviceScaleFactor: 1.5 });
	await page.goto(`${n8n.url}/signin`);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	await page.waitForURL(/\/(home|workflow)/);
	await openWorkflow(page, `${n8n.url}/workflow/${workflows.get('Customer chat: bot or agent')}`);
	await page.screenshot({ path: join(folder, 'workflow.png'), clip: await boundsOfWorkflow(page) });
	await page.close();
}

async function openWorkflow(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await delay(2000);
	// The key that fits the whole workflow into the window.
	await page.keyboard.press('1');
	await delay(2000);
}

/** The rectangle that nodes and notes take up, with a margin. */
async function boundsOfWorkflow(page: Page) {
	const boxes = await Promise.all((await page.locator('.vue-flow__node').all()).map(async (node) => await node.boundingBox()));
	const seen = boxes.filter((box) => box !== null);
	const margin = 16;
	const left = Math.min(...seen.map(({ x }) => x)) - margin;
	const top = Math.min(...seen.map(({ y }) => y)) - margin;
	const right = Math.max(...seen.map(({ x, width }) => x + width)) + margin;
	const bottom = Math.max(...seen.map(({ y, height }) => y + height)) + margin;
	return { x: left, y: top, width: right - left, height: bottom - top };
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
