import { isPrivateHost } from '../hosts';
import type { GenesysOrigins } from '../regions';

/** Whether an address may be fetched, and whether it gets the access token. */
export type Access =
	| { kind: 'withToken' }
	| { kind: 'withoutToken' }
	| { kind: 'refused'; reason: string };

/** Why an address inside the network is refused, however it was found to be there. */
export const INSIDE = 'its host is inside a private network';

/**
 * How an attachment's address (or one that it redirects to) may be fetched. Whoever writes a delivery chooses the
 * address, so the token goes to Genesys' own hosts only, and nothing inside the network that n8n runs in is asked,
 * except the credential's own origin (a simulator or gateway).
 *
 * @param origins of the credential
 */
export function accessTo(address: string, origins: GenesysOrigins): Access {
	if (!URL.canParse(address)) return refused('its URL cannot be read');
	const { origin, protocol, hostname } = new URL(address);
	if (tokenOrigins(origins).includes(origin)) return { kind: 'withToken' };
	if (protocol !== 'https:' && protocol !== 'http:') return refused('its URL is not a web address');
	if (isPrivateHost(hostname)) return refused(INSIDE);
	return { kind: 'withoutToken' };
}

/**
 * Genesys Cloud has the files of agents on `api-downloads.<domain>` (seen in live deliveries); whether it wants a token
 * there is UNCONFIRMED, so it gets one.
 */
function tokenOrigins({ api, isOwnOrigin }: GenesysOrigins): string[] {
	return isOwnOrigin ? [api] : [api, api.replace('://api.', '://api-downloads.')];
}

function refused(reason: string): Access {
	return { kind: 'refused', reason };
}
