import { fetchToken } from '../../demo/simulator.mts';
import { contract, refusalOf } from './support/genesys.mts';

const genesys = contract();

test('too many calls per minute with one token return 429 with the seconds to wait', async () => {
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

test.each([500, 502, 503, 504])('a %i passes, and the next call succeeds', async (status) => {
	await genesys.control('POST', 'faults', { kind: 'serverError', status });
	expect(await refusalOf(genesys.tokens.getTokensMe())).toMatchObject({ status });
	expect(await genesys.tokens.getTokensMe()).toHaveProperty('OAuthClient');
});

test('an edge server may answer with an HTML page', async () => {
	await genesys.control('POST', 'faults', { kind: 'html', status: 502 });
	const response = await fetch(`${genesys.url}/api/v2/tokens/me`, { headers: { authorization: 'Bearer x' } });
	expect(response.status).toBe(502);
	expect(response.headers.get('content-type')).toContain('text/html');
	expect(await response.text()).toContain('<html');
});

test('a response breaks off halfway even though the call was carried out', async () => {
	await genesys.control('POST', 'faults', { kind: 'halfAnswer' });
	const response = await fetch(`${genesys.url}/api/v2/conversations/messaging/supportedcontent`, {
		method: 'POST',
		headers: { authorization: `Bearer ${await fetchToken(genesys.url)}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: 'Half answered', mediaTypes: { allow: { inbound: [], outbound: [] } } }),
	});
	await expect(response.text()).rejects.toThrow();
	const { entities } = await genesys.conversations.getConversationsMessagingSupportedcontent();
	expect(entities?.map(({ name }) => name)).toContain('Half answered');
});

test('an invalid body arrives with the JSON content type', async () => {
	await genesys.control('POST', 'faults', { kind: 'garbage' });
	const response = await fetch(`${genesys.url}/api/v2/tokens/me`, { headers: { authorization: 'Bearer x' } });
	expect(response.headers.get('content-type')).toContain('application/json');
	await expect(response.json()).rejects.toThrow('is not valid JSON');
});
