import platformClient from 'purecloud-platform-client-v2';
import type { PanelSubject } from '../../genesys/setup/panelSubject.ts';
import type { ProvisionedPanel } from '../../genesys/setup/provisionAgentPanel.ts';
import { NOBODY, PANEL_URL, panelSetups } from './support/agentPanel.mts';
import { contract } from './support/genesys.mts';

/** Setup: Check of an agent panel against the simulator: the finding for each planted fault. */

const genesys = contract({ rateLimitPerMinute: 0 });
const { integrations } = genesys;
const oauth = new platformClient.OAuthApi();
const setups = panelSetups(genesys);
const { loginAs, setUp } = setups;

let made: ProvisionedPanel;
beforeEach(async () => {
	made = await setUp();
});

const check = async (changes?: Partial<PanelSubject>) => await setups.check(made, changes);
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

test('Setup: Check finds nothing if the agent panel is correct', async () => {
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
	['a missing group', { groups: [NOBODY] }, 'group.missing', NOBODY],
	['a missing queue', { queueIdFilterList: [NOBODY] }, 'queue.notVisible', NOBODY],
])('Setup: Check of an agent panel finds %s', async (_what, properties, code, words) => {
	await configure(properties);
	const found = await check();
	expect(found).toContainEqual(expect.objectContaining({ code, severity: code === 'panel.otherTypes' ? 'warning' : expect.any(String), what: expect.stringContaining(words), advice: expect.stringMatching(/\.$/) }));
	expect(found.map((one) => one.code).filter((one) => one !== 'integration.failed')).toEqual([code]);
});

test('Setup: Check finds a group without members', async () => {
	const empty = await genesys.control<{ id: string }>('POST', 'groups', { name: 'No members yet', members: [] });
	const { properties } = await integrations.getIntegrationConfigCurrent(made.integrationId ?? '');
	const { groups } = properties as { groups: string[] };
	await configure({ groups: [...groups, empty.id] });
	expect(await check()).toMatchObject([{ code: 'group.empty', severity: 'warning', what: expect.stringContaining('"No members yet"') }]);
});

test('Setup: Check finds an integration that is inactive, missing, or of another type', async () => {
	await integrations.patchIntegration(made.integrationId ?? '', { body: { intendedState: 'DISABLED' } });
	expect(await codes()).toEqual(['integration.inactive']);
	const { id: bot = '' } = await integrations.postIntegrations({ body: { name: 'Bot', integrationType: { id: 'genesys-digital-bot-connector' } } });
	for (const chosen of [{ name: 'Nowhere' }, { id: NOBODY }, { id: bot }, { name: 'Bot' }]) expect(await codes({ chosen })).toEqual(['integration.notFound']);
});

test.each<[string, object, string, string]>([
	['another grant type', { authorizedGrantType: 'TOKEN' }, 'client.grantType', 'TOKEN'],
	['another redirect URI', { registeredRedirectUri: ['https://old.acme.io/panel'] }, 'client.redirectMissing', PANEL_URL],
	['a missing scope', { scope: ['conversations'] }, 'client.scopeMissing', 'user-basic-info'],
	['an inactive client', { state: 'disabled' }, 'client.inactive', "isn't active"],
])("Setup: Check of an agent panel's client finds %s", async (_what, changes, code, words) => {
	await changeClient(changes);
	expect(await check()).toMatchObject([{ code, severity: 'error', what: expect.stringContaining(words), advice: expect.stringMatching(/\.$/) }]);
});

test('Setup: Check finds a missing client, another organization, and another region', async () => {
	await oauth.deleteOauthClient(made.clientId ?? '');
	expect(await codes()).toEqual(['client.missing']);
	expect(await codes({ panel: panelWith({ organizationId: NOBODY }) })).toEqual(['panel.otherOrganization', 'client.missing']);
	const origins = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };
	expect(await codes({ panel: panelWith({ origins }) })).toContain('panel.otherRegion');
});

test.each<[string, Awaited<ReturnType<PanelSubject['probe']>>, string]>([
	['n8n without the workflow', { from: 'n8n' }, 'webhook.notPublished'],
	['another server', { from: 'other', status: 200 }, 'webhook.notOurs'],
	['no server', { from: 'nobody', reason: 'n8n.example.com refuses the connection' }, 'webhook.unreachable'],
	['a panel with another client', { from: 'panel', clientId: NOBODY }, 'panel.otherClient'],
	['a panel without its IDs', { from: 'incompletePanel', message: 'Client ID is empty' }, 'panel.credential'],
])("Setup: Check finds %s at the panel's URL", async (_who, answer, code) => {
	expect(await codes({ probe: async () => answer })).toEqual([code]);
});

test('Setup: Check lists each missing permission once and checks the rest', async () => {
	await loginAs('conversation:communication:view');
	expect((await check()).map(({ code, permission }) => `${code} ${permission}`)).toEqual(['permission.missing integrations:integration:view', 'permission.missing oauth:client:view']);
});
