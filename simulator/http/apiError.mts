/** Fields of an error other than its message. */
interface Extras {
	headers?: Record<string, string>;
	messageWithParams?: string;
	messageParams?: Record<string, string>;
	details?: Array<{ errorCode?: string; fieldName?: string }>;
}

/** An error of the platform API: an HTTP status, a stable code, and a message. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string;
	readonly extras: Extras;

	constructor(status: number, code: string, message: string, extras: Extras = {}) {
		super(message);
		this.status = status;
		this.code = code;
		this.extras = extras;
	}
}

/** The error body of the platform API (model `ErrorBody`). */
export function errorBody(error: ApiError, contextId: string): Record<string, unknown> {
	const { messageWithParams, messageParams, details } = error.extras;
	return {
		message: error.message,
		code: error.code,
		status: error.status,
		...(messageWithParams && { messageWithParams }),
		...(messageParams && { messageParams }),
		contextId,
		details: details ?? [],
		errors: [],
	};
}

export const badRequest = (
	message = 'The request could not be understood by the server due to malformed syntax.',
): ApiError => new ApiError(400, 'bad.request', message);

/** A value of the wrong type or outside an enumeration. */
export function invalidValue(value: unknown, field: string, type: string, allowed?: readonly string[]): ApiError {
	const shown = typeof value === 'string' ? value.slice(0, 100) : value === null ? 'null' : typeof value;
	const tail = allowed ? ` Allowable values are: ${allowed.join(', ')}` : '';
	return new ApiError(400, 'invalid.value', `Value [${shown}] is not valid for field type [${type}].${tail}`, {
		details: [{ errorCode: 'invalid.value', fieldName: field }],
	});
}

export const missingField = (field: string): ApiError =>
	new ApiError(400, 'invalid.value', `The field [${field}] is required.`, {
		details: [{ errorCode: 'invalid.value', fieldName: field }],
	});

export const notFound = (what = 'The requested resource'): ApiError =>
	new ApiError(404, 'not.found', `${what} was not found.`);

export const conflict = (message: string): ApiError => new ApiError(409, 'conflict', message);

export const tooLarge = (maximumBytes: number): ApiError =>
	new ApiError(413, 'request.entity.too.large', `The request is over the size limit. Maximum bytes: ${maximumBytes}`);

export const rateLimited = (seconds: number): ApiError =>
	new ApiError(
		429,
		'too.many.requests',
		`Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
		{ headers: { 'Retry-After': String(seconds) } },
	);
