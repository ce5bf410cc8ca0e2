import { isPrivateHost } from '../hosts';
import type { GenesysOrigins } from '../regions';

/** Whether a URL may be fetched, and how: `genesys` on a host of theirs; `elsewhere` without token, and only outside n8n's network. */
export type Access = { kind: 'genesys'; withToken: boolean } | { kind: 'elsewhere' } | { kind: 'refused'; reason: string };
/** Why a URL inside the network is refused, however it was found to be there. */
export const INSIDE = 'its host is inside a private network';
/** Names under which Amazon CloudFront and S3, Google Cloud Storage and Azure sign a URL. */
const SIGNATURES = ['signature', 'x-amz-signature', 'x-goog-signature', 'sig'];
/**
 * How an attachment's URL (or one that it redirects to) may be fetched. Whoever writes a delivery chooses it, so the token goes to
 * Genesys' own hosts only, and nothing inside n8n's network is asked but the credential's own origin (a simulator or gateway). A URL
 * that is signed in its query gets no token: storages refuse two proofs at once.
 */
export function accessTo(address: string, origins: GenesysOrigins): Access {
	if (!URL.canParse(address)) return { kind: 'refused', reason: "its URL isn't valid" };
	const url = new URL(address);
	if (!/^https?:$/.test(url.protocol)) return { kind: 'refused', reason: "its URL isn't a web address" };
	const isSigned = [...url.searchParams.keys()].some((name) => SIGNATURES.includes(name.toLowerCase()));
	if (isGenesys(url, origins)) return { kind: 'genesys', withToken: !isSigned };
	return isPrivateHost(url.hostname) ? { kind: 'refused', reason: INSIDE } : { kind: 'elsewhere' };
}

/** Agents' files are on `api-downloads.<domain>` (live deliveries; whether with token is UNCONFIRMED) or behind the web app (exports). */
function isGenesys({ origin, pathname }: URL, { api, isOwnOrigin }: GenesysOrigins): boolean {
	if (origin === api || isOwnOrigin) return origin === api;
	const isApp = origin === api.replace('://api.', '://apps.') && pathname.startsWith('/platform/api/');
	return isApp || origin === api.replace('://api.', '://api-downloads.');
}
