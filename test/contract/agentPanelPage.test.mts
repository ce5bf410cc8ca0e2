import { eventually } from '../../demo/people.mts';
import { becomes, testInBrowser } from '../support/inBrowser.mts';
import { CONTENT, panelInBrowser } from './support/panelInBrowser.mts';
import { conversation, CONVERSATION_ID, panelAnswer } from './support/panelServers.mts';

/** The agent panel's page: sign-in, content, suggestions, and actions. */

const page = panelInBrowser();

testInBrowser("the panel signs in without a click and shows the workflow's result", async () => {
	await page.openFilled();
	expect(page.servers.seen.posted).toEqual([{ event: 'panelOpened', conversationId: CONVERSATION_ID, requestId: expect.stringMatching(/^[\da-f-]{36}$/), sentAt: expect.any(Number) }]);
	expect(Math.abs(Date.now() - page.servers.seen.posted[0]!.sentAt)).toBeLessThan(10_000);
	const headings = await page.panel.getByRole('heading').allInnerTexts();
	expect(headings).toEqual(['Agent panel', 'Summary', 'Details', 'Suggested answers', 'On its way', 'Refund', 'Actions', 'Links']);
	await page.panel.getByText('Gold customer').waitFor();
	expect(await page.panel.evaluate('[...document.links].map(({ href, target, rel }) => [href, target, rel])')).toEqual([['https://shop.example/4711', '_blank', 'noopener noreferrer']]);
	await becomes(async () => await page.panel.locator('iframe').count(), 0);
});

testInBrowser("the panel shows a sign-in button if Genesys Cloud doesn't sign in by itself, and explains a rejected sign-in", async () => {
	Object.assign(page.servers.behavior, { signsInSilently: false, acceptsSignIn: false });
	await page.open();
	await page.button('Sign in to Genesys Cloud').click();
	await page.panel.locator('#notice').getByText("Genesys Cloud didn't sign you in (access_denied). Try again").waitFor();
	page.servers.behavior.acceptsSignIn = true;
	await page.button('Sign in to Genesys Cloud').click();
	await page.panel.getByText('Ada asks where').waitFor();
	expect(page.panel.context().pages()).toHaveLength(1);
	expect(page.servers.seen.posted).toHaveLength(1);
});

testInBrowser('the panel shows the sign-in button after five seconds without a response from the login', async () => {
	await page.panel.context().route('**/oauth/authorize*', () => {});
	await page.panel.clock.install();
	await page.open();
	await page.panel.locator('iframe').waitFor({ state: 'attached' });
	await page.panel.clock.runFor(5000);
	await page.button('Sign in to Genesys Cloud').waitFor();
});

testInBrowser('the panel accepts a code only from the frame that it opened', async () => {
	await page.panel.context().route('**/oauth/authorize*', () => {});
	await page.open();
	const frame = page.panel.locator('iframe');
	await frame.waitFor({ state: 'attached' });
	const state = new URL((await frame.getAttribute('src')) ?? '').searchParams.get('state');
	await page.panel.evaluate(`postMessage({ code: 'stolen', state: '${state}' }, '*')`);
	await page.button('Sign in to Genesys Cloud').waitFor();
	expect(page.servers.seen.urls.filter((url) => url.endsWith('/oauth/token'))).toEqual([]);
});

testInBrowser('the panel sends a suggestion as the agent, edited or not, and its card shows that it was sent', async () => {
	await page.openFilled();
	await page.card('On its way').getByRole('button', { name: 'Send' }).click();
	await page.card('On its way').getByText('Sent', { exact: true }).waitFor();
	await page.card('Refund').getByRole('button', { name: 'Edit' }).click();
	await page.panel.keyboard.type(' Today!');
	await page.card('Refund').getByRole('button', { name: 'Send' }).click();
	await page.card('Today!').getByText('Sent', { exact: true }).waitFor();
	const path = `/api/v2/conversations/messages/${CONVERSATION_ID}/communications/own/messages`;
	expect(page.servers.seen.sent).toEqual([
		{ path, textBody: 'Your parcel arrives on Thursday.' },
		{ path, textBody: 'We refund the shipping. Today!' },
	]);
	await becomes(async () => await page.panel.locator('.card').getByRole('button').count(), 0);
});

testInBrowser.each([
	['is not in the conversation', { conversation: () => ({ body: conversation({ agent: 'disconnected' }) }) }, "You're not connected to this conversation"],
	['may not send', { message: () => ({ status: 403 }) }, 'Genesys Cloud rejected the message (403). Copy the text'],
	['sends too often', { message: () => ({ status: 429 }) }, 'Wait a minute, then send it again'],
	['gets no confirmation', { message: () => ({ status: 504 }) }, 'Check the conversation before you send it again'],
])('an agent who %s reads what to do, and can copy the text', async (_who, behavior, words) => {
	Object.assign(page.servers.behavior, behavior);
	await page.newPanel({ permissions: ['clipboard-read', 'clipboard-write'] });
	await page.openFilled();
	await page.card('On its way').getByRole('button', { name: 'Send' }).click();
	await page.card('On its way').getByText(words).waitFor();
	await page.card('On its way').getByRole('button', { name: 'Copy' }).click();
	await page.card('On its way').getByRole('button', { name: 'Copied' }).waitFor();
	await becomes(async () => await page.panel.evaluate('navigator.clipboard.readText()'), 'Your parcel arrives on Thursday.');
	expect(page.servers.seen.sent).toEqual([]);
});

testInBrowser('the panel copies text even in a desk frame without clipboard permission', async () => {
	await page.newPanel({ permissions: ['clipboard-read'] });
	await page.panel.goto(page.servers.deskUrl);
	await page.panel.frameLocator('iframe').getByRole('button', { name: 'Copy' }).first().click();
	await page.panel.frameLocator('iframe').getByRole('button', { name: 'Copied' }).waitFor();
	await becomes(async () => await page.panel.evaluate('navigator.clipboard.readText()'), 'Your parcel arrives on Thursday.');
});

testInBrowser("the panel runs an action with its value or the agent's text, and replaces only what the workflow returns", async () => {
	page.servers.behavior.workflow = ({ action }) => ({ body: panelAnswer(action ? { message: `Done: ${action.value}` } : CONTENT) });
	await page.openFilled();
	await page.button('Refund shipping').click();
	await page.panel.locator('#message', { hasText: 'Done: order 4711' }).waitFor();
	await page.panel.getByRole('textbox', { name: 'e.g. call back' }).fill('Call at five');
	await page.panel.keyboard.press('Enter');
	await page.panel.locator('#message', { hasText: 'Done: Call at five' }).waitFor();
	expect(page.servers.seen.posted.map(({ action }) => action)).toEqual([undefined, { name: 'refund', value: 'order 4711' }, { name: 'note', value: 'Call at five' }]);
	expect(new Set(page.servers.seen.posted.map(({ requestId }) => requestId)).size).toBe(3);
	await page.panel.getByText('Ada asks where').waitFor();
});

testInBrowser("the panel clears an action's text field after success and keeps the text after a failure", async () => {
	page.servers.behavior.workflow = ({ action }) => (action?.value === 'Fails' ? { status: 500, body: { code: 'workflowFailed', message: 'The workflow failed.' } } : { body: panelAnswer(action ? { message: 'Stored', actions: CONTENT.actions } : CONTENT) });
	await page.openFilled();
	const field = page.panel.getByRole('textbox', { name: 'e.g. call back' });
	await field.fill('Fails');
	await field.press('Enter');
	await page.panel.getByText('The workflow failed.').first().waitFor();
	await page.panel.locator('#panel[aria-busy=false]').waitFor();
	expect(await field.inputValue()).toBe('Fails');
	await field.fill('Call at five');
	await field.press('Enter');
	await page.panel.locator('#message', { hasText: 'Stored' }).waitFor();
	await page.panel.locator('#panel[aria-busy=false] form[aria-busy=false] input').waitFor();
	await becomes(async () => await field.inputValue(), '');
});

testInBrowser("the panel shows an action's result even if the agent has scrolled down to it", async () => {
	const long = { ...CONTENT, summary: 'A long story. '.repeat(40), suggestions: Array.from({ length: 8 }, (_, index) => ({ title: `Answer ${index}`, text: 'Thank you. '.repeat(20) })) };
	page.servers.behavior.workflow = ({ action }) => (action?.name === 'note' ? { status: 500, body: { code: 'workflowFailed', message: 'The workflow failed.' } } : { body: panelAnswer(action ? { message: 'Refunded' } : long) });
	await page.open();
	await page.button('Refund shipping').click();
	await page.panel.locator('#message', { hasText: 'Refunded' }).waitFor();
	await eventually('the message is in view', async () => (await page.panel.evaluate('scrollY')) === 0);
	await page.button('Add note').click();
	await page.panel.locator('#notice', { hasText: 'The workflow failed.' }).waitFor();
	await page.noticeInView();
	await page.button('Close').click();
	await becomes(async () => await page.panel.locator('#notice').isVisible(), false);
});

testInBrowser('the panel signs in again once if the token is no longer accepted', async () => {
	await page.openFilled();
	page.servers.seen.tokens.clear();
	await page.button('Refund shipping').click();
	await eventually('the action has run', async () => page.servers.seen.posted.length > 1);
	await page.panel.locator('main[aria-busy=false]').waitFor();
	expect(page.servers.seen.tokens.size).toBe(1);
	expect(page.servers.seen.posted).toHaveLength(2);
});
