import type { Models } from 'purecloud-platform-client-v2';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { layoutProblems, poorContrasts, SCREENS } from '../support/layout.mts';
import { contract } from './support/genesys.mts';
import { newIntegration, startConversation, type Sent } from './support/handover.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The agent desk in a real browser, on a large screen and on a phone, in light and dark mode, and its texts. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '', outboundMediaTypes: ['*/*'] });
let browser: Browser;
let desk: Page;
let chat: Sent;
let agents: string[];

beforeAll(async () => {
	if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

const act = async (what: string, body: object = {}) => await genesys.control('POST', `conversations/${chat.conversationId}/${what}`, body);

/** A conversation that was transferred from the first to the second agent, both of whom wrote. */
beforeEach(async () => {
	if (!hasBrowser) return;
	await genesys.control('POST', 'reset');
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '', outboundMediaTypes: ['*/*'] });
	await genesys.login();
	chat = await startConversation(genesys, { integrationId: await newIntegration(genesys), text: 'My cup is broken' });
	agents = ((await genesys.users.getUsers()).entities ?? []).map(({ id = '' }) => id);
	await act('accept', { agentId: agents[0] });
	await act('messages', { agentId: agents[0], text: 'I will ask my colleague.' });
	await act('transferToAgent', { agentId: agents[0], toAgentId: agents[1] });
	await act('accept', { agentId: agents[1] });
	await act('messages', { agentId: agents[1], text: 'Hello, I take it from here.' });
});
afterEach(async () => await desk?.close());

async function open(screen: Parameters<Browser['newPage']>[0] = { viewport: { width: 1440, height: 900 } }): Promise<void> {
	desk = await browser.newPage(screen);
	await desk.goto(`${genesys.url}/desk?agent=${agents[1]}`);
	await desk.locator('.row').first().waitFor();
}

testInBrowser("each agent's messages show the agent's name, also after a transfer", async () => {
	await open();
	await desk.locator('.row').first().click();
	await desk.getByText('I take it from here').nth(1).waitFor();
	await becomes(async () => await desk.locator('[data-from="agent"] > .by').allInnerTexts(), ['Agent One', 'Agent Two']);
});

testInBrowser.each([
	['the agent', 'Agent Two ended the chat', async () => await act('end', { agentId: agents[1] })],
	['the customer', 'The customer ended the chat', async () => await genesys.conversations.patchConversationsMessage(chat.conversationId, { state: 'disconnected' } as Models.Conversation)],
	['time', 'The session expired', async () => await act('expire')],
])('an end by %s is shown in words above the conversation and below its last message', async (_who, words, end) => {
	await open();
	await desk.locator('.row').first().click();
	await end();
	await desk.locator('.head .state', { hasText: words }).waitFor();
	await desk.getByRole('log').getByText(words).waitFor();
});

testInBrowser("a waiting row shows the customer's latest message, and counts from the latest handover", async () => {
	await genesys.control('PATCH', 'settings', { flowText: 'Thank you. {place}' });
	await act('end', { agentId: agents[1] });
	await genesys.control('POST', `conversations/${chat.conversationId}/backdate`, { hours: 2 });
	await open();
	await desk.locator('[data-group="ended"] .row').waitFor();

	await startConversation(genesys, { integrationId: chat.integrationId, customerId: chat.customerId, text: 'My bowl is broken, too' });
	const row = desk.locator('[data-group="waiting"] .row');
	await row.locator('.preview', { hasText: 'My bowl is broken, too' }).waitFor();
	await row.click();
	await desk.getByRole('log').getByText('Thank you. You are next.').waitFor();
	await becomes(async () => await row.locator('.preview').innerText(), 'My bowl is broken, too');
	expect(await row.locator('.since').innerText()).toMatch(/^0:\d\d$/);
	await desk.getByText('Ended chats stay here until the customer writes again.').waitFor();
});

testInBrowser('Transfer lists queues and agents under headings and works with the keyboard', async () => {
	await open();
	await desk.locator('.row').first().click();
	await desk.locator('summary', { hasText: 'Transfer' }).focus();
	await desk.keyboard.press('Enter');
	const choicesOf = async (name: string) => await desk.getByRole('group', { name }).getByRole('button').allInnerTexts();
	expect([await choicesOf('To a queue'), await choicesOf('To an agent')]).toEqual([['Sales', 'Billing'], ['Agent One', 'Agent Three']]);
	await desk.keyboard.press('Tab');
	await desk.keyboard.press('Enter');
	await desk.locator('.head .state', { hasText: 'Waiting in Sales' }).waitFor();
});

testInBrowser('on a phone, the desk shows one column at a time, and Back returns to the previous position', async () => {
	await open({ viewport: { width: 390, height: 844 } });
	await desk.locator('.row').first().focus();
	await desk.keyboard.press('Enter');
	await desk.getByRole('textbox', { name: 'Message' }).fill('Is it still there?');
	await desk.getByRole('button', { name: 'Send' }).click();
	await desk.getByRole('log').getByText('Is it still there?').waitFor();

	await desk.getByRole('button', { name: 'Customer', exact: true }).click();
	await desk.getByRole('heading', { name: 'Custom attributes' }).waitFor();
	await becomes(async () => await desk.getByRole('textbox', { name: 'Message' }).isVisible(), false);
	await desk.getByRole('button', { name: 'Customer', exact: true }).click();
	await desk.getByRole('button', { name: 'Back to all chats' }).click();
	await becomes(async () => await desk.evaluate('document.activeElement.className'), 'row');
});

test('the flow sends customers their position in the queue', async () => {
	await genesys.control('PATCH', 'settings', { flowText: 'Thank you. {place}' });
	const integrationId = await newIntegration(genesys);
	const chats: Sent[] = [];
	for (let place = 1; place <= 2; place++) chats.push(await startConversation(genesys, { integrationId }));
	const { conversations } = await genesys.control<{ conversations: Array<{ id: string; messages: Array<{ from: string; text: string }> }> }>('GET', 'state');
	const said = chats.map(({ conversationId }) => conversations.find(({ id }) => id === conversationId)?.messages.find(({ from }) => from === 'flow')?.text);
	expect(said).toEqual(['Thank you. You are next.', 'Thank you. You are number 2 in line.']);
});

testInBrowser.each(SCREENS)('at $viewport.width px in $colorScheme mode, nothing on the desk is cut off, covered, too small, or hard to read', async (screen) => {
	await open(screen);
	const look = async (what: string) =>
		expect({ what, problems: [...(await layoutProblems(desk)), ...(await poorContrasts(desk))] }).toEqual({ what, problems: [] });
	await look('list');
	await desk.locator('.row').first().click();
	await look('chat');
	for (const { kind, text, content } of await genesys.control<Array<{ kind: string; text: string; content: object[] }>>('GET', 'content-examples')) {
		await act('messages', { agentId: agents[1], text, content });
		await desk.locator('[data-from="agent"]', { hasText: text }).last().waitFor();
		await look(kind);
	}
	for (const name of ['Transfer', 'Consult']) {
		await desk.locator('summary', { hasText: name }).click();
		const choices = desk.locator('.menu[open] .choices');
		const box = await choices.boundingBox();
		expect(box && box.x >= 0 && box.x + box.width <= screen.viewport.width).toBe(true);
		await desk.keyboard.press('Escape');
	}
	await desk.getByRole('button', { name: 'Rich content' }).click();
	await desk.getByRole('dialog').waitFor();
	await look('dialog');
	await desk.keyboard.press('Escape');
	if (screen.viewport.width < 720) {
		await desk.getByRole('button', { name: 'Customer', exact: true }).click();
		await look('customer');
		await desk.getByRole('button', { name: 'Customer', exact: true }).click();
	}
	await act('end', { agentId: agents[1] });
	await desk.getByText('How did it go?').waitFor();
	await look('ended');
});
