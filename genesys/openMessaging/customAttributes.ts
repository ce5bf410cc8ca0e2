import { InvalidInputError } from '../errors';
import { asObject } from '../json';

/**
 * Bytes of UTF-8 that the attributes may take as JSON. Genesys publishes no figure; middleware in production trims to
 * 1900 "to fit the byte budget", which points to 2048. UNCONFIRMED.
 */
export const MAX_ATTRIBUTES_BYTES = 1900;

export interface CustomAttributes {
	/** What is sent: every value a string. */
	attributes: Record<string, string>;
	/** Names of those that did not fit, in the order given. */
	dropped: string[];
}

/**
 * Fits attributes into the byte budget, in the order of their importance: one that does not fit is left out whole
 * (half a value would mislead the flow), and smaller ones behind it still get their chance.
 *
 * @param wanted pairs, the most important first; empty values are left out, since Genesys stores them as data
 */
export function fitAttributes(wanted: Array<[string, string]>, budget = MAX_ATTRIBUTES_BYTES): CustomAttributes {
	const kept = new Map<string, string>();
	const dropped: string[] = [];
	let used = '{}'.length;
	for (const [name, value] of wanted) {
		if (value === '' || kept.has(name) || dropped.includes(name)) continue;
		const size = byteLength(JSON.stringify(name)) + byteLength(JSON.stringify(value)) + ':,'.length;
		if (used + size > budget) {
			dropped.push(name);
			continue;
		}
		kept.set(name, value);
		used += size;
	}
	return { attributes: Object.fromEntries(kept), dropped };
}

/**
 * Reads the user's own attributes: an object, or JSON text of one. Genesys takes string values, so numbers and
 * booleans are written out and lists and objects become JSON text; `null` is left out.
 *
 * @throws InvalidInputError when it is neither
 */
export function parseAttributes(value: unknown): Array<[string, string]> {
	if (value === undefined || value === null || value === '') return [];
	const object = asObject(typeof value === 'string' ? parseJson(value) : value);
	if (!object) throw invalidAttributes();
	return Object.entries(object).flatMap(([name, entry]): Array<[string, string]> => {
		if (entry === undefined || entry === null) return [];
		return [[name, typeof entry === 'string' ? entry : typeof entry === 'object' ? JSON.stringify(entry) : String(entry)]];
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalidAttributes();
	}
}

function invalidAttributes(): InvalidInputError {
	return new InvalidInputError(
		'Custom Attributes',
		'The custom attributes are not a JSON object',
		'Give pairs of key and value, or an object such as { "orderNumber": "4711" }.',
	);
}

function byteLength(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}
