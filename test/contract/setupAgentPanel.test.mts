import platformClient from 'purecloud-platform-client-v2';
import { PANEL_SCOPES } from '../../genesys/agentPanel/scopes.ts';
import type { HttpRequest } from '../../genesys/client.ts';
import { GenesysApiError } from '../../genesys/errors.ts';
import { OAUTH_CLIENT_NEEDS, PLATFORM_NEEDS, QUEUE_NEEDS } from '../../genesys/oauth/permissions.ts';
import type { ProvisionedPanel } from '../../genesys/setup/provisionAgentPanel.ts';
import { GROUP, NOBODY, PANEL_URL, panelSetups } from './support/agentPanel.mts';
import { contract } from './support/genesys.mts';

/** Setup: Provision of an agent panel against the simulator, as the official SDK sees the outcome. */

const genesys = contract({ rateLimitPerMinute: 0 });
const { integrations } = genesys;
const oauth = new platformClient.OAuthApi();
const setups = panelSetups(genesys);
const { loginAs, newName, setUp } = setups;
const ALL_UNCHANGED = ['oauthClient unchanged', 'integration unchanged', 'configuration unchanged', 'activation unchanged'];

const statusesOf = ({ steps }: ProvisionedPanel) => steps.map(({ step, status }) => `${step} ${status}`);
const writesOf = (requests: HttpRequest[]) => requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
async function idOf(kind: 'groups' | 'queues', name: string): Promise<string | undefined> {
	const { entities = [] } = kind === 'groups' ? await new platformClient.GroupsApi().getGroups() : await genesys.routing.getRoutingQueues({ name });
	return entities.find((one) => one.name === name)?.id;
}

describe('Setup: Provision of an agent panel', () => {
	test("creates the panel's OAuth client and an active integration, and returns what the credential needs", async () => {
		const made = await setUp();
		expect(statusesOf(made)).toEqual(['oauthClient created', 'integration created', 'configuration created', 'activation changed']);
		const { clientId = '', integrationId = '' } = made;
		expect(made.organizationId).toBe((await genesys.tokens.getTokensMe()).organization?.id);
		expect(await oauth.getOauthClient(clientId)).toMatchObject({ authorizedGrantType: 'CODE', registeredRedirectUri: [PANEL_URL], scope: PANEL_SCOPES, state: 'active' });
		expect(await integrations.getIntegration(integrationId)).toMatchObject({
			name: made.integrationName, integrationType: { id: 'embedded-client-app-interaction-widget' }, intendedState: 'ENABLED', reportedState: { code: 'ACTIVE' },
		});
		expect((await integrations.getIntegrationConfigCurrent(integrationId)).properties).toEqual({
			url: `${PANEL_URL}?conversationId={{gcConversationId}}&langTag={{gcLangTag}}&hostOrigin={{gcHostOrigin}}&targetEnv={{gcTargetEnv}}`,
			communicationTypeFilter: 'open', groups: [await idOf('groups', GROUP)], queueIdFilterList: [await idOf('queues', 'Support')], permissions: 'clipboard-write',
			sandbox: 'allow-scripts,allow-same-origin,allow-forms,allow-popups,allow-modals,allow-downloads',
		});
		expect(made.toDo[0]).toContain(`Client ID ${clientId} and the Organization ID ${made.organizationId}`);
		expect(JSON.stringify(made)).not.toContain('secret');
	});

	test('changes nothing when it runs again, with or without the Client ID', async () => {
		const first = await setUp();
		for (const clientId of ['', first.clientId ?? '']) {
			setups.own.requests.splice(0);
			const again = await setUp({ name: first.integrationName, clientId });
			expect(again).toMatchObject({ changed: false, clientId: first.clientId, organizationId: first.organizationId, integrationId: first.integrationId });
			expect(statusesOf(again)).toEqual(ALL_UNCHANGED);
			expect(writesOf(setups.own.requests)).toEqual([]);
		}
	});

	test('changes nothing in a dry run', async () => {
		const name = newName();
		const planned = await setUp({ name }, true);
		expect(planned).toMatchObject({ dryRun: true, changed: false, integrationName: name });
		expect(statusesOf(planned)).toEqual(['oauthClient wouldCreate', 'integration wouldCreate', 'configuration wouldCreate', 'activation wouldChange']);
		expect(writesOf(setups.own.requests)).toEqual([]);
	});

	test('adds what is missing to an existing client and keeps the rest', async () => {
		const body = { name: 'Ours', description: 'By hand', authorizedGrantType: 'CODE', registeredRedirectUri: ['https://old.acme.io/panel'], scope: ['analytics', 'users'], accessTokenValiditySeconds: 3600 };
		const { id: clientId = '' } = await oauth.postOauthClients(body);
		const made = await setUp({ clientId });
		expect(made.steps[0]).toMatchObject({ status: 'changed', detail: `Added: redirect URI ${PANEL_URL}; scopes conversations, user-basic-info.` });
		expect(await oauth.getOauthClient(clientId)).toMatchObject({
			...body, registeredRedirectUri: ['https://old.acme.io/panel', PANEL_URL], scope: ['analytics', 'users', 'conversations', 'user-basic-info'],
		});
		expect(statusesOf(await setUp({ clientId, name: made.integrationName }))).toEqual(ALL_UNCHANGED);
	});

	test('rejects a missing client and one that agents cannot sign in with', async () => {
		await expect(setUp({ clientId: NOBODY })).rejects.toMatchObject({ code: 'client.not.found' });
		const { id: clientId = '' } = await oauth.postOauthClients({ name: 'Robot', authorizedGrantType: 'CLIENT-CREDENTIALS' });
		await expect(setUp({ clientId })).rejects.toMatchObject({ code: 'client.grant.type', message: expect.stringContaining('CLIENT-CREDENTIALS') });
	});

	test('rejects a missing group or queue and lists the available ones', async () => {
		await expect(setUp({ groups: ['Support Agent'] })).rejects.toMatchObject({ code: 'group.not.found', advice: expect.stringContaining('"Support Agents"') });
		await expect(setUp({ queues: ['Suport'] })).rejects.toMatchObject({ code: 'queue.not.found', advice: expect.stringContaining('"Support"') });
	});

	test('updates what has changed and keeps what administrators allowed in addition', async () => {
		const { integrationName: name, integrationId = '' } = await setUp();
		const config = await integrations.getIntegrationConfigCurrent(integrationId);
		const properties = { ...config.properties, url: 'https://old.acme.io', sandbox: 'allow-scripts,allow-presentation', communicationTypeFilter: 'call, open' };
		await integrations.putIntegrationConfigCurrent(integrationId, { body: { ...config, properties } });
		const made = await setUp({ name, queues: [], communicationTypes: ['open', 'webmessaging'] });
		expect(statusesOf(made)).toEqual(['oauthClient unchanged', 'integration unchanged', 'configuration changed', 'activation unchanged']);
		expect(made.steps[2].detail).toMatch(/before: https:\/\/old\.acme\.io.*communication types open, webmessaging; queues all; sandbox/);
		expect((await integrations.getIntegrationConfigCurrent(integrationId)).properties).toMatchObject({
			communicationTypeFilter: 'open,webmessaging', queueIdFilterList: [], sandbox: expect.stringContaining('allow-presentation'),
		});
	});

	test('explains how to create the client manually if the role cannot, and does the rest once its ID is set', async () => {
		await loginAs(...PLATFORM_NEEDS.map(({ permission }) => permission), 'routing:queue:view');
		const name = newName();
		await expect(setUp({ name })).rejects.toMatchObject({
			code: 'missing.permissions',
			message: expect.stringContaining('oauth:client:add'),
			advice: expect.stringMatching(new RegExp(`by hand and enter its ID as Client ID: .*Code Authorization, authorized redirect URI ${PANEL_URL}, scopes conversations`)),
		});
		const { id: clientId = '' } = await oauth.postOauthClients({ name: 'By hand', authorizedGrantType: 'CODE', registeredRedirectUri: [PANEL_URL], scope: [...PANEL_SCOPES] });
		const made = await setUp({ name, clientId });
		expect(statusesOf(made)).toEqual(['oauthClient unchanged', 'integration created', 'configuration created', 'activation changed']);
		expect(made.toDo[0]).toMatch(new RegExp(`^OAuth client ${clientId}: The role can't view this client.*grant type Code Authorization`));
	});

	test("requires an administrator's client if a sign-in doesn't cover OAuth clients", async () => {
		const { attempt, call } = setups.own.client;
		const error = new GenesysApiError({ status: 403, code: 'app.not.authorized.for.scope', message: 'App not authorized to use scope oauth', advice: '', contextId: '' });
		const isRefused = ({ path }: HttpRequest) => path.startsWith('/api/v2/oauth/');
		setups.own.client.attempt = async (request, options) => (isRefused(request) ? { error } : await attempt(request, options));
		setups.own.client.call = async (request, options) => {
			if (isRefused(request)) throw error;
			return await call(request, options);
		};
		await expect(setUp()).rejects.toMatchObject({ advice: expect.stringContaining('by hand and enter its ID as Client ID') });
		expect(statusesOf(await setUp({ clientId: NOBODY }))[0]).toBe('oauthClient unchanged');
	});

	test('needs no more than the requested permissions', async () => {
		await loginAs(...[...PLATFORM_NEEDS, ...OAUTH_CLIENT_NEEDS.create, ...QUEUE_NEEDS].map(({ permission }) => permission));
		expect((await setUp()).changed).toBe(true);
	});

	test('creates a client that lets agents sign in only at the panel', async () => {
		const { clientId = '' } = await setUp();
		const signIn = async (redirect_uri: string) => {
			const query = new URLSearchParams({ client_id: clientId, redirect_uri, response_type: 'code', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' });
			return (await fetch(`${genesys.url}/oauth/authorize?${query}`, { redirect: 'manual' })).status;
		};
		expect(await signIn(PANEL_URL)).toBeLessThan(400);
		expect(await signIn('https://n8n.example.com/elsewhere')).toBe(400);
	});

	test('lists all missing permissions together and creates nothing', async () => {
		await loginAs('integrations:integration:view', 'oauth:client:view', 'routing:queue:view');
		const name = newName();
		const failure: unknown = await setUp({ name }).catch((error: unknown) => error);
		for (const permission of ['oauth:client:add', 'integrations:integration:add', 'integrations:integration:edit']) expect((failure as Error).message).toContain(permission);
		expect((await oauth.getOauthClients()).entities?.map((one) => one.name)).not.toContain(name);
	});
});
