import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { OWNER } from '../../demo/n8n/process.mts';
import { customerOf, eventually } from '../../demo/people.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The same handover from both sides: the customer's page and the agent's desk in a real browser. */

let stack: OwnStack;
let browser: Browser;

beforeAll(async () => {
	if (!hasBrowser) return;
	stack = await startOwnStack();
	browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

async function write(page: Page, text: string): Promise<void> {
	await page.getByRole('textbox').last().fill(text);
	await page.keyboard.press('Enter');
}

testInBrowser('customer and agent write to each other, and the customer ends the chat', async () => {
	const [customer, agent] = await Promise.all([browser.newPage(), browser.newPage({ viewport: { width: 1400, height: 850 } })]);
	await Promise.all([customer.goto(`${stack.chat.url}/?customer=page-1&name=Ada`), agent.goto(`${stack.simulator.url}/desk`)]);

	await write(customer, 'When are you open?');
	await customer.getByText('Monday to Friday').waitFor();
	await write(customer, 'I want an agent, please');
	await agent.locator('.row').first().click();
	await agent.getByRole('button', { name: 'Accept' }).click();
	await agent.getByRole('log').getByText('I want an agent, please').first().waitFor();

	await write(agent, 'Hello <b>Ada</b> 👋');
	// Markup in a message is shown as text.
	await customer.getByText('Hello <b>Ada</b> 👋').waitFor();
	await write(customer, 'Thank you!');
	await agent.getByText('Thank you!').first().waitFor();

	await customer.getByRole('button', { name: /end chat/i }).click();
	await customer.getByText('You ended the chat.').waitFor();
	await agent.getByText(/ended/i).first().waitFor();
}, 90_000);

/** A one-pixel picture, so that a browser can show something. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function sendPicture(page: Page): Promise<void> {
	await page.locator('input[type=file]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(PICTURE, 'base64') });
	await write(page, 'See this');
}

/** Waits until the page shows a picture that the browser could decode. */
async function seePicture(page: Page, within: string): Promise<void> {
	const picture = page.locator(`${within} img[alt="photo.png"], ${within} img[alt="File"]`).first();
	await picture.waitFor();
	await picture.evaluate(async (image) => await (image as unknown as { decode(): Promise<void> }).decode());
}

testInBrowser("the customer's picture is shown at the desk, and the agent's picture on the customer's page", async () => {
	const [customer, agent] = await Promise.all([browser.newPage(), browser.newPage({ viewport: { width: 1400, height: 850 } })]);
	await Promise.all([customer.goto(`${stack.chat.url}/?customer=page-2&name=Bob`), agent.goto(`${stack.simulator.url}/desk`)]);
	await write(customer, 'I want an agent, please');
	await agent.locator('.row', { hasText: 'Bob' }).first().click();
	await agent.getByRole('button', { name: 'Accept' }).click();
	await customer.getByText('I am connecting you').waitFor();

	await sendPicture(customer);
	await seePicture(agent, '[data-from="customer"]');
	await sendPicture(agent);
	await seePicture(customer, '[data-sender="agent"]');
}, 90_000);

testInBrowser('the link to n8n opens the workflow after signing in, with no overlay and no external request', async () => {
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	const outside: string[] = [];
	page.on('request', (request) => /^https?:\/\/(?!localhost[:/])/.test(request.url()) && outside.push(request.url()));
	const [workflowId] = stack.workflows.values();
	await page.goto(`${stack.n8n.url}/workflow/${workflowId}`);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	expect(new URL(page.url()).pathname).toBe(`/workflow/${workflowId}`);
	// n8n shows its overlays only after the workflow has loaded.
	await page.waitForLoadState('networkidle');
	await page.waitForTimeout(1500);
	await becomes(async () => await page.locator('[role="dialog"]:visible').allInnerTexts(), []);
	await page.goto(stack.n8n.url);
	await page.waitForURL(/\/home\/workflows/);
	expect(outside).toEqual([]);
	await page.close();
}, 90_000);

testInBrowser("the workflow's executions are listed", async () => {
	const customer = customerOf(stack.chat.url, 'page-3');
	const [workflowId] = stack.workflows.values();
	await customer.say('When are you open?');
	const { id } = await eventually('an execution has finished', async () => (await stack.rest.executions(workflowId)).find(({ status }) => status === 'success'));
	expect((await stack.rest.execution(id)).data?.resultData.runData).not.toEqual({});
});
