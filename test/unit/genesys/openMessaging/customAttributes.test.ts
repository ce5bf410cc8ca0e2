import fc from 'fast-check';
import { InvalidInputError } from '../../../../genesys/errors';
import {
	fitAttributes,
	MAX_ATTRIBUTES_BYTES,
	parseAttributes,
} from '../../../../genesys/openMessaging/customAttributes';

const bytesOf = (attributes: object) => Buffer.byteLength(JSON.stringify(attributes), 'utf8');

describe('fitting attributes into the byte budget', () => {
	it('keeps all attributes unchanged if they fit', () => {
		expect(
			fitAttributes([
				['queueName', 'Support'],
				['Context.Order', '4711'],
			]),
		).toEqual({
			attributes: { queueName: 'Support', 'Context.Order': '4711' },
			dropped: [],
		});
	});

	it('omits empty names and values, which Genesys Cloud would store', () => {
		expect(
			fitAttributes([
				['', 'nameless'],
				[' ', 'nameless'],
				['language', ''],
				['queueName', 'Support'],
			]),
		).toEqual({ attributes: { queueName: 'Support' }, dropped: [] });
	});

	it('drops and lists one that is too large, and keeps smaller ones after it', () => {
		const { attributes, dropped } = fitAttributes([
			['queueName', 'Support'],
			['reason', 'x'.repeat(MAX_ATTRIBUTES_BYTES)],
			['summary', 'short'],
		]);
		expect(attributes).toEqual({ queueName: 'Support', summary: 'short' });
		expect(dropped).toEqual(['reason']);
	});

	it('counts bytes, not characters', () => {
		const emoji = '👩‍👩‍👧‍👦'.repeat(80);
		expect(emoji.length).toBeLessThan(MAX_ATTRIBUTES_BYTES);
		expect(fitAttributes([['note', emoji]]).dropped).toEqual(['note']);
	});

	it('keeps the first of two with the same name, so that routing is not overwritten', () => {
		expect(
			fitAttributes([
				['queueName', 'Support'],
				['queueName', 'Billing'],
			]).attributes,
		).toEqual({ queueName: 'Support' });
	});

	it('accepts names of JavaScript object properties', () => {
		const { attributes } = fitAttributes([
			['__proto__', 'a'],
			['constructor', 'b'],
			['toString', 'c'],
		]);
		expect(JSON.parse(JSON.stringify(Object.entries(attributes)))).toEqual([
			['__proto__', 'a'],
			['constructor', 'b'],
			['toString', 'c'],
		]);
		expect(({} as Record<string, unknown>).a).toBeUndefined();
	});

	const pairs = fc.uniqueArray(
		fc.tuple(fc.string({ unit: 'binary', maxLength: 20 }).filter((name) => name.trim() !== ''), fc.string({ unit: 'binary', minLength: 1, maxLength: 80 })),
		{ selector: ([name]) => name, maxLength: 30 },
	);

	it('never exceeds the budget, and keeps or lists every attribute', () => {
		fc.assert(
			fc.property(pairs, fc.integer({ min: 2, max: 600 }), (wanted, budget) => {
				const { attributes, dropped } = fitAttributes(wanted, budget);
				expect(bytesOf(attributes)).toBeLessThanOrEqual(budget);
				expect([...Object.keys(attributes), ...dropped].sort()).toEqual(wanted.map(([name]) => name).sort());
				for (const [name, value] of Object.entries(attributes)) expect(new Map(wanted).get(name)).toBe(value);
			}),
			{ numRuns: 300 },
		);
	});

	it('drops nothing that would fit', () => {
		fc.assert(
			fc.property(pairs, fc.integer({ min: 2, max: 600 }), (wanted, budget) => {
				const { attributes, dropped } = fitAttributes(wanted, budget);
				// The last pair of an object has no comma behind it: that one byte is the only slack.
				for (const [name, value] of wanted.filter(([name]) => dropped.includes(name))) {
					expect(bytesOf(Object.fromEntries([...Object.entries(attributes), [name, value]]))).toBeGreaterThanOrEqual(
						budget,
					);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

describe('reading the user’s attributes', () => {
	it('accepts an object or its JSON text', () => {
		expect(parseAttributes({ order: '4711' })).toEqual([['order', '4711']]);
		expect(parseAttributes('{ "order": "4711" }')).toEqual([['order', '4711']]);
	});

	it.each<[string, unknown]>([
		['pairs of key and value', [{ key: 'order', value: 4711 }, { key: 'vip', value: true }]],
		['pairs of name and value', [{ name: 'order', value: 4711 }, { name: 'vip', value: true }]],
		['JSON text of pairs', '[{ "key": "order", "value": 4711 }, { "key": "vip", "value": true }]'],
	])('accepts %s in an array', (_form, given) => {
		expect(parseAttributes(given)).toEqual([
			['order', '4711'],
			['vip', 'true'],
		]);
	});

	// Lines of an order and fields of a form look like pairs, and an empty list is data too.
	it.each<[string, unknown]>([
		['lines of an order', { orderLines: [{ name: 'Shoe', value: 79 }] }],
		['fields of a form', { answers: [{ key: 'size', value: '42' }] }],
		['an empty list', { tags: [] }],
		['the form of n8n’s own collections', { parameters: [{ name: 'a', value: 'b' }] }],
	])('sends an array inside an object as the attribute\'s value: %s', (_what, given) => {
		const [[name, list]] = Object.entries(given as object);
		expect(parseAttributes(given)).toEqual([[name, JSON.stringify(list)]]);
		expect(parseAttributes(JSON.stringify(given))).toEqual([[name, JSON.stringify(list)]]);
	});

	it('converts everything to text, because Genesys Cloud accepts nothing else', () => {
		expect(
			parseAttributes({
				count: 3,
				vip: false,
				tags: ['a', 'b'],
				address: { town: 'Ulm' },
				zero: 0,
				none: null,
				gone: undefined,
			}),
		).toEqual([
			['count', '3'],
			['vip', 'false'],
			['tags', '["a","b"]'],
			['address', '{"town":"Ulm"}'],
			['zero', '0'],
		]);
	});

	// As database nodes give them; luxon's dates write themselves into JSON in the same way.
	it('converts dates to ISO 8601 without quotes, and omits invalid ones', () => {
		const luxon = { toJSON: () => '2026-01-31T11:00:00.000+01:00' };
		expect(parseAttributes({ at: new Date('2026-01-31T10:00:00Z'), due: luxon, never: new Date(NaN) })).toEqual([
			['at', '2026-01-31T10:00:00.000Z'],
			['due', '2026-01-31T11:00:00.000+01:00'],
		]);
		expect(parseAttributes([{ key: 'at', value: new Date(0) }])).toEqual([['at', '1970-01-01T00:00:00.000Z']]);
		expect(parseAttributes({ file: Buffer.from('a') })).toEqual([['file', '{"type":"Buffer","data":[97]}']]);
	});

	it.each([[undefined], [null], [''], [{}], ['{}']])('reads %j as no attributes', (value) => {
		expect(parseAttributes(value)).toEqual([]);
	});

	it.each([['order=4711'], ['[1]'], [[1]], [42], ['null'], ['{"open":']])('rejects %j with an example', (value) => {
		expect(() => parseAttributes(value)).toThrow(InvalidInputError);
		expect(() => parseAttributes(value)).toThrow("The custom attributes aren't a JSON object");
	});
});
