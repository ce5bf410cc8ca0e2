import type { Finding } from '../../genesys/setup/findings.ts';
import { checkSetup } from '../../genesys/setup/check.ts';
import type { Subject } from '../../genesys/setup/findings.ts';
import { publishFlow } from '../../genesys/setup/flowJob.ts';
import type { WantedSetup } from '../../genesys/setup/plan.ts';
import { startHandover } from '../../genesys/openMessaging/handover.ts';
import { createUpload } from '../../genesys/upload.ts';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, missingOf, THREADING_NEEDS } from '../../genesys/oauth/permissions.ts';
import { contract } from './support/genesys.mts';
import { newCustomer, participantsOf, SECRET } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';
import { put, setUpWith, WEBHOOK, type SetUp } from './support/setUp.mts';

/** Setup: Provision and Setup: Check against the simulator, which reads and runs the uploaded flow. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, newIntegrationRouted: false, flowJobMs: 50 });
let own: PackageClient;

beforeEach(async () => {
	own = await packageClient(genesys);
});

const setUp = async (name: string, changes: Partial<WantedSetup> = {}): Promise<SetUp> => await setUpWith(own, name, changes);

async function check(integrationId: string, changes: Partial<Subject> = {}): Promise<Finding[]> {
	return await checkSetup({
		client: own.client,
		chosen: { id: integrationId },
		queueName: '',
		webhookSecret: SECRET,
		previousWebhookSecret: '',
		isOwnOrigin: false,
		probe: async (url) => ({ from: 'trigger', state: { integrationId, url } }),
		onThisN8n: () => undefined,
		...changes,
	});
}

const codes = (findings: Finding[]) => findings.map(({ code }) => code);

test('Provision creates everything, a second run changes nothing, and Check finds nothing', async () => {
	const first = await setUp('Whole');
	expect(first.changed).toBe(true);
	const integration = await genesys.conversations.getConversationsMessagingIntegrationsOpenIntegrationId(first.integrationId);
	expect(integration).toMatchObject({ name: 'Whole', outboundNotificationWebhookUrl: WEBHOOK, createStatus: 'Completed' });
	expect((await genesys.routing.getRoutingMessageRecipient(integration.recipient?.id ?? '')).flow).toMatchObject({
		id: first.flowId,
		name: 'Whole Handover',
	});

	const second = await setUp('Whole');
	expect(second.steps.map(({ status }) => status)).toEqual(second.steps.map(() => 'unchanged'));
	expect(second).toMatchObject({ changed: false, integrationId: first.integrationId, flowId: first.flowId });
	expect(await check(first.integrationId)).toEqual([]);
});

describe('the shipped flow', () => {
	const skills = ['refunds', 'invoices', 'returns by post', 'Dutch law', 'VIP', 'a sixth one'];
	let integrationId: string;

	beforeAll(async () => {
		for (const name of skills) await genesys.control('POST', 'skills', { name });
		own = await packageClient(genesys);
		({ integrationId } = await setUp('Routing'));
	});

	/** A conversation with these routing attributes, as it waits in a queue. */
	async function waiting(wishes: object) {
		const customer = { id: newCustomer(), idType: 'Opaque' as const };
		const { conversationId } = await startHandover(own.calls, { integrationId, customer, text: 'Help', messageId: `of-${customer.id}`, ...wishes });
		const [acd] = await participantsOf(genesys, conversationId ?? '', 'acd');
		const { priority, language, skills: wanted = [] } = acd.conversationRoutingData ?? {};
		return { queue: acd.queueName, priority, language: nameOf(language), skills: wanted.map(nameOf) };
	}

	/** The official SDK's types have no name here. */
	const nameOf = (reference: object | undefined) => (reference as { name?: string } | undefined)?.name;

	test("the flow transfers to the queue with the workflow's language, skills, and priority", async () => {
		expect(await waiting({ queueName: 'sales', language: 'German', skills: 'Refunds, invoices,returns by post', priority: ' 7 ' })).toEqual({
			queue: 'Sales',
			priority: 7,
			language: 'German',
			skills: skills.slice(0, 3),
		});
		expect((await waiting({ skills: skills.join(',') })).skills).toEqual(skills.slice(0, 5));
	});

	test('the flow transfers to the default queue if attributes are missing or unknown, and applies the valid ones', async () => {
		const plain = { queue: 'Billing', priority: 0, language: undefined, skills: [] };
		expect(await waiting({})).toEqual(plain);
		expect(await waiting({ queueName: 'Nowhere', language: 'Klingon', skills: 'juggling,,', priority: 'soon' })).toEqual(plain);
		expect(await waiting({ queueName: 'Nowhere', skills: 'juggling, VIP', language: 'german', priority: '3' })).toEqual({
			queue: 'Billing',
			priority: 3,
			language: 'German',
			skills: ['VIP'],
		});
	});

	test.each(['soon', '-', '5-5', '1.5', '99999999999', '', 'x5', '--1', '٣'])('the flow treats the priority %j as 0, because ToInt() of it would end the conversation', async (priority) => {
		expect(await waiting({ queueName: 'Sales', priority })).toMatchObject({ queue: 'Sales', priority: 0 });
	});

	test.each([['-12', -12], ['0', 0], ['9999999', 9_999_999]])('the flow accepts the priority %s', async (priority, expected) => {
		expect(await waiting({ queueName: 'Sales', priority })).toMatchObject({ queue: 'Sales', priority: expected });
	});

	test('the flow transfers to the default queue if Genesys Cloud rejects a missing skill', async () => {
		await genesys.control('PATCH', 'settings', { unsetSkill: 'transferFails' });
		expect(await waiting({ queueName: 'Sales', skills: 'juggling' })).toMatchObject({ queue: 'Billing', skills: [] });
		expect(await waiting({ queueName: 'Sales' })).toMatchObject({ queue: 'Sales' });
		await genesys.control('PATCH', 'settings', { unsetSkill: 'ignored' });
	});
});

test.each(['Ärger: "jetzt"', "it's\n- urgent", 'サポート {{x}}'])('the flow accepts the default queue name %j unchanged', async (name) => {
	await genesys.control('POST', 'queues', { name });
	const { integrationId } = await setUp(`Named ${JSON.stringify(name)}`, { queueName: name });
	const customer = { id: newCustomer(), idType: 'Opaque' as const };
	const { conversationId } = await startHandover(own.calls, { integrationId, customer, text: 'Help', messageId: 'named' });
	const [acd] = await participantsOf(genesys, conversationId ?? '', 'acd');
	expect(acd.queueName).toBe(name);
});

test('Provision lists all missing permissions and creates nothing', async () => {
	const login = { clientId: 'chats only', clientSecret: 'its secret' };
	const permissions = ['routing:queue:view', 'messaging:integration:view', 'architect:flow:view'];
	await genesys.control('POST', 'clients', { ...login, permissions });
	own = await packageClient(genesys, login);
	const failure: unknown = await setUp('Forbidden').catch((error: unknown) => error);
	const needs = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS].map(({ permission }) => permission);
	for (const permission of needs.filter((one) => !permissions.includes(one))) {
		expect((failure as Error).message).toContain(permission);
	}
	own = await packageClient(genesys);
	expect(codes(await check('', { chosen: { name: 'Forbidden' } }))).toContain('integration.notFound');
});

test('the requested permissions are sufficient', async () => {
	const permissions = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS].map(({ permission }) => permission);
	const login = { clientId: 'sets up', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions });
	own = await packageClient(genesys, login);
	expect(await missingOf(own.client, BASE_NEEDS)).toEqual([]);
	expect((await setUp('Least privilege')).changed).toBe(true);
});

test('a flow that Architect may not save is reported with the rejected call', async () => {
	const permissions = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS].map(({ permission }) => permission);
	const login = { clientId: 'loses a permission', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions: permissions.filter((one) => one !== 'architect:flow:publish') });
	const { client } = await packageClient(genesys, login);
	const upload = createUpload({ put, isOwnOrigin: true, sleep: client.sleep });
	const failure: unknown = await publishFlow(client, upload, 'inboundShortMessage: {}').catch((error: unknown) => error);
	expect(failure).toMatchObject({ name: 'RefusedError', code: 'flow.failed' });
	expect((failure as Error).message).toMatch(/\(POST \/api\/v2\/flows: 403 missing\.permissions .*architect:flow:publish, correlation ID [\w-]{36}\)$/);
});

test('Check finds each fault of an administrator separately', async () => {
	const { integrationId, flowId } = await setUp('Faulty');
	const plant = async (method: string, path: string, body?: object) => await genesys.control(method, path, body);

	await plant('PATCH', `integrations/${integrationId}`, { webhookUrl: 'http://192.168.1.2:5678/webhook/1' });
	expect(codes(await check(integrationId))).toEqual(['webhook.unreachable']);
	expect(codes(await check(integrationId, { isOwnOrigin: true }))).toEqual([]);
	await plant('PATCH', `integrations/${integrationId}`, { webhookUrl: WEBHOOK });

	await plant('PATCH', `flows/${flowId}`, { published: false });
	expect(codes(await check(integrationId))).toEqual(['flow.unpublished']);
	await plant('PATCH', `flows/${flowId}`, { published: true });

	await plant('PATCH', 'queues/Billing', { members: [] });
	expect(codes(await check(integrationId))).toEqual(['queue.noMembers']);
	expect(codes(await check(integrationId, { queueName: 'Support' }))).toEqual([]);

	await plant('PATCH', `integrations/${integrationId}`, { flow: null });
	expect(codes(await check(integrationId))).toEqual(['route.missing']);
	expect(codes(await check(integrationId, { queueName: 'Nowhere' }))).toEqual(['route.missing', 'queue.notVisible']);

	await plant('PATCH', `integrations/${integrationId}`, { createStatus: 'Error' });
	expect(codes(await check(integrationId))).toEqual(['integration.failed']);
});

test('Check finds a deleted flow', async () => {
	const { integrationId, flowId } = await setUp('Flowless');
	await genesys.control('DELETE', `flows/${flowId}`);
	const found = codes(await check(integrationId));
	expect(found).toHaveLength(1);
	expect(['flow.missing', 'route.missing']).toContain(found[0]);
});
