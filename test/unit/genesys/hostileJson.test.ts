import fc from 'fast-check';
import { parseConversation } from '../../../genesys/conversations/conversation';
import { InvalidInputError } from '../../../genesys/errors';
import { isTooDeep, toJson } from '../../../genesys/json';
import { fitAttributes, parseAttributes } from '../../../genesys/openMessaging/customAttributes';
import { buildMessage } from '../../../genesys/openMessaging/messages';
import { parseOutbound, readDelivery } from '../../../genesys/openMessaging/outbound';
import { splitText } from '../../../genesys/openMessaging/text';
import { parseTranscript, renderTranscript } from '../../../genesys/openMessaging/transcript';
import { channel, delivery, eventOf, structured, type Json } from './openMessaging/delivery';

/** JSON whose names are those of prototypes and of Genesys' own fields, so that the parsers look into it. */
const NAMES = [
	...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'length'],
	...['id', 'type', 'text', 'content', 'contentType', 'events', 'eventType', 'typing', 'reasons', 'status', 'channel', 'to', 'time'],
	...['attachment', 'url', 'quickReply', 'card', 'carousel', 'cards', 'actions', 'datePicker', 'availableTimes', 'listPicker'],
	...['sections', 'items', 'template', 'body', 'parameters', 'title', 'participants', 'messages', 'attributes', 'state', 'purpose'],
	...['role', 'message', 'key', 'name', 'value'],
];
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
	json: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.string({ unit: 'binary' }), fc.constantFrom('Text', 'Structured', 'Event', 'Receipt', 'Typing', '{{1}}', '')),
		fc.array(tie('json'), { maxLength: 4 }),
		fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('json')), { maxLength: 6 }).map((pairs) => JSON.parse(`{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`) as unknown),
	),
}));

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const namesOfPrototypes = () => prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).sort());
const before = namesOfPrototypes();
afterEach(() => expect(namesOfPrototypes()).toEqual(before));

/** Parsers that reject invalid input from a workflow with an error. */
function orInvalid(read: () => unknown): void {
	try {
		read();
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidInputError);
	}
}

describe('whatever the JSON', () => {
	const runs = { numRuns: 3_000 };

	it('a delivery is read without an error, and the result can be stored', () => {
		fc.assert(
			fc.property(json, fc.constantFrom('Text', 'Structured', 'Event', 'Receipt', undefined), (value, type) => {
				parseOutbound(value);
				const parsed = parseOutbound(delivery({ type, content: value, text: value, events: value, reasons: value }));
				parseOutbound(delivery({ type, channel: value }));
				JSON.stringify(parsed);
			}),
			runs,
		);
	});

	it('a conversation is read without an error, and its attributes are text', () => {
		fc.assert(
			fc.property(json, json, (value, attributes) => {
				parseConversation(value);
				const conversation = parseConversation({ id: 'c', participants: [{ id: 'p', state: 'connected', attributes, messages: value }] });
				const values = Object.values(conversation?.participants[0].attributes ?? {});
				return values.every((text) => typeof text === 'string');
			}),
			runs,
		);
	});

	it('attributes and a transcript are read or rejected', () => {
		fc.assert(
			fc.property(json, (value) => {
				for (const given of [value, JSON.stringify(value)]) {
					orInvalid(() => fitAttributes(parseAttributes(given)));
					orInvalid(() => renderTranscript(parseTranscript(given)));
				}
			}),
			runs,
		);
	});
});

describe('prototype names', () => {
	const NAMED = '{"__proto__":"a","constructor":"b","prototype":"c"}';

	it('are ordinary names in a customer\'s data', () => {
		expect(toJson(fitAttributes(parseAttributes(NAMED)).attributes)).toBe(NAMED);
		const conversation = parseConversation(JSON.parse(`{"id":"c","participants":[{"state":"connected","attributes":${NAMED}}]}`));
		expect(JSON.stringify(conversation?.participants[0].attributes)).toBe(NAMED);
	});

	it('stay unchanged in unknown content', () => {
		const { structured: shown } = eventOf(JSON.parse(JSON.stringify(structured([{ contentType: 'New' }])).replace('"New"', `"New","__proto__":${NAMED}`)));
		expect(JSON.stringify(shown)).toContain(`"__proto__":${NAMED}`);
	});
});

describe('a template', () => {
	it('that expands beyond the maximum string length is rejected for good', () => {
		const template = { body: { text: '{{1}}'.repeat(2000), parameters: [{ text: 'x'.repeat(400_000) }] } };
		expect(readDelivery(Buffer.from(JSON.stringify(structured([{ template }])))).delivery).toEqual({ kind: 'invalid' });
	});
});

describe('nesting', () => {
	const LEVELS = 100_000;
	const arrays = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
	const objects = '{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS);

	it.each([arrays, objects])('of 100,000 levels is rejected anywhere in a delivery', (deep) => {
		const texts = [deep, `{"x":${deep}}`, JSON.stringify(delivery({ x: 0 })).replace('"x":0', `"x":${deep}`)];
		for (const text of texts) expect(readDelivery(Buffer.from(text)).delivery).toEqual({ kind: 'invalid' });
	});

	it('of 100,000 levels is rejected in attributes and transcripts', () => {
		expect(() => parseAttributes(`{"a":${arrays}}`)).toThrow(InvalidInputError);
		orInvalid(() => parseTranscript(arrays));
		parseConversation({ id: 'c', participants: [{ id: 'p', state: 'x', attributes: { a: JSON.parse(arrays) as unknown } }] });
	});

	it('is distinguished from width', () => {
		expect(isTooDeep(Array.from({ length: 100_000 }, () => [[1]]))).toBe(false);
		expect(isTooDeep([[[1]]], 2)).toBe(true);
		expect(isTooDeep([[[]]], 3)).toBe(false);
	});
});

describe('texts', () => {
	const odd = 'עברית ‮ العربية \u0000\u0007\u001b[31m \u2028 👩‍👩‍👧 \ufeff';

	it('of any script and with control characters stay unchanged in both directions', () => {
		expect(eventOf(delivery({ text: odd })).text).toBe(odd);
		const body = buildMessage({ customer: { id: odd, idType: 'Opaque' }, messageId: 'm', time: 't', text: odd });
		expect(JSON.parse(toJson(body))).toEqual(body);
		expect(splitText(odd)).toEqual([odd]);
	});

	it('with a lone surrogate are sent with U+FFFD, including in names', () => {
		const written = toJson({ 'a\ud83d': 'b\udc4bc', whole: '👋', literal: '\\ud83d' });
		expect(JSON.parse(written)).toEqual({ 'a\ufffd': 'b\ufffdc', whole: '👋', literal: '\\ud83d' });
	});

	it('are otherwise the same JSON', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => toJson({ text }) === JSON.stringify({ text })));
	});

	it('of ten million characters are complete', () => {
		expect(eventOf(delivery({ text: 'x'.repeat(10_000_000) })).text).toHaveLength(10_000_000);
	});
});

describe('odd values', () => {
	it('accept numbers as IDs', () => {
		expect(eventOf(delivery({ id: 7, channel: channel({ id: 8, to: { id: 9 } }) }))).toMatchObject({ messageId: '7', integrationId: '8', customerId: '9' });
	});

	it.each<unknown>(['+275760-09-13T00:00:00.001Z', 1e300, -1e300, '0000-99-99', {}, null])('omit an impossible time: %p', (time) => {
		expect(eventOf(delivery({ channel: channel({ time }) })).time).toBeUndefined();
	});

	it('show a thousand lines of 100,000 quick replies, and keep all in the data', () => {
		const content: Json[] = Array.from({ length: 100_000 }, (_, n) => ({ contentType: 'QuickReply', quickReply: { text: `r${n}` } }));
		const event = eventOf(structured(content, { text: 'x\n'.repeat(100_000) }));
		expect(event.structured?.replies).toHaveLength(100_000);
		expect(event.text?.match(/•/g)).toHaveLength(1000);
		expect(event.text).toMatch(/• r999\n…$/);
	});
});
