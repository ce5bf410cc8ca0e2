import fc from 'fast-check';
import { asArray, asNumber, asObject, asObjects, asText, withoutUndefined } from '../../../genesys/json';

describe('reading untrusted JSON', () => {
	it.each([[[]], [null], ['x'], [1], [true], [undefined]])('asObject rejects %j', (value) => {
		expect(asObject(value)).toBeUndefined();
	});

	it('asObject returns the object itself', () => {
		const value = { a: 1 };
		expect(asObject(value)).toBe(value);
	});

	it('asArray returns an empty list for everything else', () => {
		expect(asArray([1, 'x'])).toEqual([1, 'x']);
		for (const value of [{ length: 2 }, 'xy', null, undefined]) expect(asArray(value)).toEqual([]);
	});

	it('asObjects omits anything that is not an object', () => {
		expect(asObjects([{ a: 1 }, null, [], 'x', { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }]);
	});

	it.each([
		['x', 'x'],
		['', undefined],
		[0, '0'],
		[42, '42'],
		[false, 'false'],
		[null, undefined],
		[{}, undefined],
		[['x'], undefined],
	])('asText reads %j as %j', (value, expected) => {
		expect(asText(value)).toBe(expected);
	});

	it.each([
		[5, 5],
		['5', 5],
		[' 5 ', 5],
		[0, 0],
		['', undefined],
		[' ', undefined],
		['five', undefined],
		[Number.NaN, undefined],
		['Infinity', undefined],
		[true, undefined],
		[[5], undefined],
	])('asNumber reads %j as %j', (value, expected) => {
		expect(asNumber(value)).toBe(expected);
	});

	it('withoutUndefined keeps null, zero, and empty text', () => {
		const result = withoutUndefined({ a: undefined, b: null, c: 0, d: '' });
		expect(Object.keys(result)).toEqual(['b', 'c', 'd']);
	});

	it('no function throws for any input', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				asObject(value);
				asObjects(value);
				asText(value);
				asNumber(value);
				return Array.isArray(asArray(value));
			}),
		);
	});
});
