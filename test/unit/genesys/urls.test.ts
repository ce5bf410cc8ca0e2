import { asLink, asWebUrl, isPlaceholder, unreachableReason } from '../../../genesys/urls';

describe('a web URL', () => {
	it.each(['https://example.org/a.png?b=c#d', 'http://example.org', 'HTTPS://EXAMPLE.ORG/'])('stays unchanged: %s', (url) => {
		expect(asWebUrl(url)).toBe(url);
		expect(asLink(` ${url}\n`)).toBe(url);
	});

	it.each(['tel:+4930123456', 'mailto:ada@example.org', 'myapp://orders/4711', '/orders', 'example.org'])('is not %s, which is a link', (url) => {
		expect(asWebUrl(url)).toBeUndefined();
		expect(asLink(url)).toBe(url);
	});

	it.each([
		'javascript:alert(1)',
		'JavaScript:alert(1)',
		' java\tscr\nipt:alert(1)',
		'\u0001javascript:alert(1)',
		'vbscript:x',
		'data:text/html;base64,AAAA',
		'blob:https://example.org/1',
		'file:///etc/passwd',
		'view-source:https://example.org',
		'about:blank',
		'',
		' ',
		undefined,
		{},
	])('is not %j, which is omitted', (url) => {
		expect(asWebUrl(url)).toBeUndefined();
		expect(asLink(url)).toBeUndefined();
	});
});

describe('a URL that Genesys Cloud can deliver to', () => {
	it.each([
		'https://n8n.example.org/webhook/1',
		'https://n8n.example.org:443/webhook/1',
		'https://8.8.8.8/webhook/1',
		'https://[2001:db8::1]/webhook/1',
		'https://172.32.0.1/webhook/1',
		'https://local.example.org/',
	])('%s', (url) => {
		expect(unreachableReason(url)).toBeUndefined();
	});
});

describe('a URL that Genesys Cloud cannot deliver to is reported with the reason', () => {
	it.each([
		['', "it isn't an HTTP or HTTPS URL"],
		['n8n.example.org/webhook', "it isn't an HTTP or HTTPS URL"],
		['http://localhost:5678/webhook/1', "it's on this machine"],
		['https://127.0.0.1/webhook/1', "it's on this machine"],
		['http://[::1]:5678/', "it's on this machine"],
		['https://10.0.0.5/', "it's inside your own network"],
		['https://192.168.1.5/', "it's inside your own network"],
		['https://172.16.0.1/', "it's inside your own network"],
		['https://172.31.255.1/', "it's inside your own network"],
		['https://169.254.1.1/', "it's inside your own network"],
		['https://[fd00::1]/', "it's inside your own network"],
		['https://[fe80::1]/', "it's inside your own network"],
		['https://n8n/webhook/1', "it's inside your own network"],
		['https://n8n.local/', "it's inside your own network"],
		['https://n8n.corp.internal/', "it's inside your own network"],
		['http://n8n.example.org/', "it doesn't use HTTPS"],
		['https://n8n.example.org:8443/', 'Genesys Cloud uses only port 443, not 8443'],
	])('%j: %s', (url, reason) => {
		expect(unreachableReason(url)).toBe(reason);
	});
});

// One address an integration: elsewhere a test run stole the production webhook.
describe('an integration\'s existing URL', () => {
	it.each([
		'https://example.com',
		'https://placeholder.example.org/x',
		'https://x.invalid/',
		'https://my.test/',
		'https://foo.example/',
	])('is replaced if it is the placeholder %s', (url) => {
		expect(isPlaceholder(url)).toBe(true);
	});

	it.each([
		'https://n8n.company.io/webhook/1',
		'https://myexample.com/',
		'https://example.com.company.io/',
		'https://test.company.io/',
		'',
		'no address',
	])('is kept if it is %j', (url) => {
		expect(isPlaceholder(url)).toBe(false);
	});
});
