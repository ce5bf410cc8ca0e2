import { createHash, randomBytes } from 'node:crypto';
import platformClient from 'purecloud-platform-client-v2';
import { SCOPES } from '../../genesys/oauth/scopes.ts';
import { scopesFor } from '../../simulator/oauth/scopes.mts';
import { contract, refusalOf } from './support/genesys.mts';

/** The authorize page, its codes and refresh tokens, and what a user's token may do. */

const genesys = contract({ rateLimitPerMinute: 0 });
const { instance } = platformClient.ApiClient;

const CLIENT = 'code client';
const SECRET = 'its secret';
const BACK = 'https://n8n.example.com/rest/oauth2-credential/callback';
const VERIFIER = randomBytes(48).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

beforeEach(async () => {
	await genesys.control('PATCH', 'settings', { unregisteredScope: 'refused', refreshTokenWithoutSecret: true, authorizationCodeSeconds: 300, refreshTokenSeconds: 3600 });
	await genesys.control('POST', 'clients', { clientId: CLIENT, clientSecret: SECRET, redirectUris: [BACK], scopes: ['routing:readonly', 'messaging', 'user-basic-info'] });
	await genesys.control('PATCH', 'users/Agent One', { permissions: 'all' });
});

const REQUEST = { client_id: CLIENT, redirect_uri: BACK, response_type: 'code', state: 'a state & more', code_challenge: CHALLENGE, code_challenge_method: 'S256', scope: 'routing:readonly messaging user-basic-info' };

/** The page for a request, without following its redirect. */
async function open(changes: Record<string, string | undefined> = {}): Promise<Response> {
	const query = new URLSearchParams(JSON.parse(JSON.stringify({ ...REQUEST, ...changes })) as Record<string, string>);
	return await fetch(`${genesys.url}/oauth/authorize?${query}`, { redirect: 'manual' });
}

/** Completes the page as a user does; returns the redirect URL. */
async function decide(decision: 'allow' | 'deny', changes: Record<string, string | undefined> = {}, name = 'Agent One'): Promise<URL> {
	const html = await (await open(changes)).text();
	const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
	const unescape = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
	const form = new URLSearchParams(hidden.map(([, key, value]): [string, string] => [unescape(key), unescape(value)]));
	form.set('user', new RegExp(`value="([^"]+)"[^>]*> ${name} `).exec(html)?.[1] ?? '');
	form.set('decision', decision);
	const response = await fetch(`${genesys.url}/oauth/authorize`, { method: 'POST', body: form, redirect: 'manual' });
	expect(response.status).toBe(302);
	return new URL(response.headers.get('location') ?? '');
}

const code = async (changes = {}) => (await decide('allow', changes)).searchParams.get('code') ?? '';

async function token(form: Record<string, string>, secret = ''): Promise<{ status: number; [key: string]: unknown }> {
	const headers: Record<string, string> = secret === '' ? {} : { authorization: `Basic ${btoa(`${CLIENT}:${secret}`)}` };
	const response = await fetch(`${genesys.url}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
	return { status: response.status, ...((await response.json()) as object) };
}

const exchange = async (value: string, verifier = VERIFIER) =>
	await token({ grant_type: 'authorization_code', code: value, code_verifier: verifier, client_id: CLIENT, redirect_uri: BACK });
const refresh = async (refreshToken: unknown) => await token({ grant_type: 'refresh_token', refresh_token: String(refreshToken), client_id: CLIENT });

describe('the authorize page', () => {
	test('the authorize page redirects with a code and the unchanged state', async () => {
		const back = await decide('allow');
		expect(back.href.startsWith(`${BACK}?`)).toBe(true);
		expect(Object.fromEntries(back.searchParams)).toEqual({ code: expect.any(String) as string, state: 'a state & more' });
	});

	test('the authorize page redirects with access_denied if the user denies', async () => {
		expect(Object.fromEntries((await decide('deny')).searchParams)).toEqual({ error: 'access_denied', state: 'a state & more' });
	});

	test.each([
		['an unknown client', { client_id: 'nobody' }],
		['a client of another grant type', { client_id: 'demo-client' }],
		['an unregistered redirect URI', { redirect_uri: 'https://elsewhere.example.com/callback' }],
		['a redirect URI that only starts like the registered one', { redirect_uri: `${BACK}/more` }],
	])("the authorize page doesn't redirect for %s", async (_case, changes) => {
		const response = await open(changes);
		expect([response.status, response.headers.get('location')]).toEqual([400, null]);
	});

	test.each([
		['unsupported_response_type', { response_type: 'token' }],
		['invalid_request', { code_challenge_method: 'plain' }],
		['invalid_scope', { scope: 'messaging recordings' }],
	])('the authorize page redirects with %s', async (error, changes) => {
		const response = await open(changes);
		expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
	});

	test('the authorize page shows the request as text, whatever it contains', async () => {
		await genesys.control('PATCH', 'settings', { unregisteredScope: 'dropped' });
		const html = await (await open({ state: '"><script>alert(1)</script>' })).text();
		expect(html).not.toContain('<script');
	});
});

describe("a sign-in's authorization code", () => {
	test('a code returns the user’s token to the SDK with PKCE', async () => {
		await instance.authorizePKCEGrant(CLIENT, VERIFIER, await code(), BACK);
		expect((await genesys.routing.getRoutingQueues()).entities).toHaveLength(3);
		expect(await genesys.tokens.getTokensMe()).toMatchObject({ authorizedScope: ['routing:readonly', 'messaging', 'user-basic-info'] });
	});

	test('a code returns a token to the SDK with the secret, and the refresh token returns a new one', async () => {
		const value = await code({ code_challenge: undefined, code_challenge_method: undefined });
		const data: unknown = await instance.loginCodeAuthorizationGrant(CLIENT, SECRET, value, BACK);
		const { refreshToken } = data as { refreshToken: string };
		await genesys.control('POST', 'tokens/revoke', {});
		await instance.refreshCodeAuthorizationGrant(CLIENT, SECRET, refreshToken);
		expect((await genesys.routing.getRoutingQueues()).entities).toHaveLength(3);
	});

	test('a code works once', async () => {
		const value = await code();
		expect(await exchange(value)).toMatchObject({ status: 200 });
		expect(await exchange(value)).toMatchObject({ status: 400, error: 'invalid_grant' });
	});

	test('a code is lost with a wrong verifier, without one, or with another redirect URI', async () => {
		for (const wrong of [{ code_verifier: `${VERIFIER}x` }, { code_verifier: '' }, { redirect_uri: 'https://elsewhere.example.com' }]) {
			const form = { grant_type: 'authorization_code', code: await code(), code_verifier: VERIFIER, client_id: CLIENT, redirect_uri: BACK, ...wrong };
			expect(await token(form)).toMatchObject({ status: 400, error: 'invalid_grant' });
		}
	});

	test('a code without a challenge needs the secret', async () => {
		expect(await exchange(await code({ code_challenge: undefined, code_challenge_method: undefined }))).toMatchObject({ status: 400, error: 'invalid_grant' });
	});

	test('a code expires', async () => {
		await genesys.control('PATCH', 'settings', { authorizationCodeSeconds: 0 });
		expect(await exchange(await code())).toMatchObject({ status: 400, error: 'invalid_grant' });
	});

	test('a code is not accepted with a wrong secret or with the client credentials grant', async () => {
		expect(await token({ grant_type: 'authorization_code', code: await code() }, 'wrong')).toMatchObject({ status: 401, error: 'invalid_client' });
		expect(await token({ grant_type: 'client_credentials' }, SECRET)).toMatchObject({ status: 400, error: 'unauthorized_client' });
	});
});

describe('a refresh token', () => {
	test('a refresh token works once and returns the next one', async () => {
		const first = await exchange(await code());
		const second = await refresh(first.refresh_token);
		expect(second).toMatchObject({ status: 200, access_token: expect.any(String) as string, refresh_token: expect.any(String) as string });
		expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
		expect(await refresh(second.refresh_token)).toMatchObject({ status: 200 });
	});

	test('a refresh token stops working once it is revoked or has expired', async () => {
		const first = await exchange(await code());
		await genesys.control('POST', 'tokens/revoke', { clientId: CLIENT, signIns: true });
		expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
		await genesys.control('PATCH', 'settings', { refreshTokenSeconds: 0 });
		expect(await refresh((await exchange(await code())).refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
	});

	test('a setting disables refresh tokens for clients without a secret', async () => {
		await genesys.control('PATCH', 'settings', { refreshTokenWithoutSecret: false });
		expect(await exchange(await code())).not.toHaveProperty('refresh_token');
	});
});

describe("a user's token", () => {
	test("a user's token is limited to its scopes: reading with :readonly, not writing", async () => {
		await instance.authorizePKCEGrant(CLIENT, VERIFIER, await code(), BACK);
		expect(await refusalOf(genesys.conversations.getConversation('00000000-0000-4000-8000-000000000000'))).toMatchObject({
			status: 403,
			message: 'App not authorized to use scope conversations, conversations:readonly',
		});
		expect(await genesys.conversations.getConversationsMessagingIntegrationsOpen()).toHaveProperty('entities');
	});

	test("a user's token is limited to the user's permissions", async () => {
		await genesys.control('PATCH', 'users/Agent One', { permissions: ['routing:queue:view'] });
		await instance.authorizePKCEGrant(CLIENT, VERIFIER, await code(), BACK);
		expect((await genesys.routing.getRoutingQueues()).entities).toHaveLength(3);
		expect(await refusalOf(genesys.conversations.getConversationsMessagingIntegrationsOpen())).toMatchObject({ status: 403, code: 'missing.permissions' });
	});
});

test("the credential's scopes are exactly those of its calls", () => {
	const reading = Object.keys(SCOPES).filter((scope) => scope.endsWith(':readonly'));
	expect(reading).toEqual(['analytics:readonly', 'groups:readonly', 'users:readonly']);
	expect(scopesFor('post', '/api/v2/analytics/conversations/details/query')).toContain('analytics:readonly');
	expect(scopesFor('get', '/api/v2/users/x')).toContain('users:readonly');
	expect(scopesFor('get', '/api/v2/groups')).toContain('groups:readonly');
	expect(scopesFor('post', '/api/v2/conversations/messages/x/inbound/open/message')).toEqual(['conversations']);
	expect(scopesFor('put', '/api/v2/routing/message/recipients/x')).toEqual(['routing']);
});
