import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { contract } from './support/genesys.mts';
import { newIntegration, startConversation } from './support/handover.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The agent desk in a real browser with more than one agent in a conversation. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
let browser: Browser;
let desk: Page;

beforeAll(async () => {
	if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => await browser?.close());

testInBrowser('an agent consults a colleague, who takes over and transfers the conversation to a third agent', async () => {
	const { conversationId } = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
	await genesys.control('POST', `conversations/${conversationId}/accept`);
	desk = await browser.newPage({ viewport: { width: 1280, height: 850 } });
	await desk.goto(`${genesys.url}/desk`);

	const become = async (name: string) => {
		await desk.locator('#agent').selectOption({ label: name });
		await desk.locator('.row').first().click();
	};
	const button = (name: string) => desk.getByRole('button', { name, exact: true });
	const choose = async (menu: string, choice: string) => {
		await desk.locator('summary', { hasText: menu }).click();
		await button(choice).click();
	};
	const stateIs = async (text: string) => await desk.locator('.head .state', { hasText: text }).waitFor();

	await become('Agent One');
	await choose('Consult', 'Agent Two');
	await become('Agent Two');
	await button('Accept').click();
	await stateIs('With Agent One in Support, advised by you');
	await button('Leave').waitFor();
	await becomes(async () => await desk.locator('#composer').isVisible(), false);

	await become('Agent One');
	await button('Hand over').click();
	await stateIs('With Agent Two in Support');
	await become('Agent Two');
	await choose('Transfer', 'Agent Three');
	await stateIs('Offered to Agent Three in Support');
});

testInBrowser('an agent brings a colleague into the conversation, and both talk to the customer', async () => {
	await genesys.control('POST', 'reset');
	await genesys.login();
	const { conversationId } = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
	const agents = (await genesys.users.getUsers()).entities ?? [];
	const [one, two] = agents.map(({ id }) => id);
	const does = async (what: string, body: object) =>
		await genesys.control('POST', `conversations/${conversationId}/${what}`, body);
	await does('accept', { agentId: one });
	await does('consult', { agentId: one, toAgentId: two });
	await does('accept', { agentId: two });
	desk = await browser.newPage({ viewport: { width: 1280, height: 850 } });
	await desk.goto(`${genesys.url}/desk`);
	await desk.locator('#agent').selectOption({ label: 'Agent One' });
	await desk.locator('.row').first().click();
	await desk.getByRole('button', { name: 'Bring in' }).click();
	await desk.locator('.head .state', { hasText: 'With you and Agent Two in Support' }).waitFor();
	await desk.locator('#agent').selectOption({ label: 'Agent Two' });
	await desk.locator('.row').first().click();
	await desk.locator('#composer').waitFor();
});
