import { setTimeout as delay } from 'node:timers/promises';
import { GenesysApiError } from '../../genesys/errors.ts';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, LIFECYCLE_NEEDS, THREADING_NEEDS } from '../../genesys/oauth/setupPermissions.ts';
import type { Provisioned } from '../../genesys/setup/provision.ts';
import { contract } from './support/genesys.mts';
import { eventually, SECRET, startConversation } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';
import { setUpWith } from './support/setUp.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

/** The part of Setup: Provision that has Genesys Cloud post the life cycle: what it makes in the simulator really posts. */

const SETTINGS = { rateLimitPerMinute: 0, integrationCreationMs: 0, newIntegrationRouted: false, flowJobMs: 0, flowText: '' };
const genesys = contract(SETTINGS);
const PARTS = ['lifecycleIntegration', 'lifecycleAction', 'lifecycleWorkflow', ...Array<string>(4).fill('lifecycleTrigger')];
let own: PackageClient;
let webhook: Webhook;
let lifecycleUrl: string;

beforeEach(async () => {
	await genesys.control('POST', 'reset');
	await genesys.control('PATCH', 'settings', SETTINGS);
	await genesys.login();
	own = await impatient();
	webhook = await startWebhook();
	lifecycleUrl = `${webhook.url}webhook/1/lifecycle`;
});
afterEach(async () => await webhook.close());

/** Architect takes no time here, so it is not waited for a second. */
async function impatient(login?: { clientId: string; clientSecret: string }): Promise<PackageClient> {
	const made = await packageClient(genesys, login);
	return { ...made, client: { ...made.client, sleep: async () => await delay(20) } };
}

const setUp = async (changes: object = {}): Promise<Provisioned> => await setUpWith(own, 'Chat', { lifecycleUrl, ...changes });
const parts = ({ steps }: Provisioned) => steps.filter(({ step }) => step.startsWith('lifecycle'));
const statusesOf = (result: Provisioned) => parts(result).map(({ status }) => status);

/** An agent takes a new chat and closes it. */
async function closedChat(integrationId: string) {
	const chat = await startConversation(genesys, { integrationId });
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
	await genesys.control('POST', `conversations/${chat.conversationId}/end`);
	return chat;
}

async function bodies(count: number): Promise<Array<Record<string, unknown>>> {
	await eventually(
		async () => webhook.deliveries.length,
		(length) => length >= count,
	);
	return webhook.deliveries.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

test('in an empty organisation all is made, and an agent who joins and closes is told at the address, with the secret', async () => {
	const first = await setUp();
	expect(parts(first).map(({ step }) => step)).toEqual(PARTS);
	expect(statusesOf(first)).toEqual(PARTS.map(() => 'created'));

	const { conversationId, customerId } = await closedChat(first.integrationId);
	const told = await bodies(4);
	expect(told).toHaveLength(4);
	for (const body of told) expect(body).toMatchObject({ conversationId, mediaType: 'MESSAGE', messageType: 'OPEN', eventType: '' });
	const [agentId] = told.map(({ answeredUserId }) => answeredUserId).filter((id) => id !== '');
	expect(agentId).toMatch(/^[\w-]{36}$/);
	// They are posted side by side and may overtake each other.
	expect(told).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ queueId: first.queue.id, acdOutcome: '', userId: '' }),
			expect.objectContaining({ queueId: first.queue.id, acdOutcome: 'ANSWERED' }),
			expect.objectContaining({ userId: agentId, disconnectType: 'CLIENT', addressTo: customerId }),
			expect.objectContaining({ userId: '', disconnectType: 'PEER', eventTime: expect.stringMatching(/^\d{13}$/) }),
		]),
	);
	for (const { headers } of webhook.deliveries) {
		expect(headers).toMatchObject({ 'x-lifecycle-secret': SECRET, 'content-type': 'application/json' });
	}
});

test('a second run only reads, and finds all as it was', async () => {
	const first = await setUp();
	own.requests.splice(0);
	const second = await setUp();
	expect(second.changed).toBe(false);
	expect(parts(second)).toEqual(parts(first).map(({ step, id, name }) => ({ step, status: 'unchanged', id, name })));
	expect(new Set(own.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('left out, nothing of it is made', async () => {
	await setUp({ lifecycleUrl: '' });
	expect((await genesys.processAutomation.getProcessautomationTriggers()).entities).toEqual([]);
	expect((await genesys.integrations.getIntegrations()).entities).toEqual([]);
});

test('another address changes the action and nothing else, and events go there', async () => {
	const { integrationId } = await setUp();
	lifecycleUrl = `${webhook.url}webhook/2/lifecycle`;
	const second = await setUp();
	expect(parts(second).filter(({ status }) => status !== 'unchanged')).toEqual([
		{ step: 'lifecycleAction', status: 'changed', id: expect.any(String), name: 'Chat Life Cycle Event', detail: `It posts to ${lifecycleUrl} now.` },
	]);
	await closedChat(integrationId);
	await bodies(4);
	const deliveries = await genesys.control<Array<{ url: string }>>('GET', 'lifecycle-deliveries');
	expect(new Set(deliveries.map(({ url }) => url))).toEqual(new Set([lifecycleUrl]));
});

test('another secret of the credential goes along, and the secret stands nowhere else', async () => {
	const { integrationId } = await setUp();
	const webhookSecret = 'another secret of the test';
	const second = await setUp({ webhookSecret });
	expect(parts(second).filter(({ status }) => status !== 'unchanged')).toMatchObject([{ step: 'lifecycleIntegration', detail: 'Changed: its credential.' }]);
	expect(JSON.stringify(second)).not.toContain(webhookSecret);
	await closedChat(integrationId);
	await bodies(4);
	expect(webhook.deliveries.map(({ headers }) => headers['x-lifecycle-secret'])).toEqual(Array(4).fill(webhookSecret));
	const { entities = [] } = await genesys.integrations.getIntegrationsCredentialsListing();
	expect(entities).toHaveLength(1);
	const { entities: integrations = [] } = await genesys.integrations.getIntegrations();
	expect(JSON.stringify([entities, integrations])).not.toContain(webhookSecret);
});

test('an action that was deleted is made anew, and the workflow calls the new one', async () => {
	const first = await setUp();
	const action = parts(first)[1];
	await genesys.integrations.deleteIntegrationsAction(action.id);
	const second = await setUp();
	expect(statusesOf(second)).toEqual(['unchanged', 'created', 'changed', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
	await closedChat(first.integrationId);
	expect(await bodies(4)).toHaveLength(4);
});

test('what people have switched off works again after a run', async () => {
	const first = await setUp();
	const [integration, , workflow, trigger] = parts(first);
	await genesys.integrations.patchIntegration(integration.id, { body: { intendedState: 'DISABLED' } });
	await genesys.control('PATCH', `flows/${workflow.id}`, { published: false });
	const present = await genesys.processAutomation.getProcessautomationTrigger(trigger.id);
	await genesys.processAutomation.putProcessautomationTrigger(trigger.id, { ...(present as Required<typeof present>), enabled: false });
	await setUp();
	expect((await setUp()).changed).toBe(false);
	await closedChat(first.integrationId);
	expect(await bodies(4)).toHaveLength(4);
});

test('two integrations have an address each', async () => {
	await setUp();
	const other = await setUpWith(own, 'Other', { lifecycleUrl: `${webhook.url}webhook/3/lifecycle` });
	expect(statusesOf(other)).toEqual(PARTS.map(() => 'created'));
	await closedChat(other.integrationId);
	await bodies(8);
	const urls = (await genesys.control<Array<{ url: string }>>('GET', 'lifecycle-deliveries')).map(({ url }) => url);
	expect([lifecycleUrl, `${webhook.url}webhook/3/lifecycle`].map((url) => urls.filter((one) => one === url).length)).toEqual([4, 4]);
});

const ALL_NEEDS = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS, ...LIFECYCLE_NEEDS].map(({ permission }) => permission);

async function loginWith(permissions: string[]): Promise<void> {
	const login = { clientId: 'limited', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions });
	own = await impatient(login);
}

test('the permissions that are asked for are enough', async () => {
	await loginWith(ALL_NEEDS);
	expect(statusesOf(await setUp())).toEqual(PARTS.map(() => 'created'));
});

test.each(LIFECYCLE_NEEDS.map(({ permission }) => permission))('without %s nothing is made, and it is named', async (missing) => {
	await loginWith(ALL_NEEDS.filter((permission) => permission !== missing));
	const failure: unknown = await setUp().catch((error: unknown) => error);
	expect(failure).toMatchObject({ code: 'missing.permissions', message: expect.stringContaining(`lacks ${missing} (`) });
	const { entities } = await genesys.conversations.getConversationsMessagingIntegrationsOpen();
	expect(entities).toEqual([]);
});

test('where Genesys Cloud takes the credential otherwise, the failure names the way without this part', async () => {
	await genesys.control('PATCH', 'settings', { dataActionCredentialSlot: 'userDefined' });
	const failure: unknown = await setUp().catch((error: unknown) => error);
	expect(failure).toMatchObject({
		status: 400,
		message: expect.stringContaining('step "lifecycleIntegration"'),
		advice: expect.stringMatching(/make this part by hand.*Done before it: .*route \(created\).*run it again/),
	});
	await genesys.control('PATCH', 'settings', { dataActionCredentialSlot: 'basicAuth' });
	const second = await setUp();
	expect(statusesOf(second).filter((status) => status === 'unchanged')).toEqual([]);
	expect((await genesys.integrations.getIntegrations()).entities).toHaveLength(1);
	expect((await genesys.integrations.getIntegrationsCredentialsListing()).entities).toHaveLength(1);
});

test('where numbers fill no variable the events come all the same, without them', async () => {
	await genesys.control('PATCH', 'settings', { numbersFillVariables: false });
	const { integrationId } = await setUp();
	await closedChat(integrationId);
	const told = await bodies(4);
	expect(told.map(({ eventTime, conversationId }) => [eventTime, conversationId !== ''])).toEqual(Array(4).fill(['', true]));
});

test.each([
	['lifecycleIntegration', /^POST .*\/integrations$/],
	['lifecycleIntegration', /^POST .*\/integrations\/credentials$/],
	['lifecycleIntegration', /^PUT .*\/config\/current$/],
	['lifecycleIntegration', /^PATCH .*\/integrations\/[^/]+$/],
	['lifecycleAction', /^POST .*\/integrations\/actions$/],
	['lifecycleWorkflow', /^GET .*\/flows\/jobs\//],
	['lifecycleTrigger', /^POST .*\/processautomation\/triggers$/],
])('a failure in step %s, at %s, is told, and the next run goes on', async (step, request) => {
	await setUp({ lifecycleUrl: '' });
	own = failingOnce(own, request);
	const failure: unknown = await setUp().catch((error: unknown) => error);
	expect(failure).toMatchObject({ message: expect.stringContaining(`step "${step}"`), advice: expect.stringContaining('run it again') });
	expect((await setUp()).changed).toBe(true);
	expect((await setUp()).changed).toBe(false);
	const { integrations, processAutomation } = genesys;
	const lists = [
		await integrations.getIntegrations(),
		await integrations.getIntegrationsCredentialsListing(),
		await integrations.getIntegrationsActions(),
		await processAutomation.getProcessautomationTriggers(),
	];
	expect(lists.map(({ entities = [] }) => entities.length)).toEqual([1, 1, 1, 4]);
});

/** The first such request breaks before it gets to Genesys Cloud; probes of permissions are attempts and no calls. */
function failingOnce({ client, ...rest }: PackageClient, broken: RegExp): PackageClient {
	let isOver = false;
	const call: PackageClient['client']['call'] = async (request, options) => {
		if (isOver || !broken.test(`${request.method} ${request.path}`)) return await client.call(request, options);
		isOver = true;
		throw new GenesysApiError({ status: 500, code: 'internal.server.error', contextId: '', message: options.what, advice: 'Try again.' });
	};
	return { ...rest, client: { ...client, call } };
}
