/** Reads untrusted JSON, in which any field can be missing, misspelled, or of another type. */

export type JsonObject = Record<string, unknown>;

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** `undefined` for anything else, including arrays and null. */
export function asObject(value: unknown): JsonObject | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The objects in a list, or a single object. @param textKey the key for entries that are text rather than an object */
export function asObjects(value: unknown, textKey?: string): JsonObject[] {
	return (Array.isArray(value) ? value : [value]).flatMap((entry: unknown): JsonObject[] => {
		if (typeof entry === 'string' && textKey !== undefined) return [{ [textKey]: entry }];
		const object = asObject(entry);
		return object ? [object] : [];
	});
}

/** The objects under a key, case-insensitive, because the case differs between captured deliveries. */
export function objectsUnder(object: JsonObject, lowerCaseKey: string): JsonObject[] {
	return Object.entries(object).flatMap(([key, value]) => (key.toLowerCase() === lowerCaseKey ? asObjects(value) : []));
}

/** A non-empty string, or `undefined`. Converts numbers and booleans, because IDs are sometimes numbers. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return undefined;
}

/** A finite number, also from a string, or `undefined`. */
export function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
	return undefined;
}

export function withoutUndefined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

export const MAX_DEPTH = 100; // Deeper than any JSON from Genesys Cloud or a workflow.
/** Whether it's nested too deeply to serialize without a stack overflow. */
export function isTooDeep(value: unknown, depth = MAX_DEPTH): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return depth === 0 || Object.values(value).some((entry) => isTooDeep(entry, depth - 1));
}

/** Replaces each lone surrogate, left by a cut through an emoji, with U+FFFD. Otherwise, receivers reject the entire body. */
export function toJson(body: object): string {
	// JSON.stringify escapes only lone surrogates as \ud…. The second alternative skips escaped backslashes.
	return JSON.stringify(body).replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => (escape.startsWith('\\ud') ? '\uFFFD' : escape));
}
