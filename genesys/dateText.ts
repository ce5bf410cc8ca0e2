import { asObject } from './json';

/**
 * The text of an object that writes itself into JSON as one: a date is its ISO-8601 time, JavaScript's own (as database
 * nodes give it) as well as luxon's (as n8n's `$now`). `null` for a date that is invalid, `undefined` for all else.
 */
export function dateText(value: unknown): string | null | undefined {
	if (typeof asObject(value)?.toJSON !== 'function') return undefined;
	const written = (value as { toJSON(): unknown }).toJSON();
	return typeof written === 'string' || written === null ? written : undefined;
}
