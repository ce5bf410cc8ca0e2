import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import { dateText } from '../../genesys/time';

/** A text parameter, without the blanks around it. @throws InvalidInputError when it is empty, naming the parameter */
export function requiredText(context: IExecuteFunctions, name: string, displayName: string, itemIndex: number): string {
	return filled(optionalText(context, name, displayName, itemIndex), displayName);
}

/** The same, but an empty value is fine. */
export function optionalText(context: IExecuteFunctions, name: string, displayName: string, itemIndex: number): string {
	return toText(context.getNodeParameter(name, itemIndex, ''), displayName);
}

/** What a customer wrote, exactly as it is; empty where there are only blanks. */
export function writtenText(context: IExecuteFunctions, name: string, displayName: string, itemIndex: number): string {
	const text = exactText(context.getNodeParameter(name, itemIndex, ''), displayName);
	return text.trim() === '' ? '' : text;
}

/** The value itself. @throws InvalidInputError when it is empty, naming the parameter */
export function filled(text: string, displayName: string): string {
	if (text !== '') return text;
	throw new InvalidInputError(
		displayName,
		`"${displayName}" is empty`,
		`Fill in "${displayName}". If it is an expression, check that the incoming item has the field it names.`,
	);
}

/**
 * One of a few values, which an expression or a model may write in another case.
 * @throws InvalidInputError naming the values there are
 */
export function requiredChoice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	displayName: string,
	choices: readonly T[],
	itemIndex: number,
): T {
	return choiceOf(requiredText(context, name, displayName, itemIndex), displayName, choices);
}

/** The choice that is meant by a text. @throws InvalidInputError naming the values there are */
export function choiceOf<T extends string>(given: string, displayName: string, choices: readonly T[]): T {
	const known = choices.find((choice) => choice.toLowerCase() === given.toLowerCase());
	if (known !== undefined) return known;
	throw new InvalidInputError(displayName, `"${displayName}" is "${shown(given)}"`, `Use one of ${choices.join(', ')}.`);
}

/** A text out of a collection of additional fields; empty when it is not there. */
export function fieldText(fields: IDataObject, name: string, displayName: string): string {
	return toText(fields[name], displayName);
}

/** A whole number of at least 1, which an expression may give as text. @throws InvalidInputError naming the parameter */
export function countOf(value: unknown, displayName: string): number {
	const given = toText(value, displayName);
	const count = Number(given);
	if (Number.isInteger(count) && count >= 1) return count;
	throw new InvalidInputError(
		displayName,
		given === '' ? `"${displayName}" is empty` : `"${displayName}" is "${shown(given)}", where a whole number of at least 1 is expected`,
		`Give a whole number of at least 1 as "${displayName}". If it is an expression, check that the incoming item has the field it names.`,
	);
}

/** As much of a value as a message has room for. */
export const shown = (text: string): string => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

/** Without the blanks around it. @throws InvalidInputError for what is no text, naming the parameter */
function toText(value: unknown, displayName: string): string {
	return exactText(value, displayName).trim();
}

/**
 * A value as text: numbers written out, a date as ISO-8601, nothing as an empty text.
 *
 * @throws InvalidInputError for what is no text, naming the parameter; also for a number too large for JavaScript, which
 * has lost digits by now
 */
export function exactText(value: unknown, displayName: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && (!Number.isInteger(value) || Number.isSafeInteger(value))) return String(value);
	if (typeof value === 'number') {
		throw new InvalidInputError(
			displayName,
			`"${displayName}" is a number too large to be exact, so its last digits are lost`,
			'Give it as text, in quotes, from where it comes from.',
		);
	}
	const date = dateText(value);
	if (typeof date === 'string') return date;
	if (date === null) throw new InvalidInputError(displayName, `"${displayName}" is an invalid date`, 'Check the date in the expression.');
	throw new InvalidInputError(
		displayName,
		`"${displayName}" is ${Array.isArray(value) ? 'a list' : 'an object'}, where a text is expected`,
		'Pick one field of it in the expression.',
	);
}

/** The name in the resource locator of a queue. @throws InvalidInputError when it is empty */
export function queueNameOf(context: IExecuteFunctions, itemIndex: number): string {
	const name = locatorValue(context.getNodeParameter('queue', itemIndex, '', { extractValue: true }), 'Queue');
	if (name !== '') return name;
	throw new InvalidInputError('Queue', '"Queue" is empty', 'Pick the queue from the list, or enter its name.');
}

/** The name in a resource locator (or in a plain text in its place); empty when nothing is picked. */
export function locatorValue(value: unknown, displayName: string): string {
	return toText(pickedIn(value), displayName);
}

/** What is picked in a resource locator; anything else as it is. */
export function pickedIn(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}
