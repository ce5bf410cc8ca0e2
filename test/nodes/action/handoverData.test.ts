import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { guardNetwork, showConversation, takeInbound } from '../support/genesys';
import { action } from '../support/engine';
import { contextOf, failureOf, runOnce } from '../support/runAction';
import { attributesOf, REQUIRED, startHandover } from '../support/startHandover';

guardNetwork();

describe('the queue', () => {
	it.each([
		['a name, as a model or an expression returns it', 'Billing'],
		['picked from the list', { __rl: true, mode: 'list', value: 'Billing', cachedResultName: 'Billing' }],
		['typed by name', { __rl: true, mode: 'name', value: 'Billing' }],
	])('reaches the flow as queueName if it is %s', async (_case, queue) => {
		const { sent } = await startHandover({ queue });
		expect(attributesOf(sent)).toMatchObject({ queueName: 'Billing' });
	});

	it('is omitted if none is selected', async () => {
		const { sent } = await startHandover({ queue: { __rl: true, mode: 'list', value: '' } });
		expect(attributesOf(sent)).toEqual({ reason: 'I was charged twice' });
	});
});

describe('custom attributes', () => {
	it.each([
		['an object', { orderNumber: 4711, vip: true, nothing: null, address: { city: 'Bonn' }, tags: ['a', 'b'] }],
		['JSON text', '{"orderNumber":4711,"vip":true,"nothing":null,"address":{"city":"Bonn"},"tags":["a","b"]}'],
	])('arrive as strings if they are %s', async (_case, customAttributes) => {
		const { sent } = await startHandover({ options: { customAttributes } });
		expect(attributesOf(sent)).toEqual({
			orderNumber: '4711',
			vip: 'true',
			address: '{"city":"Bonn"}',
			tags: '["a","b"]',
			reason: 'I was charged twice',
		});
	});

	it('keep quotes, line ends, other scripts, and JavaScript names unchanged', async () => {
		const customAttributes = '{"quote":"\\"}],\\u0000","lines":"a\\nb","emoji":"👩‍👩‍👧","__proto__":"x","constructor":"y"}';
		const { sent } = await startHandover({ options: { customAttributes } });
		const attributes = attributesOf(sent) ?? {};
		expect(Object.entries(attributes)).toEqual(
			expect.arrayContaining([
				['quote', '"}],\u0000'],
				['lines', 'a\nb'],
				['emoji', '👩‍👩‍👧'],
				['__proto__', 'x'],
				['constructor', 'y'],
			]),
		);
	});

	it('show a hint in the output if some do not fit', async () => {
		takeInbound();
		showConversation();
		const options = { customAttributes: { big: 'x'.repeat(3000) } };
		const context = contextOf({ operation: 'handover: start', parameters: { ...REQUIRED, options } });
		await action.execute.call(context);
		expect(context.hints).toEqual([{ message: expect.stringMatching(/weren't sent: big\./), type: 'warning', location: 'outputPane' }]);
	});

	it('are listed in the result if they do not fit, and keep what the flow routes by', async () => {
		const { sent, handover } = await startHandover({
			queue: 'Billing',
			options: { customAttributes: { big: 'x'.repeat(3000), small: 'y' } },
		});
		expect(handover.droppedAttributes).toEqual(['big']);
		expect(attributesOf(sent)).toEqual({ queueName: 'Billing', small: 'y', reason: 'I was charged twice' });
	});

	it.each(['{ broken', '[1, 2]', 'orderNumber=4711'])(
		'are refused before any call when they are no object: %s',
		async (customAttributes) => {
			const failure = await failureOf(
				runOnce('handover: start', { ...REQUIRED, options: { customAttributes } }),
			);
			expect(failure.message).toBe("The custom attributes aren't a JSON object");
			expect(failure.description).toContain('{ "orderNumber": "4711" }');
		},
	);
});

describe('the transcript', () => {
	const expected = '--- Conversation so far ---\nCustomer: Hi\nBot: Hello';
	const lines = [
		{ role: 'user', text: 'Hi' },
		{ role: 'bot', text: 'Hello' },
	];
	it.each<[string, unknown]>([
		['a list', lines],
		['JSON text of one', JSON.stringify(lines)],
		['plain text', 'Customer: Hi\nBot: Hello'],
	])('is shown below the question if it is %s', async (_case, transcript) => {
		const { sent } = await startHandover({ transcript } as IDataObject);
		expect(sent[0].text).toBe(`I was charged twice\n\n${expected}`);
	});

	it('is sent in several parts, in order, if it is too long for one message', async () => {
		const sent = takeInbound(2);
		showConversation();
		const transcript = Array.from({ length: 200 }, (_, line) => `Line ${line} of what was said before`).join('\n');
		const output = await runOnce('handover: start', {
			...REQUIRED,
			transcript,
			queue: 'Billing',
			options: { messageId: 'm' },
		});
		expect(sent.map(({ channel }) => channel.messageId)).toEqual(['m', 'm-part-2']);
		expect(sent.map(({ channel }) => channel.metadata !== undefined)).toEqual([true, false]);
		expect(sent.map(({ text }) => text).join('\n')).toContain('Line 199');
		expect(sent.every(({ text = '' }) => text.length <= 4000)).toBe(true);
		expect(sent[0].channel.time < sent[1].channel.time).toBe(true);
		expect(output).toMatchObject({ status: 'started', messageId: 'genesys-message-1' });
	});

	it('is rejected before any call if it is unreadable', async () => {
		const transcript = [{ role: 'user' }];
		const failure = await failureOf(runOnce('handover: start', { ...REQUIRED, transcript } as INodeParameters));
		expect(failure.message).toBe("The transcript can't be read because line 1 has no text");
	});
});
