import { ApiError, invalidValue, missingField } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { BotVersion, Intent, Slot } from './bot.mts';

/** The limits of both generations (SDK models `BotList` …; the specification of the Digital Bot Connector). */
const MAX_ITEMS = 50;
const MAX_NAME = 100;
const MAX_DESCRIPTION = 256;

const TYPES = ['String', 'Integer', 'Decimal', 'Duration', 'Boolean', 'Currency', 'Datetime'];
export const SLOT_TYPES = TYPES.flatMap((type) => [type, `${type}Collection`]);

const refused = (field: string, text: string): ApiError =>
	new ApiError(400, 'invalid.value', `${field}: ${text}`, { details: [{ errorCode: 'invalid.value', fieldName: field }] });

/** A required string of up to 100 printable characters, without leading or trailing spaces. */
export function nameField(parent: JsonObject, key: string, path: string): string {
	const value = parent[key];
	const field = `${path}.${key}`;
	if (value === undefined || value === null || value === '') throw missingField(field);
	if (typeof value !== 'string') throw invalidValue(value, field, 'String');
	if (value.length > MAX_NAME) throw refused(field, `more than ${MAX_NAME} characters.`);
	if (value.trim() !== value || /\p{C}/u.test(value)) throw refused(field, 'only displayable characters, no blanks at the ends.');
	return value;
}

/** An optional string of up to 256 characters. */
export function descriptionField(parent: JsonObject, path: string): { description?: string } {
	const { description } = parent;
	if (description === undefined || description === null) return {};
	if (typeof description !== 'string') throw invalidValue(description, `${path}.description`, 'String');
	if (description.length > MAX_DESCRIPTION) throw refused(`${path}.description`, `more than ${MAX_DESCRIPTION} characters.`);
	return { description };
}

/** A list of up to 50 objects with unique names. */
export function itemsField<T>(
	parent: JsonObject,
	key: string,
	path: string,
	{ min, nameOf, read }: { min: number; nameOf: (item: T) => string; read: (item: JsonObject, path: string) => T },
): T[] {
	const value = parent[key];
	const field = path === '' ? key : `${path}.${key}`;
	if (value === undefined || value === null) throw missingField(field);
	if (!Array.isArray(value)) throw invalidValue(value, field, 'List');
	if (value.length < min) throw refused(field, `at least ${min} needed.`);
	if (value.length > MAX_ITEMS) throw refused(field, `more than ${MAX_ITEMS}.`);
	const items = value.map((item: unknown, index) => {
		if (!isObject(item)) throw invalidValue(item, `${field}[${index}]`, 'Object');
		return read(item, `${field}[${index}]`);
	});
	const names = items.map(nameOf);
	const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
	if (twice >= 0) throw refused(`${field}[${twice}]`, 'is in the list twice.');
	return items;
}

/** Lower case, as in Architect's list: `en-us`, `de`. */
function languagesField(parent: JsonObject, path: string): string[] {
	const { supportedLanguages } = parent;
	const field = `${path}.supportedLanguages`;
	if (!Array.isArray(supportedLanguages)) throw missingField(field);
	if (supportedLanguages.length === 0) throw refused(field, 'at least 1 needed.');
	return supportedLanguages.map((language: unknown, index) => {
		if (typeof language === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)) return language;
		throw invalidValue(language, `${field}[${index}]`, 'language in lower case');
	});
}

/** A slot or entity. The types of v1 are case-insensitive, those of v2 start with a capital letter. */
export function slotFields(item: JsonObject, path: string, anyCase: boolean): Slot {
	const name = nameField(item, 'name', path);
	const { type } = item;
	const same = (one: string): boolean =>
		one === type || (anyCase && typeof type === 'string' && one.toLowerCase() === type.toLowerCase());
	const known = SLOT_TYPES.find(same);
	if (known === undefined) throw invalidValue(type, `${path}.type`, 'Enum', SLOT_TYPES);
	return { name, type: known };
}

/** The versions of a bot. @param slotsIn a generation's format of an intent's slots */
export const versionsField = (
	parent: JsonObject,
	path: string,
	slotsIn: (intent: JsonObject, path: string) => Slot[],
	minIntents: number,
): BotVersion[] =>
	itemsField<BotVersion>(parent, 'versions', path, {
		min: 1,
		nameOf: ({ version }) => version,
		read: (item, itemPath) => ({
			version: nameField(item, 'version', itemPath),
			supportedLanguages: languagesField(item, itemPath),
			intents: itemsField<Intent>(item, 'intents', itemPath, {
				min: minIntents,
				nameOf: ({ name }) => name,
				read: (intent, intentPath) => ({
					name: nameField(intent, 'name', intentPath),
					slots: slotsIn(intent, intentPath),
				}),
			}),
		}),
	});
