import { badRequest } from './apiError.mts';

/** Maximum nesting depth of JSON, so that a hostile body can't exhaust the stack. */
const MAX_DEPTH = 50;

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const isFilledText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** A field's text, or undefined if it isn't a string. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * The JSON value of a request body, or undefined if it is empty.
 * @throws ApiError 400 for anything that is not JSON, or is nested too deeply
 */
export function parseJson(raw: Buffer): unknown {
	if (raw.length === 0) return undefined;
	let value: unknown;
	try {
		value = JSON.parse(raw.toString('utf8'));
	} catch {
		throw badRequest();
	}
	if (isTooDeep(value)) throw badRequest();
	return value;
}

function isTooDeep(root: unknown): boolean {
	let level: unknown[] = [root];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) return true;
		level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
	}
	return false;
}

/**
 * A request body that must be a JSON object.
 * @throws ApiError 400 if it is a list, text, number, null or missing
 */
export function objectOf(body: unknown): JsonObject {
	if (!isObject(body)) throw badRequest();
	return body;
}
