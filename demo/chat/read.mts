import { BUTTON_TYPES, type ButtonResponse } from './channel.mts';
import type { Attachment } from './entry.mts';

/** An invalid request. Its message explains why. */
export class BadRequestError extends Error {
	override name = 'BadRequestError';
}

/** The body as an object. */
export function bodyOf(body: unknown): Record<string, unknown> {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new BadRequestError('Send a JSON object, with the header content-type: application/json.');
	}
	return body as Record<string, unknown>;
}

/** A text field, or an empty string if it is missing. */
export function textField(body: Record<string, unknown>, name: string): string {
	const value = body[name] ?? '';
	if (typeof value !== 'string') throw new BadRequestError(`"${name}" must be a string.`);
	return value;
}

/** A text field with one of these values, or `undefined` if it is missing. */
export function oneOf<T extends string>(body: Record<string, unknown>, name: string, values: readonly T[]): T | undefined {
	const text = textField(body, name);
	if (text === '') return undefined;
	const value = values.find((one) => one === text);
	if (!value) throw new BadRequestError(`"${name}" must be one of ${values.join(', ')}.`);
	return value;
}

/** An object field, or `undefined` if it is missing. */
export function objectField(body: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
	const value = body[name];
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'object' || Array.isArray(value)) throw new BadRequestError(`"${name}" must be an object.`);
	return value as Record<string, unknown>;
}

/** A time as ISO 8601 in UTC, or an empty string if it is missing. */
export function timeField(body: Record<string, unknown>, name: string): string {
	const text = textField(body, name);
	if (text === '') return '';
	const time = new Date(text);
	if (Number.isNaN(time.getTime())) throw new BadRequestError(`"${name}" must be a time such as 2026-01-31T10:00:00.000Z.`);
	return time.toISOString();
}

/** A list of attachments, each with at least a URL. */
export function attachmentList(value: unknown): Attachment[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new BadRequestError('"attachments" must be a list.');
	return value.map(attachmentIn);
}

function attachmentIn(value: unknown): Attachment {
	const fields = bodyOf(value);
	const url = textField(fields, 'url');
	if (!/^https?:\/\//i.test(url)) throw new BadRequestError('An attachment needs a "url" that starts with http(s)://.');
	const [mime, filename, mediaType, text] = ['mime', 'filename', 'mediaType', 'text'].map((name) => textField(fields, name));
	return { url, ...(mime && { mime }), ...(filename && { filename }), ...(mediaType && { mediaType }), ...(text && { text }) };
}

/** What the customer selected, if anything. */
export function buttonResponseIn(body: Record<string, unknown>): ButtonResponse | undefined {
	const fields = objectField(body, 'buttonResponse');
	if (!fields) return undefined;
	const type = oneOf(fields, 'type', BUTTON_TYPES);
	const text = textField(fields, 'text');
	const originatingMessageId = textField(fields, 'originatingMessageId');
	if (!type || !text || !originatingMessageId) {
		throw new BadRequestError('"buttonResponse" needs "type", "text" and "originatingMessageId".');
	}
	return { type, text, payload: textField(fields, 'payload') || text, originatingMessageId };
}
