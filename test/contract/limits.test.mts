import { contract, refusalOf } from './support/genesys.mts';

const genesys = contract();

test('429 after so many calls a minute with one token, with the seconds to wait', async () => {
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 3 });
	await genesys.login();
	for (let call = 0; call < 3; call++) await genesys.tokens.getTokensMe();
	expect(await refusalOf(genesys.tokens.getTokensMe())).toMatchObject({
		status: 429,
		code: 'too.many.requests',
		message: expect.stringMatching(/^Rate limit exceeded the maximum\. Retry the request in \[\d+\] seconds$/),
	});
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 0 });
});

test('Retry-After is a header in whole seconds', async () => {
	await genesys.control('POST', 'faults', { kind: 'rateLimit', retryAfterSeconds: 7 });
	const response = await fetch(`${genesys.url}/api/v2/tokens/me`, { headers: { authorization: 'Bearer x' } });
	expect(response.status).toBe(429);
	expect(response.headers.get('retry-after')).toBe('7');
});

test.each([500, 502, 503, 504])('%i passes, and the next call is fine', async (status) => {
	await genesys.control('POST', 'faults', { kind: 'serverError', status });
	expect(await refusalOf(genesys.tokens.getTokensMe())).toMatchObject({ status });
	expect(await genesys.tokens.getTokensMe()).toHaveProperty('OAuthClient');
});

test('an edge server may answer with a web page', async () => {
	await genesys.control('POST', 'faults', { kind: 'html', status: 502 });
	const response = await fetch(`${genesys.url}/api/v2/tokens/me`, { headers: { authorization: 'Bearer x' } });
	expect(response.status).toBe(502);
	expect(response.headers.get('content-type')).toContain('text/html');
	expect(await response.text()).toContain('<html');
});
