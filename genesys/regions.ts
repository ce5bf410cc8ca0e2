import { InvalidInputError } from './errors';
import { isLoopback } from './hosts';

/** All regions (source: PureCloudRegionHosts in the platform SDK). */
export const REGIONS = [
	{ name: 'Americas (Canada)', domain: 'cac1.pure.cloud' },
	{ name: 'Americas (Mexico)', domain: 'mxc1.pure.cloud' },
	{ name: 'Americas (São Paulo)', domain: 'sae1.pure.cloud' },
	{ name: 'Americas (US East)', domain: 'mypurecloud.com' },
	{ name: 'Americas (US East 2, FedRAMP)', domain: 'use2.us-gov-pure.cloud' },
	{ name: 'Americas (US West)', domain: 'usw2.pure.cloud' },
	{ name: 'Asia Pacific (Mumbai)', domain: 'aps1.pure.cloud' },
	{ name: 'Asia Pacific (Osaka)', domain: 'apne3.pure.cloud' },
	{ name: 'Asia Pacific (Seoul)', domain: 'apne2.pure.cloud' },
	{ name: 'Asia Pacific (Singapore)', domain: 'apse1.pure.cloud' },
	{ name: 'Asia Pacific (Sydney)', domain: 'mypurecloud.com.au' },
	{ name: 'Asia Pacific (Tokyo)', domain: 'mypurecloud.jp' },
	{ name: 'EMEA (Dublin)', domain: 'mypurecloud.ie' },
	{ name: 'EMEA (EU Sovereign Cloud, Germany)', domain: 'edee1.eusc-pure.cloud' },
	{ name: 'EMEA (Frankfurt)', domain: 'mypurecloud.de' },
	{ name: 'EMEA (London)', domain: 'euw2.pure.cloud' },
	{ name: 'EMEA (UAE)', domain: 'mec1.pure.cloud' },
	{ name: 'EMEA (Zurich)', domain: 'euc2.pure.cloud' },
];

export const CUSTOM_REGION = 'custom'; // Value of the credential's region field for a custom domain.

/** Stricter than the URL parser, which accepts characters that would break the panel's Content-Security-Policy. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\])$/;

/** An organization's origins, without a trailing slash. `isOwnOrigin`: a simulator or gateway. */
export type GenesysOrigins = { api: string; login: string; isOwnOrigin: boolean };

/** @param customDomain a domain (or `https://apps.mypurecloud.de/`), or your own origin @throws InvalidInputError if it's invalid or the region is unknown */
export function resolveOrigins(region: string, customDomain = ''): GenesysOrigins {
	if (region !== CUSTOM_REGION) {
		if (REGIONS.some(({ domain }) => domain === region)) return originsOfDomain(region);
		throw new InvalidInputError('Region', '"Region" is empty or isn\'t a Genesys Cloud region', 'Choose a region in the credential, or choose Custom and enter its domain.');
	}
	const typed = customDomain.trim();
	const advice = 'Enter a domain such as mypurecloud.de, or an origin such as http://localhost:4010, in the credential.';
	const refusal = (problem: string) => new InvalidInputError('Custom Domain', problem, advice);
	if (typed === '') throw refusal('The region is set to Custom, but Custom Domain is empty');
	const scheme = /^(?:localhost|127\.|\[::1\])/i.test(typed) ? 'http' : 'https';
	const address = /^https?:\/\//i.test(typed) ? typed : `${scheme}://${typed}`;
	const { hostname = '', port = '', protocol = '', origin = '' }: Partial<URL> = URL.canParse(address) ? new URL(address) : {};
	const isNamed = hostname.includes('.');
	if (!HOST.test(hostname)) throw refusal(`Custom Domain "${typed}" isn't a domain`);
	if (!isNamed && !isLoopback(hostname) && port === '' && protocol !== 'http:') throw refusal(`Custom Domain "${typed}" isn't a domain`);
	// No region has a port, a name without a dot (such as a container's), or an IP address.
	const isOwnOrigin = port !== '' || isLoopback(hostname) || !isNamed || /^[\d.]+$/.test(hostname);
	if (isOwnOrigin) return { api: origin, login: origin, isOwnOrigin };
	return originsOfDomain(hostname.replace(/^(?:apps|api|login)\./, ''));
}

function originsOfDomain(domain: string): GenesysOrigins {
	return { api: `https://api.${domain}`, login: `https://login.${domain}`, isOwnOrigin: false };
}
