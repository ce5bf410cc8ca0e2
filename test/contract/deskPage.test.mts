import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { contract } from './support/genesys.mts';
import { eventually, messageOf, newIntegration, startConversation, type Sent } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';

/** The agent desk in a real browser: what an agent sends by hand, and what the agent sees of the customer's content. */

const genesys = contract({
	rateLimitPerMinute: 0,
	integrationCreationMs: 50,
	flowText: '',
	outboundMediaTypes: ['*/*'],
});
const { conversations } = genesys;
let webhook: Webhook;
let browser: Browser;
let desk: Page;
let chat: Sent;
/** Errors in the page, and what its security policy blocked. */
let problems: string[];

beforeAll(async () => {
	if (!hasBrowser) return;
	webhook = await startWebhook();
	browser = await launchBrowser();
});

afterAll(async () => {
	await browser?.close();
	await webhook?.close();
});

/** A conversation that the agent has accepted, open on the desk. */
async function openChat(): Promise<void> {
	const integrationId = await newIntegration(genesys);
	await conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(integrationId, {
		name: 'The shop',
		outboundNotificationWebhookUrl: webhook.url,
	});
	chat = await startConversation(genesys, { integrationId, text: 'My cup is broken' });
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
	desk = await browser.newPage({ viewport: { width: 1280, height: 850 } });
	problems = [];
	desk.on('pageerror', ({ message }) => problems.push(message));
	desk.on('console', (entry) => entry.type() === 'error' && problems.push(entry.text()));
	await desk.goto(`${genesys.url}/desk`);
	await desk.locator('.row').first().click();
}

beforeEach(async () => {
	if (hasBrowser) await openChat();
});

afterEach(async () => {
	if (!hasBrowser) return;
	await desk.close();
	await genesys.control('POST', `conversations/${chat.conversationId}/end`);
	expect(problems).toEqual([]);
});

/** What each kind in the dialog shows in the conversation. */
const KINDS: Array<[label: string, seen: string]> = [
	['Picture', 'img[alt="cup.png"]'],
	['File', 'a[href$="/invoice.pdf"]'],
	['Audio', 'audio[controls]'],
	['Video', 'video[controls]'],
	['Quick replies', '.replies >> text=No, all is there'],
	['Buttons', '.action >> text=Money back'],
	['Card', '.card >> text=Thrown by hand, holds 250 ml'],
	['Carousel', '.carousel .card:nth-child(3) >> text=Teapot'],
	['Date picker', '.times time >> nth=2'],
	['List picker', '.options[data-several] >> text=Glazed, 250 ml'],
	['Notification template', '.template >> text=Hello Ada, your parcel 4711 is on its way.'],
	['Unknown kind', 'summary >> text=SeatPicker'],
];

testInBrowser('the agent sends each kind of content with the keyboard alone and sees it in the conversation', async () => {
	const dialog = desk.getByRole('dialog', { name: 'Rich content' });
	for (const [index, [label, seen]] of KINDS.entries()) {
		await desk.getByRole('button', { name: 'Rich content' }).focus();
		await desk.keyboard.press('Enter');
		// The last kind sent is selected; the arrow keys continue from there.
		await dialog.getByRole('radio', { checked: true }).waitFor();
		if (index > 0) await desk.keyboard.press('ArrowDown');
		expect(await dialog.getByRole('radio', { checked: true }).inputValue()).toBe(
			await dialog.getByRole('radio', { name: label, exact: true }).inputValue(),
		);
		await dialog.locator('.rich-preview').locator(seen).waitFor();
		await desk.keyboard.press('Enter');
		await dialog.waitFor({ state: 'hidden' });
		await desk.getByRole('log').locator('[data-from="agent"]').nth(index).locator(seen).waitFor();
	}
	await eventually(
		async () => webhook.deliveries.filter(({ body }) => body.includes(chat.conversationId)),
		({ length }) => length === KINDS.length,
	);
});

testInBrowser('an example can be changed, and invalid JSON is not sent', async () => {
	await desk.getByRole('button', { name: 'Rich content' }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByText('Quick replies').click();
	const json = dialog.getByLabel('Content (JSON)');
	await json.fill('[{');
	await dialog.getByRole('alert').filter({ hasText: "The content isn't valid JSON" }).waitFor();
	await becomes(async () => await dialog.getByRole('button', { name: 'Send' }).isDisabled(), true);

	await json.fill('[{ "contentType": "QuickReply", "quickReply": { "text": "Ja", "payload": "ja" } }]');
	await dialog.getByLabel('Text').fill('Noch da?');
	await dialog.getByRole('button', { name: 'Send' }).click();
	const message = desk.getByRole('log').locator('[data-from="agent"]');
	await message.getByText('Noch da?').waitFor();
	await becomes(async () => await message.locator('.replies').textContent(), 'Ja');
});

/** Sends it as the agent; returns Genesys Cloud's ID of the message. */
async function agentSends(message: object): Promise<string> {
	const before = webhook.deliveries.length;
	await genesys.control('POST', `conversations/${chat.conversationId}/messages`, message);
	const delivered = await eventually(
		async () => webhook.deliveries[before],
		(delivery) => delivery !== undefined,
	);
	return (JSON.parse(delivered.body.toString('utf8')) as { id: string }).id;
}

const receipt = async (id: string, rest: { status: string; reasons?: Array<{ code: string; message: string }> }) =>
	await conversations.postConversationsMessageInboundOpenReceipt(chat.integrationId, {
		id,
		channel: { to: { id: chat.customerId, idType: 'Opaque' }, time: new Date().toISOString() },
		...rest,
	});

testInBrowser('receipts show the status of the agent’s messages without interrupting a video', async () => {
	const [film] = (await genesys.control<object[]>('GET', 'content-examples')).filter((one) => 'kind' in one && one.kind === 'video');
	const delivered = await agentSends(film);
	const failed = await agentSends({ text: 'And this?' });
	const own = desk.getByRole('log').locator('[data-from="agent"]');
	await own.nth(1).getByText('Sent', { exact: true }).waitFor();
	const player = await own.nth(0).locator('video').elementHandle();

	await receipt(delivered, { status: 'Delivered' });
	await receipt(failed, { status: 'Failed', reasons: [{ code: 'MessageExpired', message: 'The app is gone' }] });
	await own.nth(0).getByText('Delivered', { exact: true }).waitFor();
	await own.nth(1).getByText('Not delivered: The app is gone').waitFor();
	expect(await player?.evaluate((node) => (node as unknown as { isConnected: boolean }).isConnected)).toBe(true);
});

testInBrowser.each([
	['Button', 'Pressed a button'],
	['QuickReply', 'Quick reply'],
	['DatePicker', 'Chose a date'],
])('a %s click is shown with its payload', async (type, label) => {
	const originatingMessageId = await agentSends({ text: 'Which one?' });
	await conversations.postConversationsMessageInboundOpenStructuredResponse(chat.integrationId, {
		channel: messageOf(chat.customerId).channel,
		buttonResponse: { type, text: 'This one', payload: 'one' },
		originatingMessageId,
	});
	const answer = desk.getByRole('log').locator('[data-from="customer"]').nth(1).locator('.bubble');
	expect((await answer.innerText()).split(/\n+/)).toEqual(['This one', `${label} one`]);
});

const say = async (body: object): Promise<void> => {
	const { channel } = messageOf(chat.customerId);
	await conversations.postConversationsMessageInboundOpenMessage(chat.integrationId, { channel, ...body });
};

testInBrowser.each([
	['Image', 'cup.png', 'image/png', 'img[alt="cup.png"]', 'complete'],
	['Audio', 'sound.wav', 'audio/wav', 'audio[controls]', 'readyState'],
	['Video', 'clip.webm', 'video/webm', 'video[controls]', 'readyState'],
	['File', 'invoice.pdf', 'application/pdf', 'a >> text=invoice.pdf', 'isConnected'],
	['Link', 'cup.png', 'text/html', 'a >> text=cup.png', 'isConnected'],
])("%s: the customer's file is shown or played on the desk with its caption", async (mediaType, filename, mime, seen, ready) => {
	const url = `${genesys.url}/desk/examples/${filename}`;
	await say({ content: [{ attachment: { mediaType, url, mime, filename, text: 'From my phone' } }] });
	const bubble = desk.getByRole('log').locator('[data-from="customer"]').nth(1);
	await bubble.getByText('From my phone').waitFor();
	const isReady = async () => await bubble.locator(seen).evaluate((node, key) => Boolean(Reflect.get(node, key)), ready);
	await eventually(isReady, Boolean);
});

const SCRIPT = '<script>window.harm = 1</script><img src=x onerror="window.harm = 1">';
const HARMFUL = 'javascript:window.harm=1';

testInBrowser('hostile content at the desk stays text, and only http and https URLs can be opened', async () => {
	const texts = [
		SCRIPT,
		`${HARMFUL} https://example.org 👩‍👩‍👧`,
		'مرحبا، طلبي رقم 4711',
		'x'.repeat(4000),
		`\u202egnp.exe ${'\n'.repeat(40)}end`,
	];
	for (const text of texts) await say({ text });
	const log = desk.getByRole('log');
	await log.getByText(SCRIPT).waitFor();
	await log.getByText('مرحبا').waitFor();
	await log.getByRole('button', { name: 'Show all', exact: true }).waitFor();

	const action = { type: 'Link', text: SCRIPT, url: HARMFUL };
	const card = {
		title: SCRIPT,
		description: 'y'.repeat(2000),
		image: HARMFUL,
		video: HARMFUL,
		defaultAction: action,
		actions: [action],
	};
	const attachment = { mediaType: 'Image', url: HARMFUL, mime: 'image/png', filename: SCRIPT, text: SCRIPT };
	const broken = [
		{ contentType: 'Card', card: 'no object' },
		{ contentType: 'Card', card: { title: { a: 1 }, actions: [null, 5, 'text', {}] } },
		{ contentType: 'Carousel', carousel: { cards: 'none' } },
		{ contentType: 'DatePicker', datePicker: { availableTimes: [null, { dateTime: 'soon' }], location: 7 } },
		{ contentType: 'ListPicker', listPicker: { sections: [{ items: {} }, null] } },
		{ contentType: 'Notification', template: { body: { text: '{{1}} {{__proto__}}', parameters: 'none' } } },
		{ contentType: 'QuickReply' },
		{ contentType: 'Attachment' },
		{ contentType: 'constructor' },
		{},
	];
	const content = [{ contentType: 'Card', card }, { contentType: 'Attachment', attachment }, ...broken];
	await genesys.control('POST', `conversations/${chat.conversationId}/messages`, { text: SCRIPT, content });
	const message = log.locator('[data-from="agent"]');
	await message.getByText('“unknown”').waitFor();
	await message.getByText('“Attachment”').waitFor();
	await message.getByText('no valid URL').waitFor();

	const addresses: string[] = [];
	for (const name of ['href', 'src', 'poster']) {
		const nodes = await log.locator(`[${name}]`).all();
		addresses.push(...(await Promise.all(nodes.map(async (node) => (await node.getAttribute(name)) ?? ''))));
	}
	expect(addresses).toContain('https://example.org/');
	expect(addresses.filter((address) => !/^https?:/.test(address))).toEqual([]);
	expect(await desk.evaluate('window.harm')).toBeUndefined();
	// Nothing is wider than the chat, no matter how long its words are.
	const isTooWide = await log.evaluate((node) => {
		const { scrollWidth, clientWidth } = node as unknown as { scrollWidth: number; clientWidth: number };
		return scrollWidth > clientWidth;
	});
	expect(isTooWide).toBe(false);
});
