import { accessTo } from '../../../../genesys/openMessaging/downloads';
import { resolveOrigins } from '../../../../genesys/regions';

const frankfurt = resolveOrigins('mypurecloud.de');
const simulator = resolveOrigins('custom', 'http://localhost:4010');

describe('the token goes to', () => {
	it.each([
		['the API', 'https://api.mypurecloud.de/api/v2/downloads/1'],
		['the downloads of the region', 'https://api-downloads.mypurecloud.de/api/v2/downloads/1'],
		['the API behind the web app', 'https://apps.mypurecloud.de/platform/api/v2/downloads/1'],
	])('%s', (_case, url) => {
		expect(accessTo(url, frankfurt)).toEqual({ kind: 'genesys', withToken: true });
	});

	it("the credential's own origin", () => {
		expect(accessTo('http://localhost:4010/api/v2/downloads/1', simulator)).toEqual({ kind: 'genesys', withToken: true });
	});
});

describe('the token does not go to', () => {
	it.each([
		'https://example.org/a.png',
		'http://api.mypurecloud.de/api/v2/downloads/1',
		'https://api.mypurecloud.de:8443/api/v2/downloads/1',
		'https://api.mypurecloud.de.example.org/a.png',
		'https://api-mypurecloud.de/a.png',
		'https://api.mypurecloud.de@example.org/a.png',
		'https://apps.mypurecloud.de/a.png',
		'https://apps.mypurecloud.de/platform/a.png',
		'https://apps.mypurecloud.de/platform/api/../a.png',
		'https://apps.mypurecloud.de/a/platform/api/v2/downloads/1',
		'http://apps.mypurecloud.de/platform/api/v2/downloads/1',
		'https://api-downloads.mypurecloud.ie/api/v2/downloads/1',
	])('%s', (url) => {
		expect(accessTo(url, frankfurt)).toEqual({ kind: 'elsewhere' });
	});

	it('another region than the credential\'s, or from a simulator', () => {
		expect(accessTo('https://api.mypurecloud.de/a', simulator)).toEqual({ kind: 'elsewhere' });
	});

	it.each([
		'?Expires=1790000000&Signature=abc~d_&Key-Pair-Id=K1',
		'?Policy=e30_&Signature=abc&Key-Pair-Id=K1',
		'?AWSAccessKeyId=A&Expires=1&Signature=abc',
		'?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=abc',
		'?x-amz-signature=abc',
		'?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=abc',
		'?sv=2024-01-01&se=2027&sp=r&sig=abc',
	])('a signed URL of Genesys Cloud: %s', (query) => {
		const signed = { kind: 'genesys', withToken: false };
		expect(accessTo(`https://api-downloads.mypurecloud.de/f/1${query}`, frankfurt)).toEqual(signed);
		expect(accessTo(`http://localhost:4010/simulator/storage/1${query}`, simulator)).toEqual(signed);
	});

	it.each(['?contentDisposition=inline', '?issueRedirect=true&design=1', '#Signature=abc'])('unless it is not signed: %s', (rest) => {
		expect(accessTo(`https://api.mypurecloud.de/api/v2/downloads/1${rest}`, frankfurt)).toEqual({ kind: 'genesys', withToken: true });
	});
});

describe('a rejected URL is', () => {
	it.each([
		['http://localhost:5678/rest/login', 'its host is inside a private network'],
		['http://169.254.169.254/latest/meta-data/', 'its host is inside a private network'],
		['https://192.168.1.5/a.png', 'its host is inside a private network'],
		['file:///etc/passwd', "its URL doesn't start with http:// or https://"],
		['data:image/png;base64,AAAA', "its URL doesn't start with http:// or https://"],
		['photo.png', "its URL isn't valid"],
	])('%s: %s', (url, reason) => {
		expect(accessTo(url, frankfurt)).toEqual({ kind: 'refused', reason });
	});

	it('on another port of the simulator\'s machine', () => {
		expect(accessTo('http://localhost:4011/a', simulator)).toMatchObject({ kind: 'refused' });
	});
});
