import { isLoopback, isPrivateHost } from './hosts';
import { asText } from './json';

const MAX_URL_LENGTH = 8000; // Common servers reject longer URLs.
/** Schemes that run code or read the customer's own machine. */
const DANGEROUS = /^(?:javascript|vbscript|data|blob|filesystem|file|about|view-source):$/;

/** An http or https URL, normalized for fetching. */
export function httpUrl(text: string): string | undefined {
	return text.length <= MAX_URL_LENGTH && isHttp(text) ? new URL(text).href : undefined;
}

/** An http or https URL, unchanged. */
export function asWebUrl(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url !== undefined && isHttp(url) ? url : undefined;
}

/** A safe link, unchanged: to the web, `tel:`, `mailto:`, or an app. */
export function asLink(value: unknown): string | undefined {
	const url = asText(value)?.trim();
	return url === undefined || url === '' || DANGEROUS.test(protocolOf(url)) ? undefined : url;
}

const isHttp = (url: string): boolean => /^https?:$/.test(protocolOf(url));
/** The protocol as browsers read it: lower case, without hidden tabs and line ends. Empty if it isn't a URL. */
function protocolOf(url: string): string {
	return URL.canParse(url) ? new URL(url).protocol : '';
}

/** Why Genesys Cloud can't deliver to a URL: it accepts only public https URLs on port 443 (help page "Configure an open messaging integration"). */
export function unreachableReason(url: string): string | undefined {
	const notPublic = notPublicReason(url);
	if (notPublic !== undefined) return notPublic;
	const { port } = new URL(url);
	return port === '' ? undefined : `Genesys Cloud uses only port 443, not ${port}`;
}

/** Why Genesys Cloud can't call a URL over https, on any port. */
export function notPublicReason(url: string): string | undefined {
	const notWeb = notOnTheWeb(url);
	if (notWeb !== undefined) return notWeb;
	const { protocol, hostname } = new URL(url);
	if (isLoopback(hostname)) return "it's on this machine";
	if (isPrivateHost(hostname)) return "it's inside your own network";
	return protocol === 'https:' ? undefined : "it doesn't use HTTPS";
}

/** Why no server can deliver to a URL, or `undefined`. */
export function notOnTheWeb(url: string): string | undefined {
	return isHttp(url) ? undefined : "it isn't an HTTP or HTTPS URL";
}

/** Whether it's a reserved URL (RFC 2606), entered because Genesys Cloud requires one, that can be replaced. */
export function isPlaceholder(url: string): boolean {
	return URL.canParse(url) && /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/i.test(new URL(url).hostname);
}
