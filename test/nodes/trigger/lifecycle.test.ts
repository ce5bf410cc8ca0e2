import { agentMessage } from '../support/deliveries';
import { api, guardNetwork } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { triggerServer, type Delivered, type TriggerSetUp } from '../support/runTrigger';
import { PREVIOUS_SECRET, SECRET, StoredCredential } from '../support/storedCredential';
import type { IDataObject } from 'n8n-workflow';

guardNetwork('127.0.0.1');
const startServer = triggerServer();

const ALL = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'];
const TIME = '2026-01-31T10:00:00.000Z';
const common = { eventTime: Date.parse(TIME), conversationId: CONVERSATION, mediaType: 'MESSAGE', messageType: 'OPEN' };
const ended = { ...common, participantId: 'p-customer', disconnectType: 'CLIENT', interactingDurationMs: 9000 };

const topic = (kind: string) => `v2.detail.events.conversation.{id}.${kind}`;
const ofEventBridge = (kind: string, eventBody: object) => ({ source: 'aws.partner', detail: { topicName: topic(kind), eventBody } });
const ofDataAction = (body: object) =>
	Object.fromEntries(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]));

/** The trigger, and what it answers to a lifecycle event. */
function start(setUp: TriggerSetUp = {}, secret: string | null = SECRET) {
	const trigger = startServer({ parameters: { events: ALL }, ...setUp });
	const post = async (body: object | string): Promise<Delivered> =>
		await trigger.post(typeof body === 'string' ? body : JSON.stringify(body), secret === null ? {} : { 'X-Lifecycle-Secret': secret });
	return { trigger, post };
}

/** Genesys shows the conversation once. */
function show(parts: IDataObject[] = [], integration = INTEGRATION): void {
	const addresses = { fromAddress: { addressNormalized: 'customer-42' }, toAddress: { addressNormalized: integration } };
	const customer = { id: 'p-customer', purpose: 'customer', startTime: '2026-01-31T09:00:00.000Z', messages: [{ state: 'connected', ...addresses }] };
	api().get(`/api/v2/conversations/${CONVERSATION}`).reply(200, { id: CONVERSATION, participants: [customer, ...parts] });
}

function refuse(status: number, times: number): void {
	api().get(`/api/v2/conversations/${CONVERSATION}`).times(times).reply(status, { code: status === 403 ? 'missing.permissions' : 'not.found' });
}

const agent = (communication: IDataObject): IDataObject => ({
	id: 'p-agent',
	purpose: 'agent',
	name: 'Agent One',
	userId: 'user-1',
	queueId: 'queue-1',
	queueName: 'Support',
	startTime: '2026-01-31T09:59:00.000Z',
	messages: [communication],
});
const alerting = agent({ state: 'alerting' });
const connected = agent({ state: 'connected', connectedTime: '2026-01-31T09:59:30.000Z' });

describe('an event of the life cycle', () => {
	it.each([
		['EventBridge', ofEventBridge('customer.end', ended)],
		['a data action', { ...ofDataAction(ended), topicName: topic('customer.end') }],
		['a data action without a topic', ofDataAction(ended)],
	])('from %s starts one execution, with whose conversation it is', async (_from, body) => {
		show();
		const { trigger, post } = start();
		expect((await post(body)).status).toBe(200);
		expect(trigger.started).toEqual([
			{
				event: 'conversationEnded',
				conversationId: CONVERSATION,
				customerId: 'customer-42',
				integrationId: INTEGRATION,
				endReason: 'client',
				time: TIME,
				deduplicationKey: `conversationEnded:${CONVERSATION}:p-customer`,
			},
		]);
	});

	it('comes with what was delivered beside it when Simplify is off', async () => {
		show();
		const { trigger, post } = start({ parameters: { events: ALL, simplify: false } });
		const body = ofEventBridge('customer.end', ended);
		await post(body);
		expect(trigger.started).toMatchObject([{ event: 'conversationEnded', raw: body }]);
	});

	it('is told once, though it is delivered twice', async () => {
		show();
		show();
		const { trigger, post } = start();
		await post(ofEventBridge('customer.end', ended));
		expect(await post(ofDataAction(ended))).toEqual({ status: 200, body: { message: 'Already taken' } });
		expect(trigger.started).toHaveLength(1);
	});

	it.each([
		['an agent who only rings', 'user.start', alerting, undefined],
		['an agent who has the chat', 'user.start', connected, 'agentJoined'],
		['a queue that says who answered', 'acd.end', connected, 'agentJoined'],
		['a queue that says who answered, while Genesys still shows it ringing', 'acd.end', alerting, 'agentJoined'],
		['an agent who declined', 'user.end', alerting, 'agentDeclined'],
		['an agent who left', 'user.end', connected, 'agentLeft'],
		['after-call work', 'acw', connected, undefined],
	])('%s (%s) is told as it is', async (_what, kind, part, expected) => {
		if (kind !== 'acw') show([part]);
		const { trigger, post } = start();
		const more = kind === 'acd.end' ? { participantId: 'p-queue', acdOutcome: 'ANSWERED', answeredUserId: 'user-1' } : {};
		const end = kind === 'user.end' ? { disconnectType: 'CLIENT' } : {};
		await post(ofEventBridge(kind, { ...common, participantId: 'p-agent', userId: 'user-1', ...end, ...more }));
		expect(trigger.started.map(({ event, agent: who }) => [event, who])).toEqual(
			expected === undefined ? [] : [[expected, { id: 'user-1', name: 'Agent One' }]],
		);
	});

	it('of a transfer is no end', async () => {
		show([connected]);
		const { trigger, post } = start();
		const left = { ...common, participantId: 'p-agent', userId: 'user-1', disconnectType: 'TRANSFER', interactingDurationMs: 9000 };
		await post(ofEventBridge('user.end', left));
		expect(trigger.started).toMatchObject([{ event: 'transferred', endReason: 'transfer' }]);
	});

	it.each([
		[403, 1],
		[404, 2],
	])('is told without names when the role may not see the conversation (%i)', async (status, times) => {
		refuse(status, times);
		const { trigger, post } = start();
		await post(ofEventBridge('customer.end', ended));
		expect(trigger.started).toMatchObject([{ event: 'conversationEnded', conversationId: CONVERSATION }]);
		expect(trigger.started[0]).not.toHaveProperty('customerId');
	});

	it('of a conversation that Genesys does not show yet is told with whose it is', async () => {
		refuse(404, 1);
		show();
		const { trigger, post } = start();
		await post(ofEventBridge('customer.end', ended));
		expect(trigger.started).toMatchObject([{ event: 'conversationEnded', customerId: 'customer-42', integrationId: INTEGRATION }]);
	});

	it.each([
		['its own', INTEGRATION, ['agentLeft']],
		['its own in capital letters', INTEGRATION.toUpperCase(), ['agentLeft']],
		['another', 'another-integration', []],
	])('that names %s integration counts so where the role may not see the conversation', async (_whose, addressFrom, expected) => {
		refuse(403, 1);
		const { trigger, post } = start();
		const left = { ...common, participantId: 'p-agent', userId: 'user-1', disconnectType: 'CLIENT', interactingDurationMs: 9000 };
		const { status } = await post(ofEventBridge('user.end', { ...left, addressFrom, addressTo: 'customer-42' }));
		expect(status).toBe(200);
		expect(trigger.started.map(({ event }) => event)).toEqual(expected);
	});
});

describe('an event that starts nothing', () => {
	it('is one of another integration', async () => {
		show([], 'another-integration');
		const { trigger, post } = start();
		expect((await post(ofEventBridge('customer.end', ended))).status).toBe(200);
		expect(trigger.started).toEqual([]);
	});

	it.each([
		['that is not selected', ofEventBridge('customer.end', ended), ['agentJoined']],
		['of a call', ofEventBridge('customer.end', { ...ended, mediaType: 'VOICE' }), ALL],
		['of another kind', ofEventBridge('flow.end', ended), ALL],
	])('is one %s, and Genesys is not even asked', async (_name, body, events) => {
		const { trigger, post } = start({ parameters: { events } });
		expect(await post(body)).toEqual({ status: 200, body: { message: 'Not selected in this trigger' } });
		expect(trigger.started).toEqual([]);
	});

	it.each(['[]', '"text"', ''])('is none at all: %p', async (body) => {
		const { post } = start();
		expect((await post(body)).status).toBe(400);
	});

	it('comes again later when Genesys cannot be asked', async () => {
		api().get(`/api/v2/conversations/${CONVERSATION}`).times(2).reply(500, {});
		const { trigger, post } = start();
		expect((await post(ofEventBridge('customer.end', ended))).status).toBe(503);
		expect(trigger.started).toEqual([]);
	});
});

describe('the secret in the header', () => {
	it.each([
		['missing', null],
		['empty', ''],
		['wrong', 'another secret of the same size'],
		['a part of it', SECRET.slice(0, -1)],
	])('that is %s is refused', async (_how, secret) => {
		const { trigger, post } = start({}, secret);
		expect((await post(ofEventBridge('customer.end', ended))).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});

	it('may be the one of before while it is being changed', async () => {
		show();
		const credential = new StoredCredential({ previousWebhookSecret: PREVIOUS_SECRET });
		const { trigger, post } = start({ credential }, PREVIOUS_SECRET);
		await post(ofEventBridge('customer.end', ended));
		expect(trigger.started).toHaveLength(1);
	});

	it('opens nothing where the credential has none', async () => {
		const { post } = start({ credential: new StoredCredential({ webhookSecret: '' }) }, '');
		expect((await post(ofEventBridge('customer.end', ended))).status).toBe(401);
	});

	it.each(['default', 'setup'] as const)('lets a lifecycle event in at either URL of the trigger: %s', async (address) => {
		show();
		const { trigger, post } = start({ address });
		expect((await post(ofEventBridge('customer.end', ended))).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('does not stand in for the signature of a delivery', async () => {
		const trigger = startServer({ parameters: { events: [...ALL, 'agentMessage'] } });
		const body = JSON.stringify(agentMessage());
		expect((await trigger.post(body, { 'X-Lifecycle-Secret': SECRET })).status).not.toBe(401);
		expect((await trigger.post(body)).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});
});
