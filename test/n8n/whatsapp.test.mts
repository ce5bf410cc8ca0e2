import { setTimeout as delay } from 'node:timers/promises';
import { deskOf, eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { NUMBER_ID, startWhatsApp, WHATSAPP_CREDENTIALS, type WhatsApp } from '../support/whatsapp.mts';

/** The WhatsApp example in the real n8n, between a stand-in of WhatsApp's Cloud API and the simulator. */

let stack: TestStack;
let whatsApp: WhatsApp;
let workflowId: string;
let count = 0;

beforeAll(async () => {
	whatsApp = await startWhatsApp();
	stack = await startTestStack(whatsApp.env);
	const filledIn = { '"phoneNumberId":""': `"phoneNumberId":"${NUMBER_ID}"` };
	[workflowId] = await publishChannel(stack, 'whatsapp', { credentials: WHATSAPP_CREDENTIALS, filledIn });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await whatsApp?.close();
});

afterEach(async () => {
	whatsApp.refusal = undefined;
	await simulator('DELETE', '/simulator/faults');
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: false });
});

const simulator = async (method: string, path: string, body?: object) => await callSimulator(stack.simulator.url, method, path, body);
const says = async (number: string, body: string) => await whatsApp.writes(number, { type: 'text', text: { body } });
const newCustomer = () => String(491_511_000_000 + ++count);
const textsTo = (number: string) => whatsApp.sentTo(number).map(({ type, text }) => text?.body ?? type);
const botAnswers = (number: string) => textsTo(number).filter((text) => text.includes('I am the bot'));
/** The customer's texts in each chat, newest chat first. */
const chatsOf = async (number: string) =>
	(await deskOf(stack.simulator.url).chatsOf({ id: number })).map(({ messages }) => messages.flatMap(({ from, text }) => (from === 'customer' ? [text] : [])));

/** A customer whose chat an agent has accepted. */
async function connected(number = newCustomer()): Promise<{ number: string; agent: Agent }> {
	const agent = agentFor(stack.simulator.url, number);
	await says(number, 'An agent, please');
	await whatsApp.shows(number, 'An agent will answer you here');
	await agent.accept();
	await whatsApp.shows(number, 'has joined the chat');
	return { number, agent };
}

async function theBotIsBack(number: string): Promise<void> {
	await whatsApp.shows(number, 'The bot is back');
	const before = botAnswers(number).length;
	await says(number, 'Are you there?');
	await eventually('the bot answers', async () => botAnswers(number).length > before);
}

const newestExecution = async () => (await stack.rest.executions(workflowId))[0];

async function newExecutionFails(after: string | undefined): Promise<void> {
	await eventually('the execution fails', async () => {
		const { id, status } = await newestExecution();
		return id !== after && status === 'error';
	});
}

test('the bot answers; who asks for an agent gets one, who sees name and number, answers, and has the chat alone', async () => {
	const number = newCustomer();
	await says(number, 'Hello there');
	await whatsApp.shows(number, 'I am the bot');
	const { agent } = await connected(number);
	const attributes = { channel: 'WhatsApp', phone: `+${number}`, queueName: 'Support' };
	expect((await agent.chat()).customer).toMatchObject({ name: 'Ada Lovelace', attributes });
	await agent.says('Hello Ada, *what* can I do?');
	await whatsApp.shows(number, 'Hello Ada, *what* can I do?');
	await says(number, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	expect(botAnswers(number)).toHaveLength(1);
	expect(whatsApp.sentTo(number)).toHaveLength(4);
});

test("a customer's picture, document and voice message of 5 MB reach the agent byte for byte", async () => {
	const { number, agent } = await connected();
	const [image, document, voice] = [picture(300_000), picture(5 * 1024 * 1024), picture(50_000)];
	await whatsApp.writes(number, { type: 'image', image: { ...whatsApp.upload('image/jpeg', image), caption: 'It is broken' } });
	await whatsApp.writes(number, { type: 'document', document: { ...whatsApp.upload('application/pdf', document), filename: 'invoice.pdf' } });
	await whatsApp.writes(number, { type: 'audio', audio: { ...whatsApp.upload('audio/ogg', voice), voice: true } });
	const shown = await agent.sees('all three', ({ messages }) => {
		const withFiles = messages.filter(({ attachments }) => attachments.length > 0);
		return withFiles.length === 3 && withFiles;
	});
	const expected = new Map([
		['image/jpeg', { text: 'It is broken', bytes: image }],
		['application/pdf', { text: 'invoice.pdf', bytes: document }],
		['audio/ogg', { text: '', bytes: voice }],
	]);
	for (const { text, attachments } of shown) {
		const sent = expected.get(attachments[0].mime ?? '');
		expect(text ?? '').toBe(sent?.text);
		expectSame((await fileAt(attachments[0].url)).bytes, sent?.bytes ?? Buffer.alloc(0));
	}
});

test('a picture that asks for an agent in its caption starts the handover, and the agent gets both', async () => {
	const [number, image] = [newCustomer(), picture(1000)];
	await whatsApp.writes(number, { type: 'image', image: { ...whatsApp.upload('image/jpeg', image), caption: 'It is broken, an agent please' } });
	const agent = agentFor(stack.simulator.url, number);
	const file = await agent.sees('the picture', ({ messages }) => messages.find(({ attachments }) => attachments.length === 1));
	expect((await chatsOf(number)).flat().join('\n')).toContain('It is broken, an agent please');
	expectSame((await fileAt(file.attachments[0].url)).bytes, image);
});

test('the agent reads that a file is missing which WhatsApp does not have any more', async () => {
	const { number, agent } = await connected();
	const { url } = whatsApp.upload('image/jpeg', picture(10));
	await whatsApp.writes(number, { type: 'image', image: { id: 'gone', url: `${url}-gone`, caption: 'Look' } });
	await agent.reads('Look\n(A file that could not be fetched.)');
});

test('buttons, places and contacts reach the agent as text', async () => {
	const { number, agent } = await connected();
	await whatsApp.writes(number, { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Yes, please' } } });
	await whatsApp.writes(number, { type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
	await whatsApp.writes(number, { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' }, phones: [{ phone: '+49 30 1' }] }] });
	await whatsApp.writes(number, { type: 'unsupported', errors: [{ code: 131051 }] });
	for (const words of ['Yes, please', 'maps.google.com/?q=52.5,13.4', 'Bob +49 30 1', 'cannot be shown here']) await agent.reads(words);
});

test('several messages in one notification: each goes where it belongs', async () => {
	const { number, agent } = await connected();
	const [asking, chatting] = [newCustomer(), newCustomer()];
	const texts: Array<[string, string]> = [[asking, 'An agent, please'], [number, 'first'], [chatting, 'Hello'], [number, 'second']];
	const all = texts.map(([from, body]) => whatsApp.notificationOf(from, { type: 'text', text: { body } }));
	await whatsApp.deliver({ ...all[0], entry: all.flatMap(({ entry }) => entry) });
	await whatsApp.shows(asking, 'An agent will answer you here');
	await whatsApp.shows(chatting, 'I am the bot');
	await agent.reads('second');
	expect((await chatsOf(number)).flat()).toEqual(['An agent, please', 'first', 'second']);
	expect(textsTo(number)).toEqual([expect.stringContaining('An agent will answer'), expect.stringContaining('has joined')]);
});

test("the agent's file reaches the customer once, byte for byte, after its text, also where only the token opens it", async () => {
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: true });
	const { number, agent } = await connected();
	const label = picture(5 * 1024 * 1024);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.sends(label, 'Please print this');
	const { file } = await eventually('the document', async () => whatsApp.sentTo(number).find(({ type }) => type === 'document'));
	await agent.says('That is all');
	await whatsApp.shows(number, 'That is all');
	expect(textsTo(number).slice(2)).toEqual(['Please print this', 'document', 'That is all']);
	expect(file).toMatchObject({ name: 'label.png', type: PNG });
	expectSame(file?.bytes ?? Buffer.alloc(0), label);
});

test('"stop" ends the chat for the agent too, and the bot is back', async () => {
	const { number, agent } = await connected();
	await says(number, 'Stop');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await theBotIsBack(number);
	expect((await chatsOf(number)).flat()).toEqual(['An agent, please']);
});

test('the agent closes the chat: the customer is told once, the bot is back, and a second handover works', async () => {
	const { number, agent } = await connected();
	await agent.act('end');
	await theBotIsBack(number);
	expect(textsTo(number).filter((text) => text.includes('The bot is back'))).toHaveLength(1);
	await says(number, 'Another agent, please');
	await agent.accept();
	await says(number, 'Me again');
	await agent.reads('Me again');
	expect((await chatsOf(number)).flat()).toEqual(['An agent, please', 'Another agent, please', 'Me again']);
});

test('messages within 120 ms of asking for an agent reach the agent in one chat, never the bot', async () => {
	const number = newCustomer();
	const three = ['It is about order 9.', 'What are your opening hours?', 'Hello?'];
	const sent = [says(number, 'An agent, please')];
	for (const text of three) {
		await delay(40);
		sent.push(says(number, text));
	}
	await Promise.all(sent);
	await eventually('all four', async () => (await chatsOf(number)).flat().length === 4);
	const chats = await chatsOf(number);
	expect(chats).toHaveLength(1);
	// n8n's trigger does not wait for one execution before it starts the next.
	expect(new Set(chats[0])).toEqual(new Set(['An agent, please', ...three]));
	expect(botAnswers(number)).toEqual([]);
});

test('what WhatsApp or Genesys Cloud delivers twice is there once', async () => {
	const { number, agent } = await connected();
	const notification = await says(number, 'said once');
	await agent.reads('said once');
	await whatsApp.deliver(notification);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.says('answered once');
	await agent.says('and the last word');
	await whatsApp.shows(number, 'and the last word');
	await says(number, 'the end');
	await agent.reads('the end');
	expect((await chatsOf(number)).flat().filter((text) => text === 'said once')).toHaveLength(1);
	expect(textsTo(number).filter((text) => text === 'answered once')).toHaveLength(1);
});

test('what WhatsApp refuses, at once or later, makes an execution fail with the reason', async () => {
	const { number, agent } = await connected();
	const before = await newestExecution();
	whatsApp.refusal = { code: 131030, message: 'Recipient phone number not in allowed list' };
	await agent.says('Are you still there?');
	await newExecutionFails(before.id);
	whatsApp.refusal = undefined;
	await agent.says('It is ready now');
	const message = await whatsApp.shows(number, 'It is ready now');
	const { id } = await newestExecution();
	await whatsApp.fails(message, 'More than 24 hours have passed since the customer last replied');
	await newExecutionFails(id);
}, 60_000);

describe('Genesys Cloud out of reach', () => {
	const down = async () => await simulator('POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/api/v2/conversations', times: 0 });

	test('when a handover is to start: the customer is asked to send it again, the execution fails, and the next message starts it', async () => {
		const number = newCustomer();
		const { id } = await newestExecution();
		await down();
		await says(number, 'An agent, please');
		await whatsApp.shows(number, 'did not get through');
		await newExecutionFails(id);
		await simulator('DELETE', '/simulator/faults');
		await says(number, 'Hello?');
		await whatsApp.shows(number, 'An agent will answer you here');
		expect(await chatsOf(number)).toEqual([['Hello?']]);
		expect(botAnswers(number)).toEqual([]);
	}, 60_000);

	test('while an agent has the chat: the same, the bot is silent, and the agent gets the next message', async () => {
		const { number, agent } = await connected();
		const { id } = await newestExecution();
		await down();
		await says(number, 'Can you hear me?');
		await whatsApp.shows(number, 'did not get through');
		await newExecutionFails(id);
		await simulator('DELETE', '/simulator/faults');
		await says(number, 'Can you hear me now?');
		await agent.reads('Can you hear me now?');
		expect(botAnswers(number)).toEqual([]);
	}, 60_000);

	test('leaves those who talk to the bot with the bot', async () => {
		const number = newCustomer();
		await down();
		await says(number, 'What are your opening hours?');
		await whatsApp.shows(number, 'I am the bot');
	});
});

test('n8n is restarted in the middle of a chat: the bot stays silent, and the customer reaches the same agent', async () => {
	const { number, agent } = await connected();
	await stack.restartN8n(async () => {});
	await says(number, 'What are your opening hours?');
	await agent.reads('What are your opening hours?');
	expect(await chatsOf(number)).toHaveLength(1);
	expect(botAnswers(number)).toEqual([]);
}, 180_000);
