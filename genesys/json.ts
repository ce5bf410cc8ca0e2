/** Reading JSON that somebody else wrote: every field may be missing, misspelt or of another type. */

export type JsonObject = Record<string, unknown>;

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** `undefined` for arrays and null, too. */
export function asObject(value: unknown): JsonObject | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The objects of a list, or of one object in its place. @param textKey the key that a text in the place of an object stands for */
export function asObjects(value: unknown, textKey?: string): JsonObject[] {
	return (Array.isArray(value) ? value : [value]).flatMap((entry: unknown): JsonObject[] => {
		if (typeof entry === 'string' && textKey !== undefined) return [{ [textKey]: entry }];
		const object = asObject(entry);
		return object ? [object] : [];
	});
}

/** The objects under a key, however it is capitalized: spelling differs between captures. */
export function objectsUnder(object: JsonObject, lowerCaseKey: string): JsonObject[] {
	return Object.entries(object).flatMap(([key, value]) => (key.toLowerCase() === lowerCaseKey ? asObjects(value) : []));
}

/** A non-empty string, or `undefined`. Numbers and booleans are written out, as ids sometimes come as numbers. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return undefined;
}

/** A finite number (also one written as a string), or `undefined`. */
export function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
	return undefined;
}

export function withoutUndefined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

export const MAX_DEPTH = 100; // Nothing that Genesys or a workflow writes is nested so deeply.
/** Nested deeper than this, it cannot be written as JSON again: the stack would overflow. */
export function isTooDeep(value: unknown, depth = MAX_DEPTH): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return depth === 0 || Object.values(value).some((entry) => isTooDeep(entry, depth - 1));
}

/** U+FFFD for each half of a surrogate pair: a text cut through an emoji has one, and receivers refuse the whole body for it. */
export function toJson(body: object): string {
	// JSON.stringify escapes nothing else as \ud…; the other alternative keeps an escaped backslash before it together.
	return JSON.stringify(body).replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => (escape.startsWith('\\ud') ? '\uFFFD' : escape));
}
