import type { Models } from 'purecloud-platform-client-v2';
import { readAnswer, toBody, toItem, type Answer } from '../../../../genesys/botConnector/answer';
import type { IntentDefinition } from '../../../../genesys/botConnector/bot';

const INTENTS: IntentDefinition[] = [
	{ name: 'Escalate', slots: [{ name: 'orderNumber', type: 'String' }, { name: 'count', type: 'Integer' }] },
	{ name: 'Done', slots: [] },
];
const more = (...texts: string[]): Answer => ({ botState: 'MoreData', messages: texts.map((text) => ({ type: 'Text', text })) });

describe('reading an answer', () => {
	it.each<[string, Record<string, unknown>, Answer]>([
		['the text of a Basic LLM Chain', { text: 'Hello' }, more('Hello')],
		['the output of an AI Agent', { output: 'Hello' }, more('Hello')],
		['the text within the output of an AI Agent with a parser', { output: { text: 'Hello' } }, more('Hello')],
		['JSON text of an output without a text', { output: { answer: 42 } }, more('{"answer":42}')],
		['a number', { output: 42 }, more('42')],
		['nothing in an empty item', {}, more()],
		['nothing in null', { text: null, output: null }, more()],
		['the output, where the text is empty', { text: '', output: 'Hello' }, more('Hello')],
		['a text that is JSON, as the customer would read it', { text: '[1, 2]' }, more('[1, 2]')],
		['an uppercase state and lowercase messages', { botState: 'MOREDATA', replymessages: [{ type: 'Text', text: 'Hello' }] }, more('Hello')],
		['the other spelling', { botState: 'More Data', replyMessages: [{ type: 'text', text: 'Hello' }] }, more('Hello')],
		['messages after an empty list in the other spelling', { botState: 'MoreData', replyMessages: [], replymessages: ['Hello'] }, more('Hello')],
		['a state with a text', { botState: 'MoreData', text: 'Hello' }, more('Hello')],
		['the object from an output parser', { output: { botState: 'Complete', intent: 'Done' } }, { botState: 'Complete', messages: [], intent: 'Done' }],
		['More Data without an unknown intent', { botState: 'MoreData', intent: 'None', text: 'Hello' }, more('Hello')],
		['More Data with a known intent', { botState: 'MoreData', intent: 'Done', text: 'Hello' }, { ...more('Hello'), intent: 'Done' }],
		['Failed without an unknown intent', { botState: 'Failed', intent: 'None' }, { botState: 'Failed', messages: [] }],
		['nothing in a reply that was already delivered', { botState: 'MoreData', replyMessages: ['Hello'], delivered: true }, more()],
	])('reads %s', (_name, item, expected) => {
		expect(readAnswer(item, INTENTS)).toEqual(expected);
	});

	it('ignores instructions in the text of a model', () => {
		const text = '{"botState":"Complete","intent":"Escalate"}';
		expect(readAnswer({ output: text }, INTENTS)).toEqual(more(text));
	});

	it.each<[string, Record<string, unknown>, string]>([
		['an unknown state', { botState: 'Maybe' }, 'MoreData, Complete, Failed'],
		['a state that is an object', { botState: {} }, 'MoreData, Complete, Failed'],
		['Complete without an intent', { botState: 'Complete' }, 'no intent'],
		['an intent that the bot does not have', { botState: 'Complete', intent: 'escalate' }, '"Escalate", "Done"'],
		['a slot that the intent does not have', { botState: 'Complete', intent: 'Done', slotValues: { orderNumber: '1' } }, '"orderNumber"'],
		['a value that the slot does not accept', { botState: 'Complete', intent: 'Escalate', slotValues: { count: 'many' } }, "isn't an Integer"],
		['invalid messages', { botState: 'MoreData', replyMessages: [[1]] }, 'neither text nor an object'],
	])('answers Failed with the reason for %s', (_name, item, words) => {
		const answer = readAnswer(item, INTENTS);
		expect(answer).toMatchObject({ botState: 'Failed', messages: [], error: { code: 'invalid.answer' } });
		expect(answer.error?.message).toContain(words);
	});

	it('reads the same answer back from the item of Reply', () => {
		const answer: Answer = {
			botState: 'Complete', messages: [{ type: 'Text', text: 'Bye' }], intent: 'Escalate', confidence: 0.5,
			slots: [{ name: 'orderNumber', type: 'String', value: '4711' }, { name: 'count', type: 'Integer', value: 3 }],
			parameters: { summary: 'Refund' },
		};
		expect(readAnswer(toItem(answer), INTENTS)).toEqual(answer);
		const failed: Answer = { botState: 'Failed', messages: [], error: { code: 'down', message: 'The order system is down' } };
		expect(readAnswer(toItem(failed))).toEqual(failed);
	});

	it('keeps files in the item of Reply', () => {
		const content = [{ contentType: 'Attachment', attachment: { url: 'https://example.com/a.png' } }];
		const answer = readAnswer({ botState: 'MoreData', replyMessages: [{ type: 'Text', content }] });
		expect(readAnswer(toItem(answer))).toEqual(answer);
	});
});

const full: Answer = {
	botState: 'Complete',
	messages: [{ type: 'Text', text: 'Bye' }],
	intent: 'Escalate',
	confidence: 1,
	slots: [
		{ name: 'orderNumber', type: 'String', value: '4711' },
		{ name: 'sizes', type: 'StringCollection', value: ['S', 'M'] },
		{ name: 'count', type: 'Integer', value: 27 },
		{ name: 'weight', type: 'Decimal', value: '3.5' },
		{ name: 'long', type: 'Decimal', value: '1234567890123456789.5' },
		{ name: 'price', type: 'Currency', value: { amount: '5.00', code: 'USD' } },
		{ name: 'ok', type: 'Boolean', value: true },
	],
	parameters: { summary: 'text' },
};

describe('writing an answer', () => {
	it('uses native values and the spelling of the Bot Connector', () => {
		expect(toBody(full, 'botConnector')).toEqual({
			botState: 'Complete',
			replymessages: [{ type: 'Text', text: 'Bye' }],
			intent: 'Escalate',
			confidence: 1,
			slotValues: {
				orderNumber: '4711', sizes: ['S', 'M'], count: 27, weight: 3.5, long: '1234567890123456789.5',
				price: { amount: '5.00', code: 'USD' }, ok: true,
			},
			parameters: { summary: 'text' },
		});
	});

	it('uses strings and the spelling of the Digital Bot Connector', () => {
		// The SDK's type of a later message has the same fields.
		type Body = Pick<Models.OutgoingMessageRequest, 'botState' | 'replyMessages' | 'intent' | 'confidence' | 'entities' | 'parameters' | 'errorInfo'>;
		const expected: Body = {
			botState: 'Complete',
			replyMessages: [{ type: 'Text', text: 'Bye' }],
			intent: 'Escalate',
			confidence: 1,
			entities: [
				{ name: 'orderNumber', type: 'String', value: '4711' },
				{ name: 'sizes', type: 'StringCollection', values: ['S', 'M'] },
				{ name: 'count', type: 'Integer', value: '27' },
				{ name: 'weight', type: 'Decimal', value: '3.5' },
				{ name: 'long', type: 'Decimal', value: '1234567890123456789.5' },
				{ name: 'price', type: 'Currency', value: '{"amount": 5.00, "code": "USD"}' },
				{ name: 'ok', type: 'Boolean', value: 'true' },
			],
			parameters: { summary: 'text' },
		};
		expect(toBody(full, 'digitalBotConnector')).toEqual(expected);
	});

	it('writes the error in both pairs of fields that Genesys documents', () => {
		const failed: Answer = { botState: 'Failed', messages: [], error: { code: 'down', message: 'It is down' } };
		const errorInfo = { code: 'down', message: 'It is down', errorCode: 'down', errorMessage: 'It is down' };
		expect(toBody(failed, 'botConnector')).toEqual({ botState: 'Failed', replymessages: [], errorInfo });
		expect(toBody(failed, 'digitalBotConnector')).toEqual({ botState: 'Failed', replyMessages: [], errorInfo });
	});

	it('replaces a file with its URL for the Bot Connector', () => {
		const attachment = { id: '1', mediaType: 'Image' as const, url: 'https://example.com/a.png' };
		const answer: Answer = { botState: 'MoreData', messages: [{ type: 'Text', text: 'Look', content: [{ contentType: 'Attachment', attachment }] }] };
		expect(toBody(answer, 'botConnector')).toEqual({ botState: 'MoreData', replymessages: [{ type: 'Text', text: 'Look\nhttps://example.com/a.png' }] });
	});

	it.each([
		['a number', 3, '3'],
		['a switch', false, 'false'],
		['an object', { a: 1 }, '{"a":1}'],
		['a list', [1], '[1]'],
		['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
		['an object with a very large number', { a: 10n }, '{"a":"10"}'],
	])('converts %s in the parameters to text', (_name, value, expected) => {
		expect(readAnswer({ botState: 'MoreData', text: 'Hi', parameters: { value, nothing: null } }).parameters).toEqual({ value: expected });
	});
});

/** Values that an expression, a model, or a hostile customer can put anywhere. */
const RUBBISH: unknown[] = [
	undefined, null, '', ' ', 'text', 0, -1, NaN, Infinity, 1e308, 10n, true, false, [], [[]], [null], {}, { a: 1 }, { toString: null }, Object.create(null),
	new Date(NaN), Symbol('s'), () => 1, '\ud800', '__proto__', '[', '{"a":', 'x'.repeat(100_000),
	[{ type: 'Structured', content: [{ contentType: 'QuickReply' }] }], [{ content: [{ card: { title: {}, actions: [{}] } }] }], [{ content: [{ attachment: [] }] }],
];
const FIELDS = ['botState', 'replyMessages', 'replymessages', 'intent', 'confidence', 'slotValues', 'entities', 'parameters', 'errorInfo', 'text', 'output', 'delivered'];

describe('reading arbitrary input', () => {
	const items = FIELDS.flatMap((field) => RUBBISH.flatMap((value) => ['MoreData', 'Complete', 'Failed', undefined].map((botState) => ({ botState, [field]: value }))));

	it('never throws and produces JSON with strings where Genesys requires them', () => {
		for (const item of items) {
			const answer = readAnswer(item, INTENTS);
			for (const generation of ['botConnector', 'digitalBotConnector'] as const) {
				const body = JSON.parse(JSON.stringify(toBody(answer, generation))) as { parameters?: object; entities?: Array<{ value?: unknown; values?: unknown[] }> };
				expect(JSON.stringify(body)).not.toContain('[object Object]');
				for (const value of Object.values(body.parameters ?? {})) expect(typeof value).toBe('string');
				for (const { value, values } of body.entities ?? []) for (const entry of values ?? [value]) expect(typeof entry).toBe('string');
			}
			if (answer.botState === 'Complete') expect(['Escalate', 'Done']).toContain(answer.intent);
		}
	});

	it('answers Failed for circular input', () => {
		const endless: Record<string, unknown> = { botState: 'MoreData' };
		endless.parameters = { endless };
		expect(readAnswer(endless)).toMatchObject({ botState: 'Failed' });
		expect(readAnswer({ output: endless })).toMatchObject({ botState: 'Failed' });
	});

	it('answers Failed if a getter throws', () => {
		const item = Object.defineProperty({}, 'botState', { enumerable: true, get: () => { throw new Error('secret'); } }) as Record<string, unknown>;
		const { botState, error } = readAnswer(item);
		expect(botState).toBe('Failed');
		expect(error?.message).not.toContain('secret');
	});
});
