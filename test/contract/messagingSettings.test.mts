import type { Models } from 'purecloud-platform-client-v2';
import { contract, refusalOf } from './support/genesys.mts';
import { newIntegration, startConversation } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

// Without a flow message, because one delivery of a conversation waits for the previous one.
const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, flowText: '' });
const { conversations } = genesys;

let webhook: Webhook;
beforeAll(async () => {
	webhook = await startWebhook();
});
afterAll(async () => await webhook.close());

/** An integration with these platform configurations. */
const integrationWith = async (references: Partial<Models.OpenIntegrationUpdateRequest>) =>
	await newIntegration(genesys, { outboundNotificationWebhookUrl: webhook.url, ...references });

describe('a messaging setting', () => {
	const typing = (inbound: string, outbound: string) => ({ event: { typing: { on: { inbound, outbound } } } });

	/** Whether the desk shows the customer's typing, and the webhook gets the agent's typing. */
	async function typingWith(integrationId: string): Promise<{ inbound: boolean; outbound: boolean }> {
		const { conversationId, customerId } = await startConversation(genesys, { integrationId });
		await conversations.postConversationsMessageInboundOpenEvent(integrationId, {
			channel: { from: { id: customerId, idType: 'Opaque' }, time: new Date().toISOString() },
			events: [{ eventType: 'Typing' }],
		});
		const state = await genesys.control<{ conversations: Array<{ id: string; customerTyping: boolean }> }>(
			'GET',
			'state',
		);
		const shown = state.conversations.find(({ id }) => id === conversationId)?.customerTyping;
		await genesys.control('POST', `conversations/${conversationId}/accept`);
		await genesys.control('POST', `conversations/${conversationId}/typing`);
		const deliveries = await genesys.control<Array<{ conversationId: string; type: string }>>('GET', 'deliveries');
		const told = deliveries.some((one) => one.conversationId === conversationId && one.type === 'Event');
		return { inbound: shown === true, outbound: told };
	}

	test('a messaging setting is created, read, changed, and deleted', async () => {
		const { id } = await conversations.postConversationsMessagingSettings({
			name: 'Typing',
			...typing('Enabled', 'Enabled'),
		});
		const read = async () => await conversations.getConversationsMessagingSetting(id);
		expect(await read()).toMatchObject({ id, name: 'Typing', ...typing('Enabled', 'Enabled') });
		await conversations.patchConversationsMessagingSetting(id, { event: { typing: { on: { inbound: 'Disabled' } } } });
		expect(await read()).toMatchObject({ name: 'Typing', ...typing('Disabled', 'Enabled') });
		expect((await conversations.getConversationsMessagingSettings()).entities?.map((one) => one.id)).toContain(id);
		await conversations.deleteConversationsMessagingSetting(id);
		expect(await refusalOf(read())).toMatchObject({ status: 404 });
	});

	test('a messaging setting needs a name, and Enabled or Disabled', async () => {
		const post = async (body: object) =>
			await refusalOf(conversations.postConversationsMessagingSettings(body as Models.MessagingSettingRequest));
		expect(await post(typing('Enabled', 'Enabled'))).toMatchObject({ status: 400 });
		expect(await post({ name: 'x', ...typing('On', 'Enabled') })).toMatchObject({
			status: 400,
			message: expect.stringContaining('Enabled, Disabled'),
		});
	});

	test('the built-in messaging setting has typing off in both directions', async () => {
		expect(await conversations.getConversationsMessagingSettingsDefault()).toMatchObject(
			typing('Disabled', 'Disabled'),
		);
		expect(await typingWith(await integrationWith({}))).toEqual({ inbound: false, outbound: false });
	});

	test.each([
		['Enabled', 'Disabled'],
		['Disabled', 'Enabled'],
	])("an integration's messaging setting decides: %s for the customer, %s for the agent", async (inbound, outbound) => {
		const { id } = await conversations.postConversationsMessagingSettings({
			name: 'One way',
			...typing(inbound, outbound),
		});
		const integrationId = await integrationWith({ messagingSetting: { id } });
		expect(await typingWith(integrationId)).toEqual({
			inbound: inbound === 'Enabled',
			outbound: outbound === 'Enabled',
		});
	});

	test('a messaging setting can become the default', async () => {
		const before = await conversations.getConversationsMessagingSettingsDefault();
		const { id } = await conversations.postConversationsMessagingSettings({
			name: 'All',
			...typing('Enabled', 'Enabled'),
		});
		await conversations.putConversationsMessagingSettingsDefault({ settingId: id });
		expect(await typingWith(await integrationWith({}))).toEqual({ inbound: true, outbound: true });
		await conversations.putConversationsMessagingSettingsDefault({ settingId: before.id });
	});
});
