import { isLoopback } from '../../../genesys/hosts';
import { REGIONS, resolveOrigins } from '../../../genesys/regions';

const frankfurt = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };

describe('the list of regions', () => {
	it('has all 18 regions once', () => {
		expect(REGIONS.map(({ domain }) => domain).sort()).toEqual([
			'apne2.pure.cloud',
			'apne3.pure.cloud',
			'aps1.pure.cloud',
			'apse1.pure.cloud',
			'cac1.pure.cloud',
			'edee1.eusc-pure.cloud',
			'euc2.pure.cloud',
			'euw2.pure.cloud',
			'mec1.pure.cloud',
			'mxc1.pure.cloud',
			'mypurecloud.com',
			'mypurecloud.com.au',
			'mypurecloud.de',
			'mypurecloud.ie',
			'mypurecloud.jp',
			'sae1.pure.cloud',
			'use2.us-gov-pure.cloud',
			'usw2.pure.cloud',
		]);
		expect(new Set(REGIONS.map(({ name }) => name)).size).toBe(18);
	});

	it.each(REGIONS)('has API and login hosts for $name', ({ domain }) => {
		expect(resolveOrigins(domain)).toEqual({
			api: `https://api.${domain}`,
			login: `https://login.${domain}`,
			isOwnOrigin: false,
		});
	});

	it('ignores Custom Domain for a selected region', () => {
		expect(resolveOrigins('mypurecloud.de', 'http://localhost:4010')).toEqual(frankfurt);
	});
});

describe('a custom domain, as users copy it', () => {
	it.each([
		'mypurecloud.de',
		'  mypurecloud.de  ',
		'MyPureCloud.DE',
		'mypurecloud.de/',
		'https://mypurecloud.de',
		'HTTPS://mypurecloud.de/',
		'apps.mypurecloud.de',
		'api.mypurecloud.de',
		'login.mypurecloud.de',
		'https://apps.mypurecloud.de/directory/#/admin/integrations?x=1',
		'https://login.mypurecloud.de:443/',
	])('%j resolves to Frankfurt', (typed) => {
		expect(resolveOrigins('custom', typed)).toEqual(frankfurt);
	});

	it('loses only a complete first label', () => {
		expect(resolveOrigins('custom', 'loginhost.example.org').api).toBe('https://api.loginhost.example.org');
	});
});

describe('your own origin, such as a simulator', () => {
	it.each([
		['http://localhost:4010', 'http://localhost:4010'],
		['http://localhost:4010/', 'http://localhost:4010'],
		['localhost:4010', 'http://localhost:4010'],
		['localhost', 'http://localhost'],
		['127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['[::1]:4010', 'http://[::1]:4010'],
		['https://genesys.test:8443/api', 'https://genesys.test:8443'],
		['http://simulator', 'http://simulator'],
		['http://10.0.0.7', 'http://10.0.0.7'],
		['http://simulator:4010', 'http://simulator:4010'],
		['simulator:4010', 'https://simulator:4010'],
	])('%j serves API and login on %j', (typed, origin) => {
		expect(resolveOrigins('custom', typed)).toEqual({ api: origin, login: origin, isOwnOrigin: true });
	});
});

describe('an invalid custom domain', () => {
	it.each(['', '   '])('%j is reported as empty', (typed) => {
		expect(() => resolveOrigins('custom', typed)).toThrow('Custom Domain is empty');
	});

	it('is reported as empty if it is missing', () => {
		expect(() => resolveOrigins('custom')).toThrow('Custom Domain is empty');
	});

	it.each(['frankfurt', 'my pure cloud', 'https://', '://x', 'a.de;sandbox', 'a.de,b.de', "a.de'none'", '*.de', 'http://a;b:4010'])(
		'%j is said to be no domain, with an example',
		(typed) => {
			expect(() => resolveOrigins('custom', typed)).toThrow(
				expect.objectContaining({
					code: 'invalid.input',
					parameter: 'Custom Domain',
					message: `Custom Domain "${typed}" isn't a domain`,
					advice: expect.stringContaining('mypurecloud.de'),
				}),
			);
		},
	);
});

it.each(['', 'frankfurt', 'a.de; script-src *', 'a.de\r\nX: y', 'a.de/api', '*.de'])('the region %j is rejected', (region) => {
	expect(() => resolveOrigins(region)).toThrow(expect.objectContaining({ code: 'invalid.input', parameter: 'Region' }));
});

describe('isLoopback', () => {
	it.each(['localhost', 'n8n.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('is true for %s', (host) => {
		expect(isLoopback(host)).toBe(true);
	});

	it.each(['localhost.example.com', '128.0.0.1', 'mylocalhost', 'n8n.example.com'])('is false for %s', (host) => {
		expect(isLoopback(host)).toBe(false);
	});
});
