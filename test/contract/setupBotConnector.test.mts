import type { Generation } from '../../genesys/botConnector/bot.ts';
import type { HeaderSecret } from '../../genesys/botConnector/headerSecret.ts';
import type { BotProbeAnswer, KnownBot } from '../../genesys/botConnector/probe.ts';
import type { HttpRequest } from '../../genesys/client.ts';
import { PLATFORM_NEEDS } from '../../genesys/oauth/permissions.ts';
import type { BotSubject } from '../../genesys/setup/botSubject.ts';
import { checkBotConnector } from '../../genesys/setup/checkBotConnector.ts';
import type { Finding } from '../../genesys/setup/findings.ts';
import { provisionBotConnector, type ProvisionedConnector, type WantedConnector } from '../../genesys/setup/provisionBotConnector.ts';
import { listedBot, pushedBot, SECRET_HEADERS, startBot, type OwnBot } from './support/bot.mts';
import { contract } from './support/genesys.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';

/** Setup: Provision and Setup: Check of a Bot Connector against the simulator, as the official SDK sees the outcome. */

const genesys = contract({ rateLimitPerMinute: 0, maxBotConnectors: 0 });
const { integrations } = genesys;
const HEADER: HeaderSecret = { headerName: 'Authorization', secret: SECRET_HEADERS.authorization, isJwtKey: false };
const GENERATIONS = ['botConnector', 'digitalBotConnector'] as const;
const KEYS = { botConnector: 'handleUtteranceUri', digitalBotConnector: 'botConnectorUri' };

let own: PackageClient;
let bot: OwnBot;
let names = 0;

beforeAll(async () => {
	bot = await startBot();
	bot.pages['/bots'] = { entities: [listedBot()] };
});
afterAll(async () => await bot?.close());
beforeEach(async () => {
	own = await packageClient(genesys);
});

const newName = () => `Bot ${++names}`;

async function setUp(generation: Generation, changes: Partial<WantedConnector> = {}, dryRun = false): Promise<ProvisionedConnector> {
	const wanted = { generation, name: newName(), url: bot.url, header: HEADER, ...changes };
	return await provisionBotConnector({ client: own.client, isOwnOrigin: true }, wanted, dryRun);
}

const statusesOf = ({ steps }: ProvisionedConnector) => steps.map(({ step, status }) => `${step} ${status}`);
/** What the package sent, except reads and permission probes. */
const writes = (requests: HttpRequest[]) => requests.filter(({ method, path }) => method !== 'GET' && !path.includes('00000000')).filter(({ body }) => (body as { name?: string }).name !== '');

describe.each(GENERATIONS)('Setup: Provision of a %s', (generation) => {
	test('creates an active integration that calls the bot with its header', async () => {
		const made = await setUp(generation);
		expect(statusesOf(made)).toEqual(['integration created', 'credential created', 'configuration created', 'activation changed']);
		const id = made.integrationId ?? '';
		expect(await integrations.getIntegration(id)).toMatchObject({ name: made.integrationName, intendedState: 'ENABLED', reportedState: { code: 'ACTIVE' } });
		expect((await integrations.getIntegrationConfigCurrent(id)).properties).toEqual({ [KEYS[generation]]: bot.url });
		// The simulator calls the bot as Genesys Cloud does, and the bot rejects every call without its header.
		if (generation === 'digitalBotConnector') expect((await integrations.getIntegrationsBotconnectorBots(id)).entities).toMatchObject([{ id: 'order-bot' }]);
	});

	test('changes nothing when the bot connector is provisioned again', async () => {
		const first = await setUp(generation);
		own.requests.splice(0);
		const second = await setUp(generation, { name: first.integrationName });
		expect(second).toMatchObject({ changed: false, integrationId: first.integrationId });
		expect(statusesOf(second)).toEqual(['integration unchanged', 'credential unchanged', 'configuration unchanged', 'activation unchanged']);
		expect(writes(own.requests)).toEqual([]);
	});

	test('changes nothing in a dry run', async () => {
		const name = newName();
		const planned = await setUp(generation, { name }, true);
		expect(planned).toMatchObject({ dryRun: true, changed: false, integrationName: name });
		expect(statusesOf(planned)).toEqual(['integration wouldCreate', 'credential wouldCreate', 'configuration wouldCreate', 'activation wouldChange']);
		expect(own.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect((await setUp(generation, { name })).changed).toBe(true);
	});

	test('continues after a failure in any step', async () => {
		const name = newName();
		for (const path of ['/api/v2/integrations', '/api/v2/integrations/credentials', '/config/current', '/api/v2/integrations/']) {
			const failing = await packageClient(genesys);
			const call = failing.client.call.bind(failing.client);
			failing.client.call = async (request, options) => {
				const isIt = request.method !== 'GET' && (path.startsWith('/api') && !path.endsWith('/') ? request.path === path : request.path.includes(path));
				if (isIt && (path !== '/api/v2/integrations/' || request.method === 'PATCH')) throw new Error(`no ${path}`);
				return await call(request, options);
			};
			own = failing;
			await expect(setUp(generation, { name })).rejects.toThrow(`no ${path}`);
		}
		own = await packageClient(genesys);
		const { integrationId = '' } = await setUp(generation, { name });
		expect(await integrations.getIntegration(integrationId)).toMatchObject({ reportedState: { code: 'ACTIVE' } });
		const { entities = [] } = await integrations.getIntegrations({ pageSize: 100 });
		expect(entities.filter((each) => each.name === name)).toHaveLength(1);
	});

	test('updates a changed secret and nothing else', async () => {
		const { integrationName: name, integrationId = '' } = await setUp(generation);
		const before = await integrations.getIntegrationConfigCurrent(integrationId);
		const header = { ...HEADER, secret: 'another secret of the bot' };
		expect(await findings(generation, { chosen: { name }, header })).toContain('header.changed');
		expect(statusesOf(await setUp(generation, { name, header }))).toEqual(['integration unchanged', 'credential changed', 'configuration unchanged', 'activation unchanged']);
		expect((await integrations.getIntegrationConfigCurrent(integrationId)).version).toBe(before.version);
		expect(await findings(generation, { chosen: { name }, header })).not.toContain('header.changed');
	});

	test('keeps a credential and other properties that administrators created', async () => {
		const { integrationName: name, integrationId = '' } = await setUp(generation);
		const config = await integrations.getIntegrationConfigCurrent(integrationId);
		const [slot] = Object.keys(config.credentials);
		const theirs = await integrations.postIntegrationsCredentials({ body: { name: 'Integration-1', type: { name: 'userDefined' }, credentialFields: { 'x-api-key': 'theirs' } } });
		const other = generation === 'botConnector' ? { botProvider: 'n8n' } : { enableFileAttachments: true };
		const properties = { [KEYS[generation]]: 'https://old.acme.io/bot', ...other };
		await integrations.putIntegrationConfigCurrent(integrationId, { body: { ...config, properties, credentials: { [slot]: { id: theirs.id } } } });

		const made = await setUp(generation, { name });
		expect(statusesOf(made)).toEqual(['integration unchanged', 'credential created', 'configuration changed', 'activation unchanged']);
		expect(made.steps[1].detail).toContain('Replaces the credential "Integration-1"');
		expect(made.steps[2].detail).toContain('before: https://old.acme.io/bot');
		expect((await integrations.getIntegrationConfigCurrent(integrationId)).properties).toEqual({ [KEYS[generation]]: bot.url, ...other });
		expect(await integrations.getIntegrationsCredential(theirs.id ?? '')).toMatchObject({ name: 'Integration-1' });
	});

	test('lists all missing permissions together and creates nothing', async () => {
		const login = { clientId: `looks only ${generation}`, clientSecret: 'its secret' };
		await genesys.control('POST', 'clients', { ...login, permissions: ['integrations:integration:view'] });
		own = await packageClient(genesys, login);
		const name = newName();
		const failure: unknown = await setUp(generation, { name }).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 'missing.permissions' });
		for (const permission of ['integrations:integration:add', 'integrations:integration:edit']) expect((failure as Error).message).toContain(permission);
		own = await packageClient(genesys);
		expect(statusesOf(await setUp(generation, { name }, true))[0]).toBe('integration wouldCreate');
	});

	test('needs no more than the requested permissions', async () => {
		const login = { clientId: `sets up ${generation}`, clientSecret: 'its secret' };
		await genesys.control('POST', 'clients', { ...login, permissions: PLATFORM_NEEDS.map(({ permission }) => permission) });
		own = await packageClient(genesys, login);
		expect((await setUp(generation)).changed).toBe(true);
	});
});

/** The trigger's own description. */
const ofTrigger = (generation: Generation, changes: Partial<KnownBot> = {}): BotProbeAnswer => ({
	from: 'trigger',
	generation,
	bot: { id: 'order-bot', name: 'Order bot', versions: [{ version: generation === 'botConnector' ? '1' : 'Delta', languages: ['en-us', 'de'], intents: ['Escalate'] }], ...changes },
});

async function check(generation: Generation, changes: Partial<BotSubject>): Promise<Finding[]> {
	return await checkBotConnector({
		client: own.client, chosen: { name: '' }, generation, header: HEADER, isOwnOrigin: true, probe: async () => ofTrigger(generation), ...changes,
	});
}

async function findings(generation: Generation, changes: Partial<BotSubject>): Promise<string[]> {
	return (await check(generation, changes)).map(({ code }) => code);
}

const NEUTRAL = ['MoreData 1', 'MoreData 2'].map((name) => ({ name, slots: {} }));

describe('Setup: Check of a Bot Connector', () => {
	let chosen: { id: string };
	const list = async (changes: object = {}, intents: object[] = [{ name: 'Escalate', slots: {} }, ...NEUTRAL]) => {
		const [version] = pushedBot().versions;
		const chatBots = [pushedBot({ versions: [{ ...version, intents, ...changes }] })];
		await integrations.putIntegrationsBotconnectorIntegrationIdBots(chosen.id, { chatBots } as never);
	};

	beforeEach(async () => {
		chosen = { id: (await setUp('botConnector')).integrationId ?? '' };
		await list();
	});

	test('finds nothing if a connector of either generation is correct', async () => {
		expect(await check('botConnector', { chosen })).toEqual([]);
		const { integrationId: id = '' } = await setUp('digitalBotConnector');
		expect(await check('digitalBotConnector', { chosen: { id } })).toEqual([]);
	});

	test.each([
		['a bot that is not listed', { id: 'other-bot', name: 'Other bot' }, 'bot.notListed', '"Other bot" (other-bot)'],
		['a version that is not listed', { versions: [{ version: '2', languages: ['en-us'], intents: ['Escalate'] }] }, 'bot.versionMissing', 'version 2'],
		['a language that is not listed', { versions: [{ version: '1', languages: ['fr'], intents: ['Escalate'] }] }, 'bot.languageMissing', 'fr.'],
		['an intent that is not listed', { versions: [{ version: '1', languages: ['de'], intents: ['Cancel'] }] }, 'bot.intentMissing', 'Cancel.'],
	])('finds %s', async (_what, changes, code, words) => {
		const found = await check('botConnector', { chosen, probe: async () => ofTrigger('botConnector', changes) });
		expect(found).toMatchObject([{ code, severity: 'error', what: expect.stringContaining(words), advice: expect.stringMatching(/^Turn on Register Bot .*\.$/) }]);
	});

	test('finds that the intents that keep a session open are not listed', async () => {
		await list({}, [{ name: 'Escalate', slots: {} }]);
		expect(await check('botConnector', { chosen })).toMatchObject([{ code: 'bot.intentMissing', what: expect.stringContaining('MoreData 1, MoreData 2') }]);
	});

	test('finds a bot that Genesys Cloud has not loaded', async () => {
		const { integrationId: id = '' } = await setUp('digitalBotConnector');
		const probe = async () => ofTrigger('digitalBotConnector', { id: 'other-bot' });
		expect(await check('digitalBotConnector', { chosen: { id }, probe })).toMatchObject([{ code: 'bot.notListed', advice: expect.stringContaining(`${bot.url}/bots`) }]);
	});

	test('finds an integration that is inactive, of the other generation, or missing', async () => {
		await integrations.patchIntegration(chosen.id, { body: { intendedState: 'DISABLED' } });
		expect(await findings('botConnector', { chosen })).toEqual(['integration.inactive']);
		expect(await findings('digitalBotConnector', { chosen })).toEqual(['integration.notFound']);
		for (const other of [{ name: 'Nowhere' }, { id: 'no id/at all' }, { id: '00000000-0000-4000-8000-000000000000' }]) {
			expect(await findings('botConnector', { chosen: other })).toEqual(['integration.notFound']);
		}
	});

	test('finds an integration without a URL and without a header', async () => {
		const config = await integrations.getIntegrationConfigCurrent(chosen.id);
		await integrations.putIntegrationConfigCurrent(chosen.id, { body: { ...config, properties: {}, credentials: {} } });
		expect(await findings('botConnector', { chosen })).toEqual(['integration.failed', 'bot.urlMissing', 'header.missing']);
	});

	test('finds a URL that Genesys Cloud cannot call', async () => {
		expect(await check('botConnector', { chosen, isOwnOrigin: false })).toMatchObject([{ code: 'webhook.unreachable', what: expect.stringContaining('this machine') }]);
	});

	test('finds two integrations with the same name', async () => {
		const name = newName();
		const { integrationType } = await integrations.getIntegration(chosen.id);
		for (const _each of [1, 2]) await integrations.postIntegrations({ body: { name, integrationType: { id: integrationType?.id ?? '' } } });
		expect(await findings('botConnector', { chosen: { name } })).toEqual(['integration.ambiguous']);
		await expect(setUp('botConnector', { name })).rejects.toMatchObject({ code: 'ambiguous.name' });
	});

	test('lists each missing permission once', async () => {
		const login = { clientId: 'sees nothing', clientSecret: 'its secret' };
		await genesys.control('POST', 'clients', { ...login, permissions: ['routing:queue:view'] });
		own = await packageClient(genesys, login);
		expect((await check('botConnector', { chosen })).map(({ code, permission }) => `${code} ${permission}`)).toEqual([
			'permission.missing integration:botconnector:view', 'permission.missing integration:botconnector:edit', 'permission.missing integrations:integration:view',
		]);
	});
});

test('finds types and keys with different names by the texts on the screens', async () => {
	// The simulator knows only its settings' types.
	for (const { id = '' } of (await integrations.getIntegrations({ pageSize: 200 })).entities ?? []) await integrations.deleteIntegration(id);
	const spelled = { botConnectorTypeId: 'legacy-connector', botConnectorUriKey: 'uri1', digitalBotConnectorTypeId: 'v2', digitalBotConnectorUriKey: 'uri2', botConnectorCredentialSlot: 'basicAuth' };
	await genesys.control('PATCH', 'settings', spelled);
	for (const generation of GENERATIONS) {
		const { integrationId = '' } = await setUp(generation);
		const { properties, credentials } = await integrations.getIntegrationConfigCurrent(integrationId);
		expect({ properties, slots: Object.keys(credentials) }).toEqual({ properties: { [generation === 'botConnector' ? 'uri1' : 'uri2']: bot.url }, slots: ['basicAuth'] });
	}
});
