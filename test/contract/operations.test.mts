import type { Models } from 'purecloud-platform-client-v2';
import { getConversation, setCustomerAttributes, transferToQueue } from '../../genesys/conversations/conversations.ts';
import { statusOf } from '../../genesys/conversations/status.ts';
import { sendButtonResponse, sendReceipt, sendTyping } from '../../genesys/openMessaging/inbound.ts';
import { SentMessages } from '../../genesys/openMessaging/sentMessages.ts';
import { checkAvailability } from '../../genesys/routing/availability.ts';
import { findNamed } from '../../genesys/routing/named.ts';
import { contract } from './support/genesys.mts';
import { agentWrites, newIntegration, participantsOf, startConversation, type Sent } from './support/handover.mts';
import { packageClient, type PackageClient } from './support/packageClient.mts';

/**
 * The operations around a handover, as the package calls them: each body satisfies the SDK's types, its effect is
 * read back with the SDK, and each needs exactly the documented permissions.
 */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, typingInbound: 'Enabled' });
const { conversations } = genesys;
let integrationId: string;
let own: PackageClient;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	own = await packageClient(genesys);
});

const lastBody = () => own.requests.at(-1)?.body;
const customerOf = ({ customerId }: Sent) => ({ id: customerId, idType: 'Opaque' as const });

/** A conversation that an agent owns, and Genesys Cloud's ID of the agent's message. */
async function withAgent(): Promise<Sent & { answerId: string }> {
	const sent = await startConversation(genesys, { integrationId });
	return { ...sent, answerId: await agentWrites(genesys, sent.conversationId, 'Good morning') };
}

/** The conversation as the agent's desk shows it. */
async function deskOf({ conversationId }: Sent): Promise<object | undefined> {
	const { conversations: chats } = await genesys.control<{ conversations: Array<{ id: string }> }>('GET', 'state');
	return chats.find(({ id }) => id === conversationId);
}

describe('customer events other than messages', () => {
	test("the customer's typing is shown on the desk", async () => {
		const sent = await withAgent();
		const now = new Date();
		await sendTyping(own.client, { integrationId, customer: customerOf(sent) }, now);
		const expected = {
			channel: { from: customerOf(sent), time: now.toISOString() },
			events: [{ eventType: 'Typing' }],
		} satisfies Models.OpenInboundNormalizedEvent;
		expect(lastBody()).toEqual(expected);
		expect(await deskOf(sent)).toMatchObject({ customerTyping: true });
	});

	test("a failed receipt marks the agent's message", async () => {
		const sent = await withAgent();
		const reason = { code: 'RecipientOptedOut' as const, message: 'The customer has blocked us' };
		const now = new Date();
		await sendReceipt(own.client, { integrationId, customer: customerOf(sent), messageId: sent.answerId, status: 'Failed', reason }, now);
		const expected = {
			id: sent.answerId,
			channel: { to: customerOf(sent), time: now.toISOString() },
			status: 'Failed',
			reasons: [reason],
			isFinalReceipt: true,
		} satisfies Models.OpenInboundNormalizedReceipt;
		expect(lastBody()).toEqual(expected);
		const message = { id: sent.answerId, delivery: 'failed', deliveryDetail: 'The customer has blocked us' };
		expect(await deskOf(sent)).toMatchObject({ messages: expect.arrayContaining([expect.objectContaining(message)]) });
	});

	test('a click arrives in the conversation', async () => {
		const sent = await withAgent();
		const now = new Date();
		const click = { type: 'QuickReply' as const, text: 'Yes', payload: 'yes' };
		const { messageId } = await sendButtonResponse(
			own.client,
			{ integrationId, customer: customerOf(sent), ...click, originatingMessageId: sent.answerId, messageId: 'click-1' },
			new SentMessages(() => now),
		);
		const expected = {
			channel: { from: customerOf(sent), messageId: 'click-1', time: now.toISOString() },
			buttonResponse: click,
			originatingMessageId: sent.answerId,
		} satisfies Models.OpenInboundStructuredResponseMessage;
		expect(lastBody()).toEqual(expected);
		expect(await conversations.getConversationsMessageDetails(messageId)).toMatchObject({ conversationId: sent.conversationId });
	});
});

describe('queue availability', () => {
	const staffed = async (onQueue: boolean) => {
		const { agents } = await genesys.control<{ agents: Array<{ id: string }> }>('GET', 'state');
		for (const { id } of agents) await genesys.control('POST', `agents/${id}`, { onQueue });
	};
	beforeEach(async () => await genesys.control('POST', 'reset'));

	test('the availability of a queue without agents is returned without data', async () => {
		await staffed(false);
		expect(await checkAvailability((await packageClient(genesys)).client, 'Billing')).toEqual({
			availability: 'unavailable',
			queueId: expect.any(String),
			queueName: 'Billing',
			agentsOnQueue: 0,
			agentsIdle: 0,
			waiting: 0,
			estimatedWaitSeconds: expect.any(Number),
		});
	});

	test('the availability request satisfies the types and counts idle agents', async () => {
		await staffed(true);
		own = await packageClient(genesys);
		const result = await checkAvailability(own.client, 'support');
		expect(result).toMatchObject({ availability: 'available', queueName: 'Support', agentsIdle: result.agentsOnQueue });
		const expected = {
			filter: { type: 'and', predicates: [{ dimension: 'queueId', value: result.queueId }] },
			metrics: ['oOnQueueUsers', 'oWaiting'],
		} satisfies Models.QueueObservationQuery;
		expect(own.requests[1].body).toEqual(expected);
	});
});

describe('changing a conversation', () => {
	beforeAll(async () => {
		// No agent is on queue from here on, so conversations wait until a test offers them.
		await genesys.control('POST', 'reset');
		integrationId = await newIntegration(genesys);
	});

	test('a conversation gets data that the flow can read, in addition to its own', async () => {
		const { conversationId } = await startConversation(genesys, { integrationId });
		await setCustomerAttributes(own.client, conversationId, { first: '1' });
		expect(await setCustomerAttributes(own.client, conversationId, { second: '2' })).toEqual({ first: '1', second: '2' });
		expect(lastBody()).toEqual({ attributes: { second: '2' } } satisfies Models.ParticipantAttributes);
		expect((await participantsOf(genesys, conversationId, 'customer'))[0].attributes).toEqual({ first: '1', second: '2' });
	});

	test('a conversation that appears a moment after its start gets data and is transferred', async () => {
		await genesys.control('PATCH', 'settings', { conversationVisibleAfterMs: 600 });
		const sales = await findNamed(own.client, 'queue', 'Sales', 'Transfer');
		const [first, second] = [await startConversation(genesys, { integrationId }), await startConversation(genesys, { integrationId })];
		expect(
			await Promise.all([
				setCustomerAttributes(own.client, first.conversationId, { first: '1' }),
				transferToQueue(own.client, second.conversationId, sales),
			]),
		).toEqual([{ first: '1' }, 'transferred']);
		await genesys.control('PATCH', 'settings', { conversationVisibleAfterMs: 0 });
	});

	test.each([['waiting'], ['ringing'], ['connected']])('a conversation that is %s is transferred to another queue', async (state) => {
		const { conversationId } = await startConversation(genesys, { integrationId });
		if (state === 'ringing') await genesys.control('POST', `conversations/${conversationId}/offer`);
		if (state === 'connected') await genesys.control('POST', `conversations/${conversationId}/accept`);
		const sales = await findNamed(own.client, 'queue', 'Sales', 'Transfer');
		expect(await transferToQueue(own.client, conversationId, sales)).toBe('transferred');
		expect(lastBody()).toEqual({ queueId: sales.id } satisfies Models.TransferToQueueRequest);
		const conversation = await getConversation(own.client, conversationId);
		expect(conversation && statusOf(conversation).queue).toEqual(sales);
		expect(await transferToQueue(own.client, conversationId, sales)).toBe('alreadyInQueue');
	});
});

describe('permissions for conversation calls', () => {
	const PERMISSIONS: Array<[string, string[], (client: PackageClient['client'], sent: Sent & { answerId: string }) => Promise<unknown>]> = [
		['Send Typing', ['conversation:message:receive'], async (client, sent) => await sendTyping(client, { ...sent, customer: customerOf(sent) }, new Date())],
		[
			'Send Receipt',
			['conversation:message:receive'],
			async (client, sent) => await sendReceipt(client, { ...sent, customer: customerOf(sent), messageId: sent.answerId, status: 'Delivered' }, new Date()),
		],
		[
			'Send Button Response',
			['conversation:message:receive'],
			async (client, sent) =>
				await sendButtonResponse(
					client,
					{ ...sent, customer: customerOf(sent), type: 'Button', text: 'a', payload: 'a', originatingMessageId: sent.answerId, messageId: 'refused' },
					new SentMessages(),
				),
		],
		['Check Availability', ['routing:queue:view', 'analytics:queueObservation:view'], async (client) => await checkAvailability(client, 'Support')],
		['Set Attributes', ['conversation:communication:view'], async (client, sent) => await setCustomerAttributes(client, sent.conversationId, { a: 'b' })],
		[
			'Transfer',
			['routing:queue:view', 'conversation:communication:view', 'conversation:communication:blindTransferQueue'],
			async (client, sent) => await transferToQueue(client, sent.conversationId, await findNamed(client, 'queue', 'Sales', 'Transfer')),
		],
	];
	let clients = 0;

	/** The package, logged in as a client with exactly these permissions. */
	async function withPermissions(permissions: string[]): Promise<PackageClient['client']> {
		const login = { clientId: `operation-${++clients}`, clientSecret: 'its secret' };
		await genesys.control('POST', 'clients', { ...login, permissions });
		return (await packageClient(genesys, login)).client;
	}

	test.each(PERMISSIONS)('%s needs %j and no others', async (_operation, permissions, carryOut) => {
		const sent = await withAgent();
		for (const missing of permissions) {
			const client = await withPermissions(permissions.filter((permission) => permission !== missing));
			await expect(carryOut(client, sent)).rejects.toMatchObject({ status: 403, advice: expect.stringContaining(missing) });
		}
		await carryOut(await withPermissions(permissions), sent);
	});
});
