import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, conversationWith, customer, guardNetwork, showConversation, takeInbound } from '../support/genesys';
import { ACTION } from '../support/engine';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { runAction, runOnce } from '../support/runAction';
import { attributesOf, REQUIRED, startHandover } from '../support/startHandover';

guardNetwork();

describe('Handover: Start', () => {
	it('needs only the integration, customer, and text', async () => {
		const sent = takeInbound();
		showConversation();
		const output = await runOnce('handover: start', REQUIRED);
		expect(sent).toEqual([
			{
				channel: {
					from: { id: 'customer-42', idType: 'Opaque' },
					messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
					time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
					metadata: { customAttributes: { reason: 'I was charged twice' } },
				},
				text: 'I was charged twice',
			},
		]);
		expect(output).toEqual({
			status: 'started',
			conversationId: CONVERSATION,
			messageId: 'genesys-message-1',
			customerId: 'customer-42',
			integrationId: INTEGRATION,
			startedAt: sent[0].channel.time,
		});
	});

	it('returns sayNothingMore only to a language model', async () => {
		takeInbound();
		showConversation();
		const node = { type: `${ACTION}Tool` };
		const [{ json }] = await runAction({ operation: 'handover: start', parameters: REQUIRED, node });
		expect(json).toMatchObject({ status: 'started', sayNothingMore: true });
	});

	it('sends everything about the customer and the conversation in one message', async () => {
		const { sent } = await startHandover({
			customer: {
				firstName: 'Ada',
				lastName: 'Byron',
				nickname: 'Countess',
				email: 'ada@example.org',
				phone: '+44 20 7946 0000',
				imageUrl: 'https://example.org/ada.png',
			},
			queue: 'Billing',
			routing: { language: 'en', skills: 'refunds', priority: 5 },
			transcript: [
				{ role: 'user', text: 'Hi', time: '2026-01-31T09:00:00Z' },
				{ role: 'assistant', text: 'Hello, what can I do?' },
			],
			summary: 'Wants her money back',
			options: { customAttributes: '{ "orderNumber": "4711" }', customerIdType: 'Email', messageId: 'chat-7-handover' },
		});
		expect(sent[0].channel).toEqual({
			from: {
				id: 'customer-42',
				idType: 'Email',
				firstName: 'Ada',
				lastName: 'Byron',
				nickname: 'Countess',
				email: 'ada@example.org',
				image: 'https://example.org/ada.png',
			},
			messageId: 'chat-7-handover',
			time: expect.any(String),
			metadata: {
				customAttributes: {
					queueName: 'Billing',
					language: 'en',
					skills: 'refunds',
					priority: '5',
					phone: '+44 20 7946 0000',
					orderNumber: '4711',
					reason: 'I was charged twice',
					summary: 'Wants her money back',
				},
			},
		});
		expect(sent[0].text).toBe(
			'I was charged twice\n\n--- Summary ---\nWants her money back\n\n' +
				'--- Conversation so far ---\n[2026-01-31 09:00 UTC] Customer: Hi\nBot: Hello, what can I do?',
		);
	});

	// An expression returns the customer's consent as text, a number, or nothing.
	it.each([false, 'false', 0, '0', '', null, 'no'])('sends the ID without personal data if Send Profile is %j', async (sendProfile) => {
		const { sent } = await startHandover({
			customer: { firstName: 'Ada', email: 'ada@example.org', phone: '+44 20 7946 0000', imageUrl: 'https://example.org/ada.png' },
			options: { sendProfile },
			queue: 'Billing',
		});
		expect(sent[0].channel.from).toEqual({ id: 'customer-42', idType: 'Opaque' });
		expect(attributesOf(sent)).toEqual({ queueName: 'Billing', reason: 'I was charged twice' });
		expect(JSON.stringify(sent)).not.toMatch(/Ada|example\.org|7946/);
	});

	it.each([true, 'true', 1, 'Yes'])('sends the profile if Send Profile is %j', async (sendProfile) => {
		const { sent } = await startHandover({ options: { sendProfile }, customer: { firstName: 'Ada' } });
		expect(sent[0].channel.from.firstName).toBe('Ada');
	});

	it('removes invisible characters from the name that the agent sees', async () => {
		const { sent } = await startHandover({ customer: { nickname: '\u202eadA\n\u0000 ', firstName: 'x'.repeat(5000), lastName: 'Zoe\u0308 👩‍💻' } });
		expect(sent[0].channel.from).toMatchObject({ nickname: 'adA', firstName: 'x'.repeat(255), lastName: 'Zoe\u0308 👩‍💻' });
	});

	it.each<[string, unknown]>([
		['picked from the list and typed', [{ __rl: true, mode: 'list', value: 'Refunds' }, { __rl: true, mode: 'name', value: '7' }]],
		['a list', ['Refunds', 7]],
		['text with commas', 'Refunds, 7,'],
	])('accepts several skills as %s', async (_case, skills) => {
		const { sent } = await startHandover({ routing: { skills } } as IDataObject);
		expect(attributesOf(sent)).toMatchObject({ skills: 'Refunds, 7' });
	});

	it.each(['javascript:alert(1)', 'photo.png', 'data:image/png;base64,AAAA'])('omits a picture that is not a web URL: %s', async (imageUrl) => {
		const { sent } = await startHandover({ customer: { imageUrl, firstName: 'Ada' } });
		expect(sent[0].channel.from).toEqual({ id: 'customer-42', idType: 'Opaque', firstName: 'Ada' });
	});

	it('returns alreadyInProgress if the conversation has earlier messages', async () => {
		takeInbound();
		showConversation(conversationWith(customer('earlier-message', 'genesys-message-1')));
		expect(await runOnce('handover: start', REQUIRED)).toMatchObject({ status: 'alreadyInProgress' });
	});

	it('returns started if the conversation contains only this message', async () => {
		takeInbound();
		showConversation(conversationWith(customer('genesys-message-1')));
		expect(await runOnce('handover: start', REQUIRED)).toMatchObject({ status: 'started' });
	});

	// The customer waited a minute and a half for an answer that is a courtesy, and n8n's webhook ran into its timeout.
	it('reads the conversation only once after the handover, even if it is rate limited', async () => {
		takeInbound();
		api().get(`/api/v2/conversations/${CONVERSATION}`).reply(429, { code: 'too.many.requests', message: 'Later' }, { 'Retry-After': '20' });
		const { result, waitedMs } = await withoutWaiting(async () => await runOnce('handover: start', REQUIRED));
		expect(result).toMatchObject({ status: 'started', conversationId: CONVERSATION });
		expect(waitedMs).toBeLessThan(5_000);
	});

	it('waits at most five seconds to read the conversation', async () => {
		takeInbound();
		api().get(`/api/v2/conversations/${CONVERSATION}`).delay(8_000).reply(200, conversationWith(customer('earlier', 'genesys-message-1')));
		expect(await runOnce('handover: start', REQUIRED)).toMatchObject({ status: 'started' });
	});

	it('succeeds without a conversation ID if Genesys Cloud returns none', async () => {
		takeInbound(1, { conversationId: undefined });
		const output = await runOnce('handover: start', REQUIRED);
		expect(output).not.toHaveProperty('conversationId');
		expect(output).toMatchObject({ status: 'started', messageId: 'genesys-message-1' });
	});
});
