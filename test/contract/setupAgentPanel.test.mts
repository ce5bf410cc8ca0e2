import platformClient from 'purecloud-platform-client-v2';
import { PANEL_SCOPES } from '../../genesys/agentPanel/scopes.ts';
import type { HttpRequest } from '../../genesys/client.ts';
import { PLATFORM_NEEDS } from '../../genesys/oauth/permissions.ts';
import { checkAgentPanel } from '../../genesys/setup/checkAgentPanel.ts';
import type { PanelSubject } from '../../genesys/setup/panelSubject.ts';
import { provisionAgentPanel, type ProvisionedPanel, type WantedPanel } from '../../genesys/setup/provisionAgentPanel.ts';
import { contract } from './support/genesys.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';

/** Setup: Provision and Setup: Check of an agent panel against the simulator, as the official SDK sees the outcome. */

const genesys = contract({ rateLimitPerMinute: 0 });
const { integrations } = genesys;
const oauth = new platformClient.OAuthApi();
const PANEL_URL = 'https://n8n.example.com/webhook/1a2b/panel';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const ALL_UNCHANGED = ['oauthClient unchanged', 'integration unchanged', 'configuration unchanged', 'activation unchanged'];

let own: PackageClient;
let names = 0;
let group: { id: string; name: string };
let queueId: string;

beforeAll(async () => {
	const { agents } = await genesys.control<{ agents: Array<{ id: string }> }>('GET', 'state');
	group = await genesys.control('POST', 'groups', { name: 'Support Agents', members: [agents[0].id] });
});
beforeEach(async () => {
	own = await packageClient(genesys);
	queueId = (await genesys.routing.getRoutingQueues({ name: 'Support' })).entities?.[0].id ?? '';
});

const newName = () => `Panel ${++names}`;
const wantedPanel = (changes: Partial<WantedPanel> = {}): WantedPanel => ({
	name: newName(), panelUrl: PANEL_URL, clientId: '', groups: [group.name], queues: ['Support'], communicationTypes: ['open'], ...changes,
});

async function setUp(changes: Partial<WantedPanel> = {}, dryRun = false): Promise<ProvisionedPanel> {
	return await provisionAgentPanel({ client: own.client, isOwnOrigin: true }, wantedPanel(changes), dryRun);
}

const statusesOf = ({ steps }: ProvisionedPanel) => steps.map(({ step, status }) => `${step} ${status}`);
const writesOf = (requests: HttpRequest[]) => requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

async function loginAs(...permissions: string[]): Promise<void> {
	const login = { clientId: `limited ${++names}`, clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions });
	own = await packageClient(genesys, login);
}

describe('Setup: Provision of an agent panel', () => {
	test('makes the OAuth client and an active integration, and returns what the credential asks for', async () => {
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
			communicationTypeFilter: 'open', groups: [group.id], queueIdFilterList: [queueId], permissions: 'clipboard-write',
			sandbox: 'allow-scripts,allow-same-origin,allow-forms,allow-popups,allow-modals,allow-downloads',
		});
		expect(made.toDo[0]).toContain(`Client ID ${clientId} and the Organization ID ${made.organizationId}`);
		expect(JSON.stringify(made)).not.toContain('secret');
	});

	test('changes nothing when it runs again, with the Client ID or without', async () => {
		const first = await setUp();
		for (const clientId of ['', first.clientId ?? '']) {
			own.requests.splice(0);
			const again = await setUp({ name: first.integrationName, clientId });
			expect(again).toMatchObject({ changed: false, clientId: first.clientId, organizationId: first.organizationId, integrationId: first.integrationId });
			expect(statusesOf(again)).toEqual(ALL_UNCHANGED);
			expect(writesOf(own.requests)).toEqual([]);
		}
	});

	test('only plans in a dry run', async () => {
		const name = newName();
		const planned = await setUp({ name }, true);
		expect(planned).toMatchObject({ dryRun: true, changed: false, integrationName: name });
		expect(statusesOf(planned)).toEqual(['oauthClient wouldCreate', 'integration wouldCreate', 'configuration wouldCreate', 'activation wouldChange']);
		expect(writesOf(own.requests)).toEqual([]);
	});

	test('adds what is missing to a client that is given, and leaves the rest of it', async () => {
		const body = { name: 'Ours', description: 'By hand', authorizedGrantType: 'CODE', registeredRedirectUri: ['https://old.acme.io/panel'], scope: ['analytics', 'users'], accessTokenValiditySeconds: 3600 };
		const { id: clientId = '' } = await oauth.postOauthClients(body);
		const made = await setUp({ clientId });
		expect(made.steps[0]).toMatchObject({ status: 'changed', detail: `Added: redirect URI ${PANEL_URL}; scopes conversations, user-basic-info.` });
		expect(await oauth.getOauthClient(clientId)).toMatchObject({
			...body, registeredRedirectUri: ['https://old.acme.io/panel', PANEL_URL], scope: ['analytics', 'users', 'conversations', 'user-basic-info'],
		});
		expect(statusesOf(await setUp({ clientId, name: made.integrationName }))).toEqual(ALL_UNCHANGED);
	});

	test('refuses a client that is not there, or with which no agent can sign in', async () => {
		await expect(setUp({ clientId: NOBODY })).rejects.toMatchObject({ code: 'client.not.found' });
		const { id: clientId = '' } = await oauth.postOauthClients({ name: 'Robot', authorizedGrantType: 'CLIENT-CREDENTIALS' });
		await expect(setUp({ clientId })).rejects.toMatchObject({ code: 'client.grant.type', message: expect.stringContaining('CLIENT-CREDENTIALS') });
	});

	test('refuses a group or queue that is not there, naming those that are', async () => {
		await expect(setUp({ groups: ['Support Agent'] })).rejects.toMatchObject({ code: 'group.not.found', advice: expect.stringContaining('"Support Agents"') });
		await expect(setUp({ queues: ['Suport'] })).rejects.toMatchObject({ code: 'queue.not.found', advice: expect.stringContaining('"Support"') });
	});

	test('changes what has changed, and leaves what else people have allowed', async () => {
		const { integrationName: name, integrationId = '' } = await setUp();
		const config = await integrations.getIntegrationConfigCurrent(integrationId);
		const properties = { ...config.properties, url: 'https://old.acme.io', sandbox: 'allow-scripts,allow-presentation', communicationTypeFilter: 'call, open' };
		await integrations.putIntegrationConfigCurrent(integrationId, { body: { ...config, properties } });
		const made = await setUp({ name, queues: [], communicationTypes: ['open', 'webmessaging'] });
		expect(statusesOf(made)).toEqual(['oauthClient unchanged', 'integration unchanged', 'configuration changed', 'activation unchanged']);
		expect(made.steps[2].detail).toMatch(/it was https:\/\/old\.acme\.io.*communication types open, webmessaging; queues all; sandbox/);
		expect((await integrations.getIntegrationConfigCurrent(integrationId)).properties).toMatchObject({
			communicationTypeFilter: 'open,webmessaging', queueIdFilterList: [], sandbox: expect.stringContaining('allow-presentation'),
		});
	});

	test('says how the client is made by hand where the role may not, and does all else once its ID is given', async () => {
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
		expect(made.toDo[0]).toMatch(new RegExp(`^OAuth client ${clientId}: It could not be looked at.*grant type Code Authorization`));
	});

	test('names all permissions that are missing at once, and makes nothing', async () => {
		await loginAs('integrations:integration:view', 'oauth:client:view', 'routing:queue:view');
		const failure: unknown = await setUp().catch((error: unknown) => error);
		for (const permission of ['oauth:client:add', 'integrations:integration:add', 'integrations:integration:edit']) expect((failure as Error).message).toContain(permission);
		expect((await oauth.getOauthClients()).entities?.map(({ name }) => name)).not.toContain(`Panel ${names}`);
	});
});

describe('Setup: Check of an agent panel', () => {
	let made: ProvisionedPanel;
	beforeEach(async () => {
		made = await setUp();
	});

	async function check(changes: Partial<PanelSubject> = {}) {
		const origins = { api: genesys.url, login: genesys.url, isOwnOrigin: true };
		const panel = { origins, clientId: made.clientId ?? '', organizationId: made.organizationId ?? '' };
		return await checkAgentPanel({
			client: own.client, chosen: { id: made.integrationId ?? '' }, origins, panel, probe: async () => ({ from: 'panel', clientId: panel.clientId, apiOrigin: origins.api }), ...changes,
		});
	}
	const codes = async (changes?: Partial<PanelSubject>) => (await check(changes)).map(({ code }) => code);
	const panelWith = (changes: object) => {
		const origins = { api: genesys.url, login: genesys.url, isOwnOrigin: true };
		return { origins, clientId: made.clientId ?? '', organizationId: made.organizationId ?? '', ...changes };
	};

	async function configure(properties: object): Promise<void> {
		const config = await integrations.getIntegrationConfigCurrent(made.integrationId ?? '');
		await integrations.putIntegrationConfigCurrent(made.integrationId ?? '', { body: { ...config, properties: { ...config.properties, ...properties } } });
	}
	async function changeClient(changes: object): Promise<void> {
		const { name, authorizedGrantType, registeredRedirectUri, scope } = await oauth.getOauthClient(made.clientId ?? '');
		await oauth.putOauthClient(made.clientId ?? '', { name, authorizedGrantType, registeredRedirectUri, scope, ...changes });
	}

	test('finds nothing where all is well', async () => {
		expect(await check()).toEqual([]);
		expect(await check({ chosen: { name: made.integrationName } })).toEqual([]);
	});

	test.each<[string, object, string, string]>([
		['no URL', { url: '' }, 'panel.urlMissing', 'has no URL'],
		['a URL without the conversation', { url: `${PANEL_URL}?langTag={{gcLangTag}}` }, 'panel.placeholderMissing', 'conversationId={{gcConversationId}}'],
		['other communication types', { communicationTypeFilter: 'call, email' }, 'panel.otherTypes', 'call, email'],
		['a sandbox without pop-ups', { sandbox: 'allow-scripts,allow-same-origin,allow-forms' }, 'panel.sandboxed', 'allow-popups'],
		['no clipboard', { permissions: '' }, 'panel.noClipboard', 'clipboard-write'],
		['no group', { groups: [] }, 'panel.noGroups', 'no agent sees'],
		['a group that is not there', { groups: [NOBODY] }, 'group.missing', NOBODY],
		['a queue that is not there', { queueIdFilterList: [NOBODY] }, 'queue.notVisible', NOBODY],
	])('finds %s', async (_what, properties, code, words) => {
		await configure(properties);
		const found = await check();
		expect(found).toContainEqual(expect.objectContaining({ code, what: expect.stringContaining(words), advice: expect.stringMatching(/\.$/) }));
		expect(found.map((one) => one.code).filter((one) => one !== 'integration.failed')).toEqual([code]);
	});

	test('finds a group without members', async () => {
		const empty = await genesys.control<{ id: string }>('POST', 'groups', { name: 'Nobody yet', members: [] });
		await configure({ groups: [group.id, empty.id] });
		expect(await check()).toMatchObject([{ code: 'group.empty', severity: 'warning', what: expect.stringContaining('"Nobody yet"') }]);
	});

	test('finds an integration that is not active, or is not there, or is of another type', async () => {
		await integrations.patchIntegration(made.integrationId ?? '', { body: { intendedState: 'DISABLED' } });
		expect(await codes()).toEqual(['integration.inactive']);
		const { id: bot = '' } = await integrations.postIntegrations({ body: { name: 'Bot', integrationType: { id: 'genesys-digital-bot-connector' } } });
		for (const chosen of [{ name: 'Nowhere' }, { id: NOBODY }, { id: bot }, { name: 'Bot' }]) expect(await codes({ chosen })).toEqual(['integration.notFound']);
	});

	test.each<[string, object, string, string]>([
		['another grant type', { authorizedGrantType: 'TOKEN' }, 'client.grantType', 'TOKEN'],
		['another redirect URI', { registeredRedirectUri: ['https://old.acme.io/panel'] }, 'client.redirectMissing', PANEL_URL],
		['a scope too few', { scope: ['conversations'] }, 'client.scopeMissing', 'user-basic-info'],
		['a client that is not active', { state: 'disabled' }, 'client.inactive', 'not active'],
	])('finds %s', async (_what, changes, code, words) => {
		await changeClient(changes);
		expect(await check()).toMatchObject([{ code, severity: 'error', what: expect.stringContaining(words), advice: expect.stringMatching(/\.$/) }]);
	});

	test('finds a client that is not there, another organization and another region', async () => {
		await oauth.deleteOauthClient(made.clientId ?? '');
		expect(await codes()).toEqual(['client.missing']);
		expect(await codes({ panel: panelWith({ organizationId: NOBODY }) })).toEqual(['panel.otherOrganization', 'client.missing']);
		const origins = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };
		expect(await codes({ panel: panelWith({ origins }) })).toContain('panel.otherRegion');
	});

	test.each<[string, Awaited<ReturnType<PanelSubject['probe']>>, string]>([
		['n8n without the workflow', { from: 'n8n' }, 'webhook.notPublished'],
		['another server', { from: 'other', status: 200 }, 'webhook.notOurs'],
		['nobody', { from: 'nobody', reason: 'n8n.example.com refuses the connection' }, 'webhook.unreachable'],
		['a panel of another client', { from: 'panel', clientId: NOBODY }, 'panel.otherClient'],
		['a panel without its IDs', { from: 'incompletePanel', message: 'Client ID is empty' }, 'panel.credential'],
	])('finds at the URL %s', async (_who, answer, code) => {
		expect(await codes({ probe: async () => answer })).toEqual([code]);
	});

	test('says which permissions are missing, each once, and checks the rest', async () => {
		await loginAs('conversation:communication:view');
		expect((await check()).map(({ code, permission }) => `${code} ${permission}`)).toEqual(['permission.missing integrations:integration:view', 'permission.missing oauth:client:view']);
	});
});
