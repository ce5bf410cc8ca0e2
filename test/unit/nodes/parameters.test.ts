import { isOn } from '../../../nodes/shared/parameters';

it.each([true, 'true', 'TRUE', ' true ', 'yes', 'on', 1, '1'])('%j counts as true', (value) => {
	expect(isOn(value)).toBe(true);
});

it.each([false, 'false', 'no', 'off', 0, '0', 'perhaps', {}, []])('%j counts as false, regardless of the default', (value) => {
	expect(isOn(value, true)).toBe(false);
});

it.each([undefined, null, ''])('%j returns the default', (value) => {
	expect(isOn(value)).toBe(false);
	expect(isOn(value, true)).toBe(true);
});
