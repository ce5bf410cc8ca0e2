type ErrorFields = { code: string; message: string; advice: string };

/** People switch on `code`, which is stable; texts may change. No error ever holds a request body, a token or a secret. */
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

/** An answer came that is not the one asked for. `code` is Genesys' own (`missing.permissions` …) or `http.<status>`. */
export class GenesysApiError extends OurError {
	readonly status: number;
	readonly contextId: string; // Genesys' correlation ID, which their support asks for; empty when there was none.
	readonly retryAfter?: string; // The header `Retry-After` of a login that was put off.

	constructor(fields: ErrorFields & { status: number; contextId: string; retryAfter?: string }) {
		super(fields);
		this.status = fields.status;
		this.contextId = fields.contextId;
		this.retryAfter = fields.retryAfter;
	}
}

/** No answer came. `code` is the network's own (`ENOTFOUND` …) or `unreachable`. */
export class GenesysUnreachableError extends OurError {
	readonly nothingSent: boolean; // Is it certain that Genesys Cloud did not get the request?

	constructor(fields: ErrorFields & { nothingSent?: boolean }) {
		super(fields);
		this.nothingSent = fields.nothingSent ?? false;
	}
}

/** The node's own refusal: input that cannot be sent, or a state in which the operation cannot be carried out. */
export class RefusedError extends OurError {
	readonly parameter?: string; // Display name of the node parameter at fault, where it is one.

	constructor(fields: ErrorFields & { parameter?: string }) {
		super(fields);
		this.parameter = fields.parameter;
	}
}

/** Refused before a call is made. */
export class InvalidInputError extends RefusedError {
	constructor(parameter: string, message: string, advice: string) {
		super({ code: 'invalid.input', message, advice, parameter });
	}
}

type Words = { message?: string; advice?: string };
/** The same error in other words; what people switch on and look up stays. */
export function reworded<E extends OurError>(error: E, words: Words): E;
export function reworded(error: OurError, words: Words): OurError {
	const fields = { ...error, message: error.message, ...words };
	if (error instanceof GenesysApiError) return new GenesysApiError({ ...error, ...fields });
	return error instanceof GenesysUnreachableError ? new GenesysUnreachableError(fields) : new RefusedError(fields);
}

/** Message and advice in a row, for places that show one text only. */
export function inOneText({ message, advice }: { message: string; advice: string }): string {
	return `${sentence(message)} ${advice}`.trimEnd();
}

/** Words with one full stop behind them. Genesys Cloud's own come with a mark at the end or without. */
export function sentence(words: string): string {
	const text = words.trimEnd();
	return /[.?!…][)"'\u201d\u00bb]*$/.test(text) ? text : `${text.replace(/[,;:]$/, '')}.`;
}

/** What Genesys Cloud took of a message in parts before a later part failed. */
export interface Delivered {
	parts: number;
	of: number;
	messageId: string; // The sender's own ID of the message: the same one makes a repeat go on from here.
	messageIds: string[]; // Genesys Cloud's IDs of the parts.
	conversationId?: string;
	time: string; // ISO-8601.
}

/** A later part of a message failed, for the reason in `cause`; the parts before it are with the agent. */
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

/** What happened and what to do, for a log or a message that has no field of its own for the advice. */
export function wordsOf(error: unknown): string {
	return error instanceof OurError ? inOneText(error) : reasonOf(error);
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** As much of a value as a message has room for. */
export const shown = (text: string): string => (text.length > 50 ? `${text.slice(0, 50)}…` : text);
