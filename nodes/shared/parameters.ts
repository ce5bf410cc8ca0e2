import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError, shown } from '../../genesys/errors';
import { asObject } from '../../genesys/json';
import { dateText } from '../../genesys/time';

/** The parameters of one item. */
export function parametersOf(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number): ParameterReader {
	return new ParameterReader((name, fallback) => context.getNodeParameter(name, itemIndex, fallback));
}

/**
 * Reads parameters as values of one type, as expressions and models may give another. What is missing is an empty text.
 * All methods throw an InvalidInputError that calls the parameter by its display name.
 */
export class ParameterReader {
	constructor(private readonly read: (name: string, fallback: unknown) => unknown) {}

	/** The value as it is; `fallback` only where there is none. */
	value(name: string, fallback: unknown = ''): unknown {
		return this.read(name, fallback);
	}

	/** The fields of a collection. */
	fields(name: string): ParameterReader {
		const fields = asObject(this.value(name, {})) ?? {};
		return new ParameterReader((field, fallback) => (Object.hasOwn(fields, field) ? fields[field] : fallback));
	}

	/** Without the blanks around it. */
	text(name: string, displayName: string): string {
		return trimmedText(this.value(name), displayName);
	}

	requiredText(name: string, displayName: string): string {
		return filled(this.text(name, displayName), displayName);
	}

	/** What a customer wrote, exactly as it is; empty where there are only blanks. */
	writtenText(name: string, displayName: string): string {
		const text = exactText(this.value(name), displayName);
		return text.trim() === '' ? '' : text;
	}

	requiredWrittenText(name: string, displayName: string): string {
		return filled(this.writtenText(name, displayName), displayName);
	}

	/** An ID exactly as it is given. */
	id(name: string, displayName: string): string {
		return toId(this.value(name), displayName);
	}

	requiredId(name: string, displayName: string): string {
		return filled(this.id(name, displayName), displayName);
	}

	/** The name in a resource locator (or in a plain text in its place); empty when nothing is picked. */
	pickedName(name: string, displayName: string): string {
		return trimmedText(pickedIn(this.value(name)), displayName);
	}

	/** The names in a list of resource locators, or in texts with commas between them. */
	pickedNames(name: string, displayName: string): string[] {
		const given = [this.value(name)].flat().flatMap((entry) => pickedIn(entry));
		const names = given.flatMap((entry) => trimmedText(entry, displayName).split(','));
		return [...new Set(names.map((entry) => entry.trim()))].filter(Boolean);
	}

	/** The name of the queue that is picked. */
	queueName(): string {
		const name = this.pickedName('queue', 'Queue');
		if (name !== '') return name;
		throw refused('Queue', 'is empty', 'Choose the queue from the list, or enter its name.');
	}

	/** One of a few values, in whatever case it is written. */
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
 * A switch. Expressions and n8n's variables give texts and numbers as well, and the text "false" must not switch anything
 * on: only what clearly says so does. Where nothing is given, it is as by default.
 */
export function isOn(value: unknown, byDefault = false): boolean {
	if (value === undefined || value === null || value === '') return byDefault;
	return ON.includes(String(value).trim().toLowerCase());
}

const CHECK_EXPRESSION = 'If it is an expression, check that the input item has that field.';

function filled(text: string, displayName: string): string {
	if (text !== '') return text;
	throw refused(displayName, 'is empty', `Enter a value. ${CHECK_EXPRESSION}`);
}

/** What is picked in a resource locator; anything else as it is. */
export function pickedIn(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/** A value as text without the blanks around it. @throws InvalidInputError for what is no text, naming the parameter */
export function trimmedText(value: unknown, displayName: string): string {
	return exactText(value, displayName).trim();
}

/** Numbers written out, a date as ISO-8601, nothing as an empty text. */
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

/** Longer than the IDs of any channel; Genesys Cloud publishes no limit. UNCONFIRMED. */
const MAX_ID_LENGTH = 1000;

/** White space, control characters, and what has no width, such as a BOM, a zero-width space or a mark of direction. */
const UNSEEN_AROUND = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u;

/**
 * IDs are sent exactly as they are given: `"bob "` is another customer than `"bob"` in the workflow's own table, so it
 * must never reach Bob's chat. What cannot be told apart by looking at it is refused.
 */
export function toId(value: unknown, displayName: string): string {
	// What an expression gives that finds no ID, such as {{ $json.a && $json.id }}: all customers would share it.
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
