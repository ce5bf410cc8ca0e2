import { agentMessage } from '../support/deliveries';
import { api, guardNetwork } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { triggerServer, type Delivered, type TriggerSetUp } from '../support/runTrigger';
import { PREVIOUS_SECRET, SECRET, StoredCredential } from '../support/storedCredential';

guardNetwork('127.0.0.1');
const startServer = triggerServer();

const ALL = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'];
const event = (secondsAgo = 1) => ({
	eventTime: Date.now() - secondsAgo * 1000,
	conversationId: CONVERSATION,
	mediaType: 'MESSAGE',
	messageType: 'OPEN',
	participantId: 'p-customer',
	disconnectType: 'CLIENT',
});

const ofEventBridge = (eventBody: object = event(), kind = 'customer.end') => ({
	source: 'aws.partner',
	detail: { topicName: `v2.detail.events.conversation.{id}.${kind}`, eventBody },
});
const ofDataAction = (body: object = event()) =>
	Object.fromEntries(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]));

/** The trigger, and its response to a lifecycle event. */
function start(setUp: TriggerSetUp = {}, secret: string | null = SECRET) {
	const trigger = startServer({ parameters: { options: { lifecycleEvents: ALL } }, ...setUp });
	const post = async (body: object | string): Promise<Delivered> =>
		await trigger.post(typeof body === 'string' ? body : JSON.stringify(body), secret === null ? {} : { 'X-Lifecycle-Secret': secret });
	const events = () => trigger.started.map((item) => item.event);
	return { trigger, post, events };
}

interface Shown {
	integration?: string;
	/** How many seconds ago; the customer started an hour ago, and an agent was alerted half a minute later. */
	endedAgo?: number;
	joinedAgo?: number;
	leftAgo?: number;
	leftBy?: string;
	times?: number;
}

/** Genesys shows the conversation. Reads the clock once, so that simultaneous ends have one time. */
function show({ integration = INTEGRATION, endedAgo, joinedAgo, leftAgo = endedAgo, leftBy = 'peer', times = 1 }: Shown = {}): void {
	const now = Date.now();
	const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
	const addresses = { fromAddress: { addressNormalized: 'customer-42' }, toAddress: { addressNormalized: integration } };
	const end = (secondsAgo: number | undefined, disconnectType: string) =>
		secondsAgo === undefined ? { state: 'connected' } : { state: 'disconnected', disconnectType, disconnectedTime: ago(secondsAgo) };
	const customer = { id: 'p-customer', purpose: 'customer', startTime: ago(3600), messages: [{ ...end(endedAgo, 'client'), type: 'open', ...addresses }] };
	const agent = {
		id: 'p-agent',
		purpose: 'agent',
		name: 'Agent One',
		userId: 'user-1',
		queueId: 'queue-1',
		queueName: 'Support',
		startTime: ago(3570),
		messages: [{ ...end(leftAgo, leftBy), connectedTime: joinedAgo === undefined ? undefined : ago(joinedAgo) }],
	};
	const participants = joinedAgo === undefined && leftAgo === endedAgo ? [customer] : [customer, agent];
	api().get(`/api/v2/conversations/${CONVERSATION}`).times(times).reply(200, { id: CONVERSATION, participants });
}

function refuse(status: number, times = 1): void {
	api().get(`/api/v2/conversations/${CONVERSATION}`).times(times).reply(status, { code: status === 403 ? 'missing.permissions' : 'not.found' });
}

describe('a lifecycle delivery', () => {
	it.each([
		['EventBridge', ofEventBridge],
		['a data action', ofDataAction],
	])('from %s starts one execution with the events of the conversation', async (_from, delivery) => {
		show({ endedAgo: 1 });
		const { trigger, post } = start();
		expect((await post(delivery())).status).toBe(200);
		expect(trigger.started).toEqual([
			{
				event: 'conversationEnded',
				conversationId: CONVERSATION,
				customerId: 'customer-42',
				integrationId: INTEGRATION,
				endReason: 'client',
				time: expect.any(String) as string,
				deduplicationKey: `conversationEnded:${CONVERSATION}:p-customer`,
			},
		]);
	});

	it('starts one execution with several recent events', async () => {
		show({ joinedAgo: 20, endedAgo: 1 });
		const { trigger, post, events } = start();
		await post(ofEventBridge());
		expect(events()).toEqual(['agentJoined', 'agentLeft', 'conversationEnded']);
		expect(trigger.started[0]).toMatchObject({ agent: { id: 'user-1', name: 'Agent One' }, queue: { id: 'queue-1', name: 'Support' } });
	});

	it('is sent again if n8n, with Respond: When Finished, did not run its execution', async () => {
		show({ endedAgo: 1, times: 2 });
		const outcomes = [{ status: 200, body: { message: 'Workflow executed successfully but no data was returned' } }];
		const { post, events } = start({ address: 'setup', execute: () => outcomes.shift() ?? 200 });
		const delivery = ofEventBridge();
		expect((await post(delivery)).status).toBe(500);
		expect((await post(delivery)).status).toBe(200);
		expect(events()).toEqual(['conversationEnded', 'conversationEnded']);
	});

	it('emits no old events', async () => {
		show({ joinedAgo: 1800, endedAgo: 1 });
		const { post, events } = start();
		await post(ofEventBridge());
		expect(events()).toEqual(['agentLeft', 'conversationEnded']);
	});

	it('emits events at their own time if delivered an hour late', async () => {
		show({ endedAgo: 3500 });
		const { post, events } = start();
		await post(ofEventBridge(event(3500)));
		expect(events()).toEqual(['conversationEnded']);
	});

	it('contributes nothing itself: only events that the conversation shows are emitted', async () => {
		show({ joinedAgo: 1, times: 1 });
		const { post, events } = start();
		await post(ofEventBridge({ ...event(), userId: 'user-2', addressTo: 'somebody-else' }));
		expect(events()).toEqual(['agentJoined']);
	});

	it.each([
		['decline', { leftAgo: 1, leftBy: 'client' }, 'agentDeclined'],
		['transfer', { joinedAgo: 100, leftAgo: 1, leftBy: 'transfer' }, 'transferred'],
		['consultation that ends', { joinedAgo: 100, leftAgo: 1, leftBy: 'client' }, 'agentLeft'],
	])('about a %s is not an end', async (_what, shown, expected) => {
		show(shown);
		const { post, events } = start();
		await post(ofEventBridge(event(), 'user.end'));
		expect(events()).toEqual([expected]);
	});

	it('waits briefly for a conversation that does not show the event yet', async () => {
		refuse(404);
		show({ joinedAgo: 1800 });
		show({ joinedAgo: 1800, endedAgo: 1 });
		const { post, events } = start();
		await post(ofEventBridge());
		expect(events()).toContain('conversationEnded');
	});

	it('starts one execution, even if delivered twice and if others report the same event', async () => {
		show({ joinedAgo: 20, endedAgo: 1, times: 3 });
		const { post, events } = start();
		const [one, two] = await Promise.all([post(ofEventBridge()), post(ofDataAction())]);
		expect([one.status, two.status]).toEqual([200, 200]);
		expect(await post(ofEventBridge(event(), 'acd.end'))).toEqual({ status: 200, body: { message: 'Already accepted' } });
		expect(events()).toEqual(['agentJoined', 'agentLeft', 'conversationEnded']);
	});
});

describe('a lifecycle delivery starts nothing', () => {
	it('about a conversation of another integration', async () => {
		show({ endedAgo: 1, integration: 'another-integration' });
		const { post, events } = start();
		expect((await post(ofEventBridge())).status).toBe(200);
		expect(events()).toEqual([]);
	});

	it('about an event that is not selected', async () => {
		show({ endedAgo: 1 });
		const { post, events } = start({ parameters: { options: { lifecycleEvents: ['agentJoined'] } } });
		expect(await post(ofEventBridge())).toEqual({ status: 200, body: { message: 'Not selected in this trigger' } });
		expect(events()).toEqual([]);
	});

	it('about a call, without a request to Genesys', async () => {
		const { post } = start();
		expect((await post(ofEventBridge({ ...event(), mediaType: 'VOICE' }))).status).toBe(200);
	});

	it.each([
		[403, 1],
		[404, 5],
	])('about a conversation that the role cannot view (%i)', async (status, times) => {
		refuse(status, times);
		const { post, events } = start();
		const answer = await post(ofEventBridge({ ...event(), addressTo: 'customer-42', addressFrom: INTEGRATION }));
		expect(answer).toMatchObject({ status: 404, body: { message: expect.stringContaining('conversation:communication:view') as string } });
		expect(events()).toEqual([]);
	});

	it.each(['[]', '"text"', ''])('without an object: %p', async (body) => {
		const { post } = start();
		expect((await post(body)).status).toBe(400);
	});

	it('while Genesys cannot be reached, and the sender is asked to retry', async () => {
		api().get(`/api/v2/conversations/${CONVERSATION}`).times(2).reply(500, {});
		const { post, events } = start();
		expect((await post(ofEventBridge())).status).toBe(503);
		expect(events()).toEqual([]);
	});
});

describe('the secret in the header', () => {
	it.each([
		['missing', null],
		['empty', ''],
		['wrong', 'another secret of the same size'],
		['part of it', SECRET.slice(0, -1)],
	])('is rejected if it is %s', async (_how, secret) => {
		const { trigger, post } = start({}, secret);
		expect((await post(ofEventBridge())).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});

	it('may be the previous one during a rotation', async () => {
		show({ endedAgo: 1 });
		const credential = new StoredCredential({ previousWebhookSecret: PREVIOUS_SECRET });
		const { trigger, post } = start({ credential }, PREVIOUS_SECRET);
		await post(ofEventBridge());
		expect(trigger.started).toHaveLength(1);
	});

	it('is never valid if the credential has none', async () => {
		const { post } = start({ credential: new StoredCredential({ webhookSecret: '' }) }, '');
		expect((await post(ofEventBridge())).status).toBe(401);
	});

	it.each(['default', 'setup'] as const)('is accepted at either URL of the trigger: %s', async (address) => {
		show({ endedAgo: 1 });
		const { trigger, post } = start({ address });
		expect((await post(ofEventBridge())).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it("does not replace a delivery's signature", async () => {
		const trigger = startServer({ parameters: { options: { lifecycleEvents: ALL } } });
		const body = JSON.stringify(agentMessage());
		expect((await trigger.post(body, { 'X-Lifecycle-Secret': SECRET })).status).not.toBe(401);
		expect((await trigger.post(body)).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});
});
