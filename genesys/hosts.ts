/** Names that exist only inside a network (RFC 6762, RFC 8375, and convention). */
const PRIVATE_NAME = /\.(?:local|internal|lan|home\.arpa|localdomain)$/;

/**
 * This host (RFC 1122), RFC 1918, carrier-grade NAT (6598), link-local (3927), protocol assignments (6890), benchmarks (2544), multicast
 * and reserved addresses (1112), and the address of Azure's platform on its virtual machines.
 */
const PRIVATE_IPV4 =
	/^(?:0\.|10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|192\.0\.0\.|198\.1[89]\.|168\.63\.129\.16$|2(?:2[4-9]|[345]\d)\.)/;

/**
 * Unspecified, loopback, link-local, multicast, and deprecated IPv4-compatible addresses (RFC 4291), unique local (4193),
 * site-local (3879), and addresses that tunnels or translators unpack: local NAT64 (8215), 6to4 (3056), Teredo (4380).
 */
const PRIVATE_IPV6 = /^(?:::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})?)?$|f[cdf]|fe[89a-f]|64:ff9b:1:|2002:|2001:0?:)/;
/** An IPv4 address mapped to IPv6 (RFC 4291, 2.5.5.2; RFC 2765) or translated (RFC 6052). */
const EMBEDDED_IPV4 = /^(?:::ffff:(?:0:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.');
}

/** Whether only this machine or its network can reach a host. Doesn't resolve names. @param hostname from the WHATWG URL parser */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/(?<!\.)\.+$/, '');
	if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.test(host);
	if (!host.startsWith('[')) return isLoopback(host) || PRIVATE_NAME.test(host) || !host.includes('.');
	const address = host.slice(1, -1);
	const [, ...embedded] = EMBEDDED_IPV4.exec(address) ?? [];
	const bytes = embedded.map((part) => parseInt(part, 16)).flatMap((part) => [part >> 8, part & 255]);
	return PRIVATE_IPV6.test(address) || PRIVATE_IPV4.test(bytes.join('.'));
}
