import { customerOf } from '../../demo/people.mts';
import { startChatWithWorkflow, type ChatWithWorkflow } from './support/chatPage.mts';
import { eventually } from './support/handover.mts';

/** The JSON between the demo's chat and a workflow, over HTTP. */

let page: ChatWithWorkflow;
let count = 0;
const newCustomer = () => customerOf(page.chat.url, `channel-${++count}`);

beforeAll(async () => {
	page = await startChatWithWorkflow();
});
afterAll(async () => await page.close());
beforeEach(() => page.answer({}));

const post = async (path: string, body: object) =>
	await fetch(`${page.chat.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 31, 10, 0, seconds)).toISOString();

test('a click reaches the workflow with its payload, and its label as the text', async () => {
	const customer = newCustomer();
	const buttonResponse = { type: 'QuickReply', text: 'Yes, a cup', payload: 'missing-cup', originatingMessageId: 'm-1' };
	expect((await post(`/customers/${customer.id}/messages`, { name: 'Ada', buttonResponse })).status).toBe(200);
	expect(page.received.at(-1)).toMatchObject({ path: '/webhook/genesys-chat', body: { type: 'message', text: 'Yes, a cup', name: 'Ada', buttonResponse } });
	expect((await customer.bubbles()).at(-1)).toMatchObject({ sender: 'customer', text: 'Yes, a cup', buttonResponse });
});

test('a failed click is sent again with its payload', async () => {
	const customer = newCustomer();
	const buttonResponse = { type: 'Button', text: 'Money back', payload: 'refund', originatingMessageId: 'm-1' };
	page.answer({}, 503);
	expect((await post(`/customers/${customer.id}/messages`, { messageId: 'c-1', buttonResponse })).status).toBe(502);
	page.answer({});
	expect((await post(`/customers/${customer.id}/messages`, { messageId: 'c-1', text: 'Money back' })).status).toBe(200);
	expect(page.received.at(-1)?.body).toMatchObject({ messageId: 'c-1', buttonResponse });
});

test.each([
	['an unknown type', { type: 'Swipe', text: 'a', originatingMessageId: 'm' }],
	['no originating message', { type: 'Button', text: 'a' }],
	['no label', { type: 'Button', payload: 'a', originatingMessageId: 'm' }],
	['a value that is not an object', 'Button'],
])('a click with %s is rejected with an explanation', async (_what, buttonResponse) => {
	const response = await post('/customers/nobody/messages', { buttonResponse });
	expect({ status: response.status, body: await response.json() }).toEqual({ status: 400, body: { message: expect.any(String) } });
});

test("typing reaches the workflow's second webhook, and a workflow without one still works", async () => {
	const { id } = newCustomer();
	page.answer({ message: 'The requested webhook is not registered.' }, 404);
	expect((await post(`/customers/${id}/typing`, {})).status).toBe(200);
	expect(page.received.at(-1)).toEqual({ path: '/webhook/genesys-chat/typing', body: { customerId: id, name: id } });
});

test("the trigger's item is a valid delivery without changes", async () => {
	const customer = newCustomer();
	const item = {
		event: 'agentMessage',
		messageId: 'm-1',
		conversationId: 'c',
		integrationId: 'i',
		customerId: customer.id,
		sender: 'agent',
		text: 'Which one?\n• Yes',
		attachments: [{ url: 'https://example.org/cup.png', mime: 'image/png', mediaType: 'Image', text: 'A cup' }],
		structured: { kind: 'quickReplies', replies: [{ text: 'Yes', payload: 'yes' }] },
		agent: { id: 'a', name: 'Agent One' },
		time: at(5),
		deduplicationKey: 'agentMessage:m-1',
	};
	expect([await page.deliver(customer.id, item), await page.deliver(customer.id, item)]).toEqual([200, 200]);
	const { attachments, structured, text } = item;
	expect(await customer.bubbles()).toEqual([expect.objectContaining({ sender: 'agent', agentName: 'Agent One', writtenAt: at(5), attachments, structured, text })]);
});

test('conversation events without a text are announced once each', async () => {
	const customer = newCustomer();
	const agent = { id: 'a', name: 'Agent One' };
	const steps = [
		{ event: 'queued', queue: { name: 'Support' } },
		{ event: 'agentJoined', agent },
		{ event: 'agentDeclined', agent },
		{ event: 'transferred', agent },
		{ event: 'agentLeft', agent },
		{ event: 'conversationEnded', text: 'Bye' },
	];
	for (const [index, step] of steps.entries()) {
		for (let times = 0; times < 2; times++) await page.deliver(customer.id, { ...step, time: at(index), deduplicationKey: `step-${index}` });
	}
	expect((await customer.bubbles()).map(({ text }) => text)).toEqual([
		'You are in line for Support.',
		'Agent One has joined the chat.',
		'',
		'Agent One has transferred the chat.',
		'Agent One has left the chat.',
		'Bye',
	]);
});

test('the end of a chat always reaches the workflow, but the customer sees it only if it ended a handover', async () => {
	const customer = newCustomer();
	await customer.say('When are you open?');
	const end = async () => {
		expect((await post(`/customers/${customer.id}/end`, {})).status).toBe(200);
		expect(page.received.at(-1)?.body).toMatchObject({ type: 'end', customerId: customer.id });
		return (await customer.bubbles()).filter(({ text }) => text === 'You ended the chat.').length;
	};
	expect(await end()).toBe(0);
	await page.deliver(customer.id, { event: 'queued', deduplicationKey: 'q' });
	expect(await end()).toBe(1);
	expect(await end()).toBe(1);
});

test("late messages are shown in chronological order, also among the customer's messages", async () => {
	const customer = newCustomer();
	await customer.say('Hello?');
	const joined = new Date().toISOString();
	await eventually(async () => Date.now() > Date.parse(joined), Boolean);
	await page.deliver(customer.id, { event: 'agentMessage', text: 'Hello Ada', messageId: 'm-1', time: new Date().toISOString() });
	await customer.say('My cup is broken');
	await page.deliver(customer.id, { event: 'agentJoined', agent: { name: 'Agent One' }, deduplicationKey: 'j', time: joined });
	await page.deliver(customer.id, { event: 'agentMessage', text: 'Oh', messageId: 'm-2', time: new Date(Date.now() + 5000).toISOString() });
	expect((await customer.bubbles()).map(({ text }) => text)).toEqual(['Hello?', 'Agent One has joined the chat.', 'Hello Ada', 'My cup is broken', 'Oh']);
});

test('typing and receipts add nothing to the chat', async () => {
	const customer = newCustomer();
	expect([await page.deliver(customer.id, { event: 'typing', typingMs: 5000 }), await page.deliver(customer.id, { event: 'receipt' })]).toEqual([200, 200]);
	expect(await customer.bubbles()).toEqual([]);
});

test.each([
	['no sender', { text: 'Hello' }],
	['an unknown sender', { sender: 'ghost', text: 'Hello' }],
	['an unknown event', { event: 'sneezed', text: 'Hello' }],
	['no content', { sender: 'agent' }],
	['invalid structured content', { sender: 'agent', structured: ['a'] }],
	['an invalid time', { sender: 'agent', text: 'Hello', time: 'soon' }],
])('a delivery with %s is rejected', async (_what, delivery) => {
	expect(await page.deliver('nobody', delivery)).toBe(400);
});
