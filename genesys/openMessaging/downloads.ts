import { isPrivateHost } from '../hosts';
import type { GenesysOrigins } from '../regions';

/** How to fetch a URL: `genesys` for Genesys Cloud's hosts, `elsewhere` without the token and only outside n8n's network. */
export type Access = { kind: 'genesys'; withToken: boolean } | { kind: 'elsewhere' } | { kind: 'refused'; reason: string };
/** Reason for rejecting a URL inside the network. */
export const INSIDE = 'its host is inside a private network';
/** Query parameters with the signature in URLs from Amazon CloudFront and S3, Google Cloud Storage, and Azure. */
const SIGNATURES = ['signature', 'x-amz-signature', 'x-goog-signature', 'sig'];
/**
 * How to fetch an attachment's URL, or one that it redirects to. The sender of a delivery controls the URL, so the token goes only to
 * Genesys Cloud's hosts, and the only host allowed inside n8n's network is the credential's own origin (a simulator or gateway).
 * Signed URLs get no token, because storage services reject requests with two forms of authentication.
 */
export function accessTo(address: string, origins: GenesysOrigins): Access {
	if (!URL.canParse(address)) return { kind: 'refused', reason: "its URL isn't valid" };
	const url = new URL(address);
	if (!/^https?:$/.test(url.protocol)) return { kind: 'refused', reason: "its URL doesn't start with http:// or https://" };
	const isSigned = [...url.searchParams.keys()].some((name) => SIGNATURES.includes(name.toLowerCase()));
	if (isGenesys(url, origins)) return { kind: 'genesys', withToken: !isSigned };
	return isPrivateHost(url.hostname) ? { kind: 'refused', reason: INSIDE } : { kind: 'elsewhere' };
}

/** Agents' files are on `api-downloads.<domain>` (live deliveries; whether they need the token is UNCONFIRMED) or the web app's host (exports). */
function isGenesys({ origin, pathname }: URL, { api, isOwnOrigin }: GenesysOrigins): boolean {
	if (origin === api || isOwnOrigin) return origin === api;
	const isApp = origin === api.replace('://api.', '://apps.') && pathname.startsWith('/platform/api/');
	return isApp || origin === api.replace('://api.', '://api-downloads.');
}
