import { InvalidInputError } from '../errors';
import { asObject, isTooDeep, parseJson, type JsonObject } from '../json';
import { dateText } from '../time';
import { SLOT_TYPES, type SlotDefinition, type SlotType } from './bot';

export type Currency = { amount: string; code: string };
export type SlotValue = string | number | boolean | Currency;
/** A slot filled by the bot. Without a type, the value stays unchanged. */
export interface Slot {
	name: string;
	type?: SlotType;
	value: SlotValue | SlotValue[];
}

const SLOTS = 'Slots';
const refused = (name: string, what: string, advice: string) => new InvalidInputError(SLOTS, `The slot "${name}" ${what}`, advice);

/**
 * Reads slots from a map of values by name (Bot Connector) or a list of `{ name, type, value | values }`. Omits slots without a
 * value.
 * @param known the bot's slots; if omitted, any name is accepted
 * @throws InvalidInputError for a value that doesn't match its type, or a slot that the bot doesn't have
 */
export function readSlots(given: unknown, known?: readonly SlotDefinition[]): Slot[] {
	const slots = slotEntries(given).flatMap(({ name, type, value }): Slot[] => {
		const described = known?.find((slot) => slot.name === name);
		if (known !== undefined && !described) {
			const names = known.map((slot) => `"${slot.name}"`).join(', ');
			throw refused(name, `doesn't exist. The bot has ${names || 'none'}`, 'Use one of these exactly as written, or add the slot to the intent in the Genesys Bot Connector Trigger.');
		}
		const slotType = described?.type ?? slotTypeOf(name, type);
		const read = slotType ? typedValue(name, slotType, value) : untypedValue(name, value);
		return read === undefined ? [] : [slotType ? { name, type: slotType, value: read } : { name, value: read }];
	});
	return lastOfEachName(slots);
}

const lastOfEachName = (slots: Slot[]): Slot[] => [...new Map(slots.map((slot) => [slot.name, slot])).values()];

/** Values by name as native JSON, the Bot Connector's format. */
export function toSlotValues(slots: Slot[]): Record<string, SlotValue | SlotValue[]> {
	return Object.fromEntries(slots.map(({ name, type, value }) => [name, isDecimal(type) ? each(value, decimalNumber) : value]));
}

export type Entity = { name: string; type: SlotType } & ({ value: string } | { values: string[] });
/** A list in which every value is a string, the Digital Bot Connector's format. */
export function toEntities(slots: Slot[]): Entity[] {
	return lastOfEachName(slots).map(({ name, type, value }) => {
		const values = [value].flat().map(asString);
		const slotType = type ?? inferredType(value);
		return isCollection(slotType) ? { name, type: slotType, values } : { name, type: slotType, value: values[0] };
	});
}

export type SlotEntry = { name: string; type?: unknown; value: unknown };
/** Reads slots in any of these formats without checking their values. @throws InvalidInputError for other input */
export function slotEntries(given: unknown): SlotEntry[] {
	const parsed = typeof given === 'string' ? parseJson(given) : given;
	if (parsed === undefined || parsed === null || parsed === '') {
		if (typeof given === 'string' && given.trim() !== '') throw notSlots();
		return [];
	}
	if (Array.isArray(parsed)) return parsed.map(entryOf);
	const map = asObject(parsed);
	if (!map) throw notSlots();
	return Object.entries(map).map(([name, value]) => ({ name, value }));
}

const notSlots = () => new InvalidInputError(SLOTS, 'The slots are neither an object nor a list', 'Enter them as { "name": value }.');

function entryOf(entry: unknown): SlotEntry {
	const { name, type, value, values } = asObject(entry) ?? {};
	if (typeof name !== 'string' || name.trim() === '') {
		throw new InvalidInputError(SLOTS, 'A slot has no name', "Enter the slot's name from the trigger.");
	}
	return { name, type, value: value ?? values };
}

function slotTypeOf(name: string, type: unknown): SlotType | undefined {
	if (type === undefined || type === null || type === '') return undefined;
	const known = SLOT_TYPES.find((slotType) => typeof type === 'string' && slotType.toLowerCase() === type.trim().toLowerCase());
	if (known) return known;
	throw refused(name, 'has an unknown type', `Use one of ${SLOT_TYPES.join(', ')}.`);
}

const isCollection = (type: SlotType): boolean => type.endsWith('Collection');
const isDecimal = (type: SlotType | undefined): boolean => type?.startsWith('Decimal') ?? false;
const isEmpty = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function typedValue(name: string, type: SlotType, given: unknown): SlotValue | SlotValue[] | undefined {
	const read = (value: unknown) => READERS[type.replace('Collection', '')](name, value);
	// Models sometimes return a list as JSON text.
	const list = typeof given === 'string' && given.trim().startsWith('[') && isCollection(type) ? (parseJson(given) ?? given) : given;
	if (!isCollection(type)) {
		if (Array.isArray(list)) throw refused(name, `is a list, but its type is ${type}`, `Enter one value, or use the type ${type}Collection.`);
		return isEmpty(list) ? undefined : read(list);
	}
	const values = [list].flat().filter((value) => !isEmpty(value));
	return values.length === 0 ? undefined : values.map(read);
}

const READERS: Record<string, (name: string, value: unknown) => SlotValue> = {
	String: stringOf,
	Integer: integerOf,
	Decimal: (name, value) => decimalOf(name, value, 'Decimal'),
	Duration: durationOf,
	Boolean: booleanOf,
	Datetime: datetimeOf,
	Currency: currencyOf,
};

const MAX_STRING_LENGTH = 32_000; // Characters.
function stringOf(name: string, value: unknown): string {
	const text = plain(value) ?? jsonText(name, value);
	if (text.length <= MAX_STRING_LENGTH) return text;
	throw refused(name, `has ${text.length} characters`, `Genesys Cloud allows ${MAX_STRING_LENGTH}. Shorten it.`);
}

const MAX_INTEGER = 999_999_999_999_999;
function integerOf(name: string, value: unknown): number {
	const text = plain(value)?.trim() ?? '';
	const number = /^[+-]?\d+(?:\.0+)?$/.test(text) ? Number(text) : NaN;
	if (Math.abs(number) <= MAX_INTEGER) return number;
	throw refused(name, "isn't an Integer", `Enter a whole number between -${MAX_INTEGER} and ${MAX_INTEGER}.`);
}

const MAX_DECIMAL_DIGITS = 40;
const MAX_WRITTEN_LENGTH = 100; // Including leading zeros, which don't count as digits.
/** Returned as text, since a JavaScript number is exact only to 15 of the 40 allowed digits. */
function decimalOf(name: string, value: unknown, what: string): string {
	const text = typeof value === 'number' ? inDigits(value) : (plain(value)?.trim() ?? '');
	const parts = text.length <= MAX_WRITTEN_LENGTH ? /^([+-]?)0*(\d+)(\.\d+)?$/.exec(text) : null;
	if (parts && (parts[2] + (parts[3] ?? '')).replace('.', '').length <= MAX_DECIMAL_DIGITS) {
		return `${parts[1] === '-' ? '-' : ''}${parts[2]}${parts[3] ?? ''}`;
	}
	throw refused(name, `isn't a ${what}`, what === 'Decimal' ? 'Enter a number such as 3.49 with at most 40 digits.' : CURRENCY_ADVICE);
}

const inDigits = (value: number): string => value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });

/** XSD duration without years and months. */
const DURATION = /^-?P(?=\d|T)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
function durationOf(name: string, value: unknown): string {
	const text = plain(value)?.trim() ?? '';
	if (DURATION.test(text)) return text;
	throw refused(name, "isn't a Duration", 'Enter an ISO 8601 duration in days, hours, minutes, and seconds, such as P1D or PT1H30M. Years and months are not allowed.');
}

function booleanOf(name: string, value: unknown): boolean {
	const text = plain(value)?.trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw refused(name, "isn't a Boolean", 'Enter true or false.');
}

const DATETIME = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
function datetimeOf(name: string, value: unknown): string {
	const text = plain(value)?.trim() ?? '';
	const [, year, month, day] = (DATETIME.exec(text) ?? []).map(Number);
	// Date would turn February 31 into a day in March.
	const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
	if (isDay && !Number.isNaN(Date.parse(text)) && year >= 1800 && year <= 2200) return text;
	throw refused(name, "isn't a Datetime", 'Enter an ISO 8601 date and time between 1800 and 2200, such as 2026-11-05T12:00:00Z.');
}

const CURRENCY_ADVICE = 'Enter { "amount": 3.49, "code": "USD" } with an ISO 4217 code.';
function currencyOf(name: string, value: unknown): Currency {
	const currency = asObject(typeof value === 'string' ? parseJson(value) : value);
	const code = plain(currency?.code)?.trim().toUpperCase() ?? '';
	if (!currency || !/^[A-Z]{3}$/.test(code)) throw refused(name, "isn't a Currency", CURRENCY_ADVICE);
	return { amount: decimalOf(name, currency.amount, 'Currency'), code };
}

/** Returns text, numbers, booleans, and dates as text, and `undefined` for other types. */
function plain(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)) return String(value);
	return dateText(value) ?? undefined;
}

function jsonText(name: string, value: unknown): string {
	if (typeof value === 'object' && value !== null && !isTooDeep(value)) return JSON.stringify(value);
	throw refused(name, "has a value that can't be sent", 'Enter text, a number, true, or false.');
}

function untypedValue(name: string, value: unknown): SlotValue | SlotValue[] | undefined {
	const values = [value].flat().filter((entry) => !isEmpty(entry));
	if (values.length === 0) return undefined;
	const read = values.map((entry) => {
		if (typeof entry === 'boolean' || Number.isFinite(entry)) return entry as SlotValue;
		const object = asObject(entry);
		return object && isCurrency(object) ? currencyOf(name, object) : stringOf(name, entry);
	});
	return Array.isArray(value) ? read : read[0];
}

const isCurrency = (object: JsonObject): boolean => 'amount' in object && 'code' in object;

function inferredType(value: SlotValue | SlotValue[]): SlotType {
	if (Array.isArray(value)) {
		const types = [...new Set(value.map(inferredScalar))];
		return `${types.length === 1 ? types[0] : 'String'}Collection`;
	}
	return inferredScalar(value);
}

function inferredScalar(value: SlotValue): 'Boolean' | 'Integer' | 'Decimal' | 'String' | 'Currency' {
	if (typeof value === 'boolean') return 'Boolean';
	if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= MAX_INTEGER ? 'Integer' : 'Decimal';
	return typeof value === 'string' ? 'String' : 'Currency';
}

function asString(value: SlotValue): string {
	if (typeof value === 'number') return inDigits(value);
	return typeof value === 'object' ? `{"amount": ${value.amount}, "code": ${JSON.stringify(value.code)}}` : String(value);
}

const each = (value: SlotValue | SlotValue[], change: (value: SlotValue) => SlotValue) => (Array.isArray(value) ? value.map(change) : change(value));
/** A number if it represents the value exactly, otherwise text. */
const decimalNumber = (value: SlotValue): SlotValue => (typeof value === 'string' && value.replace(/\D/g, '').length <= 15 ? Number(value) : value);
