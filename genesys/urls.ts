import { isLoopback, isPrivateHost } from './hosts';
import { asText } from './json';

const MAX_URL_LENGTH = 8000; // Longer ones are refused by common servers.
/** What these open runs code or reads the customer's own machine. */
const DANGEROUS = /^(?:javascript|vbscript|data|blob|filesystem|file|about|view-source):$/;

/** An http or https URL in the form in which it can be fetched. */
export function httpUrl(text: string): string | undefined {
	return text.length <= MAX_URL_LENGTH && isHttp(text) ? new URL(text).href : undefined;
}

/** An http or https URL as it came. */
export function asWebUrl(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url !== undefined && isHttp(url) ? url : undefined;
}

/** A link to press, as it came: of the web, to call or to write (`tel:`, `mailto:`), or into an app. */
export function asLink(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url === undefined || url === '' || DANGEROUS.test(protocolOf(url)) ? undefined : url;
}

const isHttp = (url: string): boolean => /^https?:$/.test(protocolOf(url));
/** As browsers read it: in lower case, and without the tabs and line ends that may be hidden in it. Empty for no URL. */
function protocolOf(url: string): string {
	return URL.canParse(url) ? new URL(url).protocol : '';
}

/** Why Genesys cannot deliver there: it takes public https URLs on port 443 only (its help, Configure an open messaging integration). */
export function unreachableReason(url: string): string | undefined {
	const notPublic = notPublicReason(url);
	if (notPublic !== undefined) return notPublic;
	const { port } = new URL(url);
	return port === '' ? undefined : `Genesys Cloud uses only port 443, not ${port}`;
}

/** Why Genesys cannot call this by https, on whatever port. */
export function notPublicReason(url: string): string | undefined {
	const notWeb = notOnTheWeb(url);
	if (notWeb !== undefined) return notWeb;
	const { protocol, hostname } = new URL(url);
	if (isLoopback(hostname)) return "it's on this machine";
	if (isPrivateHost(hostname)) return "it's inside your own network";
	return protocol === 'https:' ? undefined : "it isn't https";
}

/** Why nothing can be delivered to this, wherever it is delivered from, or `undefined`. */
export function notOnTheWeb(url: string): string | undefined {
	return isHttp(url) ? undefined : "it isn't a web address";
}

/** URLs that nobody can have a workflow on (RFC 2606), typed in because Genesys wants one: free to be replaced. */
export function isPlaceholder(url: string): boolean {
	return URL.canParse(url) && /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/i.test(new URL(url).hostname);
}
