type ErrorFields = { code: string; message: string; advice: string };

/** Workflows can rely on `code`; texts may change. No error contains a request body, token, or secret. */
export abstract class OurError extends Error {
	readonly code: string;
	readonly advice: string;

	constructor({ code, message, advice }: ErrorFields) {
		super(message);
		this.name = new.target.name;
		this.code = code;
		this.advice = advice;
	}
}

/** An error response. `code` is from Genesys Cloud (such as `missing.permissions`) or `http.<status>`. */
export class GenesysApiError extends OurError {
	readonly status: number;
	readonly contextId: string; // Correlation ID for Genesys support; empty if there is none.
	readonly retryAfter?: string; // `Retry-After` header of a rate-limited login.

	constructor(fields: ErrorFields & { status: number; contextId: string; retryAfter?: string }) {
		super(fields);
		this.status = fields.status;
		this.contextId = fields.contextId;
		this.retryAfter = fields.retryAfter;
	}
}

/** No response. `code` is the network's (such as `ENOTFOUND`) or `unreachable`. */
export class GenesysUnreachableError extends OurError {
	readonly nothingSent: boolean; // Whether Genesys Cloud certainly didn't get the request.

	constructor(fields: ErrorFields & { nothingSent?: boolean }) {
		super(fields);
		this.nothingSent = fields.nothingSent ?? false;
	}
}

/** The node rejected the operation: invalid input, or a state in which it can't run. */
export class RefusedError extends OurError {
	readonly parameter?: string; // Display name of the invalid parameter, if any.

	constructor(fields: ErrorFields & { parameter?: string }) {
		super(fields);
		this.parameter = fields.parameter;
	}
}

/** Rejected before any call. */
export class InvalidInputError extends RefusedError {
	constructor(parameter: string, message: string, advice: string) {
		super({ code: 'invalid.input', message, advice, parameter });
	}
}

type Words = { message?: string; advice?: string };
/** The same error with another message or advice. */
export function reworded<E extends OurError>(error: E, words: Words): E;
export function reworded(error: OurError, words: Words): OurError {
	const fields = { ...error, message: error.message, ...words };
	if (error instanceof GenesysApiError) return new GenesysApiError({ ...error, ...fields });
	return error instanceof GenesysUnreachableError ? new GenesysUnreachableError(fields) : new RefusedError(fields);
}

/** Message and advice as one text. */
export function inOneText({ message, advice }: { message: string; advice: string }): string {
	return `${sentence(message)} ${advice}`.trimEnd();
}

/** The text with punctuation at its end, which Genesys Cloud's messages may or may not have. */
export function sentence(words: string): string {
	const text = words.trimEnd();
	return /[.?!…][)"'\u201d\u00bb]*$/.test(text) ? text : `${text.replace(/[,;:]$/, '')}.`;
}

/** The parts of a message that Genesys Cloud accepted before a later one failed. */
export interface Delivered {
	parts: number;
	of: number;
	messageId: string; // The sender's ID. A repeat with this ID sends only the rest.
	messageIds: string[]; // Genesys Cloud's IDs of the parts.
	conversationId?: string;
	time: string; // ISO 8601.
}

/** A later part of a message failed because of `cause`. The agent has the earlier parts. */
export class PartlySentError extends Error {
	readonly advice: string;

	constructor(override readonly cause: Error & { advice?: string }, readonly delivered: Delivered) {
		const { parts, of, messageId } = delivered;
		super(`${cause.message} (${parts} of ${of} parts ${parts === 1 ? 'was' : 'were'} delivered)`);
		this.name = 'PartlySentError';
		const sendAgain = `the same message again within ten minutes with the Message ID "${messageId}" to send only the rest. Retry On Fail does this automatically.`;
		this.advice = cause.advice ? `${cause.advice} Then send ${sendAgain}` : `Send ${sendAgain}`;
	}
}

/** Message and advice for logs and other single-text fields. */
export function wordsOf(error: unknown): string {
	return error instanceof OurError ? inOneText(error) : reasonOf(error);
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The beginning of a value, for use in an error message. */
export const shown = (text: string): string => (text.length > 50 ? `${text.slice(0, 50)}…` : text);
