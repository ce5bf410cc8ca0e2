/** Readers for untrusted content. A value of the wrong type is treated as missing. */

/** The value if it is a plain object, otherwise null. */
export function objectOf(value) {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

/** The objects of a list. */
export function objectsOf(value) {
	return Array.isArray(value) ? value.filter(objectOf) : [];
}

/** The value if it is a string, otherwise an empty string. */
export function textOf(value) {
	return typeof value === 'string' ? value : '';
}
