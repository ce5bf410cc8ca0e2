import { badRequest, invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { Customer } from '../conversations/model.mts';

export const ID_TYPES = ['Email', 'Phone', 'Opaque'] as const;
const PROFILE_FIELDS = ['nickname', 'firstName', 'lastName', 'email', 'image'] as const;

/** @throws ApiError 400 with the field */
export function objectField(parent: JsonObject, field: string, path = field): JsonObject {
	const value = parent[field];
	if (value === undefined || value === null) throw missingField(path);
	if (!isObject(value)) throw invalidValue(value, path, 'Object');
	return value;
}

/** @throws ApiError 400 with the field */
export function textField(parent: JsonObject, field: string, path = field): string {
	const value = parent[field];
	if (value === undefined || value === null || value === '') throw missingField(path);
	if (!isFilledText(value)) throw invalidValue(value, path, 'String');
	return value;
}

/** A case-insensitive enumeration value (`"email"` was accepted in live calls). */
export function enumField(parent: JsonObject, field: string, path: string, allowed: readonly string[]): string {
	const value = textField(parent, field, path);
	const found = allowed.find((choice) => choice.toLowerCase() === value.toLowerCase());
	if (found === undefined) throw invalidValue(value, path, 'Enum', allowed);
	return found;
}

/** A list of objects. @throws ApiError 400 with the field */
export function listField(body: JsonObject, field: string): JsonObject[] {
	const list = body[field];
	if (!Array.isArray(list)) throw list === undefined ? missingField(field) : invalidValue(list, field, 'List');
	return list.map((entry: unknown, index) => {
		if (!isObject(entry)) throw invalidValue(entry, `${field}[${index}]`, 'Object');
		return entry;
	});
}

/** `channel.time`: ISO 8601. */
export function timeField(channel: JsonObject): string {
	const value = textField(channel, 'time', 'channel.time');
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) || Number.isNaN(Date.parse(value))) {
		throw invalidValue(value, 'channel.time', 'DateTime');
	}
	return value;
}

/** `channel.from`, the customer. */
export function customerField(channel: JsonObject): Customer {
	const from = objectField(channel, 'from', 'channel.from');
	const profile = PROFILE_FIELDS.flatMap((field) => {
		const value = from[field];
		if (value === undefined || value === null) return [];
		if (typeof value !== 'string') throw invalidValue(value, `channel.from.${field}`, 'String');
		return [[field, value] as const];
	});
	return {
		id: textField(from, 'id', 'channel.from.id'),
		idType: enumField(from, 'idType', 'channel.from.idType', ID_TYPES),
		...Object.fromEntries(profile),
	};
}

/**
 * The top-level `metadata`, which contains only strings.
 * @throws ApiError 400 bad.request for an object or list in it, as in live calls
 */
export function metadataField(body: JsonObject): Record<string, string> | undefined {
	const value = body['metadata'];
	if (value === undefined || value === null) return undefined;
	if (!isObject(value)) throw badRequest();
	const entries = Object.entries(value).map(([key, entry]) => {
		if (typeof entry === 'object') throw badRequest();
		return [key, String(entry)] as const;
	});
	return Object.fromEntries(entries);
}

/**
 * `channel.metadata.customAttributes` as strings. Whether numbers and booleans become strings, and nested values
 * JSON, is UNCONFIRMED.
 * @throws ApiError 400 if it isn't an object or is too large
 */
export function customAttributesField(channel: JsonObject, maxBytes: number): Record<string, string> {
	const metadata = channel['metadata'];
	if (metadata === undefined || metadata === null) return {};
	if (!isObject(metadata)) throw invalidValue(metadata, 'channel.metadata', 'Object');
	const attributes = metadata['customAttributes'];
	if (attributes === undefined || attributes === null) return {};
	if (!isObject(attributes)) throw invalidValue(attributes, 'channel.metadata.customAttributes', 'Map');
	if (Buffer.byteLength(JSON.stringify(attributes)) > maxBytes) {
		throw badRequest(`The custom attributes are over the size limit. Maximum bytes: ${maxBytes}`);
	}
	const entries = Object.entries(attributes).filter(([, value]) => value !== null);
	return Object.fromEntries(entries.map(([key, value]) => [key, textOf(value) ?? JSON.stringify(value)]));
}
