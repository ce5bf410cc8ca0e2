import type { Locator, Page } from 'playwright-core';
import { chatInBrowser } from './support/chatPage.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The customer's page in a real browser while a handover starts, runs, and ends. */

const chat = chatInBrowser();
let page: Page;
let customerId: string;
let count = 0;

beforeEach(async () => {
	if (!hasBrowser) return;
	customerId = `handover-${++count}`;
	chat.workflow.answer({});
	// The narrowest page that the header must fit.
	page = await chat.browser.newPage({ viewport: { width: 360, height: 740 } });
	await page.goto(`${chat.workflow.chat.url}/?customer=${customerId}&name=Ada`);
});
afterEach(async () => await page?.close());

const deliver = async (delivery: object) => expect(await chat.workflow.deliver(customerId, { time: new Date().toISOString(), ...delivery })).toBe(200);
const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const presence = async (text: string) => await page.locator('#presence', { hasText: text }).waitFor();

testInBrowser('an end that the customer chose is shown once', async () => {
	await deliver({ event: 'agentJoined', agent: { name: 'Agent One' }, deduplicationKey: 'j' });
	await button('End chat').click();
	await page.getByText('You ended the chat.').waitFor();
	await deliver({ event: 'conversationEnded', deduplicationKey: 'e' });
	await deliver({ event: 'agentMessage', text: 'A late word', messageId: 'm' });
	await page.getByText('A late word').waitFor();
	await becomes(async () => await page.locator('.line').allInnerTexts(), ['Agent One has joined the chat.', 'You ended the chat.']);
});

testInBrowser('the header shows the estimated wait until an agent joins', async () => {
	chat.workflow.answer({ replies: [{ text: 'I am connecting you with an agent.' }], waiting: 'You are next' });
	await button('talk to an agent').click();
	await presence('You are next');
	await deliver({ event: 'flowMessage', text: 'Thank you for waiting.', messageId: 'f' });
	await page.locator('[data-sender="flow"]', { hasText: 'Thank you for waiting.' }).waitFor();
	await presence('You are next');
	chat.workflow.answer({});
	await deliver({ event: 'agentJoined', agent: { name: 'Agent One' }, deduplicationKey: 'j' });
	await presence('Talking to Agent One');
	await becomes(async () => await button('opening hours').isVisible(), false);
});

testInBrowser('the header keeps its height, its dot is amber only while the customer waits, and End chat is there only during a handover', async () => {
	const header = async (text: string) => {
		await presence(text);
		const dot = await page.evaluate("getComputedStyle(document.querySelector('#presence'), '::before').backgroundColor");
		return { height: (await page.locator('header').boundingBox())?.height, dot, canEnd: await button('End chat').isVisible() };
	};
	chat.workflow.answer({ replies: [{ text: 'We are open.' }] });
	await button('opening hours').click();
	await page.getByText('We are open.').waitFor();
	const bot = await header('Talking to our assistant');
	expect(bot.canEnd).toBe(false);

	await deliver({ event: 'queued', deduplicationKey: 'q' });
	const waiting = await header('Waiting for an agent');
	expect(waiting).toEqual({ ...bot, dot: expect.not.stringContaining(String(bot.dot)), canEnd: true });
	await deliver({ event: 'agentJoined', agent: { name: 'Agent One' }, deduplicationKey: 'j' });
	expect(await header('Talking to Agent One')).toEqual({ ...bot, canEnd: true });
});

const REPLIES = { kind: 'quickReplies', replies: [{ text: 'Yes' }, { text: 'No' }] };
const BUTTONS = { kind: 'carousel', cards: ['Cup', 'Bowl'].map((title) => ({ title, actions: [{ text: `Take the ${title}` }, { text: 'In the shop', url: 'https://shop.example.org' }] })) };
const TIMES = { kind: 'datePicker', availableTimes: [{ dateTime: '2031-05-06T10:00:00.000Z' }] };
const ANY_TIME = { kind: 'datePicker', availableTimes: [] };
const LIST = { kind: 'listPicker', buttonLabel: 'Choose these', sections: [{ items: [{ id: 'box', title: 'The box' }] }] };

testInBrowser("the end of a handover disables the agent's and the flow's controls, but not links or what the bot sends", async () => {
	const usable = async () => {
		const controls = await page.locator('.structured :is(button:not(.turn), input)').all();
		return await Promise.all(controls.map(async (control) => await control.isEnabled()));
	};
	await deliver({ event: 'flowMessage', messageId: 'flow', structured: REPLIES });
	await deliver({ event: 'agentMessage', messageId: 'agent', structured: { ...BUTTONS, others: [TIMES, ANY_TIME, LIST] } });
	// The list needs a selection before it can be sent.
	await becomes(usable, [true, true, true, true, true, true, true, true, false]);

	await deliver({ event: 'conversationEnded', deduplicationKey: 'e' });
	await deliver({ sender: 'bot', messageId: 'bot', structured: REPLIES });
	await becomes(usable, [...Array<boolean>(9).fill(false), true, true]);
	expect(await page.getByRole('link', { name: 'In the shop' }).first().isVisible()).toBe(true);
	expect(await button('Next card').isEnabled()).toBe(true);
});
