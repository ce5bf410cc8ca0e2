import type { GenesysOrigins } from '../regions';

/** Origins where Genesys Cloud shows the panel. */
export function desktopHosts({ api, isOwnOrigin }: GenesysOrigins): string[] {
	if (isOwnOrigin) return [api];
	const domain = api.replace('https://api.', '');
	return [`https://apps.${domain}`, `https://*.${domain}`];
}

/** The page loads no other resources, calls only n8n and Genesys Cloud, and can be framed only by Genesys Cloud. */
export function panelHeaders(origins: GenesysOrigins, nonce: string): Record<string, string> {
	const ofGenesys = [...new Set([origins.api, origins.login])].join(' ');
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		`connect-src 'self' ${ofGenesys}`,
		// The page signs in through a hidden frame.
		`frame-src 'self' ${origins.login}`,
		`frame-ancestors 'self' ${desktopHosts(origins).join(' ')}`,
		"base-uri 'none'",
		"form-action 'none'",
	];
	return {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': policy.join('; '),
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'no-referrer',
		'Cache-Control': 'no-store',
	};
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Inserts the nonce and the configuration, as JSON in an attribute, into the page. @param now milliseconds since 1970 */
export function panelDocument(document: string, { clientId, origins }: { clientId: string; origins: GenesysOrigins }, nonce: string, now: number): string {
	const config = JSON.stringify({ clientId, apiOrigin: origins.api, loginOrigin: origins.login, now });
	return document.replaceAll('__NONCE__', () => nonce).replaceAll('__CONFIG__', () => config.replace(/[&<>"']/g, (sign) => ENTITIES[sign]));
}
