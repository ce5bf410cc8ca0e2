import type { Finding, Subject } from '../../genesys/setup/checks/finding.ts';
import { checkSetup } from '../../genesys/setup/check.ts';
import type { WantedSetup } from '../../genesys/setup/plan.ts';
import { startHandover } from '../../genesys/openMessaging/handover.ts';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, THREADING_NEEDS } from '../../genesys/oauth/setupPermissions.ts';
import { missingOf } from '../../genesys/oauth/permissions.ts';
import { contract } from './support/genesys.mts';
import { newCustomer, participantsOf, SECRET } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';
import { setUpWith, WEBHOOK, type SetUp } from './support/setUp.mts';

/** Setup: Provision and Setup: Check against the simulator, which reads and runs the uploaded flow. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, newIntegrationRouted: false, flowJobMs: 50 });
let own: PackageClient;

beforeEach(async () => {
	own = await packageClient(genesys);
});

const setUp = async (name: string, changes: Partial<WantedSetup> = {}): Promise<SetUp> => await setUpWith(own, name, changes);

async function check(integrationId: string, changes: Partial<Subject> = {}): Promise<Finding[]> {
	return await checkSetup({ client: own.client, chosen: { id: integrationId }, queueName: '', webhookSecret: SECRET, ...changes });
}

const codes = (findings: Finding[]) => findings.map(({ code }) => code);

test('what is set up is there, a second run changes nothing, and the check finds nothing', async () => {
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

test('chats go where the workflow wants them, with language, skill and priority', async () => {
	await genesys.control('POST', 'skills', { name: 'refunds' });
	await genesys.control('POST', 'languages', { name: 'German' });
	const { integrationId } = await setUp('Routing');
	const start = async (wishes: object): Promise<string> => {
		const customer = { id: newCustomer(), idType: 'Opaque' as const };
		const { conversationId } = await startHandover(own.client, { integrationId, customer, text: 'Help', ...wishes }, new Date());
		return conversationId ?? '';
	};
	const [acd] = await participantsOf(
		genesys,
		await start({ queueName: 'Sales', language: 'German', skills: 'refunds', priority: '7' }),
		'acd',
	);
	expect(acd).toMatchObject({ queueName: 'Sales', conversationRoutingData: { priority: 7, language: { name: 'German' }, skills: [{ name: 'refunds' }] } });

	for (const wishes of [{}, { queueName: 'Nowhere', language: 'Klingon', skills: 'juggling', priority: 'soon' }]) {
		const [byDefault] = await participantsOf(genesys, await start(wishes), 'acd');
		expect(byDefault).toMatchObject({ queueName: 'Billing' });
	}
});

test.each(['Ärger: "jetzt"', "it's\n- urgent", 'サポート {{x}}'])('a default queue named %j is taken as it is', async (name) => {
	await genesys.control('POST', 'queues', { name });
	const { integrationId } = await setUp(`Named ${JSON.stringify(name)}`, { queueName: name });
	const customer = { id: newCustomer(), idType: 'Opaque' as const };
	const { conversationId } = await startHandover(own.client, { integrationId, customer, text: 'Help' }, new Date());
	const [acd] = await participantsOf(genesys, conversationId ?? '', 'acd');
	expect(acd.queueName).toBe(name);
});

test('a role that lacks permissions is told all of them, and nothing is made', async () => {
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

test('the permissions that are asked for are enough', async () => {
	const permissions = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS].map(({ permission }) => permission);
	const login = { clientId: 'sets up', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions });
	own = await packageClient(genesys, login);
	expect(await missingOf(own.client, BASE_NEEDS)).toEqual([]);
	expect((await setUp('Least privilege')).changed).toBe(true);
});

test('faults that an administrator makes are found, each by itself', async () => {
	const { integrationId, flowId } = await setUp('Faulty');
	const plant = async (method: string, path: string, body?: object) => await genesys.control(method, path, body);

	await plant('PATCH', `integrations/${integrationId}`, { webhookUrl: 'http://192.168.1.2:5678/webhook/1' });
	expect(codes(await check(integrationId))).toEqual(['webhook.unreachable']);
	expect(codes(await check(integrationId, { probe: async () => undefined }))).toEqual([]);
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

test('a flow that has been deleted is found', async () => {
	const { integrationId, flowId } = await setUp('Flowless');
	await genesys.control('DELETE', `flows/${flowId}`);
	const found = codes(await check(integrationId));
	expect(found).toHaveLength(1);
	expect(['flow.missing', 'route.missing']).toContain(found[0]);
});
