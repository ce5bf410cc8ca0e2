import type { HttpRequest } from '../../../../genesys/client';
import { InvalidInputError, PartlySentError } from '../../../../genesys/errors';
import { sendMessage, type InboundMessageBody, type OutgoingMessage } from '../../../../genesys/openMessaging/messages';
import { SentMessages } from '../../../../genesys/openMessaging/sentMessages';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal, rejectionOf } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');
/** A process that has sent nothing yet. */
const fresh = () => new SentMessages(() => NOW);
const LONG = ['a', 'b', 'c'].map((letter) => letter.repeat(3000)).join(' ');

const outgoing = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
	integrationId: 'integration-1',
	customer: { id: 'customer-42', idType: 'Opaque' },
	text: 'Hello',
	messageId: 'own-1',
	...changes,
});

/** Takes everything, as Genesys does: with an id of its own and the conversation. */
const taking = (_request: HttpRequest, nth: number) => ok({ id: `genesys-${nth}`, conversationId: 'conversation-1' });
const bodiesOf = (requests: HttpRequest[]) => requests.map(({ body }) => body as InboundMessageBody);

describe('a customer\'s message', () => {
	it('is one call that also returns the conversation', async () => {
		const { client, requests } = fakeGenesys(taking);
		expect(await sendMessage(client, outgoing(), 'Send message', fresh())).toEqual({
			messageId: 'genesys-1',
			conversationId: 'conversation-1',
			time: '2026-01-31T10:00:00.000Z',
			messageIds: ['genesys-1'],
		});
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/api/v2/conversations/messages/integration-1/inbound/open/message',
				query: { prefetchConversationId: true },
				body: {
					channel: {
						from: { id: 'customer-42', idType: 'Opaque' },
						messageId: 'own-1',
						time: '2026-01-31T10:00:00.000Z',
					},
					text: 'Hello',
				},
			},
		]);
	});

	it('is retried after a broken connection with the same ID and time', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), refusal(502), ok({ id: 'genesys-1' })));
		await sendMessage(client, outgoing(), 'x', fresh());
		expect(requests).toHaveLength(3);
		expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(1);
	});

	it.each([[''], ['<html>'], [{ error: 'please log in' }]])('counts as not sent if the response is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		expect(await rejectionOf(sendMessage(client, outgoing(), 'x', fresh()))).toMatchObject({ code: 'unexpected.answer' });
	});

	it('has no conversation ID if the response has none', async () => {
		const { client } = fakeGenesys(() => ok({ id: 'genesys-1' }));
		expect(await sendMessage(client, outgoing(), 'x', fresh())).toMatchObject({ messageId: 'genesys-1', conversationId: undefined });
	});

	it('without content is rejected before any call', async () => {
		const { client, requests } = fakeGenesys(taking);
		for (const empty of [{ text: '' }, { text: undefined }, { text: '', attachments: [] }]) {
			expect(await rejectionOf(sendMessage(client, outgoing(empty), 'x', fresh()))).toBeInstanceOf(InvalidInputError);
		}
		expect(requests).toEqual([]);
	});

	it('fails with the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:message:receive'));
		await expect(sendMessage(client, outgoing(), 'Send message', fresh())).rejects.toMatchObject({
			message: expect.stringMatching(/^Send message: /),
			advice: expect.stringContaining('conversation:message:receive'),
		});
	});

	it('is not sent to an integration ID that would change the path', async () => {
		const { client, requests } = fakeGenesys(taking);
		expect(await rejectionOf(sendMessage(client, outgoing({ integrationId: '../x' }), 'x', fresh()))).toBeInstanceOf(InvalidInputError);
		expect(requests).toEqual([]);
	});
});

describe('a text over the limit', () => {
	it('is sent in parts, in order, each with its own ID and time', async () => {
		const { client, requests } = fakeGenesys(taking);
		const sent = await sendMessage(client, outgoing({ text: LONG }), 'x', fresh());
		expect(
			bodiesOf(requests).map(({ text, channel }) => [text?.[0], text?.length, channel.messageId, channel.time]),
		).toEqual([
			['a', 3000, 'own-1', '2026-01-31T10:00:00.000Z'],
			['b', 3000, 'own-1-part-2', '2026-01-31T10:00:00.001Z'],
			['c', 3000, 'own-1-part-3', '2026-01-31T10:00:00.002Z'],
		]);
		expect(sent).toMatchObject({
			messageId: 'genesys-1',
			messageIds: ['genesys-1', 'genesys-2', 'genesys-3'],
		});
	});

	it('is sent one part at a time, so that the order cannot change', async () => {
		let open = 0;
		const { client } = fakeGenesys(async (request, nth) => {
			expect(++open).toBe(1);
			await Promise.resolve();
			open--;
			return taking(request, nth);
		});
		await sendMessage(client, outgoing({ text: LONG }), 'x', fresh());
	});

	it('has the attributes only in the first part, which starts the flow', async () => {
		const { client, requests } = fakeGenesys(taking);
		await sendMessage(client, outgoing({ text: LONG, customAttributes: { queueName: 'Support' } }), 'x', fresh());
		expect(bodiesOf(requests).map(({ channel }) => channel.metadata)).toEqual([
			{ customAttributes: { queueName: 'Support' } },
			undefined,
			undefined,
		]);
	});

	it('reports that nothing was sent if the first part fails', async () => {
		const { client, requests } = fakeGenesys(() => refusal(400, { code: 'bad.request' }));
		await expect(sendMessage(client, outgoing({ text: LONG }), 'Send message', fresh())).rejects.toMatchObject({
			code: 'bad.request',
			message: expect.stringMatching(/^Send message \(part 1 of 3\): /),
		});
		expect(requests).toHaveLength(1);
	});

	it('reports what was delivered if a later part fails, and does not send the rest', async () => {
		const { client, requests } = fakeGenesys((request, nth) => (nth === 1 ? taking(request, nth) : refusal(400)));
		const error = await rejectionOf(sendMessage(client, outgoing({ text: LONG }), 'Send message', fresh()));
		expect(error).toBeInstanceOf(PartlySentError);
		expect(error).toMatchObject({
			message: 'Send message (part 2 of 3): Genesys Cloud returned 400 (1 of 3 parts was delivered)',
			advice: expect.stringContaining('with the Message ID "own-1" to send only the rest.'),
			cause: { status: 400 },
			delivered: {
				parts: 1,
				of: 3,
				messageId: 'own-1',
				messageIds: ['genesys-1'],
				conversationId: 'conversation-1',
				time: '2026-01-31T10:00:00.000Z',
			},
		});
		expect(requests).toHaveLength(2);
	});

	it('reports the same after an exception in a later part', async () => {
		const { client } = fakeGenesys((request, nth) => {
			if (nth > 1) throw new Error('The credential cannot be decrypted');
			return taking(request, nth);
		});
		await expect(sendMessage(client, outgoing({ text: LONG }), 'Send message', fresh())).rejects.toMatchObject({
			message: 'The credential cannot be decrypted (1 of 3 parts was delivered)',
			delivered: { messageIds: ['genesys-1'] },
		});
	});

	it('uses the conversation ID from any part', async () => {
		const { client } = fakeGenesys((request, nth) => (nth === 1 ? ok({ id: 'genesys-1' }) : taking(request, nth)));
		expect((await sendMessage(client, outgoing({ text: LONG }), 'x', fresh())).conversationId).toBe('conversation-1');
	});
});

describe('files', () => {
	const files = ['1.png', '2.pdf', '3.mp4'].map((name) => ({ url: `https://example.org/${name}` }));
	const shortened = (requests: HttpRequest[]) =>
		bodiesOf(requests).map(({ text, content }) => [text?.[0], content?.map(({ attachment }) => attachment.filename)]);

	it('are sent one per message, the first with the text as its caption', async () => {
		const { client, requests } = fakeGenesys(taking);
		await sendMessage(client, outgoing({ attachments: files }), 'x', fresh());
		expect(shortened(requests)).toEqual([
			['H', ['1.png']],
			[undefined, ['2.pdf']],
			[undefined, ['3.mp4']],
		]);
	});

	it('are sent after the parts of a long text', async () => {
		const { client, requests } = fakeGenesys(taking);
		await sendMessage(client, outgoing({ text: LONG, attachments: files.slice(0, 2) }), 'x', fresh());
		expect(shortened(requests)).toEqual([
			['a', undefined],
			['b', undefined],
			['c', ['1.png']],
			[undefined, ['2.pdf']],
		]);
	});

	it('need no text', async () => {
		const { client, requests } = fakeGenesys(taking);
		await sendMessage(
			client,
			outgoing({ text: undefined, attachments: files.slice(0, 1), customAttributes: { a: 'b' } }),
			'x',
			fresh(),
		);
		expect(shortened(requests)).toEqual([[undefined, ['1.png']]]);
		expect(bodiesOf(requests)[0].channel.metadata).toEqual({ customAttributes: { a: 'b' } });
	});
});
