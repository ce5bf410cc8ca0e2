import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { eventually, newCustomer, newIntegration, SECRET, startConversation } from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 300, integrationDeletionMs: 200 });
const { conversations } = genesys;

const request = {
	name: 'Web chat',
	outboundNotificationWebhookUrl: 'https://example.com/not-known-yet',
	outboundNotificationWebhookSignatureSecretToken: SECRET,
	webhookHeaders: { 'x-tenant': 'one' },
};
const read = async (id: string) => await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(id);

describe('an Open Messaging integration', () => {
	test('an integration is created in the background: first Initiated, later Completed', async () => {
		const created = await conversations.postConversationsMessagingIntegrationsOpen(request);
		expect(created).toMatchObject({
			name: 'Web chat',
			createStatus: 'Initiated',
			webhookHeaders: { 'x-tenant': 'one' },
		});
		expect(created.recipient?.id).toEqual(expect.any(String));
		const completed = await eventually(
			() => read(created.id),
			({ createStatus }) => createStatus === 'Completed',
		);
		expect(completed.status).toBe('active');
	});

	test('an integration rejects changes before its creation is complete', async () => {
		await genesys.control('PATCH', 'settings', { integrationCreationMs: 60_000 });
		const { id, name } = await conversations.postConversationsMessagingIntegrationsOpen(request);
		await genesys.control('PATCH', 'settings', { integrationCreationMs: 300 });
		const change = { name, outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/1' };
		expect(
			await refusalOf(conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(id, change)),
		).toMatchObject({
			status: 409,
			message: expect.stringContaining('has not completed'),
		});
	});

	test("an integration's creation can fail with a reason", async () => {
		await genesys.control('POST', 'faults', { kind: 'integrationCreationError' });
		const { id } = await conversations.postConversationsMessagingIntegrationsOpen(request);
		const failed = await eventually(
			() => read(id),
			({ createStatus }) => createStatus !== 'Initiated',
		);
		expect(failed).toMatchObject({ createStatus: 'Error', createError: { message: expect.any(String) } });
	});

	test('an integration accepts a new URL and keeps the fields that the change omits', async () => {
		const id = await newIntegration(genesys);
		const { name } = await read(id);
		const url = 'https://n8n.acme.io/webhook/1';
		await conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(id, {
			name,
			outboundNotificationWebhookUrl: url,
		});
		expect(await read(id)).toMatchObject({ id, name, outboundNotificationWebhookUrl: url });
	});

	test('an integration needs its name in every change', async () => {
		const id = await newIntegration(genesys);
		const change: Partial<Models.OpenIntegrationUpdateRequest> = {
			outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/1',
		};
		const call = conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(
			id,
			change as Models.OpenIntegrationUpdateRequest,
		);
		expect(await refusalOf(call)).toMatchObject({ status: 400 });
	});

	test('an integration needs a secret of sixteen characters or more', async () => {
		const short = { ...request, outboundNotificationWebhookSignatureSecretToken: 'fifteen letters' };
		expect(await refusalOf(conversations.postConversationsMessagingIntegrationsOpen(short))).toMatchObject({
			status: 400,
		});
	});

	test("an integration doesn't show its secret", async () => {
		const id = await newIntegration(genesys);
		expect(JSON.stringify(await read(id))).not.toContain(SECRET);
	});

	test('an unknown integration ID returns 404', async () => {
		expect(await refusalOf(read('00000000-0000-4000-8000-000000000000'))).toMatchObject({
			status: 404,
			code: 'not.found',
		});
	});

	test('an integration is gone some time after it was deleted', async () => {
		const id = await newIntegration(genesys);
		await conversations.deleteConversationsMessagingIntegrationsOpenIntegrationId(id);
		await eventually(
			async () =>
				await read(id).then(
					() => 200,
					(body: { status: number }) => body.status,
				),
			(status) => status === 404,
		);
	});

	test('an integration with open conversations is not deleted', async () => {
		const integrationId = await newIntegration(genesys);
		await startConversation(genesys, { integrationId, customerId: newCustomer() });
		const deletion = conversations.deleteConversationsMessagingIntegrationsOpenIntegrationId(integrationId);
		expect(await refusalOf(deletion)).toMatchObject({ status: 412 });
	});
});

test('the list of integrations is paged', async () => {
	for (let count = 0; count < 3; count++) await newIntegration(genesys);
	const first = await conversations.getConversationsMessagingIntegrationsOpen({ pageSize: 2, pageNumber: 1 });
	expect(first).toMatchObject({
		pageSize: 2,
		pageNumber: 1,
		entities: [{ id: expect.any(String) }, { id: expect.any(String) }],
	});
	expect(first.pageCount).toBeGreaterThanOrEqual(2);
	const second = await conversations.getConversationsMessagingIntegrationsOpen({ pageSize: 2, pageNumber: 2 });
	expect(second.entities?.[0].id).not.toBe(first.entities?.[0].id);
});

test('a message reaches no agent until the recipient points to a flow', async () => {
	await genesys.control('PATCH', 'settings', { newIntegrationRouted: false });
	const integrationId = await newIntegration(genesys);
	await genesys.control('PATCH', 'settings', { newIntegrationRouted: true });
	expect((await startConversation(genesys, { integrationId })).conversationId).toBe('');

	const { recipient } = await read(integrationId);
	const recipientId = recipient?.id ?? '';
	expect(await genesys.routing.getRoutingMessageRecipient(recipientId)).not.toHaveProperty('flow');
	const { entities = [] } = await genesys.routing.getRoutingMessageRecipients({ messengerType: 'open' });
	const flowId = entities.flatMap(({ flow }) => flow?.id ?? [])[0];
	await genesys.routing.putRoutingMessageRecipient(recipientId, { flow: { id: flowId } });
	expect((await startConversation(genesys, { integrationId })).conversationId).not.toBe('');
});
