import { setTimeout as delay } from 'node:timers/promises';
import { deskOf, eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { startTelegram, TOKEN, type Telegram } from '../support/telegram.mts';

/** The Telegram example in the real n8n, between a stand-in of Telegram's Bot API and the simulator. */

let stack: TestStack;
let telegram: Telegram;
let workflowId: string;
let count = 0;

beforeAll(async () => {
	telegram = await startTelegram();
	stack = await startTestStack();
	[workflowId] = await publishChannel(stack, 'telegram', { credentials: { telegramApi: { accessToken: TOKEN, baseUrl: telegram.url } } });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await telegram?.close();
});

afterEach(async () => {
	telegram.refusal = undefined;
	await simulator('DELETE', '/simulator/faults');
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: false });
});

const simulator = async (method: string, path: string, body?: object) => await callSimulator(stack.simulator.url, method, path, body);
const says = async (chatId: number, text: string) => await telegram.writes(chatId, { text });
const newCustomer = () => 700_000 + ++count;
const textsTo = (chatId: number) => telegram.sentTo(chatId).map(({ fields }) => String(fields['text']));
const botAnswers = (chatId: number) => textsTo(chatId).filter((text) => text.includes('I am the bot'));
/** The customer's texts in each chat, newest chat first. */
const chatsOf = async (chatId: number) =>
	(await deskOf(stack.simulator.url).chatsOf({ id: String(chatId) })).map(({ messages }) =>
		messages.flatMap(({ from, text }) => (from === 'customer' ? [text] : [])),
	);

/** A customer whose chat an agent has accepted. */
async function connected(chatId = newCustomer()): Promise<{ chatId: number; agent: Agent }> {
	const agent = agentFor(stack.simulator.url, String(chatId));
	await says(chatId, '/agent');
	await telegram.shows(chatId, 'An agent will answer you here');
	await agent.accept();
	await telegram.shows(chatId, 'has joined the chat');
	return { chatId, agent };
}

async function theBotIsBack(chatId: number): Promise<void> {
	await telegram.shows(chatId, 'The bot is back');
	const before = botAnswers(chatId).length;
	await says(chatId, 'Are you there?');
	await eventually('the bot answers', async () => botAnswers(chatId).length > before);
}

const newestExecution = async () => (await stack.rest.executions(workflowId))[0];

async function newExecutionFails(after: string | undefined): Promise<void> {
	await eventually('the execution fails', async () => {
		const { id, status } = await newestExecution();
		return id !== after && status === 'error';
	});
}

test('the bot answers; /agent brings an agent, who sees the name, answers, and has the chat alone', async () => {
	const chatId = newCustomer();
	await says(chatId, 'Hello <there>');
	await telegram.shows(chatId, 'I am the bot');
	const { agent } = await connected(chatId);
	expect((await agent.chat()).customer).toMatchObject({ name: 'Ada Lovelace', attributes: { channel: 'Telegram', queueName: 'Support' } });
	await agent.says('Hello Ada, <b> & _what_ can I do?');
	// Telegram reads HTML.
	await telegram.shows(chatId, 'Hello Ada, &lt;b&gt; &amp; _what_ can I do?');
	await says(chatId, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	expect(botAnswers(chatId)).toHaveLength(1);
	expect(telegram.sentTo(chatId)).toHaveLength(4);
});

test("a customer's photo, document and voice message of 5 MB reach the agent byte for byte", async () => {
	const { chatId, agent } = await connected();
	const [photo, document, voice] = [picture(300_000), picture(5 * 1024 * 1024), picture(50_000)];
	const photoId = telegram.upload('photos/file_1.jpg', photo);
	await telegram.writes(chatId, { caption: 'It is broken', photo: [{ file_id: 'thumb' }, { file_id: photoId }] });
	await telegram.writes(chatId, { document: { file_id: telegram.upload('documents/file_2.pdf', document), file_name: 'invoice.pdf', mime_type: 'application/pdf' } });
	await telegram.writes(chatId, { voice: { file_id: telegram.upload('voice/file_3.oga', voice), mime_type: 'audio/ogg' } });
	const shown = await agent.sees('all three', ({ messages }) => {
		const withFiles = messages.filter(({ attachments }) => attachments.length > 0);
		return withFiles.length === 3 && withFiles;
	});
	const expected = new Map([
		['image/jpeg', { text: 'It is broken', bytes: photo }],
		['application/pdf', { text: 'invoice.pdf', bytes: document }],
		['audio/ogg', { text: '', bytes: voice }],
	]);
	for (const { text, attachments } of shown) {
		const sent = expected.get(attachments[0].mime ?? '');
		expect(text ?? '').toBe(sent?.text);
		expectSame((await fileAt(attachments[0].url)).bytes, sent?.bytes ?? Buffer.alloc(0));
	}
});

test('a photo that asks for an agent in its caption starts the handover, and the agent gets both', async () => {
	const chatId = newCustomer();
	const photo = picture(1000);
	await telegram.writes(chatId, { caption: 'It is broken, an agent please', photo: [{ file_id: telegram.upload('photos/file_9.jpg', photo) }] });
	const agent = agentFor(stack.simulator.url, String(chatId));
	const file = await agent.sees('the photo', ({ messages }) => messages.find(({ attachments }) => attachments.length === 1));
	expect((await chatsOf(chatId)).flat().join('\n')).toContain('It is broken, an agent please');
	expectSame((await fileAt(file.attachments[0].url)).bytes, photo);
});

test('the agent reads that a file is missing which Telegram does not hand out', async () => {
	const { chatId, agent } = await connected();
	await telegram.writes(chatId, { caption: 'Look', document: { file_id: 'more than 20 MB', file_name: 'film.mp4' } });
	await agent.reads('Look\n(A file that could not be fetched.)');
});

test('a place and a contact reach the agent as text', async () => {
	const { chatId, agent } = await connected();
	await telegram.writes(chatId, { location: { latitude: 52.5, longitude: 13.4 } });
	await telegram.writes(chatId, { contact: { first_name: 'Bob', phone_number: '+49301' } });
	for (const words of ['maps.google.com/?q=52.5,13.4', 'Bob +49301']) await agent.reads(words);
});

test("the agent's file reaches the customer once, byte for byte, after its text, also where only the token opens it", async () => {
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: true });
	const { chatId, agent } = await connected();
	const label = picture(5 * 1024 * 1024);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.sends(label, 'Please print this');
	const file = await eventually('the document', async () => telegram.sentTo(chatId).find(({ method }) => method === 'sendDocument'));
	await agent.says('That is all');
	await telegram.shows(chatId, 'That is all');
	expect(telegram.sentTo(chatId).slice(2).map(({ method, fields }) => fields['text'] ?? method)).toEqual(['Please print this', 'sendDocument', 'That is all']);
	expect(file.files).toMatchObject([{ name: 'label.png', type: PNG }]);
	expectSame(file.files[0].bytes, label);
});

test('a file that cannot be downloaded makes the execution fail, after its text has arrived', async () => {
	const { chatId, agent } = await connected();
	const { id } = await newestExecution();
	await agent.act('messages', { text: 'Look at this', attachment: { url: `${stack.simulator.url}/no-such-file.png`, mime: PNG } });
	await telegram.shows(chatId, 'Look at this');
	await newExecutionFails(id);
}, 60_000);

test('quick replies of the agent come as text', async () => {
	const { chatId, agent } = await connected();
	const replies = ['Yes', 'No'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' } }));
	await agent.act('messages', { text: 'Did that help?', content: replies });
	const { fields } = await telegram.shows(chatId, 'Did that help?');
	expect(fields['text']).toContain('Yes');
	expect(fields['text']).toContain('No');
});

test('/stop ends the chat for the agent too, and the bot is back', async () => {
	const { chatId, agent } = await connected();
	await says(chatId, '/stop');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await theBotIsBack(chatId);
	expect((await chatsOf(chatId)).flat()).toEqual(['/agent']);
});

test('the agent closes the chat: the customer is told once, the bot is back, and a second handover works', async () => {
	const { chatId, agent } = await connected();
	await agent.act('end');
	await theBotIsBack(chatId);
	expect(textsTo(chatId).filter((text) => text.includes('The bot is back'))).toHaveLength(1);
	await says(chatId, 'Another agent, please');
	await agent.accept();
	await says(chatId, 'Me again');
	await agent.reads('Me again');
	expect((await chatsOf(chatId)).flat()).toEqual(['/agent', 'Another agent, please', 'Me again']);
});

test('a customer who writes right after the agent closed the chat is answered by the bot, not lost', async () => {
	const { chatId, agent } = await connected();
	await agent.act('end');
	await says(chatId, 'One more thing');
	await telegram.shows(chatId, 'I am the bot');
});

test('messages within 120 ms of asking for an agent reach the agent in one chat, never the bot', async () => {
	const chatId = newCustomer();
	const three = ['It is about order 9.', 'What are your opening hours?', 'Hello?'];
	const sent = [says(chatId, '/agent')];
	for (const text of three) {
		await delay(40);
		sent.push(says(chatId, text));
	}
	await Promise.all(sent);
	await agentFor(stack.simulator.url, String(chatId)).reads('Hello?');
	await eventually('all four', async () => (await chatsOf(chatId)).flat().length === 4);
	const chats = await chatsOf(chatId);
	expect(chats).toHaveLength(1);
	// n8n's trigger does not wait for one execution before it starts the next.
	expect(new Set(chats[0])).toEqual(new Set(['/agent', ...three]));
	expect(botAnswers(chatId)).toEqual([]);
});

test('what Telegram or Genesys Cloud delivers twice is there once', async () => {
	const { chatId, agent } = await connected();
	const update = await says(chatId, 'said once');
	await agent.reads('said once');
	await telegram.deliver(update);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.says('answered once');
	await agent.says('and the last word');
	await telegram.shows(chatId, 'and the last word');
	await says(chatId, 'the end');
	await agent.reads('the end');
	expect((await chatsOf(chatId)).flat().filter((text) => text === 'said once')).toHaveLength(1);
	expect(textsTo(chatId).filter((text) => text === 'answered once')).toHaveLength(1);
});

test('what Telegram refuses makes the execution fail with the reason', async () => {
	const { agent } = await connected();
	const { id } = await newestExecution();
	telegram.refusal = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
	await agent.says('Are you still there?');
	await newExecutionFails(id);
}, 60_000);

describe('Genesys Cloud out of reach', () => {
	const down = async () => await simulator('POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/api/v2/conversations', times: 0 });

	test('when a handover is to start: the customer is asked to send it again, the execution fails, and the next message starts it', async () => {
		const chatId = newCustomer();
		const { id } = await newestExecution();
		await down();
		await says(chatId, '/agent');
		await telegram.shows(chatId, 'did not get through');
		await newExecutionFails(id);
		await simulator('DELETE', '/simulator/faults');
		await says(chatId, 'Hello?');
		await telegram.shows(chatId, 'An agent will answer you here');
		expect(await chatsOf(chatId)).toEqual([['Hello?']]);
		expect(botAnswers(chatId)).toEqual([]);
	}, 60_000);

	test('while an agent has the chat: the same, the bot is silent, and the agent gets the next message', async () => {
		const { chatId, agent } = await connected();
		const { id } = await newestExecution();
		await down();
		await says(chatId, 'Can you hear me?');
		await telegram.shows(chatId, 'did not get through');
		await newExecutionFails(id);
		await simulator('DELETE', '/simulator/faults');
		await says(chatId, 'Can you hear me now?');
		await agent.reads('Can you hear me now?');
		expect(botAnswers(chatId)).toEqual([]);
	}, 60_000);

	test('leaves those who talk to the bot with the bot', async () => {
		const chatId = newCustomer();
		await down();
		await says(chatId, 'What are your opening hours?');
		await telegram.shows(chatId, 'I am the bot');
	});
});

test('n8n is restarted in the middle of a chat: the bot stays silent, and the customer reaches the same agent', async () => {
	const { chatId, agent } = await connected();
	await stack.restartN8n(async () => {});
	await says(chatId, 'What are your opening hours?');
	await agent.reads('What are your opening hours?');
	expect(await chatsOf(chatId)).toHaveLength(1);
	expect(botAnswers(chatId)).toEqual([]);
}, 180_000);
