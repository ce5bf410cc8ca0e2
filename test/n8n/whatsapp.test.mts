import { eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor, type Agent } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';
import { startWhatsApp, WHATSAPP_CREDENTIALS, type WhatsApp } from '../support/whatsapp.mts';

/** The WhatsApp example in the real n8n, between a stand-in of WhatsApp's Cloud API and the simulator. */

let stack: TestStack;
let whatsApp: WhatsApp;
let count = 0;

beforeAll(async () => {
	whatsApp = await startWhatsApp();
	stack = await startTestStack(whatsApp.env);
	await publishChannel(stack, 'whatsapp', { credentials: WHATSAPP_CREDENTIALS });
	// A Genesys Cloud that does not notice repeats: the workflow has to.
	await callSimulator(stack.simulator.url, 'PATCH', '/simulator/settings', { repeatedMessageId: 'accept' });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await whatsApp?.close();
});

afterEach(async () => {
	whatsApp.refusal = undefined;
	await callSimulator(stack.simulator.url, 'DELETE', '/simulator/faults');
});

const says = async (number: string, body: string) => await whatsApp.writes(number, { type: 'text', text: { body } });

/** A customer whose chat an agent has accepted. */
async function connected(): Promise<{ number: string; agent: Agent }> {
	const number = String(491_511_000_000 + ++count);
	const agent = agentFor(stack.simulator.url, number);
	await says(number, 'I want to talk to a person');
	await whatsApp.shows(number, 'connecting you');
	await agent.accept();
	await whatsApp.shows(number, 'has joined the chat');
	return { number, agent };
}

test('the bot answers; who asks for a person gets one, who sees the name, the number and what was said before', async () => {
	const number = '491512000000';
	const hello = await says(number, 'Hello there');
	await whatsApp.shows(number, 'I am the bot');
	await whatsApp.deliver(hello);
	await says(number, '/agent');
	await whatsApp.shows(number, 'connecting you');
	const agent = agentFor(stack.simulator.url, number);
	const { customer, messages } = await agent.accept();
	expect(customer).toMatchObject({ name: 'Ada Lovelace', attributes: { channel: 'WhatsApp', phone: `+${number}` } });
	expect(messages[0].text).toContain('Hello there');

	await whatsApp.shows(number, 'Agent One has joined the chat.');
	await agent.says('Hello Ada, *what* can I do?');
	await whatsApp.shows(number, 'Hello Ada, *what* can I do?');
	await says(number, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	// The bot's answer, although the notification came twice, that a person is coming, who has come, and the person's answer.
	expect(whatsApp.sentTo(number)).toHaveLength(4);
});

test('a picture and a document reach the agent byte for byte', async () => {
	const { number, agent } = await connected();
	const [image, document] = [picture(300_000), picture(2_000_000)];
	await whatsApp.writes(number, { type: 'image', image: { id: whatsApp.upload('image/jpeg', image), caption: 'It is broken' } });
	await whatsApp.writes(number, { type: 'document', document: { id: whatsApp.upload('application/pdf', document), filename: 'invoice.pdf' } });
	const shown = await agent.sees('both', ({ messages }) => {
		const withFiles = messages.filter(({ attachments }) => attachments.length > 0);
		return withFiles.length === 2 && withFiles;
	});
	const expected = new Map([
		['image/jpeg', { text: 'It is broken', bytes: image }],
		['application/pdf', { text: 'invoice.pdf', bytes: document }],
	]);
	for (const { text, attachments } of shown) {
		const sent = expected.get(attachments[0].mime ?? '');
		expect(text).toBe(sent?.text);
		expectSame((await fileAt(attachments[0].url)).bytes, sent?.bytes ?? Buffer.alloc(0));
	}
});

test('buttons, places and contacts reach the agent as words', async () => {
	const { number, agent } = await connected();
	await whatsApp.writes(number, { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Yes, please' } } });
	await whatsApp.writes(number, { type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
	await whatsApp.writes(number, { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' }, phones: [{ phone: '+49 30 1' }] }] });
	await whatsApp.writes(number, { type: 'unsupported', errors: [{ code: 131051 }] });
	for (const words of ['Yes, please', 'maps.google.com/?q=52.5,13.4', 'Bob +49 30 1', 'cannot be shown here']) await agent.reads(words);
});

test('a picture that comes with the wish for a person is not lost', async () => {
	const [number, image] = ['491512000001', picture(1000)];
	await whatsApp.writes(number, { type: 'image', image: { id: whatsApp.upload('image/jpeg', image), caption: 'A person, please' } });
	const agent = agentFor(stack.simulator.url, number);
	const [question, file] = await agent.sees('question and picture', ({ messages }) => {
		const ofCustomer = messages.filter(({ from }) => from === 'customer');
		return ofCustomer.at(1)?.attachments.length === 1 && ofCustomer;
	});
	expect(question.text).toContain('A person, please');
	expectSame((await fileAt(file.attachments[0].url)).bytes, image);
});

test('several messages in one notification: each goes where it belongs', async () => {
	const { number, agent } = await connected();
	const [asking, chatting] = ['491512000003', '491512000004'];
	const texts: Array<[string, string]> = [[asking, 'A person, please'], [number, 'first'], [chatting, 'Hello'], [number, 'second']];
	const all = texts.map(([from, body]) => whatsApp.notificationOf(from, { type: 'text', text: { body } }));
	await whatsApp.deliver({ ...all[0], entry: all.flatMap(({ entry }) => entry) });
	await whatsApp.shows(asking, 'connecting you');
	await whatsApp.shows(chatting, 'I am the bot');
	await agent.reads('second');
	const { messages } = await agent.chat();
	expect(messages.filter(({ from }) => from === 'customer').map(({ text }) => text).slice(-2)).toEqual(['first', 'second']);
	expect(whatsApp.sentTo(number).map(({ text }) => text?.body)).toEqual([
		expect.stringContaining('connecting you'),
		expect.stringContaining('has joined'),
	]);
});

test('a file that WhatsApp does not have any more: the customer is told', async () => {
	const { number } = await connected();
	await whatsApp.writes(number, { type: 'image', image: { id: 'gone' } });
	await whatsApp.shows(number, 'did not get through');
});

test("the agent's picture comes as a picture, byte for byte, its text before it", async () => {
	const { number, agent } = await connected();
	const label = picture(400_000);
	await agent.sends(label, 'Please print this');
	const { file } = await eventually('the picture', async () => whatsApp.sentTo(number).find(({ type }) => type === 'image'));
	expect(whatsApp.sentTo(number).map(({ type, text }) => text?.body ?? type).slice(2)).toEqual(['Please print this', 'image']);
	expect(file).toMatchObject({ name: 'label.png', type: PNG });
	expectSame(file?.bytes ?? Buffer.alloc(0), label);
});

test('/stop ends the chat for the agent too, and the bot answers again', async () => {
	const { number, agent } = await connected();
	await says(number, 'Stop');
	await whatsApp.shows(number, 'I am the bot again');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await says(number, 'Are you there?');
	await whatsApp.shows(number, 'I am the bot of this chat');
});

test('the agent closes the chat: the customer is told, and the bot answers again', async () => {
	const { number, agent } = await connected();
	await agent.act('end');
	await whatsApp.shows(number, 'The bot is back');
	await says(number, 'Are you there?');
	await whatsApp.shows(number, 'I am the bot of this chat');
	expect(whatsApp.sentTo(number).filter(({ text }) => text?.body.includes('The bot is back'))).toHaveLength(1);
});

test('what WhatsApp or Genesys delivers twice is there once', async () => {
	const { number, agent } = await connected();
	const notification = await says(number, 'said once');
	await whatsApp.deliver(notification);
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.says('answered once');
	await agent.says('and the last word');
	await whatsApp.shows(number, 'and the last word');
	await says(number, 'the end');
	await agent.reads('the end');
	expect((await agent.chat()).messages.filter(({ text }) => text === 'said once')).toHaveLength(1);
	expect(whatsApp.sentTo(number).filter(({ text }) => text?.body === 'answered once')).toHaveLength(1);
});

test('what WhatsApp refuses at once, the agent sees as failed, with the reason', async () => {
	const { agent } = await connected();
	whatsApp.refusal = { code: 131030, message: 'Recipient phone number not in allowed list' };
	await agent.says('Are you still there?');
	await agent.sends(picture(1000));
	for (const why of await agent.seesFailed(2)) expect(why).toContain('not in allowed list');
});

test('what WhatsApp refuses later, the agent sees as failed too', async () => {
	const { number, agent } = await connected();
	await agent.says('It is ready now');
	const message = await whatsApp.shows(number, 'It is ready now');
	await whatsApp.fails(message, 'More than 24 hours have passed since the customer last replied');
	expect(await agent.seesFailed(1)).toEqual([expect.stringContaining('24 hours')]);
});

test('what Genesys does not take, the customer is told', async () => {
	const { number } = await connected();
	await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	await says(number, 'Can you hear me?');
	await whatsApp.shows(number, 'did not get through');
	await says('491512000002', 'a person, please');
	await whatsApp.shows('491512000002', 'cannot reach a colleague');
}, 60_000);
