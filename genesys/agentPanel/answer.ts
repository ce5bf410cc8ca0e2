import { asArray, asObject, asText, parseJson, type JsonObject } from '../json';
import { beginningOf } from '../openMessaging/text';

/** What the panel shows. `url` is empty if the link can't be opened safely. `value` and `placeholder` are optional. */
export interface PanelContent {
	summary: string;
	fields: Array<{ label: string; value: string }>;
	suggestions: Array<{ title: string; text: string }>;
	links: Array<{ label: string; url: string }>;
	actions: Array<{ name: string; label: string; value?: string; placeholder?: string }>;
	message: string;
}

/** @property given keys that the workflow returned: after an action, the panel replaces only these */
export type PanelAnswer = PanelContent & { given: Array<keyof PanelContent> };

// Maximum lengths in UTF-16 code units.
const NAME_LENGTH = 200; // Label, title, name, and placeholder.
const VALUE_LENGTH = 2_000;
const SUGGESTION_LENGTH = 5_000;
const SUMMARY_LENGTH = 10_000;
const OPENED_SAFELY = /^(?:https?|mailto|tel):$/;
const MAX_NESTING = 3; // An AI node's `output` in the `output` of another.

/** Reads each key. Returns `undefined` for a value of the wrong type. */
const READERS: { [Key in keyof PanelContent]: (value: unknown) => PanelContent[Key] | undefined } = {
	summary: (value) => textOf(value, SUMMARY_LENGTH),
	fields: (value) => listOf(value, 50, 'value', ({ label, value: shown }) => {
		const field = { label: text(label, NAME_LENGTH), value: text(shown, VALUE_LENGTH) };
		return field.label === '' && field.value === '' ? undefined : field;
	}),
	suggestions: (value) => listOf(value, 10, 'text', ({ title, text: suggested }) => {
		const suggestion = { title: text(title, NAME_LENGTH), text: text(suggested, SUGGESTION_LENGTH) };
		return suggestion.text.trim() === '' ? undefined : suggestion;
	}),
	links: (value) => listOf(value, 20, 'url', ({ label, url }) => {
		const link = { label: text(label, NAME_LENGTH) || text(url, NAME_LENGTH), url: safeUrl(url) };
		return link.label === '' ? undefined : link;
	}),
	actions: (value) => listOf(value, 10, 'name', ({ name, label, value: given, placeholder }) => {
		const action = { name: text(name, NAME_LENGTH), label: text(label, NAME_LENGTH) || text(name, NAME_LENGTH) };
		const more = { ...optional('value', textOf(given, VALUE_LENGTH)), ...optional('placeholder', textOf(placeholder, NAME_LENGTH)) };
		return action.name === '' ? undefined : { ...action, ...more };
	}),
	message: (value) => textOf(value, VALUE_LENGTH),
};
const KEYS = Object.keys(READERS) as Array<keyof PanelContent>;

/**
 * Reads what the workflow's last item shows in the panel: an object with any of the panel's keys, or an AI node's `output` or
 * `text` containing such an object, its JSON text, or plain text for the summary. All values are plain text.
 * @returns `undefined` if there is nothing to show. Never throws.
 */
export function readPanelAnswer(item: unknown, nesting = MAX_NESTING): PanelAnswer | undefined {
	const object = asObject(item);
	if (!object) return undefined;
	return answerIn(object) ?? written(object.output, nesting) ?? written(object.text, nesting);
}

function answerIn(object: JsonObject): PanelAnswer | undefined {
	const read = KEYS.map((key) => [key, Object.hasOwn(object, key) ? READERS[key](object[key]) : undefined] as const);
	const known = read.filter(([, value]) => value !== undefined);
	if (known.length === 0) return undefined;
	const empty: PanelContent = { summary: '', fields: [], suggestions: [], links: [], actions: [], message: '' };
	return { ...empty, ...(Object.fromEntries(known) as Partial<PanelContent>), given: known.map(([key]) => key) };
}

/** Reads a model's answer. Models often wrap JSON in a Markdown code fence. */
function written(value: unknown, nesting: number): PanelAnswer | undefined {
	if (nesting === 0) return undefined;
	if (typeof value !== 'string') return readPanelAnswer(value, nesting - 1);
	const words = value.trim();
	const json = words.startsWith('```') && words.endsWith('```') ? words.slice(3, -3).replace(/^json/, '') : words;
	return readPanelAnswer(parseJson(json), nesting - 1) ?? (words === '' ? undefined : answerIn({ summary: words }));
}

/** Accepts a list or a single object. A plain text entry is the value of `textKey`. Returns `undefined` for any other type; `null` is an empty list. */
function listOf<T>(value: unknown, max: number, textKey: string, read: (entry: JsonObject) => T | undefined): T[] | undefined {
	if (value !== null && !Array.isArray(value) && !asObject(value)) return undefined;
	const entries = Array.isArray(value) ? asArray(value) : [value];
	const list: T[] = [];
	for (const entry of entries) {
		if (list.length === max) break;
		const one = read(asObject(entry) ?? { [textKey]: entry });
		if (one !== undefined) list.push(one);
	}
	return list;
}

/** `null`, the result of an expression without a value, becomes an empty text. Lists and objects become `undefined`. */
function textOf(value: unknown, maxLength: number): string | undefined {
	if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
	return beginningOf(asText(value) ?? '', maxLength);
}

const text = (value: unknown, maxLength: number): string => textOf(value, maxLength) ?? '';

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
	return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}

/** Normalized as in browsers, which removes hidden tabs and line breaks. */
function safeUrl(value: unknown): string {
	const url = (asText(value) ?? '').trim();
	if (url.length > VALUE_LENGTH || !URL.canParse(url)) return '';
	const { protocol, href } = new URL(url);
	return OPENED_SAFELY.test(protocol) ? href : '';
}
