import { eventually } from '../../demo/people.mts';
import { agentFor } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { channelCustomers, expectFiles } from '../support/channelCustomers.mts';
import { testChannel } from '../support/channelTests.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';
import { NUMBER_ID, startWhatsApp, WHATSAPP_CREDENTIALS, type WhatsApp } from '../support/whatsapp.mts';

/** The WhatsApp example in a real n8n, between a mock of WhatsApp's Cloud API and the simulator. */

let stack: OwnStack;
let whatsApp: WhatsApp;
let workflowId: string;

beforeAll(async () => {
	whatsApp = await startWhatsApp();
	stack = await startOwnStack(whatsApp.env);
	const filledIn = { '"phoneNumberId":""': `"phoneNumberId":"${NUMBER_ID}"` };
	[workflowId] = await publishChannel(stack, 'whatsapp', { credentials: WHATSAPP_CREDENTIALS, filledIn });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	await whatsApp?.close();
});

const customers = channelCustomers('An agent, please', () => ({ app: whatsApp, stack, workflowId }));
const { newCustomer, connected, chatsOf, botAnswers, theBotIsBack, newestExecution, newExecutionFails, simulator, everythingWorks } = customers;

afterEach(everythingWorks);

test('the bot answers, and a customer who asks for an agent gets one who sees name and number and owns the conversation alone', async () => {
	const customer = newCustomer();
	await whatsApp.says(customer, 'Hello there');
	await whatsApp.shows(customer, 'I am the bot');
	const { agent } = await connected(customer);
	const attributes = { channel: 'WhatsApp', phone: `+${customer}`, queueName: 'Support' };
	expect((await agent.chat()).customer).toMatchObject({ name: 'Ada Lovelace', attributes });
	await agent.says('Hello Ada, *what* can I do?');
	await whatsApp.shows(customer, 'Hello Ada, *what* can I do?');
	await whatsApp.says(customer, 'What is the bot for?');
	await agent.reads('What is the bot for?');
	expect(botAnswers(customer)).toHaveLength(1);
	expect(whatsApp.sentTo(customer)).toHaveLength(4);
});

test("a customer's picture, document, and voice message of 5 MB reach the agent byte for byte", async () => {
	const { customer, agent } = await connected();
	const [image, document, voice] = [picture(300_000), picture(5 * 1024 * 1024), picture(50_000)];
	await whatsApp.writes(customer, { type: 'image', image: { ...whatsApp.upload('image/jpeg', image), caption: 'It is broken' } });
	await whatsApp.writes(customer, { type: 'document', document: { ...whatsApp.upload('application/pdf', document), filename: 'invoice.pdf' } });
	await whatsApp.writes(customer, { type: 'audio', audio: { ...whatsApp.upload('audio/ogg', voice), voice: true } });
	await expectFiles(agent, [
		{ mime: 'image/jpeg', text: 'It is broken', bytes: image },
		{ mime: 'application/pdf', text: 'invoice.pdf', bytes: document },
		{ mime: 'audio/ogg', text: '', bytes: voice },
	]);
});

test('a picture whose caption asks for an agent starts the handover, and the agent gets both', async () => {
	const [customer, image] = [newCustomer(), picture(1000)];
	await whatsApp.writes(customer, { type: 'image', image: { ...whatsApp.upload('image/jpeg', image), caption: 'It is broken, an agent please' } });
	const agent = agentFor(stack.simulator.url, customer);
	const file = await agent.sees('the picture', ({ messages }) => messages.find(({ attachments }) => attachments.length === 1));
	expect((await chatsOf(customer)).flat().join('\n')).toContain('It is broken, an agent please');
	expectSame((await fileAt(file.attachments[0].url)).bytes, image);
});

test('the agent reads that a file is missing if WhatsApp no longer has it', async () => {
	const { customer, agent } = await connected();
	const { url } = whatsApp.upload('image/jpeg', picture(10));
	await whatsApp.writes(customer, { type: 'image', image: { id: 'gone', url: `${url}-gone`, caption: 'Look' } });
	await agent.reads('Look\n(A file that could not be fetched.)');
});

test('buttons, locations, and contacts reach the agent as text', async () => {
	const { customer, agent } = await connected();
	await whatsApp.writes(customer, { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Yes, please' } } });
	await whatsApp.writes(customer, { type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
	await whatsApp.writes(customer, { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' }, phones: [{ phone: '+49 30 1' }] }] });
	await whatsApp.writes(customer, { type: 'unsupported', errors: [{ code: 131051 }] });
	for (const words of ['Yes, please', 'maps.google.com/?q=52.5,13.4', 'Bob +49 30 1', 'cannot be shown here']) await agent.reads(words);
});

test('several messages in one notification each reach their own conversation', async () => {
	const { customer, agent } = await connected();
	const [asking, chatting] = [newCustomer(), newCustomer()];
	const texts: Array<[string, string]> = [[asking, 'An agent, please'], [customer, 'first'], [chatting, 'Hello'], [customer, 'second']];
	const all = texts.map(([from, body]) => whatsApp.notificationOf(from, { type: 'text', text: { body } }));
	await whatsApp.deliver({ ...all[0], entry: all.flatMap(({ entry }) => entry) });
	await whatsApp.shows(asking, 'An agent will answer you here');
	await whatsApp.shows(chatting, 'I am the bot');
	await agent.reads('second');
	expect((await chatsOf(customer)).flat()).toEqual(['An agent, please', 'first', 'second']);
	expect(whatsApp.textsTo(customer)).toEqual([expect.stringContaining('An agent will answer'), expect.stringContaining('has joined')]);
});

test("the agent's file reaches the customer once, byte for byte, after its text, even if only the token opens it", async () => {
	await simulator('PATCH', '/simulator/settings', { downloadsNeedToken: true });
	const { customer, agent } = await connected();
	const label = picture(5 * 1024 * 1024);
	await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
	await agent.sends(label, 'Please print this');
	const { file } = await eventually('the document', async () => whatsApp.sentTo(customer).find(({ type }) => type === 'document'));
	await agent.says('That is all');
	await whatsApp.shows(customer, 'That is all');
	expect(whatsApp.textsTo(customer).slice(2)).toEqual(['Please print this', 'document', 'That is all']);
	expect(file).toMatchObject({ name: 'label.png', type: PNG });
	expectSame(file?.bytes ?? Buffer.alloc(0), label);
});

test('"stop" also ends the conversation for the agent, and the bot is back', async () => {
	const { customer, agent } = await connected();
	await whatsApp.says(customer, 'Stop');
	await agent.sees('the chat has ended', ({ state }) => state === 'ended');
	await theBotIsBack(customer);
	expect((await chatsOf(customer)).flat()).toEqual(['An agent, please']);
});

test('a message that WhatsApp rejects immediately or later fails an execution with the reason', async () => {
	const { customer, agent } = await connected();
	const before = await newestExecution();
	whatsApp.refusal = { code: 131030, message: 'Recipient phone number not in allowed list' };
	await agent.says('Are you still there?');
	await newExecutionFails(before.id);
	whatsApp.refusal = undefined;
	await agent.says('It is ready now');
	const message = await whatsApp.shows(customer, 'It is ready now');
	const { id } = await newestExecution();
	await whatsApp.fails(message, 'More than 24 hours have passed since the customer last replied');
	await newExecutionFails(id);
});

testChannel('WhatsApp', customers);
