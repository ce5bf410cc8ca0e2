import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import { isOpenToPages } from './crossOrigin.mts';

/** What browsers may send to any server, wherever the page comes from. */
const HARMLESS_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Keeps the pages of other websites in a browser on this machine away from a server on it. Programs send no `Origin`,
 * and are taken as they are.
 *
 * @param ownName the name that the server was told to listen on, if any
 * @returns why the request is refused, and what to do; undefined if it is taken
 */
export function refusedFromPage({ method = '', headers, url = '' }: IncomingMessage, ownName = ''): string | undefined {
	const { host = '', origin, upgrade } = headers;
	if (!isOwnHost(host, ownName)) {
		return `The host "${host.slice(0, 100)}" is not one of this server's. Use localhost, an IP address or a name without a dot, or start it with HOST set to that name.`;
	}
	const isHarmless = (HARMLESS_METHODS.includes(method) || isOpenToPages(url)) && upgrade === undefined;
	if (origin === undefined || isHarmless || isSameOrigin(origin, host)) return undefined;
	return `Pages of the origin "${origin.slice(0, 100)}" may not call this server. Call it from a program, or from its own pages.`;
}

/**
 * The names that a website cannot have: with a name of its own that leads here ("DNS rebinding"), its pages would be of
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
