import { getConversation } from '../../genesys/conversations/conversations.ts';
import { writerOf } from '../../genesys/conversations/status.ts';
import { parseOutbound } from '../../genesys/openMessaging/outbound.ts';
import { isSignedBy, SIGNATURE_HEADER } from '../../genesys/openMessaging/signature.ts';
import { contract } from './support/genesys.mts';
import { agentWrites, eventually, newIntegration, SECRET, startConversation, type Sent } from './support/handover.mts';
import { packageClient } from './support/packageClient.mts';
import { startWebhook, type Delivery, type Webhook } from './support/webhook.mts';

/** What the simulator signs and posts by its own reading of the rules is what the package verifies and reads. */

const genesys = contract({
	rateLimitPerMinute: 0,
	integrationCreationMs: 50,
	webhookRetryDelayMs: 30,
	typingOutbound: 'Enabled',
	flowText: '',
	receiptsToWebhook: true,
});
let webhook: Webhook;
let chat: Sent;

beforeEach(async () => {
	webhook = await startWebhook();
	const integrationId = await newIntegration(genesys);
	const { name } = await genesys.conversations.getConversationsMessagingIntegrationsOpenIntegrationId(integrationId);
	await genesys.conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(integrationId, {
		name,
		outboundNotificationWebhookUrl: webhook.url,
		webhookHeaders: { 'x-tenant': 'one' },
	});
	chat = await startConversation(genesys, { integrationId });
});

afterEach(async () => await webhook.close());

const signed = ({ headers, body }: Delivery, secret = SECRET) => isSignedBy(body, headers[SIGNATURE_HEADER], secret);

/** The delivered events, as the trigger emits them. */
function eventsOf(name: string) {
	return webhook.deliveries.flatMap(({ body }) => {
		const delivery = parseOutbound(JSON.parse(body.toString('utf8')));
		return delivery.kind === 'event' && delivery.event.event === name ? [delivery.event] : [];
	});
}
const event = async (name: string) =>
	(
		await eventually(
			async () => eventsOf(name),
			({ length }) => length > 0,
		)
	)[0];

test("an agent's message is signed over its bytes and includes its customer and integration", async () => {
	const id = await agentWrites(genesys, chat.conversationId, 'Grüß Gott 👋');
	expect(await event('agentMessage')).toMatchObject({
		messageId: id,
		text: 'Grüß Gott 👋',
		sender: 'agent',
		customerId: chat.customerId,
		integrationId: chat.integrationId,
		conversationId: chat.conversationId,
		deduplicationKey: `text:${id}`,
	});
	const delivery = webhook.deliveries.find(({ body }) => body.includes(id));
	expect(delivery && signed(delivery)).toBe(true);
	expect(delivery && signed(delivery, 'another secret of the tests')).toBe(false);
	expect(delivery?.headers).toMatchObject({
		'content-type': expect.stringContaining('application/json'),
		'x-tenant': 'one',
	});
});

test('a wrong signature is detected', async () => {
	await genesys.control('POST', 'faults', { kind: 'wrongSignature', type: 'Text' });
	const id = await agentWrites(genesys, chat.conversationId, 'Hello');
	await event('agentMessage');
	const delivery = webhook.deliveries.find(({ body }) => body.includes(id));
	expect(delivery && signed(delivery)).toBe(false);
});

test('typing by the agent is delivered', async () => {
	await agentWrites(genesys, chat.conversationId, 'Hello');
	await genesys.control('POST', `conversations/${chat.conversationId}/typing`);
	expect(await event('typing')).toMatchObject({ typingMs: 5000, customerId: chat.customerId });
});

test("an agentless message looks like an agent’s, but the agent's part of the conversation doesn't list it", async () => {
	await genesys.conversations.postConversationsMessagesAgentless({
		fromAddress: chat.integrationId,
		toAddress: chat.customerId,
		toAddressMessengerType: 'open',
		textBody: 'Your parcel is here',
		useExistingActiveConversation: true,
	});
	const delivered = await event('agentMessage');
	expect(delivered).toMatchObject({ text: 'Your parcel is here', customerId: chat.customerId });
	const { client } = await packageClient(genesys);
	const conversation = await getConversation(client, chat.conversationId);
	expect(conversation && writerOf(conversation, delivered)).toBeUndefined();
});

test("a receipt refers to a customer's message", async () => {
	expect(await event('receipt')).toMatchObject({ messageId: chat.messageId, customerId: chat.customerId, receipt: { status: expect.any(String) } });
});

test('a repeat has the same deduplication key', async () => {
	await genesys.control('POST', 'faults', { kind: 'duplicate', type: 'Text' });
	await agentWrites(genesys, chat.conversationId, 'Hello');
	const events = await eventually(
		async () => eventsOf('agentMessage'),
		({ length }) => length === 2,
	);
	expect(events[0]).toEqual(events[1]);
});

test.each([500, 503, 429])('a delivery that is answered with %i is repeated', async (status) => {
	// The first responses are for the receipt.
	await event('receipt');
	webhook.answers.push(status, status);
	const id = await agentWrites(genesys, chat.conversationId, 'Hello');
	await eventually(
		async () => webhook.deliveries.filter(({ body }) => body.includes(id)),
		({ length }) => length === 3,
	);
});

test.each([400, 401, 404])('a delivery that is answered with %i is not repeated', async (status) => {
	await event('receipt');
	webhook.answers.push(status);
	const id = await agentWrites(genesys, chat.conversationId, 'Hello');
	await event('agentMessage');
	const refused = async () =>
		await genesys.control<Array<{ messageId?: string; outcome: string }>>('GET', 'deliveries');
	await eventually(refused, (deliveries) =>
		deliveries.some(({ messageId, outcome }) => messageId === id && outcome === 'refused'),
	);
	expect(webhook.deliveries.filter(({ body }) => body.includes(id))).toHaveLength(1);
});
