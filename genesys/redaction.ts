import { isTooDeep, type JsonObject } from './json';

/** Longer texts of an answer are cut: what Genesys says is one or two sentences, a proxy's page is not. */
const MAX_LENGTH = 500;
const MAX_READ = 2000; // So much of an answer is read for it, and so much of each value is looked for.
const MAX_SEARCHED = 20_000;
const MIN_LENGTH = 4; // A shorter value is found in ordinary words by chance.
/** A stretch of a longer value that is taken for a repetition of it: an echo is often cut, and words in common are shorter. */
const STRETCH = 12;
/** What HTTP's Authorization header has behind its scheme (no word is as long), and what is too long for a name or a GUID. */
const CREDENTIALS = /\b(Bearer|Basic) +[^\s"'<>,]{16,}/gi;
const OPAQUE = /[\w+=-]{40,}/g;
const NAME = /^[\w.:-]{1,100}$/; // Codes and IDs that people switch on and look up.

/** Fields of requests with what people write, who they are, and secrets. Everything below them counts too. */
const PRIVATE_FIELDS = ['text', 'content', 'from', 'to', 'buttonResponse', 'reasons', 'predicates'];
const SECRET_FIELD = /secret|token|password/i;
/** Values of Genesys' own below these, which its refusals name. */
const OWN_FIELDS = ['idType', 'contentType', 'mediaType', 'mime', 'type', 'code', 'dimension', 'operator'];
/** Below these the names are the user's own: every value counts. */
const FREE_FIELDS = ['customAttributes', 'attributes', 'webhookHeaders'];

/** The values of a request's body that no error may repeat. */
export function privateValues(body: object | undefined): string[] {
	return body === undefined || isTooDeep(body) ? [] : valuesIn(body as JsonObject, 'none');
}

/** Which values below a field count: none, all but Genesys' own, or all. */
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

/** Fit to be shown: proxies repeat header and body of a request in their answers. @param values may not stand in it, nor parts of them */
export function redacted(text: string, values: readonly string[]): string {
	const shown = withoutStretches(text, spellingsOf(values)).replace(CREDENTIALS, '$1 …').replace(OPAQUE, '…');
	return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}

/** As they are, in JSON, in JSON within JSON, in a URL and in a form. */
function spellingsOf(values: readonly string[]): string[] {
	const jsonOf = (text: string) => JSON.stringify(text).slice(1, -1);
	const spellings = values
		// As it was sent: toJson writes half a surrogate pair so.
		.map((value) => value.trim().slice(0, MAX_SEARCHED).replace(/\p{Surrogate}/gu, '\uFFFD'))
		.filter((value) => value.length >= MIN_LENGTH)
		.flatMap((value) => {
			const json = jsonOf(value);
			const url = encodeURIComponent(value);
			return [value, json, jsonOf(json), url, url.toLowerCase(), url.replaceAll('%20', '+')];
		});
	return [...new Set(spellings)];
}

/** Without the short spellings, and without whatever is part of a long one. What lies too far behind is left out. */
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

/** A name or ID to look up, and no whole value that was repeated: a customer who writes "missing" changes no `missing.permissions`. */
export function isPlainName(name: string | undefined, values: readonly string[]): name is string {
	if (name === undefined || !NAME.test(name) || name.search(OPAQUE) >= 0) return false;
	return !values.some((value) => value.trim().toLowerCase() === name.toLowerCase());
}
