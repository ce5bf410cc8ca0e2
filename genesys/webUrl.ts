import { asText } from './json';

/** What these open runs code or reads the customer's own machine. */
const DANGEROUS = /^(?:javascript|vbscript|data|blob|filesystem|file|about|view-source):$/;

/** An absolute http or https URL as it came; `undefined` for everything else. */
export function asWebUrl(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url !== undefined && /^https?:$/.test(protocolOf(url) ?? '') ? url : undefined;
}

/** A link to press, as it came: of the web, to call or to write (`tel:`, `mailto:`), or into an app. */
export function asLink(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url === undefined || url === '' || DANGEROUS.test(protocolOf(url) ?? '') ? undefined : url;
}

/** As browsers read it: in lower case, and without the tabs and line ends that may be hidden in it. */
function protocolOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).protocol : undefined;
}
