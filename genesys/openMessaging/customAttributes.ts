import { InvalidInputError } from '../errors';
import { asObject, asObjects, asText, isTooDeep, parseJson } from '../json';
import { dateText } from '../time';

/** Maximum UTF-8 bytes of all attributes as JSON. UNCONFIRMED: production middleware trims to 1900, which suggests a limit of 2048. */
export const MAX_ATTRIBUTES_BYTES = 1900;
/**
 * Fits attributes into the byte budget. One that doesn't fit is omitted completely, because a cut value would mislead the flow,
 * and smaller ones after it can still fit. Empty names and values are omitted, because Genesys Cloud would store them.
 * @param wanted pairs, most important first
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
 * Reads the user's attributes: an object, an array of pairs (`{ key, value }` or `{ name, value }`), or either as JSON text.
 * Genesys Cloud accepts strings: dates become ISO 8601, arrays and objects JSON text. `null` and invalid dates are omitted.
 * @throws InvalidInputError if it's none of these, or nested too deeply
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
