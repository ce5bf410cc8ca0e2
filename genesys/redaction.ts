import { isTooDeep, type JsonObject } from './json';

/** Longer texts of an answer are cut: what Genesys says is one or two sentences, a proxy's page is not. */
const MAX_LENGTH = 500;
/** A shorter value is found in ordinary words by chance. */
const MIN_LENGTH = 4;

/** What HTTP's Authorization header has behind its scheme (no word is as long), and what is too long for a name or a GUID. */
const CREDENTIALS = /\b(Bearer|Basic) +[^\s"'<>,]{16,}/gi;
const OPAQUE = /[\w+=-]{40,}/g;

/** Fields of requests with what people write, who they are, and secrets. Everything below them counts too. */
const PRIVATE_FIELDS = ['text', 'content', 'from', 'customAttributes', 'attributes', 'buttonResponse', 'reasons'];
const SECRET_FIELD = /secret|token|password/i;
/** Values of Genesys' own below these, which its refusals name. */
const OWN_FIELDS = ['idType', 'contentType', 'mediaType', 'mime', 'type'];

/** The values of a request's body that no error may repeat. */
export function privateValues(body: object | undefined): string[] {
	return body === undefined || isTooDeep(body) ? [] : valuesIn(body as JsonObject, false);
}

function valuesIn(body: JsonObject | unknown[], isPrivate: boolean): string[] {
	return Object.entries(body).flatMap(([key, value]): string[] => {
		const counts = (isPrivate && !OWN_FIELDS.includes(key)) || PRIVATE_FIELDS.includes(key) || SECRET_FIELD.test(key);
		if (typeof value === 'string') return counts ? [value] : [];
		return typeof value === 'object' && value !== null ? valuesIn(value as JsonObject, counts) : [];
	});
}

/**
 * What somebody else wrote, fit to be shown: gateways and proxies repeat the request's header and body in their answers.
 * Known values, tokens and credentials become "…"; the rest stays as it is, up to a length that people read.
 *
 * @param values that may not stand in it
 */
export function redacted(text: string, values: readonly string[]): string {
	const known = values.filter((value) => value.trim().length >= MIN_LENGTH).sort((one, other) => other.length - one.length);
	const rest = known.reduce((shown, value) => withoutValue(shown, value.trim()), text);
	const shown = rest.replace(CREDENTIALS, '$1 …').replace(OPAQUE, '…');
	return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}

/** As it is, and as it stands in JSON text, which may itself stand in JSON text. */
function withoutValue(text: string, value: string): string {
	const once = escaped(value);
	return [escaped(once), once, value].reduce((rest, spelling) => rest.replaceAll(spelling, '…'), text);
}

function escaped(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

/** Is this one of the names or ids that people switch on and look up, and nothing that was repeated? */
export function isPlainName(value: string | undefined, values: readonly string[]): value is string {
	return value !== undefined && /^[\w .:-]{1,100}$/.test(value) && redacted(value, values) === value;
}
