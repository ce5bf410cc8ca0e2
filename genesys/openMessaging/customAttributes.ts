import { InvalidInputError } from '../errors';
import { asObject, asObjects, asText, isTooDeep, parseJson } from '../json';
import { dateText } from '../time';

/** Bytes of UTF-8 that the attributes may take as JSON. UNCONFIRMED: middleware in production trims to 1900, which points to 2048. */
export const MAX_ATTRIBUTES_BYTES = 1900;
/**
 * Fits attributes into the byte budget: one that does not fit is left out whole (half a value would mislead the flow), and smaller
 * ones behind it still get their chance. Empty names and values are left out, since Genesys stores them as data.
 * @param wanted pairs, the most important first
 */
export function fitAttributes(wanted: Array<[string, string]>, budget = MAX_ATTRIBUTES_BYTES) {
	const kept = new Map<string, string>();
	const dropped = new Set<string>();
	let used = '{}'.length;
	for (const [name, value] of wanted) {
		if (name.trim() === '' || value === '' || kept.has(name) || dropped.has(name)) continue;
		const size = Buffer.byteLength(`${JSON.stringify(name)}:${JSON.stringify(value)},`);
		if (used + size > budget) {
			dropped.add(name);
			continue;
		}
		kept.set(name, value);
		used += size;
	}
	return { attributes: Object.fromEntries(kept), dropped: [...dropped] };
}

/**
 * Reads the user's own attributes: an object, a list of pairs (`{ key, value }` or `{ name, value }`), or JSON text of one.
 * Genesys takes strings: dates are ISO-8601, lists and objects become JSON text; `null` and an invalid date are left out.
 * @throws InvalidInputError when it is none of these, or nested without end
 */
export function parseAttributes(value: unknown, displayName = 'Custom Attributes'): Array<[string, string]> {
	if (value === undefined || value === null || value === '') return [];
	const given = typeof value === 'string' ? parseJson(value) : value;
	const object = asObject(given);
	const entries = isTooDeep(given) ? undefined : (pairsIn(given) ?? (object && Object.entries(object)));
	if (!entries) {
		const advice = 'Enter key-value pairs as an object, such as { "orderNumber": "4711" }.';
		throw new InvalidInputError(displayName, `The ${displayName.toLowerCase()} aren't a JSON object`, advice);
	}
	return entries.flatMap(([name, entry]): Array<[string, string]> => {
		const date = dateText(entry);
		if (entry === undefined || entry === null || date === null) return [];
		return [[name, date ?? (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))]];
	});
}

function pairsIn(given: unknown): Array<[string, unknown]> | undefined {
	if (!Array.isArray(given)) return undefined;
	const pairs = asObjects(given).flatMap((pair): Array<[string, unknown]> => {
		const name = asText(pair.key) ?? asText(pair.name);
		return name !== undefined && 'value' in pair ? [[name, pair.value]] : [];
	});
	return pairs.length === given.length ? pairs : undefined;
}
