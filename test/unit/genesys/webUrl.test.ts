import { asLink, asWebUrl } from '../../../genesys/webUrl';

describe('a URL of the web', () => {
	it.each(['https://example.org/a.png?b=c#d', 'http://example.org', 'HTTPS://EXAMPLE.ORG/'])('is %s, as it came', (url) => {
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
	])('%j is neither, and is left out', (url) => {
		expect(asWebUrl(url)).toBeUndefined();
		expect(asLink(url)).toBeUndefined();
	});
});
