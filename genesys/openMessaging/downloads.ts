import { isPrivateHost } from '../hosts';
import type { GenesysOrigins } from '../regions';

/** Whether a URL may be fetched, and how. */
export type Access =
	/** On a host of Genesys Cloud's own, or on the credential's own origin. */
	| { kind: 'genesys'; withToken: boolean }
	/** Somewhere else: without the token, and only outside the network that n8n runs in. */
	| { kind: 'elsewhere' }
	| { kind: 'refused'; reason: string };

/** Why a URL inside the network is refused, however it was found to be there. */
export const INSIDE = 'its host is inside a private network';

/**
 * How an attachment's URL (or one that it redirects to) may be fetched. Whoever writes a delivery chooses the URL, so the
 * token goes to Genesys' own hosts only, and nothing inside the network that n8n runs in is asked, except the credential's
 * own origin (a simulator or gateway). A URL that is signed in its query gets no token: storages refuse two proofs at once.
 *
 * @param origins of the credential
 */
export function accessTo(address: string, origins: GenesysOrigins): Access {
	if (!URL.canParse(address)) return refused('its URL cannot be read');
	const url = new URL(address);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('its URL is not a web address');
	if (isGenesys(url, origins)) return { kind: 'genesys', withToken: !isSigned(url) };
	return isPrivateHost(url.hostname) ? refused(INSIDE) : { kind: 'elsewhere' };
}

/**
 * Genesys Cloud has the files of agents on `api-downloads.<domain>` (seen in live deliveries), and behind the web app at
 * `apps.<domain>/platform/api/v2/downloads/` (seen in exports). Whether the former want a token is UNCONFIRMED.
 */
function isGenesys({ origin, pathname }: URL, { api, isOwnOrigin }: GenesysOrigins): boolean {
	if (origin === api) return true;
	if (isOwnOrigin) return false;
	const isApp = origin === api.replace('://api.', '://apps.') && pathname.startsWith('/platform/api/');
	return isApp || origin === api.replace('://api.', '://api-downloads.');
}

/** Names under which Amazon CloudFront and S3, Google Cloud Storage and Azure sign a URL. */
const SIGNATURES = ['signature', 'x-amz-signature', 'x-goog-signature', 'sig'];

function isSigned({ searchParams }: URL): boolean {
	return [...searchParams.keys()].some((name) => SIGNATURES.includes(name.toLowerCase()));
}

function refused(reason: string): Access {
	return { kind: 'refused', reason };
}
