import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';

/** Admin › Integrations, as the official SDK sees it: what setting up a bot connector over the API requires. */

const genesys = contract({ rateLimitPerMinute: 0, maxBotConnectors: 0 });
const { integrations } = genesys;

const typeNamed = async (name: string): Promise<Models.IntegrationType> => {
	const { entities = [] } = await integrations.getIntegrationsTypes();
	const type = entities.find((one) => one.name === name);
	if (!type) throw new Error(`There is no type "${name}"`);
	return type;
};
const create = async (name: string, typeName = 'Genesys Bot Connector'): Promise<string> => {
	const integrationType = { id: (await typeNamed(typeName)).id };
	return (await integrations.postIntegrations({ body: { name, integrationType } })).id ?? '';
};
const configOf = async (id: string) => await integrations.getIntegrationConfigCurrent(id);

describe('integration types', () => {
	test.each([
		['Genesys Bot Connector', 'Bot Connector Handle Utterance URI'],
		['Genesys Digital Bot Connector', 'Bot Connector URI'],
	])('the integration types include "%s", whose schema has the property "%s"', async (name, title) => {
		const { id, credentials } = await typeNamed(name);
		const { properties = {} } = await integrations.getIntegrationsTypeConfigschema(id, 'properties');
		expect(Object.values(properties)).toContainEqual({ title, type: 'string' });
		expect(Object.values(credentials ?? {})).toEqual([expect.objectContaining({ credentialTypes: ['userDefined'] })]);
		expect(await integrations.getIntegrationsType(id)).toMatchObject({ id, name });
	});

	test('integration types can have different names in another organization', async () => {
		await genesys.control('PATCH', 'settings', { botConnectorTypeId: 'other-type', botConnectorUriKey: 'otherKey' });
		const { id } = await typeNamed('Genesys Bot Connector');
		const { properties } = await integrations.getIntegrationsTypeConfigschema(id, 'properties');
		expect({ id, keys: Object.keys(properties ?? {}) }).toEqual({ id: 'other-type', keys: ['otherKey', 'botProvider'] });
		const defaults = { botConnectorTypeId: 'genesys-bot-connector', botConnectorUriKey: 'handleUtteranceUri' };
		await genesys.control('PATCH', 'settings', defaults);
	});
});

describe('a platform integration', () => {
	test("an integration is created inactive, with its type's name unless it has its own", async () => {
		const integrationType = { id: (await typeNamed('Genesys Bot Connector')).id };
		const unnamed = { integrationType } as Models.CreateIntegrationRequest;
		expect(await integrations.postIntegrations({ body: unnamed })).toMatchObject({
			name: 'Genesys Bot Connector',
			intendedState: 'DISABLED',
			reportedState: { code: 'INACTIVE' },
		});
		const unknown = { name: 'Bot', integrationType: { id: 'no-such-type' } };
		expect(await refusalOf(integrations.postIntegrations({ body: unknown }))).toMatchObject({ status: 400 });
	});

	test('an integration becomes active when it is enabled and has a URI', async () => {
		const id = await create('Order bot');
		const enabled = { intendedState: 'ENABLED' };
		expect(await integrations.patchIntegration(id, { body: enabled })).toMatchObject({ reportedState: { code: 'ERROR' } });
		const config = { ...(await configOf(id)), properties: { handleUtteranceUri: 'https://n8n.acme.io/webhook/1' } };
		await integrations.putIntegrationConfigCurrent(id, { body: config });
		expect(await integrations.getIntegration(id)).toMatchObject({ reportedState: { code: 'ACTIVE' } });
		expect(await integrations.patchIntegration(id, { body: { intendedState: 'DISABLED', name: 'Renamed' } })).toMatchObject({
			name: 'Renamed',
			reportedState: { code: 'INACTIVE' },
		});
	});

	test('an integration is found by its type and returns its configuration on request', async () => {
		const id = await create('Found', 'Genesys Digital Bot Connector');
		const { entities = [] } = await integrations.getIntegrations({
			integrationType: 'genesys-digital-bot-connector',
			expand: ['config.current'],
		});
		expect(entities.map((one) => one.integrationType?.name)).toEqual(entities.map(() => 'Genesys Digital Bot Connector'));
		expect(entities.find((one) => one.id === id)).toMatchObject({ config: { current: { version: 1, properties: {} } } });
	});

	test('an integration is gone after it is deleted', async () => {
		const id = await create('Gone');
		await integrations.deleteIntegration(id);
		expect(await refusalOf(integrations.getIntegration(id))).toMatchObject({ status: 404 });
	});

	test('an integration is rejected if the organization has the maximum of its type', async () => {
		await genesys.control('PATCH', 'settings', { maxBotConnectors: 1 });
		await create('One', 'Genesys Digital Bot Connector').catch(() => undefined);
		expect(await refusalOf(create('Two', 'Genesys Digital Bot Connector'))).toMatchObject({ status: 409 });
		await genesys.control('PATCH', 'settings', { maxBotConnectors: 0 });
	});
});

describe("an integration's configuration", () => {
	test('a configuration with an outdated version is rejected', async () => {
		const id = await create('Locked');
		const config = await configOf(id);
		expect(await integrations.putIntegrationConfigCurrent(id, { body: { ...config, notes: 'first' } })).toMatchObject({ version: 2 });
		expect(await refusalOf(integrations.putIntegrationConfigCurrent(id, { body: { ...config, notes: 'second' } }))).toMatchObject({
			status: 409,
			message: expect.stringContaining('does not match the current version'),
		});
		expect(await configOf(id)).toMatchObject({ notes: 'first' });
	});

	test.each([
		['properties.uri', { properties: { uri: 'https://n8n.acme.io' } }],
		['properties.handleUtteranceUri', { properties: { handleUtteranceUri: 1 } }],
		['credentials.other', { credentials: { other: { id: 'x' } } }],
		['credentials.botConnectorCredentials.id', { credentials: { botConnectorCredentials: { id: 'no-such-credential' } } }],
	])('a configuration is rejected for %s', async (fieldName, change) => {
		const id = await create('Strict');
		const body = { ...(await configOf(id)), ...change } as Models.IntegrationConfiguration;
		expect(await refusalOf(integrations.putIntegrationConfigCurrent(id, { body }))).toMatchObject({
			status: 400,
			details: [{ fieldName }],
		});
	});
});

describe('integration credentials', () => {
	const body = { name: 'Header', type: { id: 'userDefined' }, credentialFields: { Authorization: 'Bearer the secret' } };

	test('credentials never return their fields in any response', async () => {
		const created = await integrations.postIntegrationsCredentials({ body });
		const id = created.id ?? '';
		const changed = await integrations.putIntegrationsCredential(id, { body });
		const integrationId = await create('With a secret');
		const config = { ...(await configOf(integrationId)), credentials: { botConnectorCredentials: { id } } };
		const configured = await integrations.putIntegrationConfigCurrent(integrationId, { body: config });
		expect(configured.credentials['botConnectorCredentials']).toMatchObject({ id, name: 'Header' });
		const shown = [created, changed, configured, await integrations.getIntegrationsCredential(id), await integrations.getIntegrationsCredentials()];
		expect(JSON.stringify(shown)).not.toContain('the secret');
	});

	test('credentials are rejected if a field is not a valid request header', async () => {
		const call = integrations.postIntegrationsCredentials({ body: { ...body, credentialFields: { 'two words': 'x' } } });
		expect(await refusalOf(call)).toMatchObject({ status: 400, details: [{ fieldName: 'credentialFields.two words' }] });
	});
});

test('each integration call needs its own permission', async () => {
	const id = await create('Guarded');
	await genesys.loginWith('integrations:integration:view');
	expect(await integrations.getIntegration(id)).toMatchObject({ id });
	const refused = [
		async () => await integrations.patchIntegration(id, { body: { intendedState: 'ENABLED' } }),
		async () => await integrations.deleteIntegration(id),
		async () => await integrations.postIntegrations({ body: { name: 'Bot', integrationType: { id: 'genesys-bot-connector' } } }),
	];
	for (const call of refused) expect(await refusalOf(call())).toMatchObject({ status: 403 });
});

test('the simulator creates an active connector in one call', async () => {
	const settings = { generation: 'digitalBotConnector', name: 'Ready', uri: 'https://n8n.acme.io/webhook/bot', headers: { 'x-key': 'a' } };
	const { integrationId } = await genesys.control<{ integrationId: string }>('POST', 'botconnectors', settings);
	expect(await integrations.getIntegration(integrationId, { expand: ['config.current'] })).toMatchObject({
		name: 'Ready',
		reportedState: { code: 'ACTIVE' },
		config: { current: { properties: { botConnectorUri: settings.uri, enableFileAttachments: false } } },
	});
});

describe('an interaction widget', () => {
	const TYPE = 'embedded-client-app-interaction-widget';
	const url = 'https://n8n.acme.io/webhook/1/panel?conversationId={{gcConversationId}}';
	const widget = async (): Promise<string> => (await integrations.postIntegrations({ body: { name: 'Copilot', integrationType: { id: TYPE } } })).id ?? '';
	const configure = async (id: string, properties: object) =>
		await integrations.putIntegrationConfigCurrent(id, { body: { ...(await configOf(id)), properties } });

	test('a widget has the properties that premium app installers set, and no credentials', async () => {
		const { properties = {} } = await integrations.getIntegrationsTypeConfigschema(TYPE, 'properties');
		expect(Object.keys(properties)).toEqual(['url', 'sandbox', 'permissions', 'communicationTypeFilter', 'groups', 'queueIdFilterList']);
		expect(await integrations.getIntegrationsType(TYPE)).toMatchObject({ id: TYPE, credentials: {} });
	});

	test('a widget is active once it has a URL and is enabled', async () => {
		const id = await widget();
		expect(await integrations.patchIntegration(id, { body: { intendedState: 'ENABLED' } })).toMatchObject({ reportedState: { code: 'ERROR' } });
		const properties = { url, communicationTypeFilter: 'open,webmessaging', groups: ['a group'], queueIdFilterList: [], sandbox: 'allow-scripts', permissions: 'clipboard-write' };
		expect(await configure(id, properties)).toMatchObject({ properties });
		expect(await integrations.getIntegration(id)).toMatchObject({ reportedState: { code: 'ACTIVE' } });
	});

	test.each([
		['the communication type "message"', { communicationTypeFilter: 'open,message' }],
		['communication types as an array', { communicationTypeFilter: ['open'] }],
		['groups as text', { groups: 'a group' }],
		['an unknown property', { communicationTypes: 'open' }],
	])('a widget with %s is rejected', async (_what, properties) => {
		const id = await widget();
		expect(await refusalOf(configure(id, { url, ...properties }))).toMatchObject({ status: 400 });
	});

	test('a widget is not a connector and is not listed on the Messenger page', async () => {
		const id = await widget();
		await configure(id, { url });
		await integrations.patchIntegration(id, { body: { intendedState: 'ENABLED' } });
		const { connectors } = await genesys.control<{ connectors: Array<{ id: string }> }>('GET', 'messenger/setup');
		expect(connectors.map((one) => one.id)).not.toContain(id);
	});
});
