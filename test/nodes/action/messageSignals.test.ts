import { api, guardNetwork } from '../support/genesys';
import { failureOf, runOnce } from '../support/runAction';

/** What goes to Genesys beside messages: typing, receipts, clicks on buttons. */

guardNetwork();

const INTEGRATION = '11111111-2222-4333-8444-555555555555';
const INBOUND = `/api/v2/conversations/messages/${INTEGRATION}/inbound/open`;
const who = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42' };
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

/** Mocks one call, and returns its body. */
function take(path: string, answer: object = {}): { body?: unknown } {
	const taken: { body?: unknown } = {};
	api()
		.post(`${INBOUND}/${path}`)
		.reply(200, async (request: Request) => {
			taken.body = await request.json();
			return answer as Record<string, string>;
		});
	return taken;
}

describe('Message: Send Typing', () => {
	it('sends the notice', async () => {
		const taken = take('event');
		expect(await runOnce('message: sendTyping', who)).toEqual({ customerId: 'customer-42', integrationId: INTEGRATION, time: TIME });
		expect(taken.body).toEqual({
			channel: { from: { id: 'customer-42', idType: 'Opaque' }, time: TIME },
			events: [{ eventType: 'Typing' }],
		});
	});
});

describe('Message: Send Receipt', () => {
	const messageId = 'd7d58935af65a45e5234ac77de017a0a';

	it('sends Delivered by default', async () => {
		const taken = take('receipt');
		expect(await runOnce('message: sendReceipt', { ...who, messageId })).toEqual({
			messageId,
			status: 'Delivered',
			customerId: 'customer-42',
			integrationId: INTEGRATION,
			time: TIME,
		});
		expect(taken.body).toMatchObject({ id: messageId, channel: { to: { id: 'customer-42' } }, status: 'Delivered' });
		expect(taken.body).not.toHaveProperty('reasons');
	});

	it('sends Failed with a code and text', async () => {
		const taken = take('receipt');
		const reason = { status: 'Failed', reasonCode: 'RecipientOptedOut', reasonText: 'The customer has blocked us' };
		expect(await runOnce('message: sendReceipt', { ...who, messageId, ...reason })).toMatchObject({ status: 'Failed' });
		expect(taken.body).toMatchObject({
			status: 'Failed',
			reasons: [{ code: 'RecipientOptedOut', message: 'The customer has blocked us' }],
		});
	});

	it('sends a general reason if there is none, because Genesys Cloud requires one', async () => {
		const taken = take('receipt');
		await runOnce('message: sendReceipt', { ...who, messageId, status: '={{ "failed" }}' });
		expect(taken.body).toMatchObject({
			status: 'Failed',
			reasons: [{ code: 'GeneralError', message: "The message didn't reach the customer." }],
		});
	});

	it.each([
		['Message ID', { messageId: '' }],
		['Status', { messageId, status: '={{ "read" }}' }],
		['Reason Code', { messageId, status: 'Failed', reasonCode: '={{ "Bad luck" }}' }],
	])('rejects an invalid %s before any call', async (parameter, changes) => {
		const failure = await failureOf(runOnce('message: sendReceipt', { ...who, ...changes }));
		expect(failure.message).toContain(`"${parameter}"`);
	});
});

describe('Message: Send Button Response', () => {
	const click = { ...who, text: 'Yes', originatingMessageId: 'genesys-message-1' };

	it('sends the customer\'s choice', async () => {
		const taken = take('structured/response', { id: 'genesys-message-2', type: 'Structured', direction: 'Inbound' });
		const parameters = { ...click, type: 'Button', payload: 'confirm', messageId: 'own-1', options: { customerIdType: 'Email' } };
		expect(await runOnce('message: sendButtonResponse', parameters)).toEqual({
			messageId: 'genesys-message-2',
			time: TIME,
			customerId: 'customer-42',
			integrationId: INTEGRATION,
		});
		expect(taken.body).toEqual({
			channel: { from: { id: 'customer-42', idType: 'Email' }, messageId: 'own-1', time: TIME },
			buttonResponse: { type: 'Button', text: 'Yes', payload: 'confirm' },
			originatingMessageId: 'genesys-message-1',
		});
	});

	it('sends the text without a payload, and a quick reply by default', async () => {
		const taken = take('structured/response', { id: 'genesys-message-2' });
		await runOnce('message: sendButtonResponse', click);
		expect(taken.body).toMatchObject({ buttonResponse: { type: 'QuickReply', text: 'Yes', payload: 'Yes' } });
	});

	it.each([
		['Text', { text: '' }],
		['Originating Message ID', { originatingMessageId: '' }],
		['Type', { type: '={{ "Reaction" }}' }],
	])('rejects an invalid %s before any call', async (parameter, changes) => {
		const failure = await failureOf(runOnce('message: sendButtonResponse', { ...click, ...changes }));
		expect(failure.message).toContain(`"${parameter}"`);
	});
});
