import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

/** Detail events as Amazon EventBridge posts them. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '', webhookRetryDelayMs: 30, eventBridgeRetries: 2 });
const USER_END = 'v2.detail.events.conversation.{id}.user.end';
let integrationId: string;
let webhook: Webhook;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	webhook = await startWebhook();
});
afterEach(async () => {
	await genesys.control('DELETE', 'lifecycle-targets');
	await genesys.control('DELETE', 'faults');
	await webhook.close();
});

const target = async (options: object = {}) => await genesys.control('POST', 'lifecycle-targets', { url: webhook.url, ...options });

/** An agent accepts a new conversation and ends it. */
async function closedConversation() {
	const conversation = await startConversation(genesys, { integrationId });
	await genesys.control('POST', `conversations/${conversation.conversationId}/accept`);
	await genesys.control('POST', `conversations/${conversation.conversationId}/end`);
	return conversation;
}

async function bodies(count: number): Promise<Array<Record<string, unknown>>> {
	await eventually(
		async () => webhook.deliveries.length,
		(length) => length >= count,
	);
	return webhook.deliveries.map(({ body }) => JSON.parse(body.toString('utf8')) as Record<string, unknown>);
}

test("EventBridge posts every detail event in its envelope, with its connection's headers", async () => {
	await target({ headers: { authorization: 'its key' } });
	const { conversationId } = await closedConversation();
	const envelopes = await bodies(8);
	const names = envelopes.map((envelope) => String(envelope['detail-type']).split('{id}.')[1]);
	// They are posted in parallel and may overtake each other.
	expect(names.sort()).toEqual([
		'acd.end',
		'acd.start',
		'customer.end',
		'customer.start',
		'flow.end',
		'flow.start',
		'user.end',
		'user.start',
	]);
	expect(envelopes.find((envelope) => envelope['detail-type'] === USER_END)).toEqual({
		version: '0',
		id: expect.any(String),
		'detail-type': USER_END,
		source: expect.stringMatching(/^aws\.partner\/genesys\.com\/cloud\//),
		account: expect.stringMatching(/^\d{12}$/),
		time: expect.any(String),
		region: expect.any(String),
		resources: [],
		detail: {
			topicName: USER_END.replace('{id}', conversationId),
			version: '2',
			eventBody: expect.objectContaining({ conversationId, mediaType: 'MESSAGE', messageType: 'OPEN' }),
			metadata: { CorrelationId: expect.any(String) },
		},
	});
	expect(webhook.deliveries[0].headers.authorization).toBe('its key');
});

test('EventBridge posts the events that match its filter, retries after a failure, and posts twice if configured', async () => {
	await target({ topics: [USER_END] });
	webhook.answers.push(503);
	await closedConversation();
	const [first, second] = await bodies(2);
	expect(second).toEqual(first);
	await genesys.control('POST', 'faults', { kind: 'duplicateEvent' });
	await closedConversation();
	const [, , third, fourth] = await bodies(4);
	expect(fourth).toEqual(third);
	expect(webhook.deliveries).toHaveLength(4);
});

test('EventBridge stops after its retries', async () => {
	await target({ topics: [USER_END] });
	webhook.answers.push(503, 503, 503);
	await closedConversation();
	const deliveries = await eventually(
		async () => await genesys.control<Array<{ outcome: string; tries: unknown[] }>>('GET', 'lifecycle-deliveries'),
		(all) => all.at(-1)?.outcome === 'givenUp',
	);
	expect(deliveries.at(-1)?.tries).toHaveLength(3);
});
