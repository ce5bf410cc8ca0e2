import { isLoopback, isPrivateHost } from '../hosts';

/**
 * Why Genesys cannot deliver to an address, or `undefined` when nothing speaks against it. It takes public https
 * addresses on port 443 only (source: help.mypurecloud.com, Configure an open messaging integration).
 */
export function unreachableReason(url: string): string | undefined {
	const notWeb = notOnTheWeb(url);
	if (notWeb !== undefined) return notWeb;
	const { protocol, port, hostname } = new URL(url);
	if (isLoopback(hostname)) return 'it is an address of this machine only';
	if (isPrivateHost(hostname)) return 'it is an address inside your own network';
	if (protocol !== 'https:') return 'it takes https addresses only';
	return port === '' ? undefined : `it uses port 443 only, not ${port}`;
}

/** Why this cannot be an address to deliver to, wherever it is delivered from, or `undefined`. */
export function notOnTheWeb(url: string): string | undefined {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? undefined : 'it is not a web address';
}

/** Addresses that nobody can have a workflow on (RFC 2606), typed in because Genesys wants one: free to be replaced. */
export function isPlaceholder(url: string): boolean {
	if (!URL.canParse(url)) return false;
	return /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/i.test(new URL(url).hostname);
}
