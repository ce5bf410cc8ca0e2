import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { ADA, openDemoPanel } from '../agentPanel.mts';
import { openBot } from '../botConnector.mts';
import { customerOf, deskOf, eventually } from '../people.mts';
import { callSimulator } from '../simulator.mts';
import { publishExample, readExample, type Stack } from '../stack.mts';
import { picture } from './picture.mts';

/** Pictures of both sides of a conversation: the customer's pages and the simulator's desk. */

/** The customer's page and the agent's desk. */
export async function pictureChatAndDesk(browser: Browser, { chat, simulator }: Stack): Promise<void> {
	const customer = customerOf(chat.url, 'ada-1');
	const desk = deskOf(simulator.url);
	const page = await browser.newPage({ viewport: { width: 1600, height: 960 } });
	await page.goto(`${chat.url}/side-by-side.html?customer=ada-1&name=Ada`);
	await customer.say('My parcel came open. Can I talk to an agent?');
	const chatOnDesk = await eventually('the chat waits', async () => (await desk.chatsOf(customer))[0]);
	await desk.act(chatOnDesk, 'accept');
	await desk.act(chatOnDesk, 'messages', { text: "Hello Ada, I'm sorry about that. What happened?" });
	await eventually('the answer arrives', async () => await customer.sees('What happened'));
	await customer.say('One of the two cups is broken.');
	await eventually('the agent sees it', async () => await desk.shows(customer, 'two cups'));
	const examples = await callSimulator<Array<{ kind: string; content: object[] }>>(simulator.url, 'GET', '/simulator/content-examples');
	const buttons = examples.find(({ kind }) => kind === 'buttons')?.content;
	await desk.act(chatOnDesk, 'messages', { text: 'What would you like us to do?', content: buttons });
	await eventually('the buttons arrive', async () => await customer.sees('What would you like'));
	await page.frameLocator('#agent').locator('.row').first().click();
	await page.frameLocator('#customer').locator('.card').first().waitFor();
	await picture('chat-and-desk', page);
	// Or the next picture's desk would list it first.
	await desk.act(chatOnDesk, 'end');
	await page.close();
}

/** The panel beside the agent's chat, which the demo's workflow fills. */
export async function pictureAgentPanel(root: string, browser: Browser, stack: Stack): Promise<void> {
	await openDemoPanel(root, stack);
	const customer = customerOf(stack.chat.url, ADA.customerId, ADA.name);
	const desk = deskOf(stack.simulator.url);
	const page = await browser.newPage({ viewport: { width: 1440, height: 1090 } });
	await page.goto(`${stack.simulator.url}/desk`);
	await customer.say('Hello! Can I talk to an agent? My parcel came, and one of the two cups is broken.');
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf(customer))[0]);
	await desk.act(chat, 'accept');
	await desk.act(chat, 'messages', { text: "Hello Ada, I'm sorry about that. Let me take a look." });
	await page.locator('.row[data-state="connected"]').first().click();
	const suggestions = page.frameLocator('#widgets iframe:visible').locator('#suggestions li');
	await suggestions.first().waitFor();
	await customer.say('Thank you! Do you replace the broken one, or do I get a refund?');
	await suggestions.getByText(/refund/i).first().waitFor();
	await picture('agent-panel', page);
	await desk.act(chat, 'end');
	await page.close();
}

/** A customer of the simulator's Messenger with the example's bot, handed over to an agent. */
export async function pictureMessenger(root: string, browser: Browser, stack: Stack): Promise<void> {
	const { simulator } = stack;
	const [, example] = await readExample(root, 'bot-connector');
	await openBot(stack, example);
	const page = await browser.newPage({ viewport: { width: 1440, height: 1020 } });
	await page.goto(`${simulator.url}/messenger`);
	const replies = page.locator('#messages button:enabled');
	const messages = page.locator('#messages > li');
	const write = async (text: string) => {
		const before = await messages.count();
		await page.locator('#text').fill(text);
		await page.locator('#text').press('Enter');
		await messages.nth(before + 1).waitFor();
	};
	await write('Hi');
	await replies.filter({ hasText: /order/i }).first().click();
	await messages.nth(3).waitFor();
	await write('4711');
	await replies.filter({ hasText: /agent/i }).last().click();
	const waiting = await eventually('the chat waits', async () => {
		const { conversations } = await callSimulator<{ conversations: Array<{ id: string; state: string }> }>(simulator.url, 'GET', '/simulator/state');
		return conversations.find(({ state }) => state === 'queued' || state === 'alerting');
	});
	await callSimulator(simulator.url, 'POST', `/simulator/conversations/${waiting.id}/accept`);
	await callSimulator(simulator.url, 'POST', `/simulator/conversations/${waiting.id}/messages`, { text: 'Hello Ada, how can I help you with order 4711?' });
	await messages.getByText('how can I help you').waitFor();
	await picture('messenger', page);
	await callSimulator(simulator.url, 'POST', `/simulator/conversations/${waiting.id}/end`);
	await page.close();
}

/** The page of the website chat's example beside the agent's desk; the example takes the place of the demo's workflows. */
export async function pictureWebsiteChat(root: string, browser: Browser, { n8n, simulator, chat, rest, workflows, credentials }: Stack): Promise<void> {
	for (const id of workflows.values()) await rest.unpublish(id);
	await publishExample(rest, await readExample(root, 'website-chat'), credentials);
	const id = randomUUID().replaceAll('-', '');
	const desk = deskOf(simulator.url);
	const page = await browser.newPage({ viewport: { width: 1600, height: 840 } });
	await page.goto(`${chat.url}/side-by-side.html`);
	await page.locator('#customer').evaluate((frame, src) => frame.setAttribute('src', src), `${n8n.url}/webhook/website-chat#${id}`);
	const customer = page.frameLocator('#customer');
	const write = async (text: string) => {
		await customer.locator('#field').fill(text);
		await customer.locator('#field').press('Enter');
	};
	await customer.locator('#field').waitFor();
	await write('My parcel came open. Can you help?');
	const shown = await eventually('the chat waits', async () => (await desk.chatsOf({ id }))[0]);
	await desk.act(shown, 'accept');
	await customer.getByText('Agent One').first().waitFor();
	await desk.act(shown, 'messages', { text: "Hello, I'm sorry about that. Is anything missing from the parcel?" });
	await customer.getByText('Is anything missing').waitFor();
	await write('Yes, one of the two cups.');
	await eventually('the agent sees it', async () => await desk.shows({ id }, 'two cups'));
	await desk.act(shown, 'messages', { text: "Then I'll send you a new one today: https://example.com/orders/4711" });
	await customer.getByText('a new one today').waitFor();
	await page.frameLocator('#agent').locator('.row').first().click();
	await page.frameLocator('#agent').locator('#messages li').first().waitFor();
	await picture('website-chat', page);
	await page.close();
}
