import type { Models } from 'purecloud-platform-client-v2';
import type { ChannelMetadata } from './requestTypes.ts';
import { contract, refusalOf } from './support/genesys.mts';
import {
	agentWrites,
	messageOf,
	newCustomer,
	newIntegration,
	participantsOf,
	startConversation,
} from './support/handover.mts';

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, typingInbound: 'Enabled' });
const { conversations } = genesys;
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
});

const send = async (body: Models.OpenInboundNormalizedMessage, prefetchConversationId = true) =>
	await conversations.postConversationsMessageInboundOpenMessage(integrationId, body, { prefetchConversationId });

describe("a customer's message", () => {
	test("a customer's message is echoed with the platform's message ID and the conversation ID", async () => {
		const body = messageOf(newCustomer(), 'Hello');
		const answer = await send(body);
		expect(answer).toMatchObject({
			id: expect.stringMatching(/^[0-9a-f]{32}$/),
			type: 'Text',
			text: 'Hello',
			channel: {
				id: integrationId,
				platform: 'Open',
				type: 'Private',
				messageId: body.channel.messageId,
				from: { id: body.channel.from.id },
			},
			conversationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	test("a customer's message returns the conversation ID only on request", async () => {
		expect(await send(messageOf(newCustomer()), false)).not.toHaveProperty('conversationId');
	});

	test("a customer's message joins the customer's own conversation", async () => {
		const [one, other] = [newCustomer(), newCustomer()];
		const { conversationId } = await send(messageOf(one));
		expect((await send(messageOf(one))).conversationId).toBe(conversationId);
		expect((await send(messageOf(other))).conversationId).not.toBe(conversationId);
	});

	test("a customer's message with custom attributes adds participant data under the same keys", async () => {
		const body = messageOf(newCustomer());
		const metadata: ChannelMetadata = { customAttributes: { queueName: 'Billing', order: '4711' } };
		const { conversationId = '' } = await send({ ...body, channel: { ...body.channel, metadata } });
		const [customer] = await participantsOf(genesys, conversationId, 'customer');
		expect(customer.attributes).toMatchObject({ queueName: 'Billing', order: '4711' });
		const [acd] = await participantsOf(genesys, conversationId, 'acd');
		expect(acd.queueName).toBe('Billing');
	});

	test("a customer's message can be a file with a caption", async () => {
		const attachment = { mediaType: 'Image', url: 'https://example.org/a.png', mime: 'image/png', filename: 'a.png' };
		const answer = await send({ ...messageOf(newCustomer(), 'See here'), content: [{ attachment }] });
		expect(answer.content).toMatchObject([{ attachment: { url: 'https://example.org/a.png' } }]);
	});

	test("a customer's message that arrives twice with the same ID and time is accepted once", async () => {
		const body = messageOf(newCustomer());
		const first = await send(body);
		expect(await send(body)).toEqual(first);
		const [customer] = await participantsOf(genesys, first.conversationId ?? '', 'customer');
		expect(customer.messages?.[0].messages).toHaveLength(1);
	});

	test.each<[string, (body: Models.OpenInboundNormalizedMessage) => object]>([
		['neither text nor content', ({ channel }) => ({ channel })],
		['no customer', (body) => ({ ...body, channel: { time: body.channel.time } })],
		[
			'an unknown ID type',
			(body) => ({ ...body, channel: { ...body.channel, from: { id: 'a', idType: 'Nickname' } } }),
		],
		['an invalid time', (body) => ({ ...body, channel: { ...body.channel, time: 'now' } })],
		['an object in the top-level metadata', (body) => ({ ...body, metadata: { a: { b: 'c' } } })],
		[
			'two attachments',
			(body) => ({
				...body,
				content: [1, 2].map((n) => ({
					attachment: { mediaType: 'Image', url: `https://example.org/${n}`, mime: 'image/png' },
				})),
			}),
		],
	])("a customer's message with %s is rejected", async (_case, broken) => {
		const body = broken(messageOf(newCustomer())) as Models.OpenInboundNormalizedMessage;
		expect(await refusalOf(send(body))).toMatchObject({
			status: 400,
			message: expect.any(String),
			contextId: expect.any(String),
		});
	});

	test("a customer's message is rejected for an integration that does not exist", async () => {
		const call = conversations.postConversationsMessageInboundOpenMessage(
			'00000000-0000-4000-8000-000000000000',
			messageOf(newCustomer()),
		);
		expect(await refusalOf(call)).toMatchObject({ status: 404, code: 'not.found' });
	});
});

describe('other customer events', () => {
	test("a customer's typing is accepted", async () => {
		const { customerId } = await startConversation(genesys, { integrationId });
		const body = {
			channel: { from: { id: customerId, idType: 'Opaque' }, time: new Date().toISOString() },
			events: [{ eventType: 'Typing' }],
		};
		const answer = await conversations.postConversationsMessageInboundOpenEvent(integrationId, body);
		expect(answer).toMatchObject({
			type: 'Event',
			events: [{ eventType: 'Typing' }],
			channel: { from: { id: customerId } },
		});
	});

	test("a customer's receipt for an agent's message is accepted", async () => {
		const { customerId, conversationId } = await startConversation(genesys, { integrationId });
		const id = await agentWrites(genesys, conversationId, 'Hello, Ada');
		const channel = { to: { id: customerId, idType: 'Opaque' }, time: new Date().toISOString() };
		const answer = await conversations.postConversationsMessageInboundOpenReceipt(integrationId, {
			id,
			channel,
			status: 'Delivered',
			isFinalReceipt: true,
		});
		expect(answer).toMatchObject({ id, type: 'Receipt', status: 'Delivered', isFinalReceipt: true });
		expect((await conversations.getConversationsMessageDetails(id)).status).toBe('delivery-success');
		const unknown = { id, channel, status: 'Read' };
		expect(
			await refusalOf(conversations.postConversationsMessageInboundOpenReceipt(integrationId, unknown)),
		).toMatchObject({ status: 400 });
	});

	const click = (customerId: string): Models.OpenInboundStructuredResponseMessage => ({
		channel: messageOf(customerId).channel,
		buttonResponse: { type: 'QuickReply', text: 'Yes', payload: 'yes' },
		originatingMessageId: 'd7d58935af65a45e5234ac77de017a0a',
	});

	test("a customer's click on a quick reply is accepted in an open conversation", async () => {
		const { customerId } = await startConversation(genesys, { integrationId });
		const answer = await conversations.postConversationsMessageInboundOpenStructuredResponse(
			integrationId,
			click(customerId),
		);
		expect(answer).toMatchObject({
			id: expect.stringMatching(/^[0-9a-f]{32}$/),
			type: 'Structured',
			direction: 'Inbound',
			content: [{ contentType: 'ButtonResponse', buttonResponse: { type: 'QuickReply', text: 'Yes', payload: 'yes' } }],
		});
		// OpenStructuredResponseNormalizedMessage has none of these.
		for (const field of ['conversationId', 'originatingMessageId', 'text']) expect(answer).not.toHaveProperty(field);
	});

	test("a customer's click is rejected without an open conversation", async () => {
		const call = conversations.postConversationsMessageInboundOpenStructuredResponse(
			integrationId,
			click(newCustomer()),
		);
		expect(await refusalOf(call)).toMatchObject({ status: 400 });
	});
});

test('the call without the integration in its path is retired', async () => {
	const body = { ...messageOf(newCustomer()), type: 'Text' } as unknown as Models.OpenNormalizedMessage;
	expect(await refusalOf(conversations.postConversationsMessagesInboundOpen(body))).toMatchObject({
		status: 410,
		code: 'gone',
		message: expect.stringContaining('{integrationId}/inbound/open'),
	});
});
