import { eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { startTelegram, TOKEN, type Telegram } from '../support/telegram.mts';

/** The Telegram example in the real n8n, between a stand-in of Telegram's Bot API and the simulator. */

let stack: TestStack;
let telegram: Telegram;
let count = 0;

beforeAll(async () => {
	telegram = await startTelegram();
	stack = await startTestStack();
	await publishChannel(stack, 'telegram', { credentials: { telegramApi: { accessToken: TOKEN, baseUrl: telegram.url } } });
	// A Genesys Cloud that does not notice repeats: the workflow has to.
	await callSimulator(stack.simulator.url, 'PATCH', '/simulator/settings', { repeatedMessageId: 'accept' });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await telegram?.close();
});

afterEach(async () => {
	telegram.refusal = undefined;
	await callSimulator(stack.simulator.url, 'DELETE', '/simulator/faults');
});

const says = async (chatId: number, text: string) => await telegram.writes(chatId, { text });

/** A customer whose chat an agent has accepted. */
async function connected(): Promise<{ chatId: number; agent: Agent }> {
	const chatId = 700_000 + ++count;
	const agent = agentFor(stack.simulator.url, String(chatId));
	await says(chatId, 'I want to talk to a person');
	await telegram.shows(chatId, 'connecting you');
	await agent.accept();
	await telegram.shows(chatId, 'has joined the chat');
	return { chatId, agent };
}

test('the bot answers; /agent brings a person, who sees the name and what was said before', async () => {
	const chatId = 1;
	const hello = await says(chatId, 'Hello <there>');
	await telegram.shows(chatId, 'I am the bot');
	await telegram.deliver(hello);
	await says(chatId, '/agent');
	await telegram.shows(chatId, 'connecting you');
	const agent = agentFor(stack.simulator.url, '1');
	const { customer, messages } = await agent.accept();
	expect(customer).toMatchObject({ name: 'Ada Lovelace', attributes: { channel: 'Telegram' } });
	expect(messages[0].text).toContain('Hello <there>');

	await telegram.shows(chatId, 'Agent One has joined the chat.');
	await agent.says('Hello Ada, <b> & _what_ can I do?');
	// Telegram reads HTML, so that is what it has to get.
	await telegram.shows(chatId, 'Hello Ada, &lt;b&gt; &amp; _what_ can I do?');
	await says(chatId, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	// The bot's answer, although the update came twice, that a person is coming, who has come, and the person's answer.
	expect(telegram.sentTo(chatId)).toHaveLength(4);
});

test('a picture, a document and a voice message reach the agent byte for byte', async () => {
	const { chatId, agent } = await connected();
	const [photo, document, voice] = [picture(300_000), picture(2_000_000), picture(50_000)];
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

test('a picture that comes with the wish for a person is not lost', async () => {
	const chatId = 2;
	const photo = picture(1000);
	await telegram.writes(chatId, { caption: 'A person, please', photo: [{ file_id: telegram.upload('photos/file_9.jpg', photo) }] });
	const agent = agentFor(stack.simulator.url, '2');
	const [question, file] = await agent.sees('question and picture', ({ messages }) => {
		const ofCustomer = messages.filter(({ from }) => from === 'customer');
		return ofCustomer.at(1)?.attachments.length === 1 && ofCustomer;
	});
	expect(question.text).toContain('A person, please');
	expect(file.text ?? '').toBe('');
	expectSame((await fileAt(file.attachments[0].url)).bytes, photo);
});

test('a file that Telegram does not give out: the customer is told', async () => {
	const { chatId } = await connected();
	await telegram.writes(chatId, { document: { file_id: 'more than 20 MB', file_name: 'film.mp4' } });
	await telegram.shows(chatId, 'did not get through');
});

test("the agent's picture comes as a file, byte for byte, its text before it", async () => {
	const { chatId, agent } = await connected();
	const label = picture(400_000);
	await agent.sends(label, 'Please print this');
	const file = await eventually('the document', async () => telegram.sentTo(chatId).find(({ method }) => method === 'sendDocument'));
	expect(telegram.sentTo(chatId).map(({ method }) => method)).toEqual(['sendMessage', 'sendMessage', 'sendMessage', 'sendDocument']);
	expect(telegram.sentTo(chatId)[2].fields).toMatchObject({ text: 'Please print this' });
	expect(file.files).toMatchObject([{ name: 'label.png', type: PNG }]);
	expectSame(file.files[0].bytes, label);
});

test('quick replies of the agent come as text', async () => {
	const { chatId, agent } = await connected();
	const replies = ['Yes', 'No'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' } }));
	await agent.act('messages', { text: 'Did that help?', content: replies });
	const { fields } = await telegram.shows(chatId, 'Did that help?');
	expect(fields['text']).toContain('Yes');
	expect(fields['text']).toContain('No');
});

test('/stop ends the chat for the agent too, and the bot answers again', async () => {
	const { chatId, agent } = await connected();
	await says(chatId, '/stop');
	await telegram.shows(chatId, 'I am the bot again');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await says(chatId, 'Are you there?');
	await telegram.shows(chatId, 'I am the bot of this chat');
	expect((await agent.chat()).messages.some(({ text }) => text === 'Are you there?')).toBe(false);
});

test('the agent closes the chat: the customer is told, and the bot answers again', async () => {
	const { chatId, agent } = await connected();
	await agent.act('end');
	await telegram.shows(chatId, 'The bot is back');
	await says(chatId, 'Are you there?');
	await telegram.shows(chatId, 'I am the bot of this chat');
	expect(telegram.sentTo(chatId).filter(({ fields }) => String(fields['text']).includes('The bot is back'))).toHaveLength(1);
});

test('the customer writes right after the agent has closed the chat: the message is answered by the bot, not lost', async () => {
	const { chatId, agent } = await connected();
	await agent.act('end');
	await says(chatId, 'One more thing');
	await telegram.shows(chatId, 'I am the bot of this chat');
});

test('what Telegram or Genesys delivers twice is there once', async () => {
	const { chatId, agent } = await connected();
	const update = await says(chatId, 'said once');
	await telegram.deliver(update);
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.says('answered once');
	await agent.says('and the last word');
	await telegram.shows(chatId, 'and the last word');
	await agent.reads('said once');
	await says(chatId, 'the end');
	await agent.reads('the end');
	expect((await agent.chat()).messages.filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect(telegram.sentTo(chatId).filter(({ fields }) => fields['text'] === 'answered once')).toHaveLength(1);
});

test('what Telegram refuses, the agent sees as failed, with the reason', async () => {
	const { agent } = await connected();
	telegram.refusal = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
	await agent.says('Are you still there?');
	await agent.sends(picture(1000));
	for (const why of await agent.seesFailed(2)) expect(why).toContain('blocked by the user');
});

test('what Genesys does not take, the customer is told', async () => {
	const { chatId } = await connected();
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	await says(chatId, 'Can you hear me?');
	await telegram.shows(chatId, 'did not get through');
	await says(4, 'a person, please');
	await telegram.shows(4, 'cannot reach a colleague');
}, 60_000);
