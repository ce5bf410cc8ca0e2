import { setTimeout as delay } from 'node:timers/promises';
import type { Models } from 'purecloud-platform-client-v2';
import { startHandover } from '../../genesys/openMessaging/handover.ts';
import { SentMessages } from '../../genesys/openMessaging/sentMessages.ts';
import type { ChannelMetadata } from './requestTypes.ts';
import { contract } from './support/genesys.mts';
import { newCustomer, newIntegration, participantsOf } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';

/** Handovers that the package starts, read back with the SDK: what arrives, and what is sent only once. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });
let own: PackageClient;
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	own = await packageClient(genesys);
});

test('a handover reaches its queue with question, transcript, and data', async () => {
	const customerId = newCustomer();
	const now = new Date();
	const result = await startHandover(
		{ ...own.calls, sent: new SentMessages(() => now) },
		{
			integrationId,
			customer: { id: customerId, idType: 'Opaque', firstName: 'Ada', email: 'ada@example.org' },
			text: 'I was charged twice',
			queueName: 'Billing',
			customAttributes: [['order', '4711']],
			transcript: [{ role: 'user', text: 'Hi' }],
			messageId: 'handover-1',
		},
	);
	const metadata = {
		customAttributes: { queueName: 'Billing', order: '4711', reason: 'I was charged twice' },
	} satisfies ChannelMetadata;
	const expected = {
		channel: {
			from: { id: customerId, idType: 'Opaque', firstName: 'Ada', email: 'ada@example.org' },
			messageId: 'handover-1',
			time: now.toISOString(),
		},
		text: 'I was charged twice\n\n--- Conversation so far ---\nCustomer: Hi',
	} satisfies Models.OpenInboundNormalizedMessage;
	expect(own.requests.flatMap(({ body }) => body ?? [])).toEqual([{ ...expected, channel: { ...expected.channel, metadata } }]);
	expect(result).toMatchObject({ status: 'started', conversationId: expect.any(String) });

	const conversationId = result.conversationId ?? '';
	expect((await participantsOf(genesys, conversationId, 'customer'))[0].attributes).toMatchObject({
		order: '4711',
		queueName: 'Billing',
	});
	expect((await participantsOf(genesys, conversationId, 'acd'))[0].queueName).toBe('Billing');
	expect((await genesys.conversations.getConversationsMessageDetails(result.messageId)).normalizedMessage?.text).toBe(
		expected.text,
	);
});

test('a second handover of the same customer is recognized', async () => {
	const request = { integrationId, customer: { id: newCustomer(), idType: 'Opaque' as const }, text: 'Help' };
	const first = await startHandover(own.calls, { ...request, messageId: 'handover-2' });
	await delay(5);
	const second = await startHandover(own.calls, { ...request, messageId: 'handover-3' });
	expect([first.status, second.status]).toEqual(['started', 'alreadyInProgress']);
	expect(second.conversationId).toBe(first.conversationId);
});

/** The customer's texts in the conversation, as the desk shows them. */
const textsOf = async (conversationId = ''): Promise<string[]> => {
	type Chat = { id: string; messages: Array<{ from: string; text: string }> };
	const { conversations } = await genesys.control<{ conversations: Chat[] }>('GET', 'state');
	const chat = conversations.find(({ id }) => id === conversationId);
	return (chat?.messages ?? []).flatMap(({ from, text }) => (from === 'customer' ? [text] : []));
};

test.each(['messageId', 'messageIdAndTime'])('a repeat in the same process is not duplicated if Genesys Cloud recognizes it by %s', async (repeatedMessageKey) => {
	await genesys.control('PATCH', 'settings', { repeatedMessageKey });
	const request = { integrationId, customer: { id: newCustomer(), idType: 'Opaque' as const }, text: 'Help', transcript: 'word '.repeat(1000), messageId: 'handover-4' };
	const first = await startHandover(own.calls, request);
	expect(await startHandover(own.calls, request)).toEqual(first);
	expect(await textsOf(first.conversationId)).toHaveLength(2);
});

test('a handover during which n8n was killed is started again completely by another process', async () => {
	await genesys.control('PATCH', 'settings', { repeatedMessageKey: 'messageId' });
	const request = { integrationId, customer: { id: newCustomer(), idType: 'Opaque' as const }, text: 'Help', transcript: 'word '.repeat(1000), messageId: 'handover-5' };
	const first = await startHandover({ ...own.calls, sent: new SentMessages() }, request);
	const second = await startHandover({ ...own.calls, sent: new SentMessages() }, request);
	expect(second).toMatchObject({ status: 'started', conversationId: first.conversationId, messageId: first.messageId });
	expect(await textsOf(first.conversationId)).toHaveLength(2);
});
