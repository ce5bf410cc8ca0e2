import type { IWebhookFunctions, NodeEgressFilter } from 'n8n-workflow';
import { isPrivateHost } from '../../../genesys/hosts';
import { INSIDE } from '../../../genesys/openMessaging/downloads';

/** Link-local, where clouds give out their secrets: a filter that allows it protects nothing. */
const LINK_LOCAL = 'http://169.254.169.254/';
const UNPROTECTED =
	'this n8n does not check where a host name leads. Update n8n to 2.40 or newer, or set N8N_SSRF_PROTECTION_ENABLED=true (n8n 2.31 or newer)';
/** Whether a filter protects; asked once, as n8n counts what it blocks in its metrics. */
const verdicts = new WeakMap<NodeEgressFilter, boolean>();

/**
 * Returns why a URL outside Genesys Cloud must not be fetched, if so: its name may lead inside the network, and what cannot be
 * checked is refused. n8n's own protection is asked even where it is off, so N8N_SSRF_ALLOWED_HOSTNAMES counts. The connection
 * looks the name up again: only N8N_SSRF_PROTECTION_ENABLED helps against a name that changes.
 */
export async function refusalOf(context: IWebhookFunctions, url: string): Promise<string | undefined> {
	// There is none before n8n 2.31, and later where the protection is switched off, unless n8n knows `enforced`.
	const filter = (context.helpers as Partial<IWebhookFunctions['helpers']>).getSecureEgressFilter?.('enforced');
	if (!filter) return UNPROTECTED;
	const allows = async (address: string) => (await filter.validateUrl(address)).ok;
	const protects = verdicts.get(filter) ?? !(await allows(LINK_LOCAL));
	verdicts.set(filter, protects);
	if (!protects) return UNPROTECTED;
	try {
		if (!(await allows(url))) return INSIDE;
		for (const host of await hostsOf(filter, new URL(url).hostname)) {
			// Otherwise n8n blocks the address while it lets the name pass: an administrator has allowed the name.
			if (isPrivateHost(host) && (await allows(`http://${host}/`))) return INSIDE;
		}
		return undefined;
	} catch {
		return 'its host name cannot be looked up from here, so where it leads cannot be checked';
	}
}

/** The addresses of a name, as hosts of a URL. n8n has just looked it up and remembers it for a second. */
async function hostsOf(filter: NodeEgressFilter, hostname: string): Promise<string[]> {
	// A literal address was judged before anything was asked.
	if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return [];
	return await new Promise((resolve, reject) => {
		filter.createSecureLookup()(hostname, { all: true }, (error, addresses) => {
			if (error || !Array.isArray(addresses)) return reject(error ?? new Error('No addresses'));
			const literals = addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address));
			resolve(literals.map((literal) => new URL(`http://${literal}/`).hostname));
		});
	});
}
