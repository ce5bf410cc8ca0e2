import { eventually } from '../../demo/people.mts';
import { agentFor } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { channelCustomers, expectFiles } from '../support/channelCustomers.mts';
import { testChannel } from '../support/channelTests.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';
import { startTelegram, TOKEN, type Telegram } from '../support/telegram.mts';

/** The Telegram example in a real n8n, between a mock of Telegram's Bot API and the simulator. */

let stack: OwnStack;
let telegram: Telegram;
let workflowId: string;

beforeAll(async () => {
	telegram = await startTelegram();
	stack = await startOwnStack();
	[workflowId] = await publishChannel(stack, 'telegram', { credentials: { telegramApi: { accessToken: TOKEN, baseUrl: telegram.url } } });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await telegram?.close();
});

const customers = channelCustomers('/agent', () => ({ app: telegram, stack, workflowId }));
const { newCustomer, connected, chatsOf, botAnswers, theBotIsBack, newestExecution, newExecutionFails, simulator, everythingWorks } = customers;

afterEach(everythingWorks);

test('the bot answers, and /agent brings an agent who sees the name, answers, and owns the conversation alone', async () => {
	const customer = newCustomer();
	await telegram.says(customer, 'Hello <there>');
	await telegram.shows(customer, 'I am the bot');
	const { agent } = await connected(customer);
	expect((await agent.chat()).customer).toMatchObject({ name: 'Ada Lovelace', attributes: { channel: 'Telegram', queueName: 'Support' } });
	await agent.says('Hello Ada, <b> & _what_ can I do?');
	// Telegram expects HTML.
	await telegram.shows(customer, 'Hello Ada, &lt;b&gt; &amp; _what_ can I do?');
	await telegram.says(customer, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	expect(botAnswers(customer)).toHaveLength(1);
	expect(telegram.sentTo(customer)).toHaveLength(4);
});

test("a customer's photo, document, and voice message of 5 MB reach the agent byte for byte", async () => {
	const { customer, agent } = await connected();
	const [photo, document, voice] = [picture(300_000), picture(5 * 1024 * 1024), picture(50_000)];
	const photoId = telegram.upload('photos/file_1.jpg', photo);
	await telegram.writes(customer, { caption: 'It is broken', photo: [{ file_id: 'thumb' }, { file_id: photoId }] });
	await telegram.writes(customer, { document: { file_id: telegram.upload('documents/file_2.pdf', document), file_name: 'invoice.pdf', mime_type: 'application/pdf' } });
	await telegram.writes(customer, { voice: { file_id: telegram.upload('voice/file_3.oga', voice), mime_type: 'audio/ogg' } });
	await expectFiles(agent, [
		{ mime: 'image/jpeg', text: 'It is broken', bytes: photo },
		{ mime: 'application/pdf', text: 'invoice.pdf', bytes: document },
		{ mime: 'audio/ogg', text: '', bytes: voice },
	]);
});

test('a photo whose caption asks for an agent starts the handover, and the agent gets both', async () => {
	const customer = newCustomer();
	const photo = picture(1000);
	await telegram.writes(customer, { caption: 'It is broken, an agent please', photo: [{ file_id: telegram.upload('photos/file_9.jpg', photo) }] });
	const agent = agentFor(stack.simulator.url, customer);
	const file = await agent.sees('the photo', ({ messages }) => messages.find(({ attachments }) => attachments.length === 1));
	expect((await chatsOf(customer)).flat().join('\n')).toContain('It is broken, an agent please');
	expectSame((await fileAt(file.attachments[0].url)).bytes, photo);
});

test("the agent reads that a file is missing if Telegram doesn't provide it", async () => {
	const { customer, agent } = await connected();
	await telegram.writes(customer, { caption: 'Look', document: { file_id: 'more than 20 MB', file_name: 'film.mp4' } });
	await agent.reads('Look\n(A file that could not be fetched.)');
});

test('a location and a contact reach the agent as text', async () => {
	const { customer, agent } = await connected();
	await telegram.writes(customer, { location: { latitude: 52.5, longitude: 13.4 } });
	await telegram.writes(customer, { contact: { first_name: 'Bob', phone_number: '+49301' } });
	for (const words of ['maps.google.com/?q=52.5,13.4', 'Bob +49301']) await agent.reads(words);
});

test("the agent's file reaches the customer once, byte for byte, after its text, even if only the token opens it", async () => {
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: true });
	const { customer, agent } = await connected();
	const label = picture(5 * 1024 * 1024);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.sends(label, 'Please print this');
	const file = await eventually('the document', async () => telegram.sentTo(customer).find(({ method }) => method === 'sendDocument'));
	await agent.says('That is all');
	await telegram.shows(customer, 'That is all');
	expect(telegram.textsTo(customer).slice(2)).toEqual(['Please print this', 'sendDocument', 'That is all']);
	expect(file.files).toMatchObject([{ name: 'label.png', type: PNG }]);
	expectSame(file.files[0].bytes, label);
});

test("the agent's quick replies reach the customer as text", async () => {
	const { customer, agent } = await connected();
	const replies = ['Yes', 'No'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' } }));
	await agent.act('messages', { text: 'Did that help?', content: replies });
	const { fields } = await telegram.shows(customer, 'Did that help?');
	expect(fields['text']).toContain('Yes');
	expect(fields['text']).toContain('No');
});

test('/stop also ends the conversation for the agent, and the bot is back', async () => {
	const { customer, agent } = await connected();
	await telegram.says(customer, '/stop');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await theBotIsBack(customer);
	expect((await chatsOf(customer)).flat()).toEqual(['/agent']);
});

test('the bot answers a message sent right after the agent ended the conversation', async () => {
	const { customer, agent } = await connected();
	await agent.act('end');
	await telegram.says(customer, 'One more thing');
	await telegram.shows(customer, 'I am the bot');
});

test('a message that Telegram rejects fails the execution with the reason', async () => {
	const { agent } = await connected();
	const { id } = await newestExecution();
	telegram.refusal = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
	await agent.says('Are you still there?');
	await newExecutionFails(id);
});

testChannel('Telegram', customers);
