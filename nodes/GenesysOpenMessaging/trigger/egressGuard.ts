import type { IWebhookFunctions, NodeEgressFilter } from 'n8n-workflow';
import { isPrivateHost } from '../../../genesys/hosts';
import { INSIDE } from '../../../genesys/openMessaging/downloads';

/** Link-local, where cloud providers serve credentials: a filter that allows it protects nothing. */
const LINK_LOCAL = 'http://169.254.169.254/';
const UNPROTECTED =
	'this version of n8n can\'t check whether a host is in a private network. Update n8n to 2.40 or newer, or set N8N_SSRF_PROTECTION_ENABLED=true (n8n 2.31 or newer)';
/** Whether a filter protects; checked once, because n8n counts blocked requests in its metrics. */
const verdicts = new WeakMap<NodeEgressFilter, boolean>();

/**
 * Returns why a URL outside Genesys Cloud must not be fetched: its name resolves to a private network or can't be checked;
 * otherwise `undefined`. Uses n8n's protection even if it is off, so N8N_SSRF_ALLOWED_HOSTNAMES applies. The connection
 * resolves the name again; only N8N_SSRF_PROTECTION_ENABLED protects against DNS rebinding.
 */
export async function refusalOf(context: IWebhookFunctions, url: string): Promise<string | undefined> {
	// Missing before n8n 2.31, and later if the protection is off, unless n8n supports `enforced`.
	const filter = (context.helpers as Partial<IWebhookFunctions['helpers']>).getSecureEgressFilter?.('enforced');
	if (!filter) return UNPROTECTED;
	const allows = async (address: string) => (await filter.validateUrl(address)).ok;
	const protects = verdicts.get(filter) ?? !(await allows(LINK_LOCAL));
	verdicts.set(filter, protects);
	if (!protects) return UNPROTECTED;
	try {
		if (!(await allows(url))) return INSIDE;
		for (const host of await hostsOf(filter, new URL(url).hostname)) {
			// If n8n blocks the address but allows the name, an administrator has allowed the name.
			if (isPrivateHost(host) && (await allows(`http://${host}/`))) return INSIDE;
		}
		return undefined;
	} catch {
		return 'the hostname can\'t be resolved, so n8n can\'t check where it leads';
	}
}

/** A name's addresses, as URL hosts. n8n has just resolved it and caches the result for a second. */
async function hostsOf(filter: NodeEgressFilter, hostname: string): Promise<string[]> {
	// Literal addresses were already checked.
	if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return [];
	return await new Promise((resolve, reject) => {
		filter.createSecureLookup()(hostname, { all: true }, (error, addresses) => {
			if (error || !Array.isArray(addresses)) return reject(error ?? new Error('No addresses'));
			const literals = addresses.map(({ address }) => (address.includes(':') ? `[${address}]` : address));
			resolve(literals.map((literal) => new URL(`http://${literal}/`).hostname));
		});
	});
}
