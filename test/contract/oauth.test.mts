import { contract, refusalOf } from './support/genesys.mts';

const genesys = contract({ rateLimitPerMinute: 0 });
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('the login', () => {
	test('the login returns a token for client ID and secret, and the token identifies its client', async () => {
		const { OAuthClient: client, organization } = await genesys.tokens.getTokensMe();
		expect(client).toMatchObject({ id: 'demo-client' });
		expect(organization?.id).toEqual(expect.any(String));
	});

	test('the login distinguishes an unknown client from a wrong secret', async () => {
		expect(await refusalOf(genesys.login('nobody'))).toEqual({
			status: 400,
			error: 'invalid_client',
			description: 'client not found',
			error_description: 'client not found',
		});
		expect(await refusalOf(genesys.login('demo-client', 'wrong'))).toEqual({
			status: 401,
			error: 'invalid_client',
			description: 'authentication failed',
			error_description: 'authentication failed',
		});
	});
});

describe('401 responses', () => {
	test.each(['credentials.expired', 'bad.credentials'])('%s is returned for a token that Genesys Cloud no longer accepts', async (code) => {
		await genesys.control('POST', 'tokens/revoke', { as: code });
		expect(await refusalOf(genesys.tokens.getTokensMe())).toMatchObject({
			status: 401,
			code,
			contextId: expect.any(String),
		});
		await genesys.login();
		expect(await genesys.tokens.getTokensMe()).toHaveProperty('OAuthClient');
	});

	test('authentication.required is returned without a token', async () => {
		const response = await fetch(`${genesys.url}/api/v2/tokens/me`);
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ code: 'authentication.required' });
	});

	test('a token that was logged out gets a 401', async () => {
		await genesys.tokens.deleteTokensMe();
		expect(await refusalOf(genesys.tokens.getTokensMe())).toMatchObject({ status: 401 });
	});
});

describe('403 responses', () => {
	test("a 403 names the missing permission in Genesys Cloud's wording", async () => {
		await genesys.loginWith('routing:queue:view');
		const refusal = await refusalOf(genesys.conversations.getConversationsMessagingIntegrationsOpen());
		expect(refusal).toMatchObject({
			status: 403,
			code: 'missing.permissions',
			message:
				'Unable to perform the requested action. You are missing the following permission(s): messaging:integration:view',
			contextId: expect.any(String),
		});
		expect((await genesys.routing.getRoutingQueues()).entities).toHaveLength(3);
	});

	test('a 403 names all permissions if any one of them is enough', async () => {
		await genesys.loginWith('routing:queue:view');
		expect(await refusalOf(genesys.conversations.getConversationsMessageDetails(NOBODY))).toMatchObject({
			status: 403,
			code: 'missing.any.permissions',
			message:
				'Unable to perform the requested action. You must have at least one of the following permissions assigned: ' +
				'conversation:message:view, conversation:webmessaging:view',
		});
	});

	const { conversations, analytics, users } = genesys;
	const interval = '2000-01-01T00:00:00.000Z/2000-01-01T01:00:00.000Z';
	const change = { name: 'x' };
	const disconnect = { state: 'disconnected', startTime: '', participants: [] };
	const message = { channel: { from: { id: 'a', idType: 'Opaque' }, time: new Date().toISOString() }, text: 'Hi' };

	/** The role that the documentation requires, and the call that each permission is for. */
	test.each<[string, () => Promise<unknown>]>([
		['messaging:integration:view', () => conversations.getConversationsMessagingIntegrationsOpenIntegrationId(NOBODY)],
		[
			'messaging:integration:edit',
			() => conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(NOBODY, change),
		],
		['conversation:message:receive', () => conversations.postConversationsMessageInboundOpenMessage(NOBODY, message)],
		['conversation:communication:view', () => conversations.getConversation(NOBODY)],
		['conversation:communication:disconnect', () => conversations.patchConversationsMessage(NOBODY, disconnect)],
		['analytics:conversationDetail:view', () => analytics.postAnalyticsConversationsDetailsQuery({ interval })],
		['directory:user:view', () => users.getUser(NOBODY)],
	])('a 403 takes precedence over a 404: without %s, no client learns what exists', async (permission, call) => {
		await genesys.loginWith('routing:queue:view');
		const refusal = await refusalOf(call());
		expect(refusal.status).toBe(403);
		expect(refusal.message).toContain(permission);
		await genesys.loginWith(permission);
		const answer = await call().catch((body: { status?: number }) => body);
		expect(answer).not.toMatchObject({ status: 403 });
	});
});
