import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';
import { layoutProblems, poorContrasts, SCREENS } from '../support/layout.mts';
import { connectorTo, listedBot, pushedBot, SECRET_HEADERS, startBot, type OwnBot } from './support/bot.mts';
import { contract } from './support/genesys.mts';

/** The Messenger page in a real browser: a customer chats with a bot behind a connector and is handed over to the desk. */

const genesys = contract({ rateLimitPerMinute: 0 });
let bot: OwnBot;
let browser: Browser;
let page: Page;
/** Errors in the page, and what its security policy blocked. */
let problems: string[];

beforeAll(async () => {
	bot = await startBot();
	if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => {
	await browser?.close();
	await bot?.close();
});

async function open(screen: Parameters<Browser['newPage']>[0] = { viewport: { width: 1440, height: 900 } }): Promise<void> {
	page = await browser.newPage(screen);
	problems = [];
	page.on('pageerror', ({ message }) => problems.push(message));
	page.on('console', (entry) => entry.type() === 'error' && problems.push(entry.text()));
	await page.goto(`${genesys.url}/messenger`);
	await page.getByText('No chat yet').waitFor();
}

/** A Bot Connector whose list includes the bot. */
async function connect(): Promise<void> {
	const id = await connectorTo(genesys, bot, 'botConnector', { name: 'Shop' });
	await genesys.integrations.putIntegrationsBotconnectorIntegrationIdBots(id, { chatBots: [pushedBot()] } as never);
}

beforeEach(async () => {
	await genesys.control('POST', 'reset');
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 0 });
	await genesys.login();
	bot.calls.length = 0;
});
afterEach(async () => {
	if (!hasBrowser) return;
	await page.close();
	expect(problems).toEqual([]);
});

const text = (words: string) => ({ type: 'Text', text: words });
const structured = (words: string, ...content: object[]) => ({ type: 'Structured', text: words, content });
const quickReply = (words: string, payload: string) => ({ contentType: 'QuickReply', quickReply: { text: words, payload } });
const moreData = (intent: string, ...replymessages: object[]) => ({ botState: 'MoreData', intent, replymessages });

const write = async (words: string) => {
	await page.getByLabel('Message', { exact: true }).fill(words);
	await page.getByLabel('Message', { exact: true }).press('Enter');
};
const log = () => page.getByRole('log');
const state = () => page.locator('#state');
const chats = async () => (await genesys.control<{ conversations: Array<{ id: string; state: string; queue?: { name: string } }> }>('GET', 'state')).conversations;

testInBrowser("a customer presses a quick reply, is handed over by an intent, and reads the agent's answer, with the keyboard alone", async () => {
	await connect();
	bot.answers = [
		moreData('Talking', structured('What can I do?', quickReply('An agent, please', 'agent 4711'), quickReply('Nothing', 'bye'))),
		{ botState: 'Complete', intent: 'Escalate', replymessages: [text('I am connecting you.')], slotValues: { orderNumber: '4711' }, parameters: { summary: 'Broken cup' } },
	];
	await open();
	await page.getByRole('button', { name: 'Add a variable' }).press('Enter');
	await page.keyboard.type('surveyId');
	await page.getByLabel('Value of the variable').fill('42');
	await write('Hi');
	await state().getByText('The bot has the chat').waitFor();
	await log().getByRole('button', { name: 'An agent, please' }).press('Enter');
	await state().getByText('Waiting for an agent').waitFor();
	expect(bot.calls.map(({ body }) => [body.inputMessage, body.parameters])).toMatchObject([
		[{ text: 'Hi' }, { surveyId: '42' }],
		[{ content: [{ buttonResponse: { type: 'QuickReply', payload: 'agent 4711' } }] }, undefined],
	]);
	await becomes(async () => await log().locator('[aria-pressed="true"]').allInnerTexts(), ['An agent, please']);
	await becomes(async () => await page.locator('#outcome dd').allInnerTexts(), ['Escalate', '4711', 'Broken cup']);

	const [chat] = await chats();
	expect(chat).toMatchObject({ state: 'queued', queue: { name: 'Support' } });
	await genesys.control('POST', `conversations/${chat.id}/accept`);
	await genesys.control('POST', `conversations/${chat.id}/messages`, { text: 'Hello, I am here.' });
	await log().getByText('Hello, I am here.').waitFor();
	await state().getByText('With Agent One').waitFor();
	await write('My cup is broken');
	await genesys.control('POST', `conversations/${chat.id}/end`);
	await state().getByText('The chat has ended').waitFor();
	await becomes(async () => await page.getByLabel('Message', { exact: true }).isDisabled(), true);
	await becomes(async () => await log().locator('.text').allInnerTexts(), [
		'Hi', 'What can I do?', 'An agent, please', 'I am connecting you.', 'Hello, I am here.', 'My cup is broken',
	]);
	expect(bot.calls).toHaveLength(2);
});

testInBrowser('a Digital Bot Connector is created in the page, and its bots are fetched', async () => {
	bot.pages['/bots'] = { entities: [listedBot({ name: 'Digital bot' })] };
	bot.pages['/bots/order-bot'] = listedBot({ name: 'Digital bot' });
	bot.answers = [{ botState: 'MoreData', replyMessages: [text('Welcome.')] }];
	await open();
	await page.getByLabel('Generation').selectOption({ label: 'Digital Bot Connector' });
	await page.getByLabel('Bot Connector URI').fill(bot.url);
	await page.getByLabel('Secret').fill('wrong');
	await page.getByRole('button', { name: 'Create' }).click();
	await page.getByText('HTTP 401').waitFor();
	problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('400')));

	await page.getByText('Add a connector').click();
	await page.getByLabel('Generation').selectOption({ label: 'Digital Bot Connector' });
	await page.getByLabel('Name', { exact: true }).fill('The right one');
	await page.getByLabel('Bot Connector URI').fill(bot.url);
	await page.getByLabel('Secret').fill(SECRET_HEADERS.authorization);
	await page.getByRole('button', { name: 'Create' }).click();
	await page.getByLabel('Version').getByText('Delta').waitFor({ state: 'attached' });
	await becomes(async () => await page.getByRole('combobox', { name: 'Connector', exact: true }).locator(':checked').textContent(), 'The right one');
	await page.getByLabel('Language').selectOption('de');
	await write('Hallo');
	await log().getByText('Welcome.').waitFor();
	await becomes(async () => await log().locator('.by').allInnerTexts(), ['Digital bot']);
	expect(bot.calls.at(-1)?.body).toMatchObject({ botVersion: 'Delta', languageCode: 'de', inputMessage: { text: 'Hallo' } });
});

testInBrowser('a failing bot is reported with its error, and an agent gets the conversation', async () => {
	await connect();
	bot.answers = [{ botState: 'Failed', errorInfo: { errorCode: 'workflow.failed', errorMessage: 'The n8n workflow failed' } }];
	await open();
	await write('Hi');
	await state().getByText('Waiting for an agent – the bot failed.').waitFor();
	await becomes(async () => await state().innerText(), expect.stringContaining('The n8n workflow failed'));
	expect(await chats()).toMatchObject([{ state: 'queued' }]);

	await page.getByRole('button', { name: 'New chat' }).click();
	await page.getByLabel('Failure').selectOption('End of the flow');
	await write('Once more');
	await state().getByText('The chat has ended – the bot failed.').waitFor();
});

const card = (title: string, picture: string) => ({
	title,
	description: 'Thrown by hand',
	image: `${genesys.url}/desk/examples/${picture}`,
	actions: [
		{ type: 'Postback', text: 'Order', payload: `order ${title}` },
		{ type: 'Link', text: 'More', url: 'https://example.com/' },
	],
});

testInBrowser.each(SCREENS.map((screen) => [`${screen.viewport.width} px, ${screen.colorScheme}`, screen] as const))(
	'at %s, nothing in the Messenger is cut off, covered, too small, or hard to read, before and during a chat',
	async (_name, screen) => {
		await open(screen);
		await page.getByLabel('Secret').waitFor();
		expect([...(await layoutProblems(page)), ...(await poorContrasts(page))]).toEqual([]);
		await page.close();

		await connect();
		const carousel = { contentType: 'Carousel', carousel: { cards: [card('Cup', 'cup.png'), card('Bowl', 'bowl.png'), card('Teapot', 'teapot.png')] } };
		bot.answers = [
			moreData('Talking', text('Hello! Long words such as Donaudampfschifffahrtsgesellschaftskapitän too.'), structured('', carousel)),
			moreData('Chatting', structured('', { contentType: 'Card', card: card('Cup', 'cup.png') }), structured('And now?', quickReply('An agent', 'agent'))),
		];
		await open(screen);
		await write('Show me what you have');
		await log().getByRole('button', { name: 'Order' }).nth(2).waitFor();
		await log().getByRole('button', { name: 'Order' }).nth(2).click();
		await log().getByRole('button', { name: 'An agent' }).waitFor();
		expect(bot.calls.at(-1)?.body.inputMessage).toMatchObject({ content: [{ buttonResponse: { type: 'Button', payload: 'order Teapot' } }] });
		expect([...(await layoutProblems(page)), ...(await poorContrasts(page))]).toEqual([]);
	},
);

const SCRIPT = '<img src=x onerror="window.harm = 1">';

testInBrowser("a bot's text stays text, and only http and https URLs can be opened", async () => {
	await connect();
	const action = { type: 'Link', text: SCRIPT, url: 'javascript:window.harm=1' };
	const hostile = { title: SCRIPT, description: 'y'.repeat(2000), image: action.url, video: action.url, defaultAction: action, actions: [action] };
	bot.answers = [moreData('Talking', text(`${SCRIPT} https://example.org`), structured('', { contentType: 'Card', card: hostile }))];
	await open();
	await write(SCRIPT);
	await log().locator('.card').waitFor();
	const addresses: string[] = [];
	for (const name of ['href', 'src', 'poster']) {
		for (const node of await log().locator(`[${name}]`).all()) addresses.push((await node.getAttribute(name)) ?? '');
	}
	expect(addresses).toEqual(['https://example.org/']);
	expect(await page.evaluate('window.harm')).toBeUndefined();
	expect(await layoutProblems(page)).toEqual([]);
});
