import { InvalidInputError } from './errors';

/** A Genesys Cloud region as an administrator knows it. */
export interface Region {
	/** The label in the credential. */
	name: string;
	/** The region's domain: API on `api.<domain>`, login on `login.<domain>`, web app on `apps.<domain>`. */
	domain: string;
}

/** All regions of Genesys Cloud (source: the platform SDK's PureCloudRegionHosts). */
export const REGIONS: readonly Region[] = [
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

/** Value of the credential's region field for a domain that is typed in. */
export const CUSTOM_REGION = 'custom';

/** The two origins of a Genesys Cloud organization, without a trailing slash. */
export interface GenesysOrigins {
	api: string;
	login: string;
	/** True for an origin typed in with its scheme: a simulator or a gateway, not Genesys' own hosts. */
	isOwnOrigin: boolean;
}

/**
 * Origins for the credential's `region` and `customDomain`.
 *
 * A custom value may be a domain in one of the forms people copy (`mypurecloud.de`,
 * `https://apps.mypurecloud.de/`, `login.mypurecloud.de`), or an origin (`http://localhost:4010`), on which API and
 * login both live: one with a port, on this machine, a name without a dot or an address in numbers.
 *
 * @throws InvalidInputError when the custom domain is missing or cannot be read
 */
export function resolveOrigins(region: string, customDomain = ''): GenesysOrigins {
	if (region !== CUSTOM_REGION) return originsOfDomain(region);

	const typed = customDomain.trim();
	if (typed === '') {
		throw new InvalidInputError(FIELD, `The region is set to Custom, but ${FIELD} is empty`, EXAMPLES);
	}
	const url = parseTyped(typed);
	const isOwnOrigin = url.port !== '' || isLoopback(url.hostname) || isNoDomain(url.hostname);
	if (isOwnOrigin) return { api: url.origin, login: url.origin, isOwnOrigin };
	return originsOfDomain(url.hostname.replace(/^(?:apps|api|login)\./, ''));
}

/** A name without a dot (a container's, say) or an address in numbers: no region has such a one. */
function isNoDomain(hostname: string): boolean {
	return !hostname.includes('.') || /^[\d.]+$/.test(hostname);
}

/** Is this a name or address of the machine itself? */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.');
}

function originsOfDomain(domain: string): GenesysOrigins {
	return { api: `https://api.${domain}`, login: `https://login.${domain}`, isOwnOrigin: false };
}

function parseTyped(typed: string): URL {
	const hasScheme = /^https?:\/\//i.test(typed);
	const isLocal = /^(?:localhost|127\.|\[::1\])/i.test(typed);
	try {
		const url = new URL(hasScheme ? typed : `${isLocal ? 'http' : 'https'}://${typed}`);
		if (isLoopback(url.hostname) || url.hostname.includes('.') || url.port !== '' || url.protocol === 'http:') return url;
	} catch {
		// Said below, in the same words for everything that is not a domain.
	}
	throw new InvalidInputError(FIELD, `${FIELD} "${typed}" is not a domain`, EXAMPLES);
}

const FIELD = 'Custom Domain';
const EXAMPLES = 'Enter a domain such as mypurecloud.de, or an origin such as http://localhost:4010, in the credential.';
