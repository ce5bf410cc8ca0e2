import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import { exactText, filled, pickedIn } from './parameters';

/**
 * IDs are sent exactly as they are given: `"bob "` is another customer than `"bob"` in the workflow's own table, so it
 * must never reach Bob's chat. What cannot be told apart by looking at it is refused.
 */

/** An ID that must not be empty. @throws InvalidInputError naming the parameter and what is wrong with the ID */
export function requiredId(context: IExecuteFunctions, name: string, displayName: string, itemIndex: number): string {
	return filled(optionalId(context, name, displayName, itemIndex), displayName);
}

/** The same, but an empty value is fine. */
export function optionalId(context: IExecuteFunctions, name: string, displayName: string, itemIndex: number): string {
	return toId(context.getNodeParameter(name, itemIndex, ''), displayName);
}

/** An ID in a collection of fields; empty when it is not there. */
export function fieldId(fields: IDataObject, name: string, displayName: string): string {
	return toId(fields[name], displayName);
}

/** The ID in a resource locator (or a plain text in its place); empty when nothing is picked. */
export function locatorId(value: unknown, displayName: string): string {
	return toId(pickedIn(value), displayName);
}

/** Longer than the IDs of any channel; Genesys Cloud publishes no limit. UNCONFIRMED. */
const MAX_ID_LENGTH = 1000;

/** White space, control characters, and what has no width, such as a BOM, a zero-width space or a mark of direction. */
const UNSEEN_AROUND = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u;

function toId(value: unknown, displayName: string): string {
	// What an expression gives that finds no ID, such as {{ $json.a && $json.id }}: all customers would share it.
	if (typeof value === 'boolean' || (typeof value === 'number' && !Number.isFinite(value))) {
		throw refused(displayName, `is ${value}, where an ID is expected`, 'Pick the field with the ID in the expression.');
	}
	const id = exactText(value, displayName);
	if (id.trim() === '') return '';
	if (UNSEEN_AROUND.test(id)) {
		throw refused(
			displayName,
			'begins or ends with a blank or an invisible character',
			'Remove it where the ID comes from, everywhere in the same way: IDs are sent exactly as they are, so with and without it are two customers. In an expression, .trim() removes blanks.',
		);
	}
	if (/[\p{Cc}\p{Cs}]/u.test(id)) {
		throw refused(displayName, 'contains a control character, or half of a character', 'Check where the ID comes from: it may have been cut, or read in the wrong encoding.');
	}
	if (id.length > MAX_ID_LENGTH) {
		throw refused(displayName, `has ${id.length} characters, where an ID is expected`, `Use the ID alone, with at most ${MAX_ID_LENGTH} characters.`);
	}
	return id;
}

function refused(displayName: string, what: string, advice: string): InvalidInputError {
	return new InvalidInputError(displayName, `"${displayName}" ${what}`, advice);
}
