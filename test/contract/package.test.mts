import type { Models } from 'purecloud-platform-client-v2';
import { findConversationId } from '../../genesys/conversations/analytics.ts';
import { endConversation, getConversation } from '../../genesys/conversations/conversations.ts';
import { statusOf } from '../../genesys/conversations/status.ts';
import { FLOW_UPLOAD_NEEDS, missingOf, PERMISSIONS } from '../../genesys/oauth/permissions.ts';
import { setWebhook } from '../../genesys/openMessaging/integrationChanges.ts';
import { awaitIntegration, listIntegrations } from '../../genesys/openMessaging/integrations.ts';
import { sendMessage } from '../../genesys/openMessaging/messages.ts';
import { findNamed, listNamed } from '../../genesys/routing/named.ts';
import { getUserProfile } from '../../genesys/users.ts';
import { contract } from './support/genesys.mts';
import {
	agentWrites,
	newCustomer,
	newIntegration,
	SECRET,
	startConversation,
} from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';

/**
 * The calls that the package itself makes: each body is compared with one that satisfies the SDK's types, and its
 * effect is read back with the SDK.
 */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });
let own: PackageClient;
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	own = await packageClient(genesys);
});

const bodies = () => own.requests.flatMap(({ body }) => body ?? []);

test('registering a webhook changes the URL and keeps the name', async () => {
	const integration = await awaitIntegration(own.client, integrationId);
	const url = 'https://n8n.acme.io/webhook/1';
	await setWebhook(own.client, integration, { url, secret: SECRET });
	const expected = {
		name: integration.name,
		outboundNotificationWebhookUrl: url,
		outboundNotificationWebhookSignatureSecretToken: SECRET,
	} satisfies Models.OpenIntegrationUpdateRequest;
	expect(bodies()).toEqual([expected]);
	expect(
		await genesys.conversations.getConversationsMessagingIntegrationsOpenIntegrationId(integrationId),
	).toMatchObject({
		name: integration.name,
		outboundNotificationWebhookUrl: url,
	});
});

test('the package waits for an integration that is still being created', async () => {
	await genesys.control('PATCH', 'settings', { integrationCreationMs: 700 });
	const { id } = await genesys.conversations.postConversationsMessagingIntegrationsOpen({
		name: 'Slow',
		outboundNotificationWebhookUrl: 'https://example.com/',
		outboundNotificationWebhookSignatureSecretToken: SECRET,
	});
	expect(await awaitIntegration(own.client, id)).toMatchObject({ id, createStatus: 'Completed' });
	await genesys.control('PATCH', 'settings', { integrationCreationMs: 50 });
});

test('a file is described as the types require', async () => {
	const customer = { id: newCustomer(), idType: 'Opaque' as const };
	await sendMessage(
		own.client,
		{ integrationId, customer, attachments: [{ url: 'https://example.org/a.png' }], messageId: 'file-1' },
		'Send message',
		own.calls.sent,
	);
	const attachment = {
		mediaType: 'Image',
		url: 'https://example.org/a.png',
		mime: 'image/png',
		filename: 'a.png',
	} satisfies Models.OpenContentAttachment;
	expect(bodies()).toMatchObject([{ content: [{ attachment }] satisfies Models.OpenInboundMessageContent[] }]);
});

test("a customer's conversation is found through analytics", async () => {
	const { conversationId, customerId } = await startConversation(genesys, { integrationId });
	expect(await findConversationId(own.client, { customerId, integrationId, now: new Date() })).toBe(conversationId);
	const expected = {
		interval: expect.stringMatching(/^\S+Z\/\S+Z$/) as string,
		order: 'desc',
		orderBy: 'conversationStart',
		paging: { pageSize: 1, pageNumber: 1 },
		segmentFilters: [
			{
				type: 'and',
				predicates: [
					{ dimension: 'mediaType', value: 'message' },
					{ dimension: 'messageType', value: 'open' },
					{ dimension: 'addressFrom', value: customerId },
					{ dimension: 'addressTo', value: integrationId },
				],
			},
		],
	} satisfies Models.ConversationQuery;
	expect(bodies()).toEqual([expected]);
	expect(
		await findConversationId(own.client, { customerId: newCustomer(), integrationId, now: new Date() }),
	).toBeUndefined();
});

test('the status follows the conversation, and ending it works', async () => {
	const { conversationId } = await startConversation(genesys, { integrationId });
	const status = async () => {
		const conversation = await getConversation(own.client, conversationId);
		return conversation && statusOf(conversation);
	};
	expect(await status()).toMatchObject({ status: 'queued', agent: null, queue: { name: 'Support' } });
	await genesys.control('POST', `conversations/${conversationId}/offer`);
	expect(await status()).toMatchObject({ status: 'alerting', agent: null });
	await agentWrites(genesys, conversationId, 'Hello');
	const connected = await status();
	expect(connected).toMatchObject({ status: 'connected', agent: { name: 'Agent One' } });
	expect(await getUserProfile(own.client, connected?.agent?.id ?? '')).toMatchObject({
		name: 'Agent One',
		imageUrl: expect.any(String),
	});

	expect(await endConversation(own.client, conversationId)).toBe(true);
	// The SDK types this body as a whole conversation; the API accepts only the state.
	const expected = { state: 'disconnected' } satisfies Pick<Models.Conversation, 'state'> &
		Models.MediaParticipantRequest;
	expect(bodies()).toEqual([expected]);
	expect(await status()).toMatchObject({ status: 'ended', agent: null, endedAt: expect.any(String) });
	expect((await genesys.conversations.getConversation(conversationId)).endTime).toEqual(expect.any(String));
});

test("the drop-down lists show the organization's own items", async () => {
	expect((await listNamed(own.client, 'queue', 1, 'ill')).entities).toEqual([{ id: expect.any(String), name: 'Billing' }]);
	const names = async (kind: 'language' | 'skill') => (await listNamed(own.client, kind, 1)).entities.map(({ name }) => name);
	expect(await names('language')).toEqual(['English', 'German']);
	expect(await names('skill')).toEqual(['Returns']);
	expect(await findNamed(own.client, 'language', 'german', 'Start handover')).toMatchObject({ name: 'German' });
	await expect(findNamed(own.client, 'skill', 'Return', 'Start handover')).rejects.toMatchObject({ code: 'skill.not.found', advice: 'Use one of these: "Returns".' });
	const { entities: integrations } = await listIntegrations(own.client, 1);
	expect(integrations.map(({ id }) => id)).toContain(integrationId);
});

test('the permission check accepts either permission if Genesys Cloud accepts either', async () => {
	const permissions = PERMISSIONS.map(({ permission, orElse }) => orElse ?? permission);
	const login = { clientId: 'either', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', { ...login, permissions: [...permissions, 'architect:flow:unlock'] });
	const { client } = await packageClient(genesys, login);
	expect(await missingOf(client, PERMISSIONS)).toEqual([]);
	const [publishing] = FLOW_UPLOAD_NEEDS.filter(({ permission }) => permission === 'architect:flow:publish');
	expect(await missingOf(client, [publishing])).toEqual([]);
});

test('the permission check finds exactly what a role lacks', async () => {
	const all = await missingOf(own.client, PERMISSIONS);
	expect(all).toEqual([]);
	const login = { clientId: 'reader', clientSecret: 'its secret' };
	await genesys.control('POST', 'clients', {
		...login,
		permissions: ['messaging:integration:view', 'routing:queue:view'],
	});
	const missing = await missingOf((await packageClient(genesys, login)).client, PERMISSIONS);
	expect(missing.map(({ permission }) => permission)).toEqual([
		'messaging:integration:edit',
		'conversation:message:receive',
		'conversation:communication:view',
		'conversation:communication:disconnect',
		'analytics:conversationDetail:view',
		'directory:user:view',
	]);
});
