import type { IDataObject } from 'n8n-workflow';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { agentMessage, flowMessage, receipt, receiptOfCustomer, signatureOf, typing, WRITTEN_AT } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

const start = triggerServer();

describe("an agent's message", () => {
	it('starts one execution with one item, and Genesys gets a 200', async () => {
		const trigger = start();
		const delivery = agentMessage();
		expect(await trigger.deliver(delivery)).toEqual({ status: 200, body: '' });
		expect(trigger.started).toEqual([
			{
				event: 'agentMessage',
				messageId: delivery.id,
				conversationId: CONVERSATION,
				integrationId: INTEGRATION,
				customerId: 'customer-42',
				customerIdType: 'Opaque',
				sender: 'agent',
				text: 'Hello, this is Grace',
				time: WRITTEN_AT,
				deduplicationKey: `text:${String(delivery.id)}`,
			},
		]);
	});

	it('includes its file as an attachment', async () => {
		const trigger = start();
		const attachment = {
			id: 'a',
			mediaType: 'Image',
			url: 'https://example.org/a.png',
			mime: 'image/png',
			filename: 'a.png',
			contentSizeBytes: 7,
		};
		await trigger.deliver(agentMessage({ text: undefined, content: [{ contentType: 'Attachment', attachment }] }));
		expect(trigger.started[0].attachments).toEqual([
			{ mediaType: 'Image', url: 'https://example.org/a.png', mime: 'image/png', filename: 'a.png', sizeBytes: 7 },
		]);
	});

	it('is accepted whatever the case of its integration ID', async () => {
		const trigger = start();
		const channel = { id: INTEGRATION.toUpperCase(), to: { id: 'customer-42' }, time: '2026-01-31T10:00:00.000Z' };
		expect((await trigger.deliver(agentMessage({ channel }))).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('includes the original delivery if Simplify is off', async () => {
		const trigger = start({ parameters: { simplify: false } });
		const delivery = agentMessage({ somethingNew: { of: 'Genesys' } });
		await trigger.deliver(delivery);
		expect(trigger.started).toEqual([
			expect.objectContaining({ event: 'agentMessage', text: 'Hello, this is Grace', raw: delivery }),
		]);
	});

	it('is verified byte for byte in any script', async () => {
		const trigger = start();
		const text = 'Grüße 👩‍👩‍👧 “quoted” \u2028 Привет 你好';
		await trigger.deliver(agentMessage({ text }));
		expect(trigger.started).toMatchObject([{ text }]);
	});
});

describe('200 without an execution', () => {
	it.each([
		['a message of the flow', flowMessage],
		['a typing event', typing],
		['a receipt', receipt],
		[
			'an event that Open Messaging did not have so far',
			() => agentMessage({ type: 'Event', text: undefined, events: [{ eventType: 'Presence' }] }),
		],
		['a health check', () => ({ type: 'HealthCheck' })],
		['an empty object', () => ({})],
		['a notification without an integration', () => agentMessage({ channel: { to: { id: 'customer-42' } } })],
		['a notification without a customer', () => agentMessage({ channel: { id: INTEGRATION } })],
		['a notification with neither type nor content', () => agentMessage({ type: undefined, text: undefined, content: undefined })],
	])('is the response to a delivery that is not selected or has no content: %s', async (_case, delivery) => {
		const trigger = start();
		expect(await trigger.deliver(delivery())).toEqual({
			status: 200,
			body: { message: 'Not selected in this trigger' },
		});
		expect(trigger.started).toEqual([]);
	});

	it('is the response to a delivery that was accepted before', async () => {
		const trigger = start();
		const delivery = agentMessage();
		await trigger.deliver(delivery);
		expect(await trigger.deliver(delivery)).toEqual({ status: 200, body: { message: 'Already accepted' } });
		expect(trigger.started).toHaveLength(1);
	});
});

describe('a selected event starts the workflow', () => {
	it.each([
		['flowMessage', flowMessage, { sender: 'flow', text: 'You are number 3 in the queue' }],
		['typing', typing, { typingMs: 5000 }],
		['receipt', receipt, { customerId: 'customer-42', receipt: { status: 'Delivered', reasons: [], isFinal: true } }],
		['receipt', receiptOfCustomer, { customerId: 'customer-42', receipt: { status: 'Delivered', reasons: [], isFinal: true } }],
	])('%s', async (event, delivery, expected) => {
		const trigger = start({ parameters: { events: ['agentMessage', event] } });
		expect((await trigger.deliver(delivery())).status).toBe(200);
		expect(trigger.started).toMatchObject([{ event, ...expected }]);
	});
});

describe('401, 400, and 404, which Genesys does not retry', () => {
	const body = JSON.stringify(agentMessage());

	it.each<[string, Record<string, string>]>([
		['no signature', {}],
		['a signature with another secret', { 'X-Hub-Signature-256': signatureOf(body, 'another secret') }],
		['a signature of another body', { 'X-Hub-Signature-256': signatureOf(`${body} `) }],
		['a signature without its prefix', { 'X-Hub-Signature-256': signatureOf(body).slice('sha256='.length) }],
		['a hexadecimal signature, as GitHub makes it', { 'X-Hub-Signature-256': `sha256=${'a'.repeat(64)}` }],
		['the signature in another header', { 'X-Hub-Signature': signatureOf(body) }],
	])('responds with 401: %s', async (_case, headers) => {
		const trigger = start();
		expect(await trigger.post(body, headers)).toEqual({
			status: 401,
			body: { message: 'The signature is missing or wrong' },
		});
		expect(trigger.started).toEqual([]);
	});

	it('responds with 401 before everything else, so that strangers learn nothing', async () => {
		const trigger = start();
		const foreign = JSON.stringify(agentMessage({ channel: { id: 'another', to: { id: 'x' } } }));
		for (const probe of [foreign, '[]', '{}']) expect((await trigger.post(probe)).status).toBe(401);
	});

	it.each([
		['invalid JSON', '{ broken'],
		['an empty body', ' '],
		['a list', `[${body}]`],
		['text', '"hello"'],
		['null', 'null'],
	])('responds with 400: %s', async (_case, signed) => {
		const trigger = start();
		// As text, because n8n itself rejects invalid JSON.
		const headers = { 'Content-Type': 'text/plain', 'X-Hub-Signature-256': signatureOf(signed) };
		expect(await trigger.post(signed, headers)).toEqual({
			status: 400,
			body: { message: "The body isn't an Open Messaging notification in JSON format" },
		});
		expect(trigger.started).toEqual([]);
	});

	it('responds with 404 to a delivery of another integration with the same secret', async () => {
		const trigger = start();
		const channel = { id: 'another-integration', to: { id: 'customer-42' }, time: WRITTEN_AT };
		expect(await trigger.deliver(agentMessage({ channel }))).toEqual({
			status: 404,
			body: { message: 'This URL accepts deliveries from another integration' },
		});
		expect(trigger.started).toEqual([]);
	});
});

describe('an old delivery with a valid signature', () => {
	const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
	const written = (time: unknown) => {
		const delivery = agentMessage();
		return { ...delivery, channel: { ...(delivery.channel as IDataObject), time } as IDataObject };
	};

	it('is a replay, which gets 401 and starts nothing', async () => {
		const trigger = start();
		for (const ago of [1, 5]) {
			expect(await trigger.deliver(written(new Date(Date.now() - ago * YEAR_MS).toISOString()))).toEqual({
				status: 401,
				body: { message: 'The delivery was signed more than 365 days ago' },
			});
		}
		expect(trigger.started).toEqual([]);
	});

	it.each<[string, unknown]>([
		['that a proxy held back for a week', new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString()],
		['from a year ahead, because our clock may be behind', new Date(Date.now() + YEAR_MS).toISOString()],
		['without a time', undefined],
		['with an invalid time', 'five years ago'],
		['with an unset time', '0001-01-01T00:00:00Z'],
	])('is not a replay %s, and starts the workflow', async (_case, time) => {
		const trigger = start();
		expect((await trigger.deliver(written(time))).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('is accepted in a manual test, where users post old samples', async () => {
		const trigger = start({ mode: 'manual' });
		expect((await trigger.deliver(written('2021-01-31T10:00:00.000Z'))).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});
});

describe('the content type', () => {
	it.each([
		'application/json',
		'application/json; charset=utf-8',
		'application/octet-stream',
		'application/vnd.genesys+json',
		'text/plain',
	])('does not matter: %s', async (contentType) => {
		const trigger = start();
		const body = JSON.stringify(agentMessage());
		const headers = { 'Content-Type': contentType, 'X-Hub-Signature-256': signatureOf(body) };
		expect(await trigger.post(body, headers)).toEqual({ status: 200, body: '' });
		expect(trigger.started).toHaveLength(1);
	});

	it('may be wrong: bytes that are not JSON get 400 instead of a stored failure', async () => {
		const trigger = start();
		const headers = { 'Content-Type': 'application/octet-stream', 'X-Hub-Signature-256': signatureOf('{ broken') };
		expect((await trigger.post('{ broken', headers)).status).toBe(400);
	});

	it('with an empty body gets 401', async () => {
		const trigger = start({ credential: new StoredCredential() });
		expect(
			(await trigger.post('', { 'Content-Type': 'application/octet-stream', 'X-Hub-Signature-256': 'sha256=' })).status,
		).toBe(401);
	});
});
