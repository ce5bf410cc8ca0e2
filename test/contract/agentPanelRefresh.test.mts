import { eventually } from '../../demo/people.mts';
import { becomes, testInBrowser } from '../support/inBrowser.mts';
import { CONTENT, panelInBrowser } from './support/panelInBrowser.mts';
import { conversation, panelAnswer } from './support/panelServers.mts';

/** The agent panel's page: when it refreshes, and what a refresh keeps. */

const page = panelInBrowser();

/** Starts an action that runs until the returned function is called, and then has this result. */
async function startAction(result: { status?: number; body: object }): Promise<() => void> {
	let answer = () => {};
	const held = new Promise<void>((resolve) => (answer = resolve));
	page.servers.behavior.workflow = async () => {
		await held;
		return result;
	};
	await page.button('Refund shipping').click();
	await eventually('the action is running', async () => page.servers.seen.posted.length === 2);
	return answer;
}

/** The agent has to sign in again. Requires the page's clock. */
async function expireToken(): Promise<void> {
	page.servers.behavior.signsInSilently = false;
	page.servers.behavior.conversation = () => ({ status: 401 });
	await page.panel.clock.runFor(5000);
	await page.button('Sign in to Genesys Cloud').waitFor();
}

testInBrowser('the panel keeps the notice of a failed refresh in view after the agent has scrolled down', async () => {
	await page.newPanel({ viewport: { width: 360, height: 300 } });
	await page.panel.clock.install();
	await page.openFilled();
	await page.panel.evaluate('scrollTo(0, document.body.scrollHeight)');
	page.servers.behavior.workflow = () => ({ status: 500, body: { code: 'workflowFailed', message: 'The workflow failed.' } });
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await page.panel.clock.runFor(5000);
	await page.panel.locator('#notice', { hasText: 'The workflow failed.' }).waitFor();
	await page.noticeInView();
	expect(await page.panel.evaluate('scrollY')).toBeGreaterThan(0);
});

testInBrowser("the panel keeps a failed action's notice through a refresh until the agent closes it", async () => {
	await page.panel.clock.install();
	await page.openFilled();
	page.servers.behavior.workflow = () => ({ status: 500, body: { code: 'workflowFailed', message: 'The refund failed.' } });
	await page.button('Refund shipping').click();
	await page.panel.locator('#notice', { hasText: 'The refund failed.' }).waitFor();
	page.servers.behavior.workflow = () => ({ body: panelAnswer({ summary: 'She wants a date.' }) });
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await page.panel.clock.runFor(5000);
	await page.panel.getByText('She wants a date.').waitFor();
	await becomes(async () => await page.panel.locator('#status').textContent(), 'Panel updated.');
	expect(await page.panel.locator('#notice').isVisible()).toBe(true);
	await page.button('Close').click();
	await becomes(async () => await page.panel.locator('#notice').isVisible(), false);
});

testInBrowser('the panel keeps the sign-in button when an action ends after the token has expired', async () => {
	await page.panel.clock.install();
	await page.openFilled();
	const answer = await startAction({ body: panelAnswer({ message: 'Looked up' }) });
	await expireToken();
	answer();
	await page.panel.locator('#message', { hasText: 'Looked up' }).waitFor();
	expect(await page.button('Sign in to Genesys Cloud').isVisible()).toBe(true);
});

testInBrowser('the panel still shows that a refresh failed if an action failed while the agent had to sign in', async () => {
	await page.panel.clock.install();
	await page.openFilled();
	const answer = await startAction({ status: 500, body: { code: 'workflowFailed', message: 'The refund failed.' } });
	await expireToken();
	answer();
	await becomes(async () => await page.panel.locator('#status').textContent(), 'The refund failed.');
	page.servers.behavior.workflow = () => ({ status: 500, body: { code: 'workflowFailed', message: 'The refresh failed.' } });
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await page.button('Sign in to Genesys Cloud').click();
	await page.button('Sign in to Genesys Cloud').waitFor({ state: 'hidden' });
	// The clock runs in every window, so it breaks off when the sign-in window closes.
	await becomes(async () => page.panel.context().pages().length, 1);
	await page.panel.clock.runFor(20_000);
	await page.panel.locator('#notice', { hasText: 'The refresh failed.' }).waitFor();
});

testInBrowser('the panel makes a sent suggestion available again once a newer answer suggests it', async () => {
	await page.panel.clock.install();
	await page.openFilled();
	await page.card('On its way').getByRole('button', { name: 'Send' }).click();
	await page.card('On its way').getByText('Sent', { exact: true }).waitFor();
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await page.panel.clock.runFor(5000);
	await page.card('On its way').getByRole('button', { name: 'Send' }).click();
	await eventually('the suggestion is sent a second time', async () => page.servers.seen.sent.length === 2);
	await page.card('On its way').getByText('Sent', { exact: true }).waitFor();
});

testInBrowser('the panel keeps a suggestion marked as sent if the answer was requested before it was sent', async () => {
	await page.openFilled();
	const answer = await startAction({ body: panelAnswer({ suggestions: CONTENT.suggestions, message: 'Looked up' }) });
	await page.card('On its way').getByRole('button', { name: 'Send' }).click();
	await page.card('On its way').getByText('Sent', { exact: true }).waitFor();
	answer();
	await page.panel.locator('#message', { hasText: 'Looked up' }).waitFor();
	await becomes(async () => await page.card('On its way').getByText('Sent', { exact: true }).isVisible(), true);
});

testInBrowser('the panel refreshes when the customer writes and keeps the draft, the cursor position, and the focus', async () => {
	await page.panel.clock.install();
	await page.openFilled();
	await page.card('Refund').getByRole('button', { name: 'Edit' }).click();
	await page.panel.keyboard.type(' Today!');
	await page.panel.keyboard.press('Home');
	page.servers.behavior.workflow = () => ({ body: panelAnswer({ summary: 'She wants a date.', suggestions: [{ title: '', text: 'On Friday.' }] }) });
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await page.panel.clock.runFor(5000);
	await page.panel.getByText('She wants a date.').waitFor();
	await page.panel.keyboard.type('Ada, ');
	expect(await page.panel.getByRole('textbox').inputValue()).toBe('Ada, We refund the shipping. Today!');
	await becomes(async () => await page.panel.locator('.card').allInnerTexts(), [expect.stringContaining('Refund'), expect.stringContaining('On Friday.')]);
	expect(page.servers.seen.posted).toHaveLength(2);
});

/** Pauses are a thousand times shorter, and the page's clock jumps over them. */
const QUICK_PAUSES = `
	const [later, now] = [setTimeout, Date.now];
	let ahead = 0;
	const pauses = [];
	Date.now = () => now() + ahead;
	window.setTimeout = (run, ms) => {
		if (document.querySelector('iframe')) return later(run, ms);
		pauses.push(ms);
		document.documentElement.dataset.pauses = pauses.join();
		ahead += ms;
		return later(run, ms / 1000);
	};`;

testInBrowser('the panel polls every 5 s, every 15 s after 5 quiet minutes, and stops when the conversation ends', async () => {
	await page.panel.context().addInitScript(QUICK_PAUSES);
	await page.openFilled();
	await page.panel.locator('[data-pauses*="15000"]').waitFor();
	const pauses = await page.panel.evaluate<string>('document.documentElement.dataset.pauses');
	expect([60, 61]).toContain(pauses.split(',').indexOf('15000'));
	page.servers.behavior.conversation = () => ({ status: 429 });
	await page.panel.locator('[data-pauses*="60000"]').waitFor();
	await page.panel.locator('#standing').getByText('Trying again').waitFor();
	page.servers.behavior.conversation = () => ({ body: conversation({ state: 'disconnected' }) });
	await page.panel.locator('#standing').getByText('This conversation has ended.').waitFor();
	const looks = page.servers.seen.looks;
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(page.servers.seen.looks).toBe(looks);
	await becomes(async () => await page.button('Send').count(), 0);
});

testInBrowser("the panel doesn't poll while the desk shows another conversation", async () => {
	await page.panel.goto(page.servers.deskUrl);
	await page.panel.frameLocator('iframe').getByText('Ada asks where').waitFor();
	await page.panel.evaluate("document.querySelector('iframe').hidden = true");
	await new Promise((resolve) => setTimeout(resolve, 5500));
	const looks = page.servers.seen.looks;
	page.servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await new Promise((resolve) => setTimeout(resolve, 5500));
	expect([page.servers.seen.looks, page.servers.seen.posted.length]).toEqual([looks, 1]);
	await page.panel.evaluate("document.querySelector('iframe').hidden = false");
	while (page.servers.seen.posted.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
});
