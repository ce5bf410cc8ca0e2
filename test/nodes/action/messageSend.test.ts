import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { api, guardNetwork, INBOUND, takeInbound } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { failureOf, runAction, runOnce } from '../support/runAction';

guardNetwork();

const to = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42' };
const send = async (parameters: IDataObject) =>
	await runOnce('message: send', { ...to, ...parameters } as INodeParameters);

describe('Message: Send', () => {
	it('makes one call with only the text', async () => {
		const sent = takeInbound();
		const output = await send({ text: 'Are you there?' });
		expect(sent).toEqual([
			{
				channel: {
					from: { id: 'customer-42', idType: 'Opaque' },
					messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
					time: expect.any(String),
				},
				text: 'Are you there?',
			},
		]);
		expect(output).toEqual({
			messageId: 'genesys-message-1',
			conversationId: CONVERSATION,
			customerId: 'customer-42',
			integrationId: INTEGRATION,
			time: sent[0].channel.time,
		});
	});

	it('sends the message ID that makes a repeat harmless, and the customer ID type', async () => {
		const sent = takeInbound();
		await send({ text: 'Hi', messageId: 'web-77', options: { customerIdType: 'phone' } });
		expect(sent[0].channel).toMatchObject({ messageId: 'web-77', from: { id: 'customer-42', idType: 'Phone' } });
	});

	it('accepts a number as customer ID', async () => {
		const sent = takeInbound();
		await send({ customerId: 123456789, text: 'Hi' });
		expect(sent[0].channel.from.id).toBe('123456789');
	});

	it.each(['a/../b', '..', '.', 'a b', 'a\ud83d'])('makes no call for an invalid integration ID: %j', async (value) => {
		const failure = await failureOf(send({ integrationId: { __rl: true, mode: 'id', value }, text: 'Hi' }));
		expect(failure.message).toMatch(/^"Integration" /);
	});

	it('sends a text over the limit in parts, in order, and returns all their IDs', async () => {
		const sent = takeInbound(3);
		const text = Array.from({ length: 10 }, (_, n) => `${n}`.repeat(900)).join(' ');
		const output = await send({ text, messageId: 'long' });
		expect(sent.map(({ channel }) => channel.messageId)).toEqual(['long', 'long-part-2', 'long-part-3']);
		expect(sent.map((message) => message.text).join(' ')).toBe(text);
		expect(output.messageIds).toEqual(['genesys-message-1', 'genesys-message-2', 'genesys-message-3']);
	});

	it('rejects a text of more than twenty messages before any call', async () => {
		const failure = await failureOf(send({ text: 'x'.repeat(80_001) }));
		expect(failure.message).toBe('The text has 80001 characters, which is more than 20 messages of 4000 characters');
	});

	it('names the part that Genesys Cloud rejected', async () => {
		takeInbound();
		api().post(INBOUND).query(true).reply(400, { code: 'bad.request', message: 'No' });
		const failure = await failureOf(send({ text: 'x'.repeat(4001), messageId: 'own-1' }));
		expect(failure.message).toBe('Send message (part 2 of 2): Genesys Cloud returned 400 – No (1 of 2 parts was delivered)');
		expect(failure.description).toContain('with the Message ID "own-1" to send only the rest.');
	});

	it('returns what was delivered to a workflow that continues on errors', async () => {
		takeInbound();
		api().post(INBOUND).query(true).reply(400, { code: 'bad.request', message: 'No' });
		const [{ json }] = await runAction({
			operation: 'message: send',
			parameters: { ...to, text: 'x'.repeat(4001), messageId: 'own-2' },
			node: { onError: 'continueRegularOutput' },
		});
		expect(json.error).toMatchObject({
			code: 'bad.request',
			status: 400,
			advice: expect.stringContaining('own-2'),
			delivered: { parts: 1, of: 2, messageId: 'own-2', messageIds: ['genesys-message-1'], conversationId: CONVERSATION, time: expect.any(String) },
		});
	});
});

describe('attachments', () => {
	const photo = { mediaType: 'Image', url: 'https://example.org/photo.jpg', mime: 'image/jpeg', filename: 'photo.jpg' };
	const invoice = {
		mediaType: 'File',
		url: 'https://example.org/get?id=1',
		mime: 'application/pdf',
		filename: 'Invoice 1.pdf',
	};

	it('are sent one per message, the first with the text as its caption', async () => {
		const sent = takeInbound(2);
		const output = await send({
			text: 'See here',
			attachments: [photo.url, { url: invoice.url, mime: invoice.mime, filename: invoice.filename }],
		});
		expect(sent.map(({ text, content }) => ({ text, content }))).toEqual([
			{ text: 'See here', content: [{ attachment: photo }] },
			{ text: undefined, content: [{ attachment: invoice }] },
		]);
		expect(output.messageIds).toEqual(['genesys-message-1', 'genesys-message-2']);
	});

	it('need no text', async () => {
		const sent = takeInbound();
		await send({ attachments: [photo.url] });
		expect(sent[0]).not.toHaveProperty('text');
		expect(sent[0].content).toEqual([{ attachment: photo }]);
	});

	it.each<[string, unknown, number]>([
		['one address', 'https://example.org/a.png', 1],
		['an address a line', 'https://example.org/a.png\nhttps://example.org/b.png\n', 2],
		['the attachments of a trigger event', [{ url: 'https://example.org/a.png', mediaType: 'Image', sizeBytes: 7 }], 1],
		['an empty list beside a text', [], 1],
	])('can be %s', async (_case, attachments, messages) => {
		const sent = takeInbound(messages);
		await send({ text: 'Hi', attachments } as IDataObject);
		expect(sent).toHaveLength(messages);
	});

	it('beyond ten are rejected before any call, and before any file is prepared', async () => {
		const attachments = Array.from({ length: 9 }, (_, n) => `https://example.org/${n}.png`);
		const failure = await failureOf(send({ text: 'Hi', attachments, binaryPropertyName: 'one, two' }));
		expect(failure.message).toBe('The message has 11 files, but the limit is 10');
		expect(failure.description).toMatch(/^Nothing was sent\./);
	});

	it.each(['/tmp/photo.jpg', 'ftp://example.org/a.png', 'javascript:alert(1)', 'data:text/plain,x'])(
		'are refused before any call when Genesys cannot fetch them: %s',
		async (url) => {
			const failure = await failureOf(send({ text: 'Hi', attachments: [url] }));
			expect(failure.message).toBe('Entry 1 of "Attachments" isn\'t a URL');
		},
	);
});
