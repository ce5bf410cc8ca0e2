import type { IExecuteFunctions } from 'n8n-workflow';
import { laneOf } from '../../../nodes/shared/lanes';

const laneOfCustomer = (getNodeParameter: () => unknown) => laneOf({ getNodeParameter } as unknown as IExecuteFunctions, 0);

describe('the lane of an item', () => {
	it.each<[string, unknown, unknown]>([
		['a text', 'c1', 'c1'],
		['a number', 42, '42'],
	])('is the customer ID as it is sent: %s', (_what, one, other) => {
		expect(laneOfCustomer(() => one)).toBe(laneOfCustomer(() => other));
	});

	it('differs between customers', () => {
		expect(laneOfCustomer(() => 'c1')).not.toBe(laneOfCustomer(() => 'C1'));
	});

	it.each<[string, () => unknown]>([
		['none', () => undefined],
		['an expression that fails', () => { throw new Error('Referenced node is unexecuted'); }],
		['an object', () => ({ id: 1 })],
		['a number that has lost digits', () => 2 ** 60],
		['an ID with a blank behind it', () => 'c1 '],
	])('is shared by all items without a readable customer: %s', (_what, read) => {
		expect(laneOfCustomer(read)).toBe('');
	});
});
