import { SLOT_TYPES, type SlotType } from '../../../../genesys/botConnector/bot';
import { readSlots, toEntities, toSlotValues } from '../../../../genesys/botConnector/slots';
import { InvalidInputError } from '../../../../genesys/errors';

const one = (type: SlotType, value: unknown) => readSlots([{ name: 's', type, value }]);
const wire = (type: SlotType, value: unknown) => {
	const slots = one(type, value);
	const [entity] = toEntities(slots);
	return [toSlotValues(slots).s, 'values' in entity ? entity.values : entity.value];
};
const zeros = (count: number) => '0'.repeat(count);

describe('slot values', () => {
	it.each<[SlotType, unknown, unknown, unknown]>([
		['String', 'a', 'a', 'a'],
		['String', 4711, '4711', '4711'],
		['String', { a: 1 }, '{"a":1}', '{"a":1}'],
		['Integer', '12', 12, '12'],
		['Integer', 12, 12, '12'],
		['Integer', '-999999999999999', -999999999999999, '-999999999999999'],
		['Decimal', 3.49, 3.49, '3.49'],
		['Decimal', '0012.50', 12.5, '12.50'],
		['Decimal', 1e-7, 1e-7, '0.0000001'],
		['Decimal', `1${zeros(39)}`, `1${zeros(39)}`, `1${zeros(39)}`],
		['Duration', 'P1DT1H30M', 'P1DT1H30M', 'P1DT1H30M'],
		['Duration', '-PT0.5S', '-PT0.5S', '-PT0.5S'],
		['Boolean', 'TRUE', true, 'true'],
		['Boolean', false, false, 'false'],
		['Datetime', '1955-11-05T12:00:00', '1955-11-05T12:00:00', '1955-11-05T12:00:00'],
		['Datetime', new Date(0), '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
		['Currency', { amount: 3.49, code: 'usd' }, { amount: '3.49', code: 'USD' }, '{"amount": 3.49, "code": "USD"}'],
		['Currency', '{"amount":"5.00","code":"USD"}', { amount: '5.00', code: 'USD' }, '{"amount": 5.00, "code": "USD"}'],
		['StringCollection', ['a', 'b'], ['a', 'b'], ['a', 'b']],
		['StringCollection', '["a","b"]', ['a', 'b'], ['a', 'b']],
		['StringCollection', 'a', ['a'], ['a']],
		['IntegerCollection', ['1', 2, null], [1, 2], ['1', '2']],
		['BooleanCollection', [true, 'false'], [true, false], ['true', 'false']],
		['CurrencyCollection', [{ amount: 1, code: 'EUR' }], [{ amount: '1', code: 'EUR' }], ['{"amount": 1, "code": "EUR"}']],
	])('writes %s %j in the format of each generation', (type, value, native, text) => {
		expect(wire(type, value)).toEqual([native, text]);
	});

	it.each<[SlotType, unknown]>([
		['Integer', '1.5'], ['Integer', '1000000000000000'], ['Integer', 'twelve'], ['Integer', NaN], ['Integer', true], ['Integer', {}],
		['Decimal', `1${zeros(40)}`], ['Decimal', '1e5'], ['Decimal', '1,5'], ['Decimal', Infinity], ['Decimal', '0x10'], ['Decimal', `${zeros(100_000)}x`],
		['Duration', 'P1Y'], ['Duration', 'P1M'], ['Duration', 'P'], ['Duration', 'PT'], ['Duration', 'P1DT'], ['Duration', '1 day'], ['Duration', 5],
		['Boolean', 'yes'], ['Boolean', 1],
		['Datetime', 'tomorrow'], ['Datetime', '1799-12-31T00:00:00Z'], ['Datetime', '2201-01-01'], ['Datetime', '2026-02-31'], ['Datetime', '2026-01-01T25:00'], ['Datetime', new Date(NaN)],
		['Currency', 5], ['Currency', '5 USD'], ['Currency', { amount: 5 }], ['Currency', { amount: 'x', code: 'USD' }], ['Currency', { amount: 5, code: 'DOLLAR' }],
		['String', 'x'.repeat(32_001)], ['String', ['a']], ['IntegerCollection', [1, 'x']],
	])('rejects %s %j and names the slot', (type, value) => {
		expect(() => one(type, value)).toThrow(InvalidInputError);
		expect(() => one(type, value)).toThrow('"s"');
	});

	it.each(SLOT_TYPES)('leaves a slot of type %s unfilled without a value', (type) => {
		for (const empty of [undefined, null, '', ' ']) expect(one(type, empty)).toEqual([]);
	});
});

describe('slots', () => {
	const known = [{ name: 'count', type: 'Integer' as const }];

	it('takes slot types from the bot, not from the answer', () => {
		expect(readSlots({ count: '3' }, known)).toEqual([{ name: 'count', type: 'Integer', value: 3 }]);
		expect(readSlots([{ name: 'count', type: 'String', value: '3' }], known)).toEqual([{ name: 'count', type: 'Integer', value: 3 }]);
	});

	it('rejects unknown slots and lists the known ones', () => {
		expect(() => readSlots({ size: 'S' }, known)).toThrow('"size"');
		expect(() => readSlots({ Count: 1 }, known)).toThrow('The bot has "count"');
	});

	it('keeps slots without a type unchanged, and infers a type for the Digital Bot Connector', () => {
		const slots = readSlots({ a: 'x', b: 1, c: 1.5, d: true, e: { amount: 1, code: 'USD' }, f: ['x'], g: [1, 'x'] });
		expect(toSlotValues(slots)).toEqual({ a: 'x', b: 1, c: 1.5, d: true, e: { amount: '1', code: 'USD' }, f: ['x'], g: [1, 'x'] });
		expect(toEntities(slots)).toEqual([
			{ name: 'a', type: 'String', value: 'x' },
			{ name: 'b', type: 'Integer', value: '1' },
			{ name: 'c', type: 'Decimal', value: '1.5' },
			{ name: 'd', type: 'Boolean', value: 'true' },
			{ name: 'e', type: 'Currency', value: '{"amount": 1, "code": "USD"}' },
			{ name: 'f', type: 'StringCollection', values: ['x'] },
			{ name: 'g', type: 'StringCollection', values: ['1', 'x'] },
		]);
	});

	it('accepts JSON text, and uses the last of several values', () => {
		expect(readSlots('{"a":1}')).toEqual([{ name: 'a', value: 1 }]);
		expect(readSlots([{ name: 'a', value: 1 }, { name: 'a', value: 2 }])).toEqual([{ name: 'a', value: 2 }]);
	});

	it.each(['not JSON', '3', 3, [1], [{ value: 1 }], [{ name: 'a', type: 'Text', value: 1 }]])('rejects %j', (given) => {
		expect(() => readSlots(given)).toThrow(InvalidInputError);
	});

	it('accepts slots named like built-in object properties', () => {
		const slots = readSlots(JSON.parse('{"__proto__":"x","constructor":"y"}'));
		expect(Object.entries(toSlotValues(slots))).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
	});
});
