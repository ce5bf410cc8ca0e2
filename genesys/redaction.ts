import { isTooDeep, type JsonObject } from './json';

/** Maximum characters of a shown text: Genesys Cloud's messages are one or two sentences, unlike a proxy's page. */
const MAX_LENGTH = 500;
const MAX_READ = 2000; // Maximum characters of a response to process.
const MAX_SEARCHED = 20_000; // Maximum characters of a private value to search for.
const MIN_LENGTH = 4; // Shorter values occur in ordinary words by chance.
/** Length of a match with a longer value that counts as repeating it: echoes are often cut, and common words are shorter. */
const STRETCH = 12;
/** Credentials in an Authorization header (longer than any word), and strings that are too long for a name or GUID. */
const CREDENTIALS = /\b(Bearer|Basic) +[^\s"'<>,]{16,}/gi;
const OPAQUE = /[\w+=-]{40,}/g;
const NAME = /^[\w.:-]{1,100}$/; // Codes and IDs.

/** Request fields with messages, identities, and secrets, including all nested fields. */
const PRIVATE_FIELDS = ['text', 'content', 'from', 'to', 'buttonResponse', 'reasons', 'predicates'];
const SECRET_FIELD = /secret|token|password/i;
/** Nested fields with Genesys Cloud's own values, which its errors can repeat. */
const OWN_FIELDS = ['idType', 'contentType', 'mediaType', 'mime', 'type', 'code', 'dimension', 'operator'];
/** Fields whose nested keys are the user's own, so every value is private. */
const FREE_FIELDS = ['customAttributes', 'attributes', 'webhookHeaders'];

/** The private values in a request's body, which no error may repeat. */
export function privateValues(body: object | undefined): string[] {
	return body === undefined || isTooDeep(body) ? [] : valuesIn(body as JsonObject, 'none');
}

/** Which nested values are private: none, all except Genesys Cloud's own, or all. */
type Counting = 'none' | 'private' | 'all';
function valuesIn(body: JsonObject | unknown[], counting: Counting): string[] {
	return Object.entries(body).flatMap(([key, value]): string[] => {
		const counts = countingAt(key, counting);
		if (typeof value === 'string') return counts === 'none' ? [] : [value];
		return typeof value === 'object' && value !== null ? valuesIn(value as JsonObject, counts) : [];
	});
}

function countingAt(key: string, above: Counting): Counting {
	if (above === 'all' || FREE_FIELDS.includes(key)) return 'all';
	if (PRIVATE_FIELDS.includes(key) || SECRET_FIELD.test(key)) return 'private';
	return OWN_FIELDS.includes(key) ? 'none' : above;
}

/** Removes private values from a response, because proxies repeat a request's headers and body. @param values to remove, including parts of them */
export function redacted(text: string, values: readonly string[]): string {
	const shown = withoutStretches(text, spellingsOf(values)).replace(CREDENTIALS, '$1 …').replace(OPAQUE, '…');
	return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}

/** The values unchanged, in JSON, in nested JSON, in a URL, and in a form. */
function spellingsOf(values: readonly string[]): string[] {
	const jsonOf = (text: string) => JSON.stringify(text).slice(1, -1);
	const spellings = values
		// toJson sends lone surrogates as U+FFFD.
		.map((value) => value.trim().slice(0, MAX_SEARCHED).replace(/\p{Surrogate}/gu, '\uFFFD'))
		.filter((value) => value.length >= MIN_LENGTH)
		.flatMap((value) => {
			const json = jsonOf(value);
			const url = encodeURIComponent(value);
			return [value, json, jsonOf(json), url, url.toLowerCase(), url.replaceAll('%20', '+')];
		});
	return [...new Set(spellings)];
}

/** Removes short values, and any part of a long one. Omits text beyond `MAX_READ`. */
function withoutStretches(text: string, spellings: readonly string[]): string {
	const [short, long] = [spellings.filter(({ length }) => length < STRETCH), spellings.filter(({ length }) => length >= STRETCH)];
	let shown = '';
	let hiddenUntil = 0;
	for (let at = 0; at < Math.min(text.length, MAX_READ); at++) {
		const stretch = text.slice(at, at + STRETCH);
		const isPart = stretch.length === STRETCH && long.some((spelling) => spelling.includes(stretch));
		const length = isPart ? STRETCH : Math.max(0, ...short.filter((spelling) => stretch.startsWith(spelling)).map((spelling) => spelling.length));
		if (length > 0 && at >= hiddenUntil) shown += '…';
		hiddenUntil = Math.max(hiddenUntil, at + length);
		if (at >= hiddenUntil) shown += text[at];
	}
	return shown;
}

/** Whether it's a code or ID and not a complete private value: a customer's message "missing" doesn't affect `missing.permissions`. */
export function isPlainName(name: string | undefined, values: readonly string[]): name is string {
	if (name === undefined || !NAME.test(name) || name.search(OPAQUE) >= 0) return false;
	return !values.some((value) => value.trim().toLowerCase() === name.toLowerCase());
}
