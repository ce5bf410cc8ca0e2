import type { Models } from 'purecloud-platform-client-v2';
import { deployFlow, problemsWith } from './support/flows.mts';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';
import exampleModule from '../support/example.js';

/** Integrations with data actions, by the official SDK: what is made really calls, with the credential, from a workflow. */

const { exampleText } = exampleModule;
const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 0, flowJobMs: 0, flowText: '' });
const { integrations } = genesys;
const TYPE = { id: 'custom-rest-actions' };
const CUSTOMER_END = 'v2.detail.events.conversation.{id}.customer.end';
let webhook: Webhook;

beforeEach(async () => {
	await genesys.control('POST', 'reset');
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 0, integrationCreationMs: 0, flowJobMs: 0, flowText: '' });
	await genesys.login();
	webhook = await startWebhook();
});
afterEach(async () => await webhook.close());

const credential = (changes: object = {}): { body: Models.Credential } => ({
	body: { name: 'Secret', type: { id: 'userDefined' }, credentialFields: { webhookSecret: 'the "secret"' }, ...changes },
});
const configuration = (credentialId: string, changes: object = {}): { body: Models.IntegrationConfiguration } => ({
	body: { name: 'Actions', version: 1, properties: {}, advanced: {}, notes: 'ours', credentials: { basicAuth: { id: credentialId } }, ...changes },
});

/** An active integration, with a credential. */
async function newActions(): Promise<string> {
	const { id = '' } = await integrations.postIntegrations({ body: { name: 'Actions', integrationType: TYPE } });
	const { id: credentialId = '' } = await integrations.postIntegrationsCredentials(credential());
	await integrations.putIntegrationConfigCurrent(id, configuration(credentialId));
	await integrations.patchIntegration(id, { body: { intendedState: 'ENABLED' } });
	return id;
}

/** The action of the examples, as the API takes it. */
function exampleAction(integrationId: string, request: object = {}): Models.PostActionInput {
	const { name, config, contract: schemas } = JSON.parse(exampleText('lifecycle-by-http/data-action.json')) as Models.PostActionInput;
	const changed = { ...config.request, requestUrlTemplate: webhook.url, ...request };
	return { name, category: 'n8n Life Cycle', integrationId, config: { ...config, request: changed }, contract: schemas };
}

/** The workflow of the examples, and a trigger for it. */
async function deployExample(): Promise<void> {
	const { flow } = await deployFlow(genesys, exampleText('lifecycle-by-http/workflow.yaml'));
	const text = exampleText('lifecycle-by-http/trigger.json').replace('<ID of the workflow>', flow?.id ?? '');
	await genesys.processAutomation.postProcessautomationTriggers(JSON.parse(text) as Models.CreateTriggerRequest);
}

/** A chat comes to its end; what was called by then. */
async function delivered(customerId = 'customer-42'): Promise<Array<Record<string, unknown>>> {
	const chat = await startConversation(genesys, { integrationId: await newIntegration(genesys), customerId });
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
	await genesys.control('POST', `conversations/${chat.conversationId}/end`);
	await genesys.control('POST', 'lifecycle-targets', { kind: 'eventBridge', url: `${webhook.url}last`, topics: [CUSTOMER_END] });
	const last = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
	await genesys.control('POST', `conversations/${last.conversationId}/accept`);
	await genesys.control('POST', `conversations/${last.conversationId}/end`);
	await eventually(
		async () => webhook.deliveries.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>),
		(told) => told.some(({ detail }) => detail !== undefined),
	);
	const told = webhook.deliveries.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
	return told.filter(({ conversationId }) => conversationId === chat.conversationId);
}

describe('the files of the examples, taken by hand', () => {
	test('make the end of a chat known at the address, with the secret in the header', async () => {
		await integrations.postIntegrationsActions(exampleAction(await newActions()));
		await deployExample();
		expect(await delivered('customer "42"\\')).toEqual([expect.objectContaining({ addressFrom: 'customer "42"\\', mediaType: 'MESSAGE', messageType: 'OPEN', userId: '', disconnectType: 'PEER' })]);
		expect(webhook.deliveries[0].headers['x-lifecycle-secret']).toBe('the "secret"');
	});

	test('call nothing while the integration is not active', async () => {
		const integrationId = await newActions();
		await integrations.postIntegrationsActions(exampleAction(integrationId));
		await deployExample();
		await integrations.patchIntegration(integrationId, { body: { intendedState: 'DISABLED' } });
		expect(await delivered()).toEqual([]);
	});

	test('call nothing when the action is gone', async () => {
		const { id = '' } = await integrations.postIntegrationsActions(exampleAction(await newActions()));
		await deployExample();
		await integrations.deleteIntegrationsAction(id);
		expect(await delivered()).toEqual([]);
	});
});

test('what has no value stays as it is written, or becomes nothing where the reference is quiet', async () => {
	const requestTemplate = '{"conversationId": "$!{input.conversationId}", "loud": "${input.userId}", "quiet": "$!{input.userId}", "unknown": "${other.x}"}';
	await integrations.postIntegrationsActions(exampleAction(await newActions(), { requestTemplate }));
	await deployExample();
	expect(await delivered()).toMatchObject([{ loud: '${input.userId}', quiet: '', unknown: '${other.x}' }]);
});

describe('a credential', () => {
	test('never shows its fields again', async () => {
		const made = await integrations.postIntegrationsCredentials(credential());
		const read = await integrations.getIntegrationsCredential(made.id ?? '');
		const changed = await integrations.putIntegrationsCredential(made.id ?? '', credential({ name: 'Other' }));
		expect(changed).toMatchObject({ id: made.id, name: 'Other', type: { id: 'userDefined' } });
		expect(JSON.stringify([made, read, changed])).not.toMatch(/webhookSecret|the \\"secret/);
	});

	test('is found page by page', async () => {
		for (const name of ['A', 'B', 'C']) await integrations.postIntegrationsCredentials(credential({ name }));
		const first = await integrations.getIntegrationsCredentialsListing({ pageSize: '2' });
		const after = new URL(first.nextUri ?? '', 'https://x.example.com').searchParams.get('after') ?? '';
		const second = await integrations.getIntegrationsCredentialsListing({ pageSize: '2', after });
		expect([first, second].map(({ entities = [] }) => entities.map(({ name }) => name))).toEqual([['A', 'B'], ['C']]);
		expect(second.nextUri).toBeUndefined();
	});

	test.each([
		['a type that there is not', { type: { id: 'apiKey' } }],
		['no fields', { credentialFields: undefined }],
		['no name', { name: '' }],
	])('with %s is refused', async (_what, changes) => {
		expect(await refusalOf(integrations.postIntegrationsCredentials(credential(changes)))).toMatchObject({ status: 400 });
	});
});

describe('an integration', () => {
	test('is made without a credential, and not active', async () => {
		const { id = '', intendedState } = await integrations.postIntegrations({ body: { name: 'Actions', integrationType: TYPE } });
		expect(intendedState).toBe('DISABLED');
		expect(await integrations.getIntegrationConfigCurrent(id)).toMatchObject({ version: 1, notes: '', credentials: {} });
	});

	test.each<[string, (credentialId: string) => object, number]>([
		['an old version', () => ({ version: 7 }), 409],
		['no notes', () => ({ notes: undefined }), 400],
		['a credential that there is not', () => ({ credentials: { basicAuth: { id: 'x' } } }), 400],
		['a credential in another place', (id) => ({ credentials: { apiKey: { id } } }), 400],
	])('is not configured with %s', async (_what, changes, status) => {
		const { id = '' } = await integrations.postIntegrations({ body: { name: 'Actions', integrationType: TYPE } });
		const { id: credentialId = '' } = await integrations.postIntegrationsCredentials(credential());
		expect(await refusalOf(integrations.putIntegrationConfigCurrent(id, configuration(credentialId, changes(credentialId))))).toMatchObject({ status });
	});

	test('of another kind is refused, and so is a state that there is not', async () => {
		const body = { name: 'x', integrationType: { id: 'embedded-client-app' } };
		expect(await refusalOf(integrations.postIntegrations({ body }))).toMatchObject({ status: 400 });
		expect(await refusalOf(integrations.patchIntegration(await newActions(), { body: { intendedState: 'ON' } }))).toMatchObject({ status: 400 });
	});
});

describe('a data action', () => {
	test('is published when it is made, and changed by its version; the request template does not come back', async () => {
		const { id = '', version = 0 } = await integrations.postIntegrationsActions(exampleAction(await newActions()));
		const read = await integrations.getIntegrationsAction(id, { includeConfig: true, expand: 'contract' });
		expect(read).toMatchObject({ config: { request: { requestUrlTemplate: webhook.url } }, contract: { input: { inputSchema: { required: ['conversationId'] } } } });
		expect(read.config?.request?.requestTemplate).toBeUndefined();
		expect((await integrations.getIntegrationsAction(id)).config).toBeUndefined();
		const change = { version, name: 'Renamed' };
		expect(await integrations.patchIntegrationsAction(id, change)).toMatchObject({ name: 'Renamed', version: version + 1 });
		expect(await refusalOf(integrations.patchIntegrationsAction(id, change))).toMatchObject({ status: 409 });
		const { entities = [] } = await integrations.getIntegrationsActions({ name: 'name', category: 'n8n Life Cycle' });
		expect(entities.map((action) => action.id)).toEqual([id]);
	});

	test.each([
		['of an integration that there is not', { integrationId: 'x' }],
		['without a category', { category: '' }],
		['without a configuration', { config: undefined }],
		['without a contract', { contract: undefined }],
	])('%s is refused', async (_what, changes) => {
		const body = { ...exampleAction(await newActions()), ...changes } as Models.PostActionInput;
		expect(await refusalOf(integrations.postIntegrationsActions(body))).toMatchObject({ status: 400 });
	});

	test.each<[string, () => Promise<unknown>]>([
		['integrations:integration:add', async () => await integrations.postIntegrations({ body: { name: 'x', integrationType: TYPE } })],
		['integrations:integration:edit', async () => await integrations.patchIntegration('x', { body: { intendedState: 'ENABLED' } })],
		['integrations:action:add', async () => await integrations.postIntegrationsActions(exampleAction('x'))],
		['integrations:action:edit', async () => await integrations.patchIntegrationsAction('x', { version: 1 })],
	])('needs %s', async (permission, call) => {
		await genesys.loginWith('integrations:integration:view', 'integrations:action:view');
		expect(await refusalOf(call())).toMatchObject({ status: 403, messageParams: { permissions: permission } });
		expect((await integrations.getIntegrationsActions()).entities).toEqual([]);
	});
});

describe('a workflow is not published', () => {
	const example = exampleText('lifecycle-by-http/workflow.yaml');

	test('without the action that it calls', async () => {
		expect(await problemsWith(genesys, example)).toContain('the data action "n8n Life Cycle Event" of the category "n8n Life Cycle" does not exist');
	});

	test.each([
		['an input that the action does not have', ['addressTo:\n                          exp: Flow.addressTo', 'color:\n                          exp: Flow.addressTo'], 'has no input "color"'],
		['a text where a number is taken', ['exp: Flow.eventTime', 'exp: Flow.addressTo'], 'the type integer is needed, not string'],
		['no input that is required', ['conversationId:\n                          exp: Flow.conversationId\n                        ', ''], 'needs the input "conversationId"'],
		['an action of a flow for messages', ['endWorkflow:\n              name', 'disconnect:\n              name'], 'Unknown action "disconnect"'],
		['a start in a flow for messages', ['startUpRef: "/workflow/', 'startUpRef: "/inboundShortMessage/'], 'the flow has no beginning'],
	])('with %s', async (_what, [from, to], problem) => {
		await integrations.postIntegrationsActions(exampleAction(await newActions()));
		const at = example.lastIndexOf(from);
		expect(at).toBeGreaterThan(0);
		expect(await problemsWith(genesys, example.slice(0, at) + to + example.slice(at + from.length))).toContain(problem);
	});

	test('as the end of the route of messages', async () => {
		await integrations.postIntegrationsActions(exampleAction(await newActions()));
		const { flow } = await deployFlow(genesys, example);
		const { recipient } = await genesys.conversations.getConversationsMessagingIntegrationsOpenIntegrationId(await newIntegration(genesys));
		expect(await refusalOf(genesys.routing.putRoutingMessageRecipient(recipient?.id ?? '', { flow: { id: flow?.id ?? '' } }))).toMatchObject({ status: 400 });
	});
});
