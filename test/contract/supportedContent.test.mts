import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import {
	agentWrites,
	eventually,
	messageOf,
	newCustomer,
	newIntegration,
	SECRET,
	startConversation,
} from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, fetchInboundMedia: false });
const { conversations } = genesys;
const NOBODY = '00000000-0000-4000-8000-000000000000';

let webhook: Webhook;
beforeAll(async () => {
	webhook = await startWebhook();
});
afterAll(async () => await webhook.close());

/** An integration with these platform configurations. */
const integrationWith = async (references: Partial<Models.OpenIntegrationUpdateRequest>) =>
	await newIntegration(genesys, { outboundNotificationWebhookUrl: webhook.url, ...references });

const allow = (inbound: string[], outbound: string[]) => ({
	mediaTypes: { allow: { inbound: inbound.map((type) => ({ type })), outbound: outbound.map((type) => ({ type })) } },
});
/** The SDK's type requires an ID, which only Genesys Cloud has. */
const profile = (name: string, types: object) => ({ name, ...types }) as Models.SupportedContent;
const newProfile = async (inbound: string[], outbound: string[]) =>
	await conversations.postConversationsMessagingSupportedcontent(profile('Profile', allow(inbound, outbound)));

describe('a supported content profile', () => {
	/** What remains of a customer's file. */
	async function contentAfter(integrationId: string, mime: string): Promise<unknown> {
		const attachment = { mediaType: 'File', url: 'https://example.org/file', mime };
		const message = { ...messageOf(newCustomer(), 'Look'), content: [{ attachment }] };
		return (await conversations.postConversationsMessageInboundOpenMessage(integrationId, message)).content;
	}

	/** What happens to an agent's file. */
	async function deliveryOf(
		integrationId: string,
		mime: string,
	): Promise<{ delivery: string; deliveryDetail?: string }> {
		const { conversationId } = await startConversation(genesys, { integrationId });
		await agentWrites(genesys, conversationId, 'Good morning');
		const attachment = { url: 'https://example.org/file', mime };
		await genesys.control('POST', `conversations/${conversationId}/messages`, { attachment });
		const states = async () =>
			await genesys.control<{ conversations: Array<{ id: string; messages: Array<{ delivery: string }> }> }>(
				'GET',
				'state',
			);
		const last = async () =>
			(await states()).conversations.find(({ id }) => id === conversationId)?.messages.at(-1) ?? { delivery: '' };
		return await eventually(last, ({ delivery }) => delivery !== 'pending');
	}

	test('a profile is created, read, changed, and deleted', async () => {
		const { id } = await newProfile(['image/*'], ['application/pdf']);
		const read = async () => await conversations.getConversationsMessagingSupportedcontentSupportedContentId(id);
		expect(await read()).toMatchObject({ id, name: 'Profile', ...allow(['image/*'], ['application/pdf']) });
		const { entities = [] } = await conversations.getConversationsMessagingSupportedcontent({ pageSize: 100 });
		expect(entities.map((one) => one.id)).toContain(id);
		await conversations.patchConversationsMessagingSupportedcontentSupportedContentId(id, profile('Other name', {}));
		expect(await read()).toMatchObject({ name: 'Other name', ...allow(['image/*'], ['application/pdf']) });
		await conversations.deleteConversationsMessagingSupportedcontentSupportedContentId(id);
		expect(await refusalOf(read())).toMatchObject({ status: 404, code: 'not.found' });
	});

	test('a profile needs a name and media types', async () => {
		const post = async (body: object) =>
			await refusalOf(conversations.postConversationsMessagingSupportedcontent(body as Models.SupportedContent));
		expect(await post(allow(['*/*'], ['*/*']))).toMatchObject({
			status: 400,
			message: expect.stringContaining('name'),
		});
		expect(await post(profile('x', allow(['png'], [])))).toMatchObject({ status: 400 });
		expect(await post(profile('x', allow(['*/png'], [])))).toMatchObject({ status: 400 });
	});

	test('the built-in profile accepts everything inbound, and jpeg, png, and gif outbound', async () => {
		const types = allow(['*/*'], ['image/jpeg', 'image/png', 'image/gif']);
		expect(await conversations.getConversationsMessagingSupportedcontentDefault()).toMatchObject(types);
		const integrationId = await integrationWith({});
		expect(await contentAfter(integrationId, 'application/zip')).toHaveLength(1);
		expect(await deliveryOf(integrationId, 'image/png')).toMatchObject({ delivery: 'sent' });
		expect(await deliveryOf(integrationId, 'application/pdf')).toMatchObject({
			delivery: 'failed',
			deliveryDetail: expect.stringContaining('application/pdf'),
		});
	});

	test("an integration's profile decides which files pass", async () => {
		const { id } = await newProfile(['image/*'], ['application/pdf']);
		const integrationId = await integrationWith({ supportedContent: { id } });
		expect(await contentAfter(integrationId, 'image/webp')).toHaveLength(1);
		expect(await contentAfter(integrationId, 'application/zip')).toBeUndefined();
		expect(await deliveryOf(integrationId, 'application/pdf')).toMatchObject({ delivery: 'sent' });
		expect(await deliveryOf(integrationId, 'image/png')).toMatchObject({ delivery: 'failed' });
	});

	test('a profile can become the default, and then cannot be deleted', async () => {
		const before = await conversations.getConversationsMessagingSupportedcontentDefault();
		const { id } = await newProfile([], []);
		await conversations.putConversationsMessagingSupportedcontentDefault({ id });
		expect(await contentAfter(await integrationWith({}), 'image/png')).toBeUndefined();
		const deletion = conversations.deleteConversationsMessagingSupportedcontentSupportedContentId(id);
		expect(await refusalOf(deletion)).toMatchObject({ status: 409 });
		await conversations.putConversationsMessagingSupportedcontentDefault({ id: before.id });
	});

	test('a profile is not deleted while an integration uses it', async () => {
		const { id } = await newProfile(['*/*'], ['*/*']);
		await integrationWith({ supportedContent: { id } });
		const deletion = conversations.deleteConversationsMessagingSupportedcontentSupportedContentId(id);
		expect(await refusalOf(deletion)).toMatchObject({ status: 409 });
	});

	test('the built-in profile follows the settings', async () => {
		await genesys.control('PATCH', 'settings', { inboundMediaTypes: ['text/plain'] });
		const { id, mediaTypes } = await conversations.getConversationsMessagingSupportedcontentDefault();
		expect(mediaTypes?.allow?.inbound).toEqual([{ type: 'text/plain' }]);
		const types = profile('Default', allow(['*/*'], ['image/jpeg', 'image/png', 'image/gif']));
		await conversations.patchConversationsMessagingSupportedcontentSupportedContentId(id, types);
		expect(await genesys.control('GET', 'settings')).toMatchObject({ inboundMediaTypes: ['*/*'] });
	});
});

describe("an integration's platform configurations", () => {
	test('an integration rejects a platform configuration that does not exist', async () => {
		const request = {
			name: 'With a profile',
			outboundNotificationWebhookUrl: webhook.url,
			outboundNotificationWebhookSignatureSecretToken: SECRET,
		};
		for (const field of ['supportedContent', 'messagingSetting']) {
			const creation = { ...request, [field]: { id: NOBODY } };
			expect(await refusalOf(conversations.postConversationsMessagingIntegrationsOpen(creation))).toMatchObject({
				status: 400,
			});
		}
		const id = await newIntegration(genesys);
		const change = { name: 'x', supportedContent: { id: NOBODY } };
		expect(
			await refusalOf(conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(id, change)),
		).toMatchObject({ status: 400 });
	});

	test('an integration returns its configurations in full on request and is found by them', async () => {
		const content = await newProfile(['*/*'], ['*/*']);
		const setting = await conversations.postConversationsMessagingSettings({ name: 'For one' });
		const id = await integrationWith({ supportedContent: { id: content.id }, messagingSetting: { id: setting.id } });
		const plain = await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(id);
		expect(plain.supportedContent).not.toHaveProperty('mediaTypes');
		const expanded = await conversations.getConversationsMessagingIntegrationsOpenIntegrationId(id, {
			expand: 'supportedContent,messagingSetting',
		});
		expect(expanded).toMatchObject({
			supportedContent: { id: content.id, ...allow(['*/*'], ['*/*']) },
			messagingSetting: { id: setting.id, name: 'For one' },
		});
		for (const filter of [{ supportedContentId: content.id }, { messagingSettingId: setting.id }]) {
			const { entities = [] } = await conversations.getConversationsMessagingIntegrationsOpen(filter);
			expect(entities.map((one) => one.id)).toEqual([id]);
		}
	});
});
