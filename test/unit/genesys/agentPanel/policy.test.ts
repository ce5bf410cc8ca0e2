import { panelDocument, panelHeaders } from '../../../../genesys/agentPanel/policy';
import { panelClient } from '../../../../genesys/agentPanel/panel';
import { REGIONS, resolveOrigins } from '../../../../genesys/regions';

const directives = (region: string, custom = '') => {
	const policy = panelHeaders(resolveOrigins(region, custom), 'AbC+/=')['Content-Security-Policy'];
	return Object.fromEntries(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));
};

it('allows calls only to n8n and the region, and framing only by the region', () => {
	expect(directives('mypurecloud.de')).toEqual({
		'default-src': ["'none'"],
		'script-src': ["'nonce-AbC+/='"],
		'style-src': ["'nonce-AbC+/='"],
		'connect-src': ["'self'", 'https://api.mypurecloud.de', 'https://login.mypurecloud.de'],
		'frame-src': ["'self'", 'https://login.mypurecloud.de'],
		'frame-ancestors': ["'self'", 'https://apps.mypurecloud.de', 'https://*.mypurecloud.de'],
		'base-uri': ["'none'"],
		'form-action': ["'none'"],
	});
});

it('uses the single origin of a simulator for all directives', () => {
	expect(directives('custom', 'http://localhost:4010')).toMatchObject({ 'connect-src': ["'self'", 'http://localhost:4010'], 'frame-ancestors': ["'self'", 'http://localhost:4010'] });
});

it.each(REGIONS.map(({ domain }) => domain))('lists the hosts of %s', (domain) => {
	expect(directives(domain)['frame-ancestors']).toEqual(["'self'", `https://apps.${domain}`, `https://*.${domain}`]);
});

it('inserts the nonce and the escaped configuration into the page', () => {
	const origins = resolveOrigins('mypurecloud.de');
	const page = panelDocument('<meta content="__CONFIG__"><script nonce="__NONCE__"></script><style nonce="__NONCE__">', { clientId: `"'><&$&`, origins }, '$&', 5);
	expect(page).toBe('<meta content="{&quot;clientId&quot;:&quot;\\&quot;&#39;&gt;&lt;&amp;$&amp;&quot;,&quot;apiOrigin&quot;:&quot;https://api.mypurecloud.de&quot;,&quot;loginOrigin&quot;:&quot;https://login.mypurecloud.de&quot;,&quot;now&quot;:5}"><script nonce="$&"></script><style nonce="$&">');
});

const [CLIENT, ORGANIZATION] = ['7D1F6A52-3c9e-4b0d-8a75-2e4c1f9b6d30', '3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e'];

it('trims IDs and converts them to lowercase', () => {
	expect(panelClient('mypurecloud.de', '', ` ${CLIENT}\n`, ORGANIZATION)).toMatchObject({ clientId: CLIENT.toLowerCase(), organizationId: ORGANIZATION });
});

it.each([
	['', ORGANIZATION, /Client ID is empty/],
	['my-client', ORGANIZATION, /Client ID isn't a Genesys Cloud ID/],
	[CLIENT, '', /Organization ID is empty/],
	[CLIENT, 'Acme', /Organization ID isn't a Genesys Cloud ID/],
	[CLIENT, CLIENT.toLowerCase(), /are the same/],
])('explains what is wrong with the IDs %j and %j', (client, organization, words) => {
	expect(() => panelClient('mypurecloud.de', '', client, organization)).toThrow(words);
});
