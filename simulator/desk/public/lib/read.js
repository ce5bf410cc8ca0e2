/** Readers for content that anybody may have written: a value of another kind is nothing, and never an error. */

/** The value when it is a plain object, otherwise null. */
export function objectOf(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

/** The objects of a list. */
export function objectsOf(value) {
	return Array.isArray(value) ? value.filter(objectOf) : [];
}

/** The value when it is a text, otherwise an empty one. */
export function textOf(value) {
	return typeof value === 'string' ? value : '';
}
