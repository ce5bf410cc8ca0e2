import type { IWebhookFunctions, NodeEgressFilter } from 'n8n-workflow';
import { isPrivateHost } from '../../../genesys/hosts';
import { INSIDE } from '../../../genesys/openMessaging/downloads';

/** Link-local, where clouds give out their secrets: a filter that lets it pass protects nothing. */
const LINK_LOCAL = 'http://169.254.169.254/';

const UNPROTECTED =
	'this n8n does not check where a host name leads. Update n8n to 2.40 or newer, or set N8N_SSRF_PROTECTION_ENABLED=true (n8n 2.31 or newer)';

/**
 * Why a URL outside Genesys Cloud must not be fetched, or `undefined` when it may: its name may stand for an address inside
 * the network. n8n's own protection is asked even where it is switched off; what an administrator allows there
 * (N8N_SSRF_ALLOWED_HOSTNAMES) counts here too. What cannot be checked is refused.
 *
 * The connection looks the name up once more: only N8N_SSRF_PROTECTION_ENABLED helps against a name that means something
 * else by then.
 */
export async function refusalOf(context: IWebhookFunctions, url: string): Promise<string | undefined> {
	const filter = filterOf(context);
	if (!filter || !(await protects(filter))) return UNPROTECTED;
	try {
		if (!(await filter.validateUrl(url)).ok) return INSIDE;
		for (const address of await addressesOf(filter, new URL(url).hostname)) {
			if (isPrivateHost(address) && !(await isAllowedByName(filter, address))) return INSIDE;
		}
		return undefined;
	} catch {
		return 'its host name cannot be looked up from here, so where it leads cannot be checked';
	}
}

/** Before n8n 2.31 there is none, later there is none where the protection is switched off, and newer ones know `enforced`. */
function filterOf(context: IWebhookFunctions): NodeEgressFilter | undefined {
	const helpers: Partial<IWebhookFunctions['helpers']> = context.helpers;
	return helpers.getSecureEgressFilter?.('enforced');
}

/** Asked once for each filter, as n8n counts what it blocks in its metrics. */
const verdicts = new WeakMap<NodeEgressFilter, boolean>();

async function protects(filter: NodeEgressFilter): Promise<boolean> {
	const known = verdicts.get(filter);
	if (known !== undefined) return known;
	const verdict = !(await filter.validateUrl(LINK_LOCAL)).ok;
	verdicts.set(filter, verdict);
	return verdict;
}

/** The addresses that a name stands for, as hosts of a URL. n8n has just looked it up and remembers it for a second. */
async function addressesOf(filter: NodeEgressFilter, hostname: string): Promise<string[]> {
	// A literal address was judged before anything was asked.
	if (isLiteral(hostname)) return [];
	return await new Promise((resolve, reject) => {
		filter.createSecureLookup()(hostname, { all: true }, (error, addresses) => {
			if (error || !Array.isArray(addresses)) reject(error ?? new Error('No addresses'));
			else resolve(addresses.map(({ address }) => new URL(urlOf(address)).hostname));
		});
	});
}

function isLiteral(hostname: string): boolean {
	return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

function urlOf(address: string): string {
	return address.includes(':') ? `http://[${address}]/` : `http://${address}/`;
}

/** n8n blocks this address, and lets the name pass that stands for it: somebody has allowed the name. */
async function isAllowedByName(filter: NodeEgressFilter, hostname: string): Promise<boolean> {
	return !(await filter.validateUrl(`http://${hostname}/`)).ok;
}
