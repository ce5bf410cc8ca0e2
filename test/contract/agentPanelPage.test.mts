import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { eventually } from '../../demo/people.mts';
import { hasBrowser, testInBrowser } from '../support/inBrowser.mts';
import { layoutProblems, poorContrasts } from '../support/layout.mts';
import { conversation, CONVERSATION_ID, panelAnswer, startPanelServers } from './support/panelServers.mts';

/** The agent panel's page in Chromium, under the policy that the trigger sends with it. */

const CONTENT = {
	message: 'Gold customer',
	summary: 'Ada asks where her order is.',
	fields: [{ label: 'Order', value: '4711' }],
	suggestions: [
		{ title: 'On its way', text: 'Your parcel arrives on Thursday.' },
		{ title: 'Refund', text: 'We refund the shipping.' },
	],
	links: [{ label: 'Order in the shop', url: 'https://shop.example/4711' }],
	actions: [
		{ name: 'refund', label: 'Refund shipping', value: 'order 4711' },
		{ name: 'note', label: 'Add note', placeholder: 'e.g. call back' },
	],
};

let browser: Browser;
let context: BrowserContext;
let panel: Page;
let servers: Awaited<ReturnType<typeof startPanelServers>>;
let broken: string[];

beforeAll(async () => {
	if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => await browser?.close());
beforeEach(async () => {
	servers = await startPanelServers();
	servers.behavior.workflow = () => ({ body: panelAnswer(CONTENT) });
	if (hasBrowser) await newPanel();
});
/** Whatever a test does: the policy is never violated, no other host is asked, and a token is in no URL and no storage. */
afterEach(async () => {
	const { origins, seen } = servers;
	if (hasBrowser) {
		const stored = await panel.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])');
		expect({ broken, stored }).toEqual({ broken: [], stored: expect.not.stringContaining('token-') });
		expect(seen.urls.filter((url) => url.includes('token-'))).toEqual([]);
		await context.close();
	}
	expect(origins).toHaveLength(2);
	await servers.close();
});

async function newPanel(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
	await context?.close();
	broken = [];
	context = await browser.newContext({ viewport: { width: 360, height: 800 }, ...options });
	await context.addInitScript("addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error('Policy violated', violatedDirective, blockedURI))");
	context.on('console', (message) => /Content Security Policy|Policy violated/.test(message.text()) && broken.push(message.text()));
	context.on('weberror', (error) => broken.push(String(error.error())));
	context.on('request', (request) => servers.origins.includes(new URL(request.url()).origin) || broken.push(request.url()));
	panel = await context.newPage();
	panel.setDefaultTimeout(10_000);
}

/** The load event waits for the frame that signs in. */
const open = async (): Promise<void> => void (await panel.goto(servers.panelUrl, { waitUntil: 'commit' }));
const button = (name: string) => panel.getByRole('button', { name, exact: true });
const card = (text: string) => panel.getByRole('listitem').filter({ hasText: text });

async function openFilled(): Promise<void> {
	await open();
	await panel.getByText('Ada asks where').waitFor();
}

testInBrowser('signs in without a click, and shows what the workflow answers', async () => {
	await openFilled();
	expect(servers.seen.posted).toEqual([{ event: 'panelOpened', conversationId: CONVERSATION_ID, requestId: expect.stringMatching(/^[\da-f-]{36}$/), sentAt: expect.any(Number) }]);
	expect(Math.abs(Date.now() - servers.seen.posted[0]!.sentAt)).toBeLessThan(10_000);
	const headings = await panel.getByRole('heading').allInnerTexts();
	expect(headings).toEqual(['Agent panel', 'Summary', 'Details', 'Suggested answers', 'On its way', 'Refund', 'Actions', 'Links']);
	await panel.getByText('Gold customer').waitFor();
	expect(await panel.evaluate('[...document.links].map(({ href, target, rel }) => [href, target, rel])')).toEqual([['https://shop.example/4711', '_blank', 'noopener noreferrer']]);
	expect(await panel.locator('iframe').count()).toBe(0);
});

testInBrowser('offers a button where Genesys Cloud does not sign in by itself, and says what a refusal means', async () => {
	Object.assign(servers.behavior, { signsInSilently: false, acceptsSignIn: false });
	await open();
	await button('Sign in to Genesys Cloud').click();
	await panel.locator('#notice').getByText('Genesys Cloud did not sign you in (access_denied). Try again').waitFor();
	servers.behavior.acceptsSignIn = true;
	await button('Sign in to Genesys Cloud').click();
	await panel.getByText('Ada asks where').waitFor();
	expect(context.pages()).toHaveLength(1);
	expect(servers.seen.posted).toHaveLength(1);
});

testInBrowser('offers the button after five seconds without an answer of the login', async () => {
	await context.route('**/oauth/authorize*', () => {});
	await panel.clock.install();
	await open();
	await panel.locator('iframe').waitFor({ state: 'attached' });
	await panel.clock.runFor(5000);
	await button('Sign in to Genesys Cloud').waitFor();
});

testInBrowser('takes a code only from the frame that it has opened', async () => {
	await context.route('**/oauth/authorize*', () => {});
	await open();
	const frame = panel.locator('iframe');
	await frame.waitFor({ state: 'attached' });
	const state = new URL((await frame.getAttribute('src')) ?? '').searchParams.get('state');
	await panel.evaluate(`postMessage({ code: 'stolen', state: '${state}' }, '*')`);
	await button('Sign in to Genesys Cloud').waitFor();
	expect(servers.seen.urls.filter((url) => url.endsWith('/oauth/token'))).toEqual([]);
});

testInBrowser('sends a suggestion as the agent, edited or not, and says so on its card', async () => {
	await openFilled();
	await card('On its way').getByRole('button', { name: 'Send' }).click();
	await card('On its way').getByText('Sent', { exact: true }).waitFor();
	await card('Refund').getByRole('button', { name: 'Edit' }).click();
	await panel.keyboard.type(' Today!');
	await card('Refund').getByRole('button', { name: 'Send' }).click();
	await card('Today!').getByText('Sent', { exact: true }).waitFor();
	const path = `/api/v2/conversations/messages/${CONVERSATION_ID}/communications/own/messages`;
	expect(servers.seen.sent).toEqual([
		{ path, textBody: 'Your parcel arrives on Thursday.' },
		{ path, textBody: 'We refund the shipping. Today!' },
	]);
	expect(await panel.locator('.card').getByRole('button').count()).toBe(0);
});

testInBrowser.each([
	['is not in the conversation', { conversation: () => ({ body: conversation({ agent: 'disconnected' }) }) }, 'You are not connected to this conversation'],
	['may not send', { message: () => ({ status: 403 }) }, 'Genesys Cloud rejected the message (403). Copy the text'],
	['sends too often', { message: () => ({ status: 429 }) }, 'Wait a minute, then send it again'],
	['gets no confirmation', { message: () => ({ status: 504 }) }, 'Look into the chat before you send it again'],
])('an agent who %s is told what to do, and can copy the text', async (_who, behavior, words) => {
	Object.assign(servers.behavior, behavior);
	await newPanel({ permissions: ['clipboard-read', 'clipboard-write'] });
	await openFilled();
	await card('On its way').getByRole('button', { name: 'Send' }).click();
	await card('On its way').getByText(words).waitFor();
	await card('On its way').getByRole('button', { name: 'Copy' }).click();
	await card('On its way').getByRole('button', { name: 'Copied' }).waitFor();
	expect(await panel.evaluate('navigator.clipboard.readText()')).toBe('Your parcel arrives on Thursday.');
	expect(servers.seen.sent).toEqual([]);
});

testInBrowser('copies also in the frame of a desk that does not let it use the clipboard', async () => {
	await newPanel({ permissions: ['clipboard-read'] });
	await panel.goto(servers.deskUrl);
	await panel.frameLocator('iframe').getByRole('button', { name: 'Copy' }).first().click();
	await panel.frameLocator('iframe').getByRole('button', { name: 'Copied' }).waitFor();
	expect(await panel.evaluate('navigator.clipboard.readText()')).toBe('Your parcel arrives on Thursday.');
});

testInBrowser('runs an action with its value or with what the agent has typed, and replaces only what the workflow gives', async () => {
	servers.behavior.workflow = ({ action }) => ({ body: panelAnswer(action ? { message: `Done: ${action.value}` } : CONTENT) });
	await openFilled();
	await button('Refund shipping').click();
	await panel.locator('#message', { hasText: 'Done: order 4711' }).waitFor();
	await panel.getByRole('textbox', { name: 'e.g. call back' }).fill('Call at five');
	await panel.keyboard.press('Enter');
	await panel.locator('#message', { hasText: 'Done: Call at five' }).waitFor();
	expect(servers.seen.posted.map(({ action }) => action)).toEqual([undefined, { name: 'refund', value: 'order 4711' }, { name: 'note', value: 'Call at five' }]);
	expect(new Set(servers.seen.posted.map(({ requestId }) => requestId)).size).toBe(3);
	await panel.getByText('Ada asks where').waitFor();
});

testInBrowser('empties the text field of an action that is done, and keeps what was typed for one that failed', async () => {
	servers.behavior.workflow = ({ action }) => (action?.value === 'Fails' ? { status: 500, body: { code: 'workflowFailed', message: 'The workflow failed.' } } : { body: panelAnswer(action ? { message: 'Stored', actions: CONTENT.actions } : CONTENT) });
	await openFilled();
	const field = panel.getByRole('textbox', { name: 'e.g. call back' });
	await field.fill('Fails');
	await field.press('Enter');
	await panel.getByText('The workflow failed.').first().waitFor();
	await panel.locator('#panel[aria-busy=false]').waitFor();
	expect(await field.inputValue()).toBe('Fails');
	await field.fill('Call at five');
	await field.press('Enter');
	await panel.locator('#message', { hasText: 'Stored' }).waitFor();
	await panel.locator('#panel[aria-busy=false] form[aria-busy=false] input').waitFor();
	expect(await field.inputValue()).toBe('');
});

/** The policy forbids what evaluates a string again and again. */
const expectTop = async () => await eventually('the top is shown', async () => (await panel.evaluate('scrollY')) === 0);

testInBrowser('shows what came of an action, also where the agent has scrolled down to it', async () => {
	const long = { ...CONTENT, summary: 'A long story. '.repeat(40), suggestions: Array.from({ length: 8 }, (_, index) => ({ title: `Answer ${index}`, text: 'Thank you. '.repeat(20) })) };
	servers.behavior.workflow = ({ action }) => (action?.name === 'note' ? { status: 500, body: { code: 'workflowFailed', message: 'The workflow failed.' } } : { body: panelAnswer(action ? { message: 'Refunded' } : long) });
	await open();
	await button('Refund shipping').click();
	await panel.locator('#message', { hasText: 'Refunded' }).waitFor();
	await expectTop();
	await button('Add note').click();
	await panel.locator('#notice', { hasText: 'The workflow failed.' }).waitFor();
	await expectTop();
});

testInBrowser('refreshes when the customer writes, and keeps the draft, the caret and the focus', async () => {
	await panel.clock.install();
	await openFilled();
	await card('Refund').getByRole('button', { name: 'Edit' }).click();
	await panel.keyboard.type(' Today!');
	await panel.keyboard.press('Home');
	servers.behavior.workflow = () => ({ body: panelAnswer({ summary: 'She wants a date.', suggestions: [{ title: '', text: 'On Friday.' }] }) });
	servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await panel.clock.runFor(5000);
	await panel.getByText('She wants a date.').waitFor();
	await panel.keyboard.type('Ada, ');
	expect(await panel.getByRole('textbox').inputValue()).toBe('Ada, We refund the shipping. Today!');
	expect(await panel.locator('.card').allInnerTexts()).toEqual([expect.stringContaining('Refund'), expect.stringContaining('On Friday.')]);
	expect(servers.seen.posted).toHaveLength(2);
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

testInBrowser('looks for messages every 5 s, every 15 s when it has been quiet for 5 minutes, and no more when the conversation has ended', async () => {
	await context.addInitScript(QUICK_PAUSES);
	await openFilled();
	await panel.locator('[data-pauses*="15000"]').waitFor();
	const pauses = await panel.evaluate<string>('document.documentElement.dataset.pauses');
	expect([60, 61]).toContain(pauses.split(',').indexOf('15000'));
	servers.behavior.conversation = () => ({ status: 429 });
	await panel.locator('[data-pauses*="60000"]').waitFor();
	await panel.locator('#standing').getByText('It keeps trying.').waitFor();
	servers.behavior.conversation = () => ({ body: conversation({ state: 'disconnected' }) });
	await panel.locator('#standing').getByText('This conversation has ended.').waitFor();
	const looks = servers.seen.looks;
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(servers.seen.looks).toBe(looks);
	expect(await button('Send').count()).toBe(0);
});

testInBrowser('does not look for messages while the desk shows another chat', async () => {
	await panel.goto(servers.deskUrl);
	await panel.frameLocator('iframe').getByText('Ada asks where').waitFor();
	await panel.evaluate("document.querySelector('iframe').hidden = true");
	await new Promise((resolve) => setTimeout(resolve, 5500));
	const looks = servers.seen.looks;
	servers.behavior.conversation = () => ({ body: conversation({ written: 2 }) });
	await new Promise((resolve) => setTimeout(resolve, 5500));
	expect([servers.seen.looks, servers.seen.posted.length]).toEqual([looks, 1]);
	await panel.evaluate("document.querySelector('iframe').hidden = false");
	while (servers.seen.posted.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
});

testInBrowser('signs in again, once, when the token is no longer accepted', async () => {
	await openFilled();
	servers.seen.tokens.clear();
	await button('Refund shipping').click();
	await panel.getByText('Gold customer').waitFor();
	await panel.locator('main[aria-busy=false]').waitFor();
	expect(servers.seen.tokens.size).toBe(1);
	expect(servers.seen.posted).toHaveLength(2);
});

testInBrowser.each([
	[401, { code: 'signIn', message: 'Sign in again.' }, 'Sign in again.'],
	[403, { code: 'notAllowed', message: 'Genesys Cloud does not show you this conversation.' }, 'Genesys Cloud does not show you this conversation.'],
	[404, { code: 404, message: 'The requested webhook is not registered.' }, 'Ask your administrator to publish it.'],
	[429, { code: 'tooMany', message: 'Try again in 7 seconds.' }, 'Try again in 7 seconds.'],
	[500, { code: 'workflowFailed', message: 'The workflow failed. Look at its execution.' }, 'The workflow failed. Look at its execution.'],
	[500, 'no object', 'The workflow behind this panel is not published, or n8n failed.'],
	[502, null, 'n8n answered with status 502. Try again, or tell your administrator.'],
	[503, { code: 'unavailable', message: 'Try again shortly.' }, 'Try again shortly.'],
])('a %i with %j says what to do, and the button tries again', async (status, body, words) => {
	servers.behavior.workflow = () => ({ status, body });
	await open();
	await panel.locator('#notice').getByText(words).waitFor();
	await panel.getByRole('status').getByText(words).waitFor();
	servers.behavior.workflow = () => ({ body: panelAnswer(CONTENT) });
	await button('Try again').click();
	await panel.getByText('Ada asks where').waitFor();
	expect(await panel.locator('#notice').isVisible()).toBe(false);
});

testInBrowser('says so when n8n cannot be reached, and leaves what it shows', async () => {
	await openFilled();
	await context.route('**/webhook/**', async (route) => await route.abort());
	await button('Refund shipping').click();
	await panel.locator('#notice').getByText('n8n cannot be reached. Check your connection').waitFor();
	expect(await panel.getByText('Ada asks where').isVisible()).toBe(true);
});

testInBrowser('says so when the workflow has nothing to show, and when no conversation is named', async () => {
	servers.behavior.workflow = () => ({ body: panelAnswer() });
	await open();
	await panel.getByText('There is nothing to show for this conversation yet.').waitFor();
	await panel.goto(servers.panelUrl.split('?')[0]!);
	await panel.locator('#notice').getByText('Open it from an interaction in Genesys Cloud.').waitFor();
	expect(servers.seen.posted).toHaveLength(1);
});

testInBrowser.each([
	'<img src=x onerror="document.title=1"><script>document.title=1</script><style>*{display:none}</style>',
	'"><svg onload=alert(1)>{{7*7}}',
	'x'.repeat(100_000),
	'\u202Eevil \u2067مرحبا\n'.repeat(50),
])('hostile data stays text, and the layout holds, also with more than 1 MB of it: %#', async (text) => {
	const evil = ['javascript:document.title=1', ' JavaScript:alert(1)', 'data:text/html,<script>1</script>', 'blob:x', '//evil.example', text];
	const content = {
		message: text,
		summary: text,
		fields: [{ label: text, value: text }],
		suggestions: [{ title: text, text }],
		links: evil.map((url) => ({ label: text, url })),
		actions: [{ name: text, label: text, value: text }, { name: text, label: text, placeholder: text }],
	};
	servers.behavior.workflow = () => ({ body: panelAnswer(content) });
	await open();
	await panel.locator('.card').waitFor();
	expect(await panel.title()).toBe('Agent panel');
	expect(await panel.locator('main').locator('img, script, style, svg, a').count()).toBe(0);
	expect(await panel.evaluate("[...document.querySelectorAll('#summary p, #message, dt, dd, h3, .card > p.text, #links span')].map((node) => [node.textContent.length, node.dir, getComputedStyle(node).unicodeBidi])")).toEqual(Array(12).fill([text.length, 'auto', 'isolate']));
	expect(await panel.evaluate('[document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight < 9000]')).toEqual([true, true]);
});

testInBrowser('everything is reached by keyboard, in the order in which it is seen', async () => {
	await openFilled();
	const reached: unknown[] = [];
	for (let step = 0; step < 9; step++) {
		await panel.keyboard.press('Tab');
		reached.push(await panel.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent'));
	}
	expect(reached).toEqual(['Send', 'Edit', 'Copy', 'Send', 'Edit', 'Copy', 'Refund shipping', 'e.g. call back', 'Add note']);
});

testInBrowser.each([280, 320, 400, 600].flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))))(
	'$width px, $colorScheme: nothing is cut off, covered, too small for a finger or hard to read',
	async ({ width, colorScheme }) => {
		await newPanel({ viewport: { width, height: 900 }, colorScheme, hasTouch: true });
		await openFilled();
		await card('On its way').getByRole('button', { name: 'Send' }).click();
		await card('On its way').getByText('Sent', { exact: true }).waitFor();
		await card('Refund').getByRole('button', { name: 'Edit' }).click();
		expect([...(await layoutProblems(panel)), ...(await poorContrasts(panel))]).toEqual([]);
		servers.behavior.workflow = () => ({ status: 500 });
		await open();
		await button('Try again').waitFor();
		expect([...(await layoutProblems(panel)), ...(await poorContrasts(panel))]).toEqual([]);
	},
);
