import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration } from '../../demo/simulator.mts';
import { publishExample } from '../../demo/stack.mts';
import { agentFor } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { listen, type Listening } from '../support/listen.mts';
import { publishOperation } from '../support/operationWorkflow.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { newId, REFUSED, unguarded, websiteVisitors } from '../support/websiteVisitors.mts';
import { exampleText } from '../support/example.js';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The website chat in a real n8n: over HTTP, as its page or a hostile visitor would use it, and in Chromium. */

let stack: TestStack;
let browser: Browser;
let url: string;
let workflowId: string;

beforeAll(async () => {
	stack = await startTestStack();
	[workflowId] = await publishChannel(stack, 'website-chat', {});
	url = `${stack.n8n.url}/webhook/website-chat`;
	// Opening the page creates the table.
	await fetch(url);
	if (hasBrowser) browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

const { post, write, rowsOf } = websiteVisitors(() => url);
const desk = async () => (await callSimulator<{ conversations: Array<{ customer: { id: string } }> }>(stack.simulator.url, 'GET', '/simulator/state')).conversations;
const fault = async (kind: string, more: object) => await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind, ...more });
const INBOUND = '/inbound/open/message';

describe('the website chat workflow', () => {
	test('serves the page with its security policy, uncached', async () => {
		const response = await fetch(url);
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
		});
		expect(await response.text()).toBe(exampleText('website-chat/page.html'));
	});

	test('carries messages both ways and keeps them in order for this chat only', async () => {
		const chatId = newId();
		expect(await write(chatId, 'I was charged twice')).toMatchObject({ status: 200, body: { chatId, sender: 'customer' } });
		const agent = agentFor(stack.simulator.url, chatId);
		await agent.accept();
		await eventually('the join event arrives', async () => (await rowsOf(chatId)).some(({ sender }) => sender === 'agentJoined'));
		await write(chatId, 'Order 4711');
		await agent.reads('Order 4711');
		await fault('duplicate', { times: 1 });
		await agent.says('I will look');
		await eventually('the row is stored', async () => (await rowsOf(chatId)).some(({ text }) => text === 'I will look'));
		await agent.act('end');
		await eventually('the end event arrives', async () => (await rowsOf(chatId)).some(({ sender }) => sender === 'conversationEnded'));
		const rows = await rowsOf(chatId);
		expect(rows).toMatchObject([
			{ sender: 'customer', text: 'I was charged twice' },
			{ sender: 'agentJoined', text: 'Agent One' },
			{ sender: 'customer', text: 'Order 4711' },
			{ sender: 'agent', text: 'I will look' },
			{ sender: 'conversationEnded', text: '' },
		]);
		expect((await desk()).filter(({ customer }) => customer.id === chatId)).toHaveLength(1);
		expect(await rowsOf(chatId, rows[2].id)).toEqual(rows.slice(3));
		expect(await rowsOf(newId())).toEqual([]);
	});

	test('stores the same rows for a second handover in the same conversation', async () => {
		const chatId = newId();
		const agent = agentFor(stack.simulator.url, chatId);
		const handover = async (start: number) => {
			const newRows = async () => (await rowsOf(chatId)).slice(start).map(({ sender, text }) => ({ sender, text }));
			await write(chatId, 'I was charged twice');
			await agent.accept();
			await eventually('the join event arrives', async () => (await newRows()).length === 2);
			await agent.act('end');
			return await eventually('the end event arrives', async () => (await newRows()).length === 3 && (await newRows()));
		};
		expect([await handover(0), (await agent.chat()).id]).toEqual([await handover(3), (await agent.chat()).id]);
	});

	test('sends a message to the agent once even if the page sends it again', async () => {
		const [chatId, messageId] = [newId(), newId()];
		await write(chatId, 'Only once', messageId);
		expect(await write(chatId, 'Only once', messageId)).toMatchObject({ status: 200, body: { messageId } });
		expect((await agentFor(stack.simulator.url, chatId).chat()).messages.filter(({ text }) => text?.includes('Only once'))).toHaveLength(1);
		expect(await rowsOf(chatId)).toHaveLength(1);
	});

	test('starts no execution for an ID or a text that the page would not send', async () => {
		const before = (await desk()).length;
		const valid = { chatId: newId(), messageId: newId(), text: 'Hello' };
		for (const hostile of [{ chatId: 'bob' }, { chatId: `${valid.chatId}\n` }, { messageId: '1' }, { text: ' ' }, { text: 'x'.repeat(4001) }]) {
			expect((await post('', { ...valid, ...hostile })).body).toEqual(REFUSED);
		}
		expect((await post('', [['chatId', valid.chatId], ['messageId', valid.messageId], ['text', 'one'], ['text', 'two']])).body).toEqual(REFUSED);
		expect((await post('/messages', { chatId: '', after: '0' })).body).toEqual(REFUSED);
		expect((await desk()).length).toBe(before);
		expect((await stack.rest.executions(workflowId)).filter(({ status }) => status === 'error')).toEqual([]);
	});

	test('does not let a visitor overwrite a message of another chat', async () => {
		const [mine, others, messageId] = [newId(), newId(), newId()];
		await write(others, 'My words', messageId);
		await write(mine, 'Not my words', messageId);
		expect(await rowsOf(others)).toMatchObject([{ text: 'My words' }]);
	});

	test('rejects foreign chats even if n8n runs for them because it cannot evaluate Only Run If', async () => {
		const parameters = { integrationId: { __rl: true, mode: 'id', value: stack.integrationId }, customerId: 'bob', text: 'Hello' };
		const send = await publishOperation(stack.rest, stack.credentials.genesysCloudApi, 'message: send', parameters);
		await send(stack.n8n.url);
		const agent = agentFor(stack.simulator.url, 'bob');
		await agent.accept();
		await agent.says('For Bob alone');
		await agent.sees('n8n has it', ({ messages }) => messages.some(({ text, delivery }) => text === 'For Bob alone' && delivery === 'sent'));

		await publishExample(stack.rest, [await unguarded('website-chat-unguarded')], stack.credentials);
		const path = '-unguarded';
		expect(await post(`${path}/messages`, { chatId: 'bob', after: '0' })).toEqual({ status: 200, body: [] });
		expect((await post(path, { chatId: 'bob', messageId: newId(), text: 'Not from Bob' })).status).toBe(500);
		expect((await agent.chat()).messages.some(({ text }) => text?.includes('Not from Bob'))).toBe(false);
	});

	test('stores nothing from conversations of other channels', async () => {
		const [elsewhere, chatId] = [newId(), newId()];
		const integrationId = await createIntegration(stack.simulator.url, 'Another channel', newId());
		const parameters = { integrationId, customerId: elsewhere, text: 'Hello from another channel' };
		const start = await publishOperation(stack.rest, stack.credentials.genesysCloudApi, 'handover: start', parameters);
		await start(stack.n8n.url);
		const other = agentFor(stack.simulator.url, elsewhere);
		await other.accept();
		await other.act('end');
		await write(chatId, 'After that');
		await agentFor(stack.simulator.url, chatId).accept();
		await eventually('a later event arrives', async () => (await rowsOf(chatId)).some(({ sender }) => sender === 'agentJoined'));
		expect(await rowsOf(elsewhere)).toEqual([]);
	});
});

describe('the website chat page', () => {
	async function open(): Promise<Page> {
		const page = await browser.newPage({ viewport: { width: 390, height: 700 } });
		const complaints: string[] = [];
		page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
		page.on('pageerror', (error) => void complaints.push(error.message));
		await page.goto(url);
		return Object.assign(page, { complaints });
	}

	const say = async (page: Page, text: string) => {
		await page.getByLabel('Your message').fill(text);
		await page.keyboard.press('Enter');
	};
	const chatIdOf = (page: Page) => new URL(page.url()).hash.slice(1);

	testInBrowser('lets a visitor and an agent write to each other and shows the same after a reload', async () => {
		const page = await open();
		await say(page, 'I was charged <b>twice</b>');
		const agent = agentFor(stack.simulator.url, chatIdOf(page));
		await agent.accept();
		await page.getByText('Agent One has joined the chat.').waitFor();
		await agent.says('Hello <img src=x onerror="document.title=1">, see https://example.com/refunds.');
		await page.getByText('Hello <img src=x onerror="document.title=1">').waitFor();
		expect(await page.getByRole('link').getAttribute('href')).toBe('https://example.com/refunds');
		await agent.sends(Buffer.from('a file'), 'Print this');
		await page.getByRole('link', { name: 'label.png' }).waitFor();
		await agent.act('end');
		await page.getByText('The chat has ended.').waitFor();
		const before = await page.getByRole('log').innerText();
		await page.reload();
		await page.getByText('The chat has ended.').waitFor();
		await becomes(async () => await page.getByRole('log').innerText(), before);
		expect(await page.title()).toBe('Chat with us');
		expect(page).toMatchObject({ complaints: [] });
		await say(page, 'One more thing');
		await agent.reads('One more thing');
	}, 90_000);

	testInBrowser('reports an unsent message, fails the execution, and sends all in order when the visitor retries', async () => {
		const page = await open();
		await fault('serverError', { status: 500, path: INBOUND, times: 0 });
		await say(page, 'first');
		await say(page, 'second');
		await page.getByText('Your message was not sent.').waitFor({ timeout: 60_000 });
		await eventually('the execution fails', async () => (await stack.rest.executions(workflowId)).some(({ status }) => status === 'error'));
		await callSimulator(stack.simulator.url, 'DELETE', '/simulator/faults');
		await page.getByRole('button', { name: 'Try again' }).click();
		const agent = agentFor(stack.simulator.url, chatIdOf(page));
		await agent.reads('second');
		const { messages } = await agent.chat();
		expect(messages.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual([expect.stringContaining('first'), 'second']);
		await becomes(async () => await page.getByText('Your message was not sent.').isVisible(), false);
	}, 120_000);

	testInBrowser('polls for answers only while it expects some', async () => {
		const page = await browser.newPage();
		let looks = 0;
		page.on('request', (request) => void (looks += Number(request.url().endsWith('/messages'))));
		await page.clock.install();
		const looked = page.waitForResponse('**/messages');
		await page.goto(url);
		await looked;
		await page.clock.runFor(300_000);
		expect(looks).toBe(1);
		await say(page, 'Hello');
		await eventually('the page polls again', async () => {
			await page.clock.runFor(2_000);
			return looks > 3;
		});
	});

	describe('on a website', () => {
		let website: Listening;

		beforeAll(async () => {
			const snippet = /```html\n([\s\S]*?)```/.exec(exampleText('website-chat/README.md'))?.[1] ?? '';
			const html = `<!doctype html><title>Shop</title>${snippet.replaceAll('https://n8n.example.com/webhook/website-chat', url)}`;
			website = await listen((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html));
		});

		afterAll(async () => await website?.close());

		testInBrowser("opens from the README's snippet and continues the chat on the next page", async () => {
			const page = await browser.newPage();
			await page.goto(website.url);
			const chat = page.frameLocator('iframe');
			await page.getByText('Chat with us').first().click();
			await chat.getByLabel('Your message').fill('Hello from the shop');
			await page.keyboard.press('Enter');
			const chatId = await page.evaluate("localStorage.getItem('chatId')");
			await agentFor(stack.simulator.url, String(chatId)).reads('Hello from the shop');
			await page.goto(`${website.url}/next`);
			await page.getByText('Chat with us').first().click();
			await chat.getByText('Hello from the shop').waitFor();
		});
	});
});
