import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from '../support/agent.mts';
import { pageWorkflow } from '../support/pageWorkflow.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** Everything that the chat page's channel carries in both directions, through a real n8n and the package's nodes. */

let stack: TestStack;
let browser: Browser;
let page: Page;
let agent: Agent;
let agents: string[];

beforeAll(async () => {
	if (!hasBrowser) return;
	stack = await startTestStack();
	const { rest, workflows, chat, credentials, simulator } = stack;
	for (const id of workflows.values()) await rest.unpublish(id);
	await rest.publish(await rest.createWorkflow(pageWorkflow(chat.url, credentials)));
	const state = await callSimulator<{ agents: Array<{ id: string }> }>(simulator.url, 'GET', '/simulator/state');
	agents = state.agents.map(({ id }) => id);
	browser = await launchBrowser();
	page = await browser.newPage();
	await page.goto(`${chat.url}/?customer=channel-1&name=Ada`);
	agent = agentFor(simulator.url, 'channel-1');
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

const presence = async (text: string) => await page.locator('#presence', { hasText: text }).waitFor();
const message = (text: string) => page.locator('.bubble', { hasText: text });

testInBrowser('quick replies, typing, waiting, and transfers reach the other side of the chat', async () => {
	const text = page.getByRole('textbox', { name: 'Message' });
	await text.fill('My cup is broken');
	await page.keyboard.press('Enter');
	await page.getByText('You are in line for Support.').waitFor();
	await message('You are next.').waitFor();
	await presence('Waiting for an agent');

	await agent.accept();
	await page.getByText('Agent One has joined the chat.').waitFor();
	await presence('Talking to Agent One');
	const examples = await callSimulator<Array<{ kind: string }>>(stack.simulator.url, 'GET', '/simulator/content-examples');
	await agent.act('messages', examples.find(({ kind }) => kind === 'quickReplies') ?? {});
	await page.getByRole('button', { name: 'Yes, a cup' }).click();
	const click = await agent.sees('the click', ({ messages }) => messages.find((one) => one.from === 'customer' && one.text === 'Yes, a cup'));
	expect(click).toMatchObject({ structured: [{ contentType: 'ButtonResponse', buttonResponse: { type: 'QuickReply', payload: 'missing-cup' } }] });

	await agent.act('typing');
	await page.getByText('Agent One is typing').waitFor();
	await text.pressSequentially('It is the blue one');
	await agent.sees('the customer is typing', (chat) => (chat as unknown as { customerTyping: boolean }).customerTyping);

	await agent.act('transferToAgent', { toAgentId: agents[1] });
	await presence('Waiting for an agent');
	await agent.act('accept', { agentId: agents[1] });
	await presence('Talking to Agent Two');
	await agent.says('I take it from here');
	await message('I take it from here').waitFor();
	await becomes(async () => await page.locator('[data-sender="agent"] > .by').allInnerTexts(), ['Agent One', 'Agent Two']);

	await agent.act('end');
	await presence('Talking to our assistant');
}, 120_000);
