import { becomes, testInBrowser } from '../support/inBrowser.mts';
import { layoutProblems, poorContrasts } from '../support/layout.mts';
import { CONTENT, panelInBrowser } from './support/panelInBrowser.mts';
import { panelAnswer } from './support/panelServers.mts';

/** The agent panel's page during failures, with hostile data, by keyboard, and in each width and color scheme. */

const page = panelInBrowser();

testInBrowser.each([
	[401, { code: 'signIn', message: 'Sign in again.' }, 'Sign in again.'],
	[403, { code: 'notAllowed', message: "You don't have access to this conversation in Genesys Cloud." }, "You don't have access to this conversation in Genesys Cloud."],
	[404, { code: 404, message: 'The requested webhook is not registered.' }, 'Ask your administrator to publish it.'],
	[429, { code: 'tooMany', message: 'Try again in 7 seconds.' }, 'Try again in 7 seconds.'],
	[500, { code: 'workflowFailed', message: 'The workflow failed. Look at its execution.' }, 'The workflow failed. Look at its execution.'],
	[500, 'no object', "The workflow behind this panel isn't published, or n8n has a problem."],
	[502, null, 'n8n returned status 502. Try again, or contact your administrator.'],
	[503, { code: 'unavailable', message: 'Try again shortly.' }, 'Try again shortly.'],
])('a %i with %j explains the fix, and the button tries again', async (status, body, words) => {
	page.servers.behavior.workflow = () => ({ status, body });
	await page.open();
	await page.panel.locator('#notice').getByText(words).waitFor();
	await page.panel.getByRole('status').getByText(words).waitFor();
	page.servers.behavior.workflow = () => ({ body: panelAnswer(CONTENT) });
	await page.button('Try again').click();
	await page.panel.getByText('Ada asks where').waitFor();
	await becomes(async () => await page.panel.locator('#notice').isVisible(), false);
});

testInBrowser('the panel reports that n8n is unreachable and keeps its content', async () => {
	await page.openFilled();
	await page.panel.context().route('**/webhook/**', async (route) => await route.abort());
	await page.button('Refund shipping').click();
	await page.panel.locator('#notice').getByText("Can't reach n8n. Check your connection").waitFor();
	await becomes(async () => await page.panel.getByText('Ada asks where').isVisible(), true);
});

testInBrowser('the panel explains an empty result and a missing conversation ID', async () => {
	page.servers.behavior.workflow = () => ({ body: panelAnswer() });
	await page.open();
	await page.panel.getByText("There's nothing to show for this conversation yet.").waitFor();
	await page.panel.goto(page.servers.panelUrl.split('?')[0]!);
	await page.panel.locator('#notice').getByText('Open it from an interaction in Genesys Cloud.').waitFor();
	expect(page.servers.seen.posted).toHaveLength(1);
});

testInBrowser.each([
	'<img src=x onerror="document.title=1"><script>document.title=1</script><style>*{display:none}</style>',
	'"><svg onload=alert(1)>{{7*7}}',
	'x'.repeat(100_000),
	'\u202Eevil \u2067مرحبا\n'.repeat(50),
])('the panel shows hostile data as text in an intact layout, even more than 1 MB of it: %#', async (text) => {
	const evil = ['javascript:document.title=1', ' JavaScript:alert(1)', 'data:text/html,<script>1</script>', 'blob:x', '//evil.example', text];
	const content = {
		message: text,
		summary: text,
		fields: [{ label: text, value: text }],
		suggestions: [{ title: text, text }],
		links: evil.map((url) => ({ label: text, url })),
		actions: [{ name: text, label: text, value: text }, { name: text, label: text, placeholder: text }],
	};
	page.servers.behavior.workflow = () => ({ body: panelAnswer(content) });
	await page.open();
	await page.panel.locator('.card').waitFor();
	expect(await page.panel.title()).toBe('Agent panel');
	await becomes(async () => await page.panel.locator('main').locator('img, script, style, svg, a').count(), 0);
	expect(await page.panel.evaluate("[...document.querySelectorAll('#summary p, #message, dt, dd, h3, .card > p.text, #links span')].map((node) => [node.textContent.length, node.dir, getComputedStyle(node).unicodeBidi])")).toEqual(Array(12).fill([text.length, 'auto', 'isolate']));
	expect(await page.panel.evaluate('[document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight < 9000]')).toEqual([true, true]);
});

testInBrowser('the panel is usable by keyboard in visual order', async () => {
	await page.openFilled();
	const reached: unknown[] = [];
	for (let step = 0; step < 9; step++) {
		await page.panel.keyboard.press('Tab');
		reached.push(await page.panel.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent'));
	}
	expect(reached).toEqual(['Send', 'Edit', 'Copy', 'Send', 'Edit', 'Copy', 'Refund shipping', 'e.g. call back', 'Add note']);
});

testInBrowser.each([280, 320, 400, 600].flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))))(
	'at $width px in $colorScheme mode, nothing in the panel is cut off, covered, too small for a finger, or hard to read',
	async ({ width, colorScheme }) => {
		await page.newPanel({ viewport: { width, height: 900 }, colorScheme, hasTouch: true });
		await page.openFilled();
		await page.card('On its way').getByRole('button', { name: 'Send' }).click();
		await page.card('On its way').getByText('Sent', { exact: true }).waitFor();
		await page.card('Refund').getByRole('button', { name: 'Edit' }).click();
		expect([...(await layoutProblems(page.panel)), ...(await poorContrasts(page.panel))]).toEqual([]);
		page.servers.behavior.workflow = () => ({ status: 500 });
		await page.open();
		await page.button('Try again').waitFor();
		expect([...(await layoutProblems(page.panel)), ...(await poorContrasts(page.panel))]).toEqual([]);
	},
);
