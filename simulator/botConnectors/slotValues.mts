import { isObject, parseJson } from '../http/json.mts';

/** Values of slots (v1: JSON of the type) and entities (v2: always strings). */

/** XSD durations without years and months: `P1D`, `PT1H30M`. */
const DURATION = /^-?P(?=.)(\d+W|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/;
const INTEGER = /^-?\d{1,15}$/;
const DECIMAL = /^-?(?=[\d.]{1,41}$)\d*\.?\d+$/;
const MAX_INTEGER = 999_999_999_999_999;
const MAX_TEXT = 32_000;
const YEARS = { first: 1800, last: 2200 };

function isDatetime(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return false;
	const year = Number(text.slice(0, 4));
	return !Number.isNaN(Date.parse(text)) && year >= YEARS.first && year <= YEARS.last;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT;

const isAmount = (value: unknown): boolean =>
	typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value));

const isCurrency = (value: unknown): boolean =>
	isObject(value) && isAmount(value['amount']) && /^[A-Z]{3}$/.test(String(value['code']));

const SLOT: Record<string, (value: unknown) => boolean> = {
	String: isText,
	Integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= MAX_INTEGER,
	Decimal: (value) => typeof value === 'number',
	Duration: (value) => isText(value) && DURATION.test(value),
	Boolean: (value) => typeof value === 'boolean',
	Currency: isCurrency,
	Datetime: (value) => isText(value) && isDatetime(value),
};

function isCurrencyText(text: string): boolean {
	try {
		return isCurrency(parseJson(Buffer.from(text)));
	} catch {
		return false;
	}
}

const ENTITY: Record<string, (text: string) => boolean> = {
	String: isText,
	Integer: (text) => INTEGER.test(text),
	Decimal: (text) => DECIMAL.test(text),
	Duration: (text) => DURATION.test(text),
	Boolean: (text) => text === 'true' || text === 'false',
	Currency: isCurrencyText,
	Datetime: isDatetime,
};

const single = (type: string): string => type.replace(/Collection$/, '');

/** Whether it is a v1 value of this type. */
export function isSlotValue(type: string, value: unknown): boolean {
	const fits = SLOT[single(type)] ?? (() => false);
	return type.endsWith('Collection') ? Array.isArray(value) && value.every((one) => fits(one)) : fits(value);
}

/** Whether it is a v2 value of this type. */
export function isEntityValue(type: string, value: unknown): boolean {
	const check = ENTITY[single(type)] ?? (() => false);
	const fits = (one: unknown): boolean => typeof one === 'string' && check(one);
	return type.endsWith('Collection') ? Array.isArray(value) && value.every(fits) : fits(value);
}
