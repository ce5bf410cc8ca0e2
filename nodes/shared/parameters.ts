import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError, shown } from '../../genesys/errors';
import { asObject } from '../../genesys/json';
import { dateText } from '../../genesys/time';

/** The parameters of one item. */
export function parametersOf(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number): ParameterReader {
	return new ParameterReader((name, fallback) => context.getNodeParameter(name, itemIndex, fallback));
}

/**
 * Reads parameters as values of one type, because expressions and models can return others. Missing values are empty text.
 * All methods throw an InvalidInputError with the parameter's display name.
 */
export class ParameterReader {
	constructor(private readonly read: (name: string, fallback: unknown) => unknown) {}

	/** The raw value, or `fallback` if there is none. */
	value(name: string, fallback: unknown = ''): unknown {
		return this.read(name, fallback);
	}

	/** The fields of a collection. */
	fields(name: string): ParameterReader {
		const fields = asObject(this.value(name, {})) ?? {};
		return new ParameterReader((field, fallback) => (Object.hasOwn(fields, field) ? fields[field] : fallback));
	}

	/** The text without surrounding white space. */
	text(name: string, displayName: string): string {
		return trimmedText(this.value(name), displayName);
	}

	requiredText(name: string, displayName: string): string {
		return filled(this.text(name, displayName), displayName);
	}

	/** A customer's text, unchanged. Empty if it's only white space. */
	writtenText(name: string, displayName: string): string {
		const text = exactText(this.value(name), displayName);
		return text.trim() === '' ? '' : text;
	}

	requiredWrittenText(name: string, displayName: string): string {
		return filled(this.writtenText(name, displayName), displayName);
	}

	/** An ID, unchanged. */
	id(name: string, displayName: string): string {
		return toId(this.value(name), displayName);
	}

	requiredId(name: string, displayName: string): string {
		return filled(this.id(name, displayName), displayName);
	}

	/** The name in a resource locator or plain text. Empty if nothing is selected. */
	pickedName(name: string, displayName: string): string {
		return trimmedText(pickedIn(this.value(name)), displayName);
	}

	/** The names in a list of resource locators or in comma-separated text. */
	pickedNames(name: string, displayName: string): string[] {
		const given = [this.value(name)].flat().flatMap((entry) => pickedIn(entry));
		const names = given.flatMap((entry) => trimmedText(entry, displayName).split(','));
		return [...new Set(names.map((entry) => entry.trim()))].filter(Boolean);
	}

	/** The name of the selected queue. */
	queueName(): string {
		const name = this.pickedName('queue', 'Queue');
		if (name !== '') return name;
		throw refused('Queue', 'is empty', 'Choose the queue from the list, or enter its name.');
	}

	/** One of several values, case-insensitive. */
	choice<T extends string>(name: string, displayName: string, choices: readonly T[], byDefault = ''): T {
		const given = filled(this.text(name, displayName) || byDefault, displayName);
		const known = choices.find((choice) => choice.toLowerCase() === given.toLowerCase());
		if (known !== undefined) return known;
		throw refused(displayName, `is "${shown(given)}"`, `Use one of ${choices.join(', ')}.`);
	}

	/** A whole number of at least 1. */
	count(name: string, displayName: string, byDefault: number): number {
		const given = trimmedText(this.value(name, byDefault), displayName);
		const count = Number(given);
		if (Number.isInteger(count) && count >= 1) return count;
		const what = given === '' ? 'is empty' : `is "${shown(given)}", but must be a whole number of at least 1`;
		throw refused(displayName, what, `Enter a whole number of at least 1. ${CHECK_EXPRESSION}`);
	}

	isOn(name: string): boolean {
		return isOn(this.value(name));
	}
}

const ON = ['true', 'yes', 'on', '1'];

/**
 * Reads a boolean. Expressions and n8n's variables can also return text and numbers, and the text "false" must not count as
 * true. Empty values return the default.
 */
export function isOn(value: unknown, byDefault = false): boolean {
	if (value === undefined || value === null || value === '') return byDefault;
	return ON.includes(String(value).trim().toLowerCase());
}

const CHECK_EXPRESSION = "If it's an expression, check that the input item has that field.";

function filled(text: string, displayName: string): string {
	if (text !== '') return text;
	throw refused(displayName, 'is empty', `Enter a value. ${CHECK_EXPRESSION}`);
}

/** The value of a resource locator. Returns anything else unchanged. */
export function pickedIn(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/** A value as text without surrounding white space. @throws InvalidInputError with the parameter's name if it isn't text */
export function trimmedText(value: unknown, displayName: string): string {
	return exactText(value, displayName).trim();
}

/** Converts numbers to text, dates to ISO 8601, and missing values to empty text. */
function exactText(value: unknown, displayName: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') {
		if (!Number.isInteger(value) || Number.isSafeInteger(value)) return String(value);
		throw refused(displayName, 'is too large for an exact number, so its last digits are lost', 'Provide it as text, in quotes, in the system that it comes from.');
	}
	const date = dateText(value);
	if (typeof date === 'string') return date;
	if (date === null) throw refused(displayName, 'is an invalid date', 'Check the date in the expression.');
	const kind = Array.isArray(value) ? 'a list' : 'an object';
	throw refused(displayName, `is ${kind}, but must be text`, 'Select one of its fields in the expression.');
}

/** Longer than IDs on any channel. Genesys Cloud publishes no limit: UNCONFIRMED. */
const MAX_ID_LENGTH = 1000;

/** White space, control characters, and zero-width characters such as a BOM or a directional mark. */
const UNSEEN_AROUND = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u;

/**
 * Returns IDs unchanged. `"bob "` and `"bob"` are different customers in the workflow's own table, so `"bob "` must never
 * reach Bob's conversation. IDs that look the same but differ are rejected.
 */
export function toId(value: unknown, displayName: string): string {
	// An expression without an ID can return these, such as {{ $json.a && $json.id }}, and all customers would share them.
	if (typeof value === 'boolean' || (typeof value === 'number' && !Number.isFinite(value))) {
		throw refused(displayName, `is ${value}, but must be an ID`, 'Select the field with the ID in the expression.');
	}
	const id = exactText(value, displayName);
	if (id.trim() === '') return '';
	if (UNSEEN_AROUND.test(id)) {
		throw refused(
			displayName,
			'starts or ends with a space or an invisible character',
			'Remove it at the source and in every message, because IDs with and without it belong to different customers. In an expression, .trim() removes spaces.',
		);
	}
	if (/[\p{Cc}\p{Cs}]/u.test(id)) {
		throw refused(displayName, 'contains a control character or an incomplete character', 'Check the source of the ID, which may have been cut or decoded incorrectly.');
	}
	if (id.length > MAX_ID_LENGTH) {
		throw refused(displayName, `has ${id.length} characters, which is too long for an ID`, `Enter only the ID, with up to ${MAX_ID_LENGTH} characters.`);
	}
	return id;
}

function refused(displayName: string, what: string, advice: string): InvalidInputError {
	return new InvalidInputError(displayName, `"${displayName}" ${what}`, advice);
}
