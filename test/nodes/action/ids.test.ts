import { guardNetwork, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runOnce } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
const customerId = 'customer-42';

/** Every ID parameter, with the operation's other required parameters. */
const IDS: Array<[string, string, (id: unknown) => object]> = [
	['handover: start', 'Customer ID', (id) => ({ integrationId, customerId: id, text: 'Hi' })],
	['handover: start', 'Message ID', (id) => ({ integrationId, customerId, text: 'Hi', options: { messageId: id } })],
	['handover: start', 'Integration', (id) => ({ integrationId: { ...integrationId, value: id }, customerId, text: 'Hi' })],
	['handover: getStatus', 'Conversation ID', (id) => ({ conversationId: id })],
	['handover: getStatus', 'Customer ID', (id) => ({ findBy: 'customer', integrationId, customerId: id })],
	['handover: end', 'Conversation ID', (id) => ({ conversationId: id })],
	['message: send', 'Customer ID', (id) => ({ integrationId, customerId: id, text: 'Hi' })],
	['message: send', 'Message ID', (id) => ({ integrationId, customerId, text: 'Hi', messageId: id })],
	['message: send', 'Integration', (id) => ({ integrationId: { ...integrationId, value: id }, customerId, text: 'Hi' })],
	['message: sendTyping', 'Customer ID', (id) => ({ integrationId, customerId: id })],
	['message: sendReceipt', 'Message ID', (id) => ({ integrationId, customerId, messageId: id })],
	['message: sendButtonResponse', 'Originating Message ID', (id) => ({ integrationId, customerId, text: 'Yes', originatingMessageId: id })],
	['conversation: findActive', 'Customer ID', (id) => ({ integrationId, customerId: id })],
	['conversation: get', 'Conversation ID', (id) => ({ conversationId: id })],
	['conversation: setAttributes', 'Conversation ID', (id) => ({ conversationId: id, customAttributes: { a: 'b' } })],
	['conversation: transfer', 'Conversation ID', (id) => ({ conversationId: id, queue: { __rl: true, mode: 'name', value: 'Support' } })],
	['integration: create', 'Supported Content ID', (id) => ({ name: 'Web chat', options: { supportedContentId: id } })],
	['integration: update', 'Messaging Setting ID', (id) => ({ integrationId, updateFields: { messagingSettingId: id } })],
];

describe('an ID with a trailing space is rejected before any call', () => {
	// "bob " has its own row in the workflow's table, but once reached Bob's conversation.
	it.each(IDS)('%s: %s', async (operation, parameter, parametersWith) => {
		const failure = await failureOf(runOnce(operation, parametersWith('bob ') as never));
		expect(failure.message).toBe(`"${parameter}" starts or ends with a space or an invisible character`);
		expect(failure.description).toMatch(/^Remove it at the source/);
	});
});

describe('an ID is rejected', () => {
	const failureFor = async (customer: unknown) => {
		const credential = new StoredCredential();
		const failure = await failureOf(runOnce('message: send', { integrationId, customerId: customer, text: 'Hi' } as never, credential));
		expect(failure.description).toBeTruthy();
		expect(credential.reads).toBe(0);
		return failure.message;
	};

	it.each([
		['a space', ' bob'],
		['a line end', 'bob\n'],
		['a no-break space', 'bob\u00a0'],
		['a BOM', '\ufeffbob'],
		['a zero-width space', 'bob\u200b'],
		['a zero-width joiner', 'bob\u200d'],
		['a directional mark, as in copied phone numbers', '\u202a+49 170 1\u202c'],
		['a null character', 'bob\u0000'],
	])('if it starts or ends with %s', async (_what, id) => {
		expect(await failureFor(id)).toBe('"Customer ID" starts or ends with a space or an invisible character');
	});

	it.each([
		['half an emoji', 'bob\ud83d'],
		['a control character', 'b\u0000b'],
		['a line end', 'bob\nalice'],
	])('if it contains %s', async (_what, id) => {
		expect(await failureFor(id)).toBe('"Customer ID" contains a control character or an incomplete character');
	});

	// All customers would share one ID.
	it.each([
		['a boolean', false, '"Customer ID" is false, but must be an ID'],
		['not a number', NaN, '"Customer ID" is NaN, but must be an ID'],
		['a list', ['bob'], '"Customer ID" is a list, but must be text'],
		['a long text', 'x'.repeat(1001), '"Customer ID" has 1001 characters, which is too long for an ID'],
		['only white space', ' \u00a0 ', '"Customer ID" is empty'],
	])('if it is %s', async (_what, id, message) => {
		// As an expression, because a parameter without one is always text.
		const value = typeof id === 'string' ? id : `={{ ${Number.isNaN(id) ? 'NaN' : JSON.stringify(id)} }}`;
		expect(await failureFor(value)).toBe(message);
	});
});

it.each([
	['spaces inside', 'bob of accounting'],
	['an emoji with a variation selector', 'bob❤️'],
	['a zero-width joiner inside', '👩‍💻'],
	['a combining accent', 'Zoe\u0308'],
	['upper case', 'BOB'],
])('an ID with %s is sent unchanged', async (_what, id) => {
	const sent = takeInbound();
	const output = await runOnce('message: send', { integrationId, customerId: id, text: 'Hi' });
	expect([...sent[0].channel.from.id as string]).toEqual([...id]);
	expect(output.customerId).toBe(id);
});

describe('the customer\'s text', () => {
	it.each(['  indented\n\tcode', 'a trailing line end\n', ' x '])('is sent unchanged: %j', async (text) => {
		const sent = takeInbound();
		await runOnce('message: send', { integrationId, customerId, text });
		expect(sent[0].text).toBe(text);
	});

	it('counts as empty if it is only white space', async () => {
		const failure = await failureOf(runOnce('message: send', { integrationId, customerId, text: ' \n\u00a0' }));
		expect(failure.message).toBe('"Text" is empty');
	});
});
