import type { Browser, FrameLocator, Page } from 'playwright-core';
import { ADA, openDemoPanel, type OpenPanel } from '../../demo/agentPanel.mts';
import { launchBrowser } from '../../demo/browser.mts';
import { customerOf, eventually, type Customer } from '../../demo/people.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';
import { quickStartCustomers } from '../support/quickStartCustomers.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** An agent works at the simulator's desk in Chromium, with the demo's panel beside the conversation and a real n8n behind it. */

let stack: TestStack;
let browser: Browser;
let open: OpenPanel;

beforeAll(async () => {
	if (!hasBrowser) return;
	stack = await startTestStack();
	open = await openDemoPanel(process.cwd(), stack);
	browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

const { chatsOf, act } = quickStartCustomers(() => stack);

interface Desk {
	page: Page;
	panel: FrameLocator;
	/** The browser's errors, and every host that it calls. */
	complaints: string[];
	hosts: Set<string>;
}

async function openDesk(): Promise<Desk> {
	const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
	const complaints: string[] = [];
	const hosts = new Set<string>();
	page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
	page.on('pageerror', (error) => void complaints.push(error.message));
	page.on('request', (request) => void hosts.add(new URL(request.url()).origin));
	await page.goto(`${stack.simulator.url}/desk`);
	return { page, panel: page.frameLocator('#widgets iframe:visible'), complaints, hosts };
}

/** Hands Ada over, and accepts her conversation at the desk. */
async function acceptAda(page: Page, text: string): Promise<Customer> {
	const ada = customerOf(stack.chat.url, ADA.customerId, ADA.name);
	await ada.say(text);
	await page.locator('.row', { hasText: ADA.name }).first().click();
	await page.getByRole('button', { name: 'Accept' }).click();
	return ada;
}

async function endedChat(customer: Customer): Promise<void> {
	for (const chat of (await chatsOf(customer)).filter(({ state }) => state === 'connected')) await act(chat, 'end');
}

testInBrowser("the panel signs in automatically, shows the workflow's result, sends a suggestion, and refreshes when the customer writes", async () => {
	const { page, panel, complaints, hosts } = await openDesk();
	const ada = await acceptAda(page, 'My cup is broken. Can I talk to an agent?');
	await panel.getByText('Premium').waitFor();
	const seenAt = Date.now();
	await panel.getByRole('heading', { name: 'Damaged' }).waitFor();
	await becomes(async () => await panel.getByRole('region', { name: 'Summary' }).innerText(), expect.stringContaining('cup is broken'));
	const [{ id }] = await stack.rest.executions(open.workflowId);
	const { stoppedAt } = await stack.rest.request<{ stoppedAt: string }>('GET', `/executions/${id}`);
	expect(seenAt - Date.parse(stoppedAt)).toBeLessThan(2_000);

	const damaged = panel.getByRole('listitem').filter({ hasText: 'Damaged' });
	await damaged.getByRole('button', { name: 'Send' }).click();
	await damaged.getByText('Sent', { exact: true }).waitFor();
	await eventually('the suggestion reaches the customer', async () => await ada.sees('I can send you a new one today, free of charge'));

	await ada.say('I would rather have a refund.');
	await panel.getByRole('heading', { name: 'Refund' }).waitFor();

	await panel.getByPlaceholder('Prefers to be called').fill('One cup was broken');
	await panel.getByRole('button', { name: 'Add note' }).click();
	await panel.getByText('Agent One: One cup was broken').waitFor();
	await panel.getByText('The note is stored.').first().waitFor();

	expect(complaints).toEqual([]);
	expect([...hosts].sort()).toEqual([stack.simulator.url, stack.n8n.url].sort());
	expect((await stack.rest.executions(open.workflowId)).map(({ status }) => status)).toEqual(['success', 'success', 'success']);

	await stack.rest.unpublish(open.workflowId);
	await ada.say('Are you still there?');
	await panel.locator('#notice').getByText("isn't published").waitFor();
	await stack.rest.publish(open.workflowId);
	await panel.getByRole('button', { name: 'Try again' }).click();
	await panel.getByRole('heading', { name: 'One moment' }).waitFor();
	await panel.locator('#notice').waitFor({ state: 'hidden' });
	await endedChat(ada);
	await page.context().close();
}, 90_000);

testInBrowser("a desk inside another page's frame shows no panel because only Genesys Cloud may frame it", async () => {
	const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
	const complaints: string[] = [];
	page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
	await page.goto(`${stack.chat.url}/side-by-side.html?customer=ada-43&name=Bea`);
	const bea = customerOf(stack.chat.url, 'ada-43', 'Bea');
	await bea.say('Can I talk to an agent?');
	const desk = page.frameLocator('#agent');
	await desk.locator('.row', { hasText: 'Bea' }).first().click();
	await desk.getByRole('button', { name: 'Accept' }).click();
	await desk.getByText('With you in Support').waitFor();
	await becomes(async () => await desk.locator('#widgets').isVisible(), false);
	expect(complaints).toEqual([]);

	await page.locator('#agent').evaluate((frame, src) => frame.setAttribute('src', src), open.url);
	await eventually('the browser blocks the panel', async () => complaints.some((text) => text.includes('frame-ancestors')));
	await endedChat(bea);
	await page.close();
}, 60_000);
