import type { Browser, Locator, Page } from 'playwright-core';
import { parseOutbound } from '../../genesys/openMessaging/outbound.ts';
import { layoutProblems, poorContrasts, SCREENS } from '../support/layout.mts';
import { chatInBrowser } from './support/chatPage.mts';
import { contract } from './support/genesys.mts';
import { eventually } from './support/handover.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The customer's page in a real browser: buttons and other elements from agents, and who owns the conversation. */

const genesys = contract();
const chat = chatInBrowser();
let page: Page;
let customerId: string;
let count = 0;
/** Errors in the page, and what its security policy blocked. */
let problems: string[];

async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
	const opened = await chat.browser.newPage(options);
	opened.on('pageerror', ({ message }) => problems.push(message));
	opened.on('console', (entry) => entry.type() === 'error' && problems.push(entry.text()));
	await opened.goto(`${chat.workflow.chat.url}/?customer=${customerId}&name=Ada`);
	return opened;
}

beforeEach(async () => {
	if (!hasBrowser) return;
	problems = [];
	customerId = `page-${++count}`;
	chat.workflow.answer({});
	page = await open();
});
afterEach(async () => {
	if (!hasBrowser) return;
	await page.close();
	expect(problems).toEqual([]);
});

const deliver = async (delivery: object) => expect(await chat.workflow.deliver(customerId, { time: new Date().toISOString(), ...delivery })).toBe(200);
const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const presence = async (text: string) => await page.locator('#presence', { hasText: text }).waitFor();
const lastClick = async (payload: string) =>
	await eventually(
		async () => chat.workflow.received.at(-1)?.body.buttonResponse as { payload?: string } | undefined,
		(click) => click?.payload === payload,
	);

/** The desk's example of a kind, as the Genesys Open Messaging Trigger emits it. */
async function example(kind: string): Promise<object> {
	const examples = await genesys.control<Array<{ kind: string; text: string; content: object[] }>>('GET', 'content-examples');
	const found = examples.find((one) => one.kind === kind);
	const end = { id: 'x', idType: 'Opaque' };
	const channel = { id: 'i', platform: 'Open', type: 'Private', to: end, from: end, time: new Date().toISOString(), messageId: kind };
	const message = { id: kind, channel, type: 'Structured', text: found?.text, content: found?.content, originatingEntity: 'Human', direction: 'Outbound' };
	const read = parseOutbound(message);
	if (read.kind !== 'event') throw new Error(`The example ${kind} was read as ${read.kind}`);
	return read.event;
}

testInBrowser.each([
	['quickReplies', 'Yes, a cup', { type: 'QuickReply', text: 'Yes, a cup', payload: 'missing-cup' }],
	['buttons', 'Money back', { type: 'Button', text: 'Money back', payload: 'refund' }],
	['card', 'I take it', { type: 'Button', text: 'I take it', payload: 'take-cup' }],
	['notification', 'Thank you', { type: 'Button', text: 'Thank you', payload: 'thanks' }],
] as const)('%s: a press goes back to the agent, also by keyboard', async (kind, label, response) => {
	await deliver(await example(kind));
	await button(label).focus();
	await page.keyboard.press('Enter');
	expect(await lastClick(response.payload)).toEqual({ ...response, originatingMessageId: kind });
	await page.locator('[data-sender="customer"]', { hasText: label }).waitFor();
	await becomes(async () => await button(label).getAttribute('aria-pressed'), 'true');
});

testInBrowser('a quick reply can be used once, and URLs and phone numbers become links', async () => {
	await deliver(await example('quickReplies'));
	await button('No, all is there').click();
	await lastClick('nothing-missing');
	await becomes(async () => [await button('Yes, a cup').isDisabled(), await button('No, all is there').isDisabled()], [true, true]);
	await deliver(await example('notification'));
	expect(await page.getByRole('link', { name: 'Where is it?' }).getAttribute('target')).toBe('_blank');
	expect(await page.getByRole('link', { name: 'Call us' }).getAttribute('href')).toBe('tel:+49305550100');
});

testInBrowser('every card of a carousel can be reached', async () => {
	await deliver(await example('carousel'));
	const teapot = button('I take it').nth(2);
	for (let turns = 0; turns < 3; turns++) await button('Next card').click();
	await eventually(async () => await teapot.boundingBox(), (box) => box !== null && box.x + box.width < 1280);
	await teapot.click();
	expect(await lastClick('take-teapot')).toMatchObject({ text: 'I take it' });
	expect(chat.workflow.received.at(-1)?.body.text).toBe('Teapot: I take it');
});

testInBrowser('the customer picks one of the offered times, or any time if none are offered', async () => {
	await deliver(await example('datePicker'));
	await page.locator('.times button').first().click();
	const { payload } = await eventually(
		async () => (chat.workflow.received.at(-1)?.body.buttonResponse ?? {}) as { type?: string; payload?: string },
		({ type }) => type === 'DatePicker',
	);
	expect(payload).toMatch(/^\d{4}-\d\d-\d\dT10:00:00\.000Z$/);

	await deliver({ event: 'agentMessage', messageId: 'any', structured: { kind: 'datePicker', title: 'When?', availableTimes: [] } });
	await page.getByLabel('Date and time').fill('2031-05-06T07:30');
	await button('Choose').click();
	await lastClick(new Date('2031-05-06T07:30').toISOString());
});

testInBrowser('the customer selects several items from a list', async () => {
	await deliver(await example('listPicker'));
	const send = button(/^Choose$/);
	await becomes(async () => await send.isDisabled(), true);
	await page.getByRole('checkbox', { name: 'Cup' }).check();
	await page.getByRole('checkbox', { name: 'Bowl' }).press('Space');
	await send.click();
	expect(await lastClick('cup,bowl')).toMatchObject({ type: 'Button', text: 'Cup, Bowl' });
	await becomes(async () => await page.getByRole('checkbox', { name: 'Cup' }).isChecked(), true);
});

testInBrowser('the text of a structured message is shown once, and an unknown kind shows all of its text', async () => {
	await deliver(await example('carousel'));
	await deliver(await example('unknown'));
	await page.getByText('• 1A').waitFor();
	const carousel = await page.locator('.bubble').first().innerText();
	expect(carousel).toBe('Choose one of these');
});

testInBrowser('names stay correct with replies, a transfer, and late notices', async () => {
	const say = async (text: string, more = {}) => await deliver({ event: 'agentMessage', messageId: text, text, ...more });
	const joins = async (name: string, time?: string) => await deliver({ event: 'agentJoined', agent: { name }, deduplicationKey: `joins ${name}`, ...(time && { time }) });
	const names = async () => await page.locator('[data-sender="agent"] > .by').allInnerTexts();
	await joins('Agent One');
	await say('one');
	await presence('Talking to Agent One');
	await deliver({ event: 'transferred', agent: { name: 'Agent One' }, deduplicationKey: 't' });
	await presence('Waiting for an agent');
	const joined = new Date().toISOString();
	await eventually(async () => Date.now() > Date.parse(joined), Boolean);
	await say('two');
	await joins('Agent Two', joined);
	await presence('Talking to Agent Two');
	await eventually(names, (all) => all.join() === 'Agent One,Agent Two');
	await say('three', { agent: { name: 'Agent Three' } });
	await presence('Talking to Agent Three');
	await becomes(names, ['Agent One', 'Agent Two', 'Agent Three']);
	await deliver({ event: 'conversationEnded', deduplicationKey: 'e' });
	await presence('Talking to our assistant');
});

testInBrowser('an agent whose name arrives after the first message is also named on it', async () => {
	await deliver({ sender: 'agent', text: 'Hello', messageId: 'm' });
	await presence('Talking to an agent');
	await deliver({ sender: 'system', text: 'Agent One has joined the chat.', agentName: 'Agent One', messageId: 'j', time: undefined });
	await presence('Talking to Agent One');
	await becomes(async () => await page.locator('[data-sender="agent"] > .by').allInnerTexts(), ['Agent One']);
});

testInBrowser('typing shows on both sides, and only while an agent is connected', async () => {
	const text = page.getByRole('textbox', { name: 'Message' });
	const reports = () => chat.workflow.received.filter(({ path, body }) => path.endsWith('/typing') && body.customerId === customerId).length;
	await text.pressSequentially('To the bot');
	await deliver({ event: 'agentJoined', agent: { name: 'Agent One' }, deduplicationKey: 'j' });
	await presence('Agent One');
	expect(reports()).toBe(0);
	await text.pressSequentially(' and to the agent');
	await eventually(async () => reports(), (sent) => sent === 1);

	await deliver({ event: 'typing', typingMs: 60_000 });
	await page.getByText('Agent One is typing').waitFor();
	await deliver({ event: 'agentMessage', text: 'Hello', messageId: 'm' });
	await page.getByText('Agent One is typing').waitFor({ state: 'hidden' });
});

testInBrowser('hostile content stays text, and only http and https URLs can be opened', async () => {
	const script = '<img src=x onerror="window.harm = 1">';
	const harmful = 'javascript:window.harm=1';
	const action = { text: script, url: harmful, payload: script };
	const card = { kind: 'card', title: script, description: 'y'.repeat(2000), imageUrl: harmful, videoUrl: harmful, defaultAction: action, actions: [action, null, 5] };
	const broken = ['quickReplies', 'carousel', 'datePicker', 'listPicker', 'notification', 'constructor'].map((kind) => ({
		kind, replies: 'none', cards: 5, availableTimes: {}, sections: [null, { items: 'x' }], buttons: 'no', title: { a: 1 }, location: 7,
	}));
	await deliver({ event: 'agentMessage', messageId: 'h', text: script, structured: { ...card, others: broken } });
	await page.locator('.card-title', { hasText: script }).waitFor();
	await becomes(async () => await page.locator('#entries [href^="javascript"], #entries [src^="javascript"]').count(), 0);
	expect(await page.evaluate('window.harm')).toBeUndefined();
	expect(await layoutProblems(page)).toEqual([]);
});

testInBrowser.each(SCREENS)('at $viewport.width px in $colorScheme mode, nothing in the chat is cut off, covered, too small, or hard to read', async (screen) => {
	const opened = await open(screen);
	await opened.locator('.greeting').waitFor();
	expect([...(await layoutProblems(opened)), ...(await poorContrasts(opened))]).toEqual([]);
	await deliver({ event: 'flowMessage', text: 'Thank you for waiting.', messageId: 'f' });
	await deliver({ event: 'agentJoined', agent: { name: 'Agent One of a rather long name' }, deduplicationKey: 'j' });
	for (const kind of ['quickReplies', 'buttons', 'card', 'carousel', 'datePicker', 'listPicker', 'notification', 'unknown']) {
		await deliver(await example(kind));
		await opened.locator('.message').last().locator('.structured, .bubble').first().waitFor();
		expect({ kind, problems: await layoutProblems(opened) }).toEqual({ kind, problems: [] });
	}
	await deliver({ event: 'typing', typingMs: 60_000 });
	await opened.getByText('is typing').waitFor();
	expect(await poorContrasts(opened)).toEqual([]);
	await opened.close();
});
