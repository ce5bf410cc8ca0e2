import type { GenesysClient, HttpRequest, HttpResponse } from '../../../../genesys/client';
import { startHandover as start, type HandoverRequest, type HandoverResult } from '../../../../genesys/openMessaging/handover';
import type { InboundMessageBody } from '../../../../genesys/openMessaging/messages';
import { SentMessages } from '../../../../genesys/openMessaging/sentMessages';
import { conversationBody, customer, gone, agent } from '../conversations/samples';
import { brokenConnection, fakeGenesys, lacks, ok, refusal } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');

const request = (changes: Partial<HandoverRequest> = {}): HandoverRequest => ({
	integrationId: 'integration-1',
	customer: { id: 'customer-42', idType: 'Opaque' },
	text: 'My order is broken',
	messageId: 'own-1',
	...changes,
});

const own = { messageId: 'genesys-1', messageTime: '2026-01-31T10:00:00Z' };
const newConversation = ok(conversationBody([{ ...customer, messages: [own] }]));

/** In a process that has sent nothing yet. */
async function startHandover(client: GenesysClient, wanted: HandoverRequest): Promise<HandoverResult> {
	return await start({ client, impatient: client, sent: new SentMessages(() => NOW) }, wanted);
}

/** Genesys that takes every message and shows this conversation. */
function genesysWith(conversation: HttpResponse | Error = newConversation) {
	let messages = 0;
	return fakeGenesys(({ method }) => {
		if (method === 'POST') return ok({ id: `genesys-${++messages}`, conversationId: 'conversation-1' });
		return conversation instanceof Error ? brokenConnection() : conversation;
	});
}

const sentBodies = (requests: HttpRequest[]) =>
	requests.filter(({ method }) => method === 'POST').map(({ body }) => body as InboundMessageBody);
const attributesIn = (requests: HttpRequest[]) => sentBodies(requests)[0].channel.metadata?.customAttributes;

describe('starting a handover', () => {
	it('needs only an integration, a customer, and a text', async () => {
		const { client, requests } = genesysWith();
		expect(await startHandover(client, request())).toEqual({
			status: 'started',
			conversationId: 'conversation-1',
			messageId: 'genesys-1',
			customerId: 'customer-42',
			integrationId: 'integration-1',
			startedAt: '2026-01-31T10:00:00.000Z',
		});
		expect(sentBodies(requests).map(({ text }) => text)).toEqual(['My order is broken']);
	});

	it('sends routing attributes under the documented names, and the user’s unchanged', async () => {
		const { client, requests } = genesysWith();
		const routing = {
			queueName: 'Support',
			language: 'de',
			skills: 'billing',
			priority: '5',
			phone: '+49 1',
			summary: 'Short',
		};
		await startHandover(client, request({ ...routing, customAttributes: [['Context.Order', '4711']] }));
		expect(attributesIn(requests)).toEqual({ ...routing, 'Context.Order': '4711', reason: 'My order is broken' });
	});

	it('drops and lists attributes that the message repeats before routing attributes', async () => {
		const { client, requests } = genesysWith();
		const { droppedAttributes } = await startHandover(
			client,
			request({
				text: 'x'.repeat(2000),
				summary: 's'.repeat(2000),
				queueName: 'Support',
				customAttributes: [['order', '4711']],
			}),
		);
		expect(attributesIn(requests)).toEqual({ queueName: 'Support', order: '4711' });
		expect(droppedAttributes).toEqual(['reason', 'summary']);
	});

	// Elsewhere the history went out line by line (against the rate limit), and the first message lacked the attributes.
	it('sends question, summary, and transcript in one message with the attributes', async () => {
		const { client, requests } = genesysWith();
		const transcript = [
			{ role: 'user', text: 'Hello', time: '2026-01-31T09:58:00Z' },
			{ role: 'bot', text: 'How can I help?' },
		];
		await startHandover(
			client,
			request({ transcript, summary: 'Order 4711 arrived broken.', queueName: 'Support' }),
		);
		expect(sentBodies(requests)).toHaveLength(1);
		expect(sentBodies(requests)[0].text).toBe(
			'My order is broken\n\n--- Summary ---\nOrder 4711 arrived broken.\n\n' +
				'--- Conversation so far ---\n[2026-01-31 09:58 UTC] Customer: Hello\nBot: How can I help?',
		);
		expect(attributesIn(requests)).toMatchObject({ queueName: 'Support' });
	});

	it('sends the question and the attributes in the first part of a long transcript', async () => {
		const { client, requests } = genesysWith();
		const transcript = Array.from({ length: 200 }, (_, line) => ({
			role: 'user',
			text: `line ${line} ${'word '.repeat(10)}`,
		}));
		await startHandover(client, request({ transcript, queueName: 'Support' }));
		const bodies = sentBodies(requests);
		expect(bodies.length).toBeGreaterThan(1);
		expect(bodies[0].text).toMatch(/^My order is broken\n\n--- Conversation so far ---/);
		expect(bodies.map(({ channel }) => channel.metadata !== undefined)).toEqual([
			true,
			...bodies.slice(1).map(() => false),
		]);
	});
});

describe('a handover of a customer whose conversation is', () => {
	const before = { messageId: 'genesys-0', messageTime: '2026-01-31T09:00:00Z' };
	const statusWith = async (conversation: HttpResponse | Error) =>
		(await startHandover(genesysWith(conversation).client, request())).status;

	it('already open returns alreadyInProgress', async () => {
		expect(await statusWith(ok(conversationBody([{ ...customer, messages: [before, own] }, agent])))).toBe(
			'alreadyInProgress',
		);
	});

	// Elsewhere a second handover failed, or counted as the first one, as the threading window keeps one conversation.
	it('ended within the threading window returns started', async () => {
		const earlier = { ...gone(customer), messages: [before] };
		expect(await statusWith(ok(conversationBody([earlier, gone(agent), { ...customer, messages: [own] }])))).toBe(
			'started',
		);
	});

	it.each([
		['not to be seen yet', refusal(404)],
		['not to be seen for want of a permission', lacks('conversation:communication:view')],
		['not to be reached', brokenConnection()],
		['something else', ok('<html>')],
	])('%s counts as started, because the message was accepted', async (_name, answer) => {
		expect(await statusWith(answer)).toBe('started');
	});
});

describe('a handover that fails', () => {
	// The loudest complaint about bots: they say "transferring you", and nothing happens.
	it.each([
		['is refused', refusal(400, { code: 'bad.request' }), { code: 'bad.request' }],
		['lacks a permission', lacks('conversation:message:receive'), { code: 'missing.permissions' }],
		['has no connection', brokenConnection(), { code: 'ECONNRESET' }],
		['meets the page of a gateway', ok('<html>'), { code: 'unexpected.answer' }],
	])('because Genesys Cloud %s is never reported as started', async (_name, answer, expected) => {
		const { client } = fakeGenesys(() => answer);
		await expect(startHandover(client, request())).rejects.toMatchObject(expected);
	});

	it('after its first part counts as started, and reports what is missing', async () => {
		let messages = 0;
		const { client } = fakeGenesys(({ method }) => {
			if (method === 'GET') return newConversation;
			return ++messages === 1
				? ok({ id: 'genesys-1', conversationId: 'conversation-1' })
				: refusal(413, { message: 'too much' });
		});
		const result = await startHandover(client, request({ transcript: 'word '.repeat(2000) }));
		expect(result).toMatchObject({ status: 'started', conversationId: 'conversation-1' });
		expect(result.incompleteTranscript).toMatch(
			/^2 of 3 parts weren't sent: Start handover \(part 2 of 3\): .*too much$/,
		);
	});

	it('with an exception in n8n after it was accepted counts as started', async () => {
		const { client } = fakeGenesys(({ method }) => {
			if (method === 'GET') throw new Error('The credential cannot be decrypted');
			return ok({ id: 'genesys-1', conversationId: 'conversation-1' });
		});
		expect(await startHandover(client, request())).toMatchObject({ status: 'started', conversationId: 'conversation-1' });
	});

	it('does not read the conversation if Genesys Cloud did not return its ID', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'genesys-1' }));
		const result = await startHandover(client, request());
		expect(result.status).toBe('started');
		expect(result).not.toHaveProperty('conversationId');
		expect(requests).toHaveLength(1);
	});
});

describe('a handover that is repeated with the same message ID', () => {
	const inProcess = (sent: SentMessages, client: GenesysClient) => async (changes: Partial<HandoverRequest> = {}) =>
		await start({ client, impatient: client, sent }, request({ transcript: 'word '.repeat(1000), ...changes }));

	it('in the same process sends nothing and returns the same result', async () => {
		const { client, requests } = genesysWith();
		const again = inProcess(new SentMessages(() => NOW), client);
		expect(await again()).toEqual(await again());
		expect(sentBodies(requests)).toHaveLength(2);
	});

	// n8n was killed during the call, so it's unclear what Genesys Cloud has, and the customer has no bot.
	it('in another process is sent completely with the same IDs, into the same conversation', async () => {
		const taken = new Map<string, string>();
		const { client, requests } = fakeGenesys(({ method, body }) => {
			if (method === 'GET') return newConversation;
			const { messageId } = (body as InboundMessageBody).channel;
			if (!taken.has(messageId)) taken.set(messageId, `genesys-${taken.size + 1}`);
			return ok({ id: taken.get(messageId), conversationId: 'conversation-1' });
		});
		const first = await inProcess(new SentMessages(() => NOW), client)();
		const second = await inProcess(new SentMessages(() => new Date(NOW.getTime() + 60_000)), client)();
		expect(second).toEqual({ ...first, startedAt: '2026-01-31T10:01:00.000Z' });
		expect(sentBodies(requests).map(({ channel }) => channel.messageId)).toEqual(['own-1', 'own-1-part-2', 'own-1', 'own-1-part-2']);
		expect(attributesIn(requests.slice(-3))).toEqual(attributesIn(requests));
	});

	it('continues with the part that failed', async () => {
		let posts = 0;
		const { client, requests } = fakeGenesys(({ method }) => {
			if (method === 'GET') return newConversation;
			return ++posts === 2 ? refusal(413) : ok({ id: `genesys-${posts}`, conversationId: 'conversation-1' });
		});
		const again = inProcess(new SentMessages(() => NOW), client);
		expect(await again()).toHaveProperty('incompleteTranscript');
		expect(await again()).not.toHaveProperty('incompleteTranscript');
		expect(sentBodies(requests).map(({ channel }) => channel.messageId)).toEqual(['own-1', 'own-1-part-2', 'own-1-part-2']);
	});
});
