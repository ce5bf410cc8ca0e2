import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import { isOpenToPages } from './crossOrigin.mts';

/** Methods that browsers may send to any server. */
const HARMLESS_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Protects a local server from pages of other websites in a browser on this machine. Programs send no `Origin` and
 * aren't restricted.
 *
 * @param ownName the name that the server listens on, if any
 * @returns why the request is rejected, and the fix; undefined if it is accepted
 */
export function refusedFromPage({ method = '', headers, url = '' }: IncomingMessage, ownName = ''): string | undefined {
	const { host = '', origin, upgrade } = headers;
	if (!isOwnHost(host, ownName)) {
		return `The host "${host.slice(0, 100)}" isn't allowed. Use localhost, an IP address, or a name without a dot, or start the server with HOST set to this name.`;
	}
	const isHarmless = (HARMLESS_METHODS.includes(method) || isOpenToPages(url)) && upgrade === undefined;
	if (origin === undefined || isHarmless || isSameOrigin(origin, host)) return undefined;
	return `Pages of the origin "${origin.slice(0, 100)}" can't call this server. Call it from a program or from its own pages.`;
}

/**
 * Names that a website can't have. With its own name pointing here ("DNS rebinding"), a website's pages would have
 * this origin.
 */
function isOwnHost(host: string, ownName: string): boolean {
	const url = `http://${host}`;
	if (host === '' || !URL.canParse(url)) return false;
	const { hostname } = new URL(url);
	const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
	return isAddress || !hostname.includes('.') || hostname.endsWith('.localhost') || hostname === ownName.toLowerCase();
}

const isSameOrigin = (origin: string, host: string): boolean =>
	URL.canParse(origin) && new URL(origin).host === new URL(`http://${host}`).host;
