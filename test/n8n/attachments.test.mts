import { customerOf, eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { agentFor } from '../support/agent.mts';
import { publishChannel } from '../support/channel.mts';
import { readSent, type Sent } from '../support/form.mts';
import { listen, type Listening } from '../support/listen.mts';
import { expectSame, fileAt, picture, PNG } from '../support/pictures.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Pictures of 5 MB through the real n8n, both ways, byte for byte. */

const SIZE = 5 * 1024 * 1024;

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

const settings = async (changes: object) => await callSimulator(stack.simulator.url, 'PATCH', '/simulator/settings', changes);

async function expectAt(url: string, expected: Buffer): Promise<void> {
	const { type, bytes } = await fileAt(url);
	expect(type).toBe(PNG);
	expectSame(bytes, expected);
}

test('the web chat: a picture on the chat page is on the desk, and the one of the agent on the chat page', async () => {
	const customer = customerOf(stack.chat.url, 'customer-with-page');
	await customer.say('I want to talk to a person');
	const agent = agentFor(stack.simulator.url, customer.id);
	await agent.accept();

	const sent = picture(SIZE);
	const uploaded = await fetch(`${stack.chat.url}/pictures`, { method: 'POST', headers: { 'content-type': PNG }, body: new Uint8Array(sent) });
	const message = { text: '', name: 'Ada', attachment: await uploaded.json() };
	const taken = await fetch(`${stack.chat.url}/customers/${customer.id}/messages`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(message),
	});
	expect(taken.status).toBe(200);
	const { url } = await agent.sees('the picture', ({ messages }) =>
		messages.flatMap(({ from, attachments }) => (from === 'customer' ? attachments : [])).at(0),
	);
	// From Genesys' own copy, not from the customer's side.
	expect(new URL(url).origin).toBe(stack.simulator.url);
	await expectAt(url, sent);

	const answer = picture(SIZE);
	await agent.sends(answer, 'Please print this');
	const bubble = await eventually('the customer sees it', async () =>
		(await customer.bubbles()).find(({ sender, attachments }) => sender === 'agent' && attachments?.length),
	);
	await expectAt(bubble.attachments?.[0].url ?? '', answer);
}, 60_000);

describe('the attachments example', () => {
	let channel: Listening;
	let received: Sent[] = [];
	/** What the channel answers. */
	let status = 200;

	beforeAll(async () => {
		channel = await listen((request, response) => {
			void readSent(request).then((sent) => {
				if (status === 200) received.push(sent);
				response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? '{}' : '{"message":"This channel is closed"}');
			});
		});
		await publishChannel(stack, 'attachments', { url: channel.url });
	}, 60_000);

	afterAll(async () => await channel?.close());

	beforeEach(() => {
		received = [];
		status = 200;
	});

	afterEach(async () => await settings({ downloadsNeedToken: false }));

	async function post(fields: Record<string, string>, files: Record<string, Buffer> = {}): Promise<{ status: number; body: unknown }> {
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([new Uint8Array(bytes)], { type: PNG }), `${name}.png`);
		const response = await fetch(`${stack.n8n.url}/webhook/genesys-attachments`, { method: 'POST', body: form });
		return { status: response.status, body: await response.json() };
	}

	test("a customer's files reach the agent by the signed address of n8n", async () => {
		const [photo, second] = [picture(SIZE), picture(9)];
		const taken = await post({ customerId: 'with-files', text: 'See this' }, { 'broken part': photo, second });
		const agent = agentFor(stack.simulator.url, 'with-files');
		const shown = await agent.sees('both', ({ messages }) => {
			const attachments = messages.flatMap((message) => message.attachments);
			return attachments.length === 2 && attachments;
		});
		const { id, messages } = await agent.chat();
		expect(taken).toMatchObject({ status: 200, body: { conversationId: id } });
		expect(messages[0].text).toBe('See this');
		expect(shown).toMatchObject([{ filename: 'broken part.png', mime: PNG }, { filename: 'second.png', mime: PNG }]);
		await expectAt(shown[0].url, photo);
		await expectAt(shown[1].url, second);
	});

	test("an agent's file, which only the token opens, reaches the channel once, its text before it", async () => {
		await settings({ downloadsNeedToken: true });
		const agent = agentFor(stack.simulator.url, 'with-token');
		await post({ customerId: 'with-token', text: 'Have you got the label?' });
		await agent.accept();
		const label = picture(SIZE);
		await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
		await agent.sends(label, 'Please print this');
		await eventually('the channel gets the file', async () => received.length > 1);
		await agent.says('That is all');
		await eventually('the channel gets the rest', async () => received.length > 2);
		expect(received.map(({ fields }) => fields['text'])).toEqual(['Please print this', undefined, 'That is all']);
		expect(received[1].files).toMatchObject([{ name: 'label.png', type: PNG }]);
		expectSame(received[1].files[0].bytes, label);
	});

	test('what the channel does not take, the agent sees as failed, with the reason', async () => {
		const agent = agentFor(stack.simulator.url, 'closed');
		await post({ customerId: 'closed', text: 'Hello' });
		await agent.accept();
		status = 410;
		await agent.says('Please print this');
		await agent.sends(picture(1000));
		for (const why of await agent.seesFailed(2)) expect(why).toContain('This channel is closed');
	});

	test('a file that cannot be had is said to the agent, and its text arrives', async () => {
		const agent = agentFor(stack.simulator.url, 'gone');
		await post({ customerId: 'gone', text: 'Hello' });
		await agent.accept();
		await agent.act('messages', { text: 'Look at this', attachment: { url: `${stack.simulator.url}/no-such-file.png`, mime: PNG } });
		await agent.seesFailed(1);
		expect(received.map(({ fields }) => fields['text'])).toEqual(['Look at this']);
	});

	test('a form without a customer is refused with what to do; one that Genesys does not take, with 503', async () => {
		expect(await post({ text: 'Hello' })).toMatchObject({ status: 400, body: { error: expect.stringContaining('Customer ID') } });
		await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
		expect(await post({ customerId: 'unlucky', text: 'Hello' })).toMatchObject({ status: 503, body: { error: expect.stringContaining('500') } });
	}, 60_000);
});
