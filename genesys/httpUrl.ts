/** Longer ones are refused by common servers. */
const MAX_URL_LENGTH = 8000;

/** A URL in the form in which it can be fetched, or `undefined` where a text is no http or https URL. */
export function httpUrl(text: string): string | undefined {
	if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) return undefined;
	const { protocol, href } = new URL(text);
	return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
