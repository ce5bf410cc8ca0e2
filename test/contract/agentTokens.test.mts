import platformClient, { type Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newIntegration, startConversation, type Sent } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

/** What an agent's token identifies and allows: the conversations that the agent may see, and the agent's own messages. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: 'Please wait.' });
const { conversations, tokens, users } = genesys;
const { instance } = platformClient.ApiClient;

const CLIENT = 'b2222222-2222-4222-8222-222222222222';
const SCOPES = ['conversations', 'user-basic-info'];
const ROLE = ['conversation:message:create', 'conversation:message:view'];
const FOREIGN = { id: 'c3333333-3333-4333-8333-333333333333', name: 'Another organization' };

let chat: Sent;
let webhook: Webhook;

/** Uses a token of this user from now on. */
async function signIn(user: string, options: { scopes?: string[]; lifetimeSeconds?: number; clientId?: string } = {}): Promise<void> {
	const answer = await genesys.control<{ access_token: string }>('POST', 'tokens', { clientId: CLIENT, user, ...options });
	instance.setAccessToken(answer.access_token);
}

beforeAll(async () => {
	webhook = await startWebhook();
});
afterAll(async () => await webhook.close());

/** A conversation with the first agent. The first and second agents have only the agent role; the third one may see everything. */
beforeEach(async () => {
	await genesys.control('POST', 'clients', { clientId: CLIENT, clientSecret: 'its secret', redirectUris: ['https://n8n.acme.io/webhook/1/panel'], scopes: SCOPES });
	await genesys.control('PATCH', 'users/Agent One', { permissions: ROLE });
	await genesys.control('PATCH', 'users/Agent Two', { permissions: ROLE });
	await genesys.control('PATCH', 'users/Agent Three', { permissions: ['conversation:communication:view'], divisions: 'all' });
	const integrationId = await newIntegration(genesys, { outboundNotificationWebhookUrl: webhook.url });
	chat = await startConversation(genesys, { integrationId, text: 'My cup is broken' });
	const agents = (await users.getUsers()).entities ?? [];
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`, { agentId: agents.find(({ name }) => name === 'Agent One')?.id });
});

const STATUSES = async () =>
	await Promise.all(
		[conversations.getConversation(chat.conversationId), conversations.getConversationsMessage(chat.conversationId)].map(
			async (call: Promise<unknown>) => await call.then(() => 200, ({ status }: { status: number }) => status),
		),
	);

describe("an agent's token", () => {
	test("an agent's token identifies the organization, client, scopes, and agent", async () => {
		await signIn('Agent One');
		expect(await tokens.getTokensMe()).toMatchObject({
			organization: { id: '00000000-0000-4000-8000-000000000001' },
			OAuthClient: { id: CLIENT, authorizedGrantType: 'CODE', scope: SCOPES },
			authorizedScope: SCOPES,
		});
		expect(await users.getUsersMe()).toMatchObject({ name: 'Agent One', email: 'agent.one@example.org' });
	});

	test("a client's own token has no scopes and no user", async () => {
		expect(await tokens.getTokensMe()).toMatchObject({ OAuthClient: { authorizedGrantType: 'CLIENT-CREDENTIALS' }, authorizedScope: [] });
		expect(await refusalOf(users.getUsersMe())).toMatchObject({ status: 400, message: expect.stringContaining('requires a user context') as string });
	});

	test('a token of another organization identifies that organization and finds nothing in this one', async () => {
		const clientId = 'd4444444-4444-4444-8444-444444444444';
		await genesys.control('POST', 'clients', { clientId, clientSecret: 'its secret', redirectUris: ['https://n8n.acme.io/'], organization: FOREIGN });
		await signIn('Agent One', { clientId });
		expect(await tokens.getTokensMe()).toMatchObject({ organization: FOREIGN, OAuthClient: { organization: FOREIGN } });
		expect(await STATUSES()).toEqual([404, 404]);
	});

	test('an expired or revoked token gets a 401', async () => {
		await signIn('Agent One', { lifetimeSeconds: 0 });
		expect(await refusalOf(tokens.getTokensMe())).toMatchObject({ status: 401, code: 'credentials.expired' });
		await signIn('Agent One');
		await genesys.control('POST', 'tokens/revoke', { clientId: CLIENT, as: 'bad.credentials' });
		expect(await refusalOf(users.getUsersMe())).toMatchObject({ status: 401, code: 'bad.credentials' });
	});

	test("a token without a call's scope is rejected", async () => {
		await signIn('Agent One', { scopes: ['user-basic-info'] });
		expect(await STATUSES()).toEqual([403, 403]);
		await signIn('Agent One', { scopes: ['conversations:readonly'] });
		expect(await STATUSES()).toEqual([200, 200]);
		expect(await refusalOf(users.getUsersMe())).toMatchObject({ status: 403, code: 'app.not.authorized.for.scope' });
		expect(await refusalOf(send(await communication(), 'Hello'))).toMatchObject({ status: 403, code: 'app.not.authorized.for.scope' });
	});
});

describe('reading a conversation', () => {
	test.each([
		['the agent who owns the conversation can read it', 'Agent One', [200, 200]],
		['another agent without the permission cannot read it', 'Agent Two', [403, 403]],
		['an agent with the permission can read it', 'Agent Three', [200, 200]],
	])('%s', async (_who, name, statuses) => {
		await signIn(name);
		expect(await STATUSES()).toEqual(statuses);
	});

	test('an agent with the permission can read only conversations of its division, unless the agent takes part', async () => {
		await genesys.control('PATCH', 'users/Agent Three', { divisions: ['Elsewhere'] });
		await signIn('Agent Three');
		expect(await STATUSES()).toEqual([403, 403]);
		await genesys.control('PATCH', 'users/Agent One', { divisions: ['Elsewhere'] });
		await signIn('Agent One');
		expect(await STATUSES()).toEqual([200, 200]);
		await genesys.control('PATCH', 'users/Agent One', { divisions: 'all' });
	});
});

/** The first agent's communication. */
async function communication(): Promise<string> {
	const { participants = [] } = await conversations.getConversationsMessage(chat.conversationId);
	return participants.find(({ purpose }) => purpose === 'agent')?.peer ?? '';
}
const send = async (communicationId: string, textBody: string): Promise<Models.MessageData> =>
	await conversations.postConversationsMessageCommunicationMessages(chat.conversationId, communicationId, { textBody });

describe("an agent's message over the API", () => {
	test("an agent's message over the API reaches the customer like one typed at the desk", async () => {
		await signIn('Agent One');
		const typed = { text: 'Typed', agentId: (await users.getUsersMe()).id };
		await genesys.control('POST', `conversations/${chat.conversationId}/messages`, typed);
		expect(await send(await communication(), 'Suggested')).toMatchObject({ direction: 'outbound', normalizedMessage: { text: 'Suggested' } });
		const sent = (text: string) => webhook.deliveries.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>).find((body) => body['text'] === text);
		await eventually(async () => await Promise.resolve(sent('Suggested')), (body) => body !== undefined);
		const shape = (text: string) => {
			const { id: _id, channel, ...rest } = sent(text) ?? {};
			return { ...rest, text: '', channel: Object.keys(channel as object).sort() };
		};
		expect(shape('Suggested')).toEqual(shape('Typed'));
	});

	test("an agent's message over the API is listed with those of customer and flow, and can be read with its text", async () => {
		await signIn('Agent One');
		await send(await communication(), 'We will send a new one.');
		const { participants = [] } = await conversations.getConversationsMessage(chat.conversationId);
		const ids = participants.flatMap(({ messages = [] }) => messages.map(({ messageId = '' }) => messageId));
		const { entities = [] } = await conversations.postConversationsMessageMessagesBulk(chat.conversationId, { body: ids });
		expect(entities.map(({ normalizedMessage }) => normalizedMessage?.text).sort()).toEqual(['My cup is broken', 'Please wait.', 'We will send a new one.']);
	});

	test("a message over the API is rejected for another agent and for a client's own token", async () => {
		const communicationId = await communication();
		expect(await refusalOf(send(communicationId, 'Hello'))).toMatchObject({ status: 403 });
		await signIn('Agent Two');
		expect(await refusalOf(send(communicationId, 'Hello'))).toMatchObject({ status: 403, code: 'not.authorized' });
	});

	test('a message over the API is rejected after the agent has left, and without the permission', async () => {
		const communicationId = await communication();
		await genesys.control('PATCH', 'users/Agent One', { permissions: [] });
		await signIn('Agent One');
		expect(await refusalOf(send(communicationId, 'Hello'))).toMatchObject({ status: 403, code: 'missing.any.permissions' });
		await genesys.control('PATCH', 'users/Agent One', { permissions: ROLE });
		await genesys.control('POST', `conversations/${chat.conversationId}/end`);
		expect(await refusalOf(send(communicationId, 'Hello'))).toMatchObject({ status: 403, code: 'not.authorized' });
	});

	test.each([
		['an empty text', '', 'invalid.value'],
		['more than 2,000 characters', 'x'.repeat(2001), 'max.length.exceeded'],
	])('a message over the API is rejected with %s', async (_what, text, code) => {
		await signIn('Agent One');
		expect(await refusalOf(send(await communication(), text))).toMatchObject({ status: 400, code });
	});

	test('a message over the API is rejected for a communication outside the conversation', async () => {
		await signIn('Agent One');
		expect(await refusalOf(send('e5555555-5555-4555-8555-555555555555', 'Hello'))).toMatchObject({ status: 404 });
	});
});

describe('OAuth clients', () => {
	const oauth = new platformClient.OAuthApi();
	const wanted = { name: 'Agent panel', authorizedGrantType: 'CODE', registeredRedirectUri: ['https://n8n.acme.io/webhook/1/panel'], scope: SCOPES };

	test('OAuth clients can be created, found, and completed, and a new one signs agents in', async () => {
		const made = await oauth.postOauthClients(wanted);
		expect(made).toMatchObject({ ...wanted, id: expect.stringMatching(/^[\w-]{36}$/) as string, secret: expect.any(String) as string, state: 'active' });
		const { id = '' } = made;
		expect(await oauth.getOauthClient(id)).not.toHaveProperty('secret');
		expect((await oauth.getOauthClients()).entities).toContainEqual(await oauth.getOauthClient(id));
		const registeredRedirectUri = [...wanted.registeredRedirectUri, 'https://n8n.acme.io/webhook/2/panel'];
		expect(await oauth.putOauthClient(id, { ...wanted, registeredRedirectUri })).toMatchObject({ id, registeredRedirectUri });
		await signIn('Agent One', { clientId: id });
		expect(await tokens.getTokensMe()).toMatchObject({ OAuthClient: { id, name: 'Agent panel' }, authorizedScope: SCOPES });
	});

	test('a disabled OAuth client creates no tokens, and its existing tokens stop working', async () => {
		const { id = '' } = await oauth.postOauthClients(wanted);
		await oauth.putOauthClient(id, { ...wanted, state: 'disabled' });
		await signIn('Agent One', { clientId: id });
		expect(await refusalOf(tokens.getTokensMe())).toMatchObject({ status: 401 });
		const page = await fetch(`${genesys.url}/oauth/authorize?client_id=${id}`);
		expect(await page.text()).toContain('not active');
	});

	test.each([
		['oauth:client:view', async () => await oauth.getOauthClients()],
		['oauth:client:add', async () => await oauth.postOauthClients(wanted)],
		['oauth:client:edit', async () => await oauth.putOauthClient(CLIENT, wanted)],
	])('OAuth clients need the permission %s', async (permission, call: () => Promise<unknown>) => {
		await genesys.loginWith('routing:queue:view');
		expect(await refusalOf(call())).toMatchObject({ status: 403, message: expect.stringContaining(permission) as string });
		await genesys.loginWith(permission);
		await call();
	});

	test.each([
		['authorizedGrantType', { authorizedGrantType: 'PKCE' }],
		['registeredRedirectUri', { registeredRedirectUri: ['/panel'] }],
		['state', { state: 'gone' }],
	])('an OAuth client with an invalid %s is rejected', async (fieldName, change) => {
		expect(await refusalOf(oauth.postOauthClients({ ...wanted, ...change }))).toMatchObject({ status: 400, details: [{ fieldName }] });
	});
});

describe('a page of another origin', () => {
	const origin = 'https://n8n.acme.io';

	test.each(['/api/v2/users/me', '/oauth/token'])('a page of another origin can call %s with a token and read any response', async (path) => {
		const preflight = await fetch(`${genesys.url}${path}`, {
			method: 'OPTIONS',
			headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
		});
		expect([preflight.status, preflight.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-headers')]).toEqual([204, '*', 'authorization,content-type']);
		const refused = await fetch(`${genesys.url}${path}`, { method: path.startsWith('/api') ? 'GET' : 'POST', headers: { origin } });
		expect(refused.status).toBeGreaterThanOrEqual(400);
		expect([refused.headers.get('access-control-allow-origin'), refused.headers.get('access-control-expose-headers')]).toEqual(['*', 'Retry-After']);
	});
});
