import type { Models } from 'purecloud-platform-client-v2';
import { createClient } from '../../genesys/client.ts';
import { GenesysUnreachableError } from '../../genesys/errors.ts';
import { createIntegration, deleteIntegration, setWebhook, updateIntegration } from '../../genesys/openMessaging/integrationChanges.ts';
import { awaitIntegration, findIntegrationByName, getIntegration, listAllIntegrations } from '../../genesys/openMessaging/integrations.ts';
import { isSignedBy } from '../../genesys/openMessaging/signature.ts';
import { contract, refusalOf } from './support/genesys.mts';
import { agentWrites, eventually, newIntegration, SECRET, startConversation } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';
import { startWebhook } from './support/webhook.mts';

/** Integrations as the package changes them: each body satisfies the SDK's types, and its effect is read back with the SDK. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 300, integrationDeletionMs: 300 });
const { conversations } = genesys;
let own: PackageClient;
beforeEach(async () => {
	own = await packageClient(genesys);
});

const read = async (id: string) => await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(id);
const fields = { name: 'Created', webhookSecret: SECRET };

describe('an integration that the package creates', () => {
	test('a new integration satisfies the types and can be used as soon as it is returned', async () => {
		const { id: supportedContentId } = await conversations.getConversationsMessagingSupportedcontentDefault();
		const created = await createIntegration(own.client, { ...fields, webhookHeaders: { 'x-tenant': 'one' }, supportedContentId });
		const expected = {
			name: 'Created',
			outboundNotificationWebhookUrl: 'https://n8n.invalid',
			outboundNotificationWebhookSignatureSecretToken: SECRET,
			webhookHeaders: { 'x-tenant': 'one' },
			supportedContent: { id: supportedContentId },
		} satisfies Models.OpenIntegrationRequest;
		expect(own.requests[0].body).toEqual(expected);
		expect(created).toMatchObject({ createStatus: 'Completed', webhookHeaders: ['x-tenant'], supportedContent: { id: supportedContentId } });
		await setWebhook(own.client, created, { url: 'https://n8n.acme.io/webhook/1' });
		expect(await read(created.id)).toMatchObject({ name: 'Created', outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/1' });
	});

	test('an integration whose creation fails is reported with the reason', async () => {
		await genesys.control('POST', 'faults', { kind: 'integrationCreationError' });
		await expect(createIntegration(own.client, fields)).rejects.toMatchObject({
			code: 'creation.failed',
			message: expect.stringContaining("couldn't create the integration"),
		});
	});

	test('an integration is created once if the connection breaks after Genesys Cloud accepted it, and the error explains that', async () => {
		const before = (await listAllIntegrations(own.client)).length;
		await genesys.control('POST', 'faults', { kind: 'dropConnection', afterHandling: true, path: 'integrations/open', method: 'POST' });
		const broken = new GenesysUnreachableError({ code: 'ECONNRESET', message: 'the connection broke', advice: 'Try again.' });
		const client = createClient({ send: async (request) => await own.send(request).catch(() => broken), sleep: own.client.sleep });
		await expect(createIntegration(client, fields)).rejects.toMatchObject({ advice: expect.stringContaining('may have succeeded') });
		expect(await listAllIntegrations(own.client)).toHaveLength(before + 1);
	});
});

describe('an integration that the package changes', () => {
	test('a changed integration keeps its name and every omitted field', async () => {
		const id = await newIntegration(genesys);
		const before = await read(id);
		const { id: messagingSettingId } = await conversations.getConversationsMessagingSettingsDefault();
		const changed = await updateIntegration(own.client, id, { webhookUrl: 'https://n8n.acme.io/webhook/2', messagingSettingId });
		const expected = {
			name: before.name,
			outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/2',
			messagingSetting: { id: messagingSettingId },
		} satisfies Models.OpenIntegrationUpdateRequest;
		expect(own.requests.at(-1)?.body).toEqual(expected);
		expect(changed).toEqual(await getIntegration(own.client, id));
		expect(changed.name).toBe(before.name);
	});

	test('a renamed integration is found under its new name', async () => {
		const id = await newIntegration(genesys);
		await updateIntegration(own.client, id, { name: 'A name of its own' });
		expect((await findIntegrationByName(own.client, 'a NAME of its own'))?.id).toBe(id);
	});

	test('a changed integration signs with the new secret from then on', async () => {
		const webhook = await startWebhook();
		const { id } = await createIntegration(own.client, { ...fields, webhookUrl: webhook.url });
		const { conversationId } = await startConversation(genesys, { integrationId: id });
		const next = 'the secret that replaces it';
		await updateIntegration(own.client, id, { webhookSecret: next });
		webhook.deliveries.length = 0;
		await agentWrites(genesys, conversationId, 'Signed anew');
		const [{ headers, body }] = await eventually(
			async () => webhook.deliveries.filter((delivery) => delivery.body.includes('Signed anew')),
			(deliveries) => deliveries.length > 0,
		);
		expect(isSignedBy(body, headers['x-hub-signature-256'], next)).toBe(true);
		await webhook.close();
	});
});

describe('an integration that the package deletes', () => {
	test('a deleted integration is gone when the call returns', async () => {
		const id = await newIntegration(genesys);
		await deleteIntegration(own.client, id);
		expect(await refusalOf(read(id))).toMatchObject({ status: 404 });
		await expect(deleteIntegration(own.client, id)).rejects.toMatchObject({ code: 'not.found' });
	});

	test('an integration with open conversations is not deleted, and the error explains the fix', async () => {
		const integrationId = await newIntegration(genesys);
		await startConversation(genesys, { integrationId });
		await expect(deleteIntegration(own.client, integrationId)).rejects.toMatchObject({
			status: 412,
			advice: expect.stringContaining('Handover: End'),
		});
		expect(await read(integrationId)).toMatchObject({ id: integrationId });
	});
});

describe('permissions for integration calls', () => {
	const VIEW = 'messaging:integration:view';
	const PERMISSIONS: Array<[string, string[], (client: PackageClient['client'], id: string) => Promise<unknown>]> = [
		['Get', [VIEW], getIntegration],
		['Get Many', [VIEW], async (client) => await listAllIntegrations(client)],
		['Update', [VIEW, 'messaging:integration:edit'], async (client, id) => await updateIntegration(client, id, { webhookUrl: 'https://n8n.acme.io/' })],
		['Delete', [VIEW, 'messaging:integration:delete'], deleteIntegration],
		['Create', ['messaging:integration:add'], async (client) => await createIntegration(client, fields)],
		['waiting for one', [VIEW], awaitIntegration],
	];
	let clients = 0;

	test.each(PERMISSIONS)('%s needs %j and no others', async (_operation, permissions, carryOut) => {
		const as = async (granted: string[]) => {
			const login = { clientId: `integrations-${++clients}`, clientSecret: 'its secret' };
			await genesys.control('POST', 'clients', { ...login, permissions: granted });
			return (await packageClient(genesys, login)).client;
		};
		for (const missing of permissions) {
			const client = await as(permissions.filter((permission) => permission !== missing));
			await expect(carryOut(client, await newIntegration(genesys))).rejects.toMatchObject({ status: 403, advice: expect.stringContaining(missing) });
		}
		await carryOut(await as(permissions), await newIntegration(genesys));
	});
});
