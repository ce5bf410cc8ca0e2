import { customerOf, deskOf, eventually, type Customer, type DeskChat } from '../../demo/people.mts';
import { callSimulator, fetchToken } from '../../demo/simulator.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** Joined, left, and ended: what agents do at the simulator's desk, as executions in a real n8n. */

const EVENTS = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'];

let stack: OwnStack;
let queues: Array<{ id: string; name: string }>;
let workflowId: string;
let count = 0;

beforeAll(async () => {
	stack = await startOwnStack();
	const token = await fetchToken(stack.simulator.url);
	({ entities: queues } = await callSimulator<{ entities: typeof queues }>(stack.simulator.url, 'GET', '/api/v2/routing/queues', undefined, token));
	workflowId = await createWorkflow(['Support', 'Sales']);
	await stack.rest.publish(workflowId);
}, 300_000);

afterAll(async () => await stack?.stop());

async function createWorkflow(names: string[], credential?: { id: string; name: string }): Promise<string> {
	const [{ id }] = await stack.rest.request<Array<{ id: string }>>('GET', '/credentials');
	return await createTrigger(
		{
			type: 'n8n-nodes-genesys-open-messaging.genesysConversationTrigger',
			typeVersion: 1,
			parameters: { queues: queues.filter(({ name }) => names.includes(name)).map((queue) => queue.id), events: EVENTS },
		},
		credential ?? { id, name: 'Genesys Cloud' },
	);
}

/** A workflow with only a trigger. */
async function createTrigger(node: { type: string; typeVersion: number; parameters: object; webhookId?: string }, credential: object) {
	return await stack.rest.createWorkflow({
		name: `Lifecycle ${++count}`,
		nodes: [{ id: crypto.randomUUID(), name: 'Genesys', position: [0, 0], credentials: { genesysCloudApi: credential }, ...node }],
		connections: {},
	});
}

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

interface Item {
	event: string;
	conversationId: string;
	customerId: string;
	agent?: { name: string };
	queue?: { name: string };
	deduplicationKey: string;
	[field: string]: unknown;
}

/** Items of finished executions, which no longer change. */
const read = new Map<string, Item[]>();

/** Items of a conversation's executions, in execution order. */
async function itemsOf(chat: DeskChat, ofWorkflow = workflowId): Promise<Item[]> {
	const ids = (await stack.rest.executions(ofWorkflow)).map(({ id }) => Number(id)).sort((a, b) => a - b);
	for (const id of ids.map(String)) {
		if (read.has(id)) continue;
		const items = (await stack.rest.execution(id)).data?.resultData.runData.Genesys?.[0]?.data?.main[0];
		if (items) read.set(id, items.map(({ json }) => json as Item));
	}
	return ids.flatMap((id) => read.get(String(id)) ?? []).filter(({ conversationId }) => conversationId === chat.id);
}

async function eventsOf(chat: DeskChat): Promise<string[]> {
	return (await itemsOf(chat)).map(({ event }) => event);
}

const told = async (chat: DeskChat, event: string, times = 1) =>
	await eventually(`${event} is emitted`, async () => (await eventsOf(chat)).filter((one) => one === event).length >= times, 60_000);

async function waiting(customer: Customer): Promise<DeskChat> {
	await customer.say('I want to talk to an agent');
	return await eventually('the chat waits', async () => (await deskOf(stack.simulator.url).chatsOf(customer)).find(({ state }) => state === 'queued'));
}

const newCustomer = () => customerOf(stack.chat.url, `watched-${++count}`);
const act = async (chat: DeskChat, action: string, body?: object) => await deskOf(stack.simulator.url).act(chat, action, body);

test('a conversation that is declined, accepted, transferred, accepted again, and closed emits one end event', async () => {
	const customer = newCustomer();
	const chat = await waiting(customer);
	await told(chat, 'queued');
	await act(chat, 'offer');
	await act(chat, 'decline');
	await told(chat, 'agentDeclined');
	await act(chat, 'accept');
	await told(chat, 'agentJoined');
	await act(chat, 'transfer', { queueId: queues.find(({ name }) => name === 'Sales')?.id });
	await told(chat, 'transferred');
	await act(chat, 'accept');
	await told(chat, 'agentJoined', 2);
	expect(await eventsOf(chat)).not.toContain('conversationEnded');
	await act(chat, 'end');
	await told(chat, 'conversationEnded');

	const items = await itemsOf(chat);
	expect(items.map(({ event }) => event).sort()).toEqual([
		'agentDeclined',
		'agentJoined',
		'agentJoined',
		'agentLeft',
		'conversationEnded',
		'queued',
		'queued',
		'transferred',
	]);
	expect(new Set(items.map(({ deduplicationKey }) => deduplicationKey)).size).toBe(items.length);
	expect(items.every(({ customerId }) => customerId === customer.id)).toBe(true);
	expect(items.find(({ event }) => event === 'queued')?.queue?.name).toBe('Support');
	expect(items.find(({ event }) => event === 'agentJoined')?.agent?.name).toBeTruthy();
}, 120_000);

test('events missed while the connection is down are emitted after it reconnects', async () => {
	const chat = await waiting(newCustomer());
	await act(chat, 'accept');
	await told(chat, 'agentJoined');
	await simulator('POST', 'faults', { kind: 'dropSockets', ms: 3_000 });
	await act(chat, 'end');
	await told(chat, 'conversationEnded');
	expect((await eventsOf(chat)).filter((event) => event === 'conversationEnded')).toHaveLength(1);
}, 120_000);

test('events missed while n8n is down are emitted after it starts, without duplicates', async () => {
	const [chat, other] = [await waiting(newCustomer()), await waiting(newCustomer())];
	await act(chat, 'accept');
	await told(chat, 'agentJoined');
	await told(other, 'queued');
	await stack.restartN8n(async () => {
		await act(chat, 'end');
	});
	await told(chat, 'conversationEnded');
	await act(other, 'accept');
	await told(other, 'agentJoined');
	expect((await eventsOf(chat)).sort()).toEqual(['agentJoined', 'agentLeft', 'conversationEnded', 'queued']);
	expect((await eventsOf(other)).sort()).toEqual(['agentJoined', 'queued']);
}, 180_000);

test('a conversation that began three days ago and ends while n8n is down emits its end once, within a minute of the start', async () => {
	const chat = await waiting(newCustomer());
	await act(chat, 'accept');
	await told(chat, 'agentJoined');
	const others: DeskChat[] = [];
	// Five at a time, because all thirty would wait for a busy n8n longer than a channel does.
	while (others.length < 30) others.push(...(await Promise.all(Array.from({ length: 5 }, async () => await waiting(newCustomer())))));
	await simulator('POST', `conversations/${chat.id}/backdate`, { hours: 72 });
	await stack.restartN8n(async () => {
		await act(chat, 'end');
	});
	const startedAt = performance.now();
	await told(chat, 'conversationEnded');
	expect(performance.now() - startedAt).toBeLessThan(60_000);
	await Promise.all(others.map(async (other) => await told(other, 'queued')));
	expect((await eventsOf(chat)).filter((event) => event === 'conversationEnded')).toHaveLength(1);
}, 240_000);

/** Publishes a lifecycle event trigger for the integration; returns its workflow and its URL. */
async function byHttp(secret: string): Promise<{ workflow: string; url: string }> {
	const data = { region: 'custom', customDomain: stack.simulator.url, clientId: 'demo-client', clientSecret: 'demo-secret', webhookSecret: secret };
	const id = await stack.rest.createCredential('By HTTP', 'genesysCloudApi', data);
	const webhookId = crypto.randomUUID();
	const parameters = { integrationId: { __rl: true, mode: 'id', value: stack.integrationId }, registerWebhook: false, options: { lifecycleEvents: EVENTS } };
	const node = { type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTrigger', typeVersion: 1.1, webhookId, parameters };
	const workflow = await createTrigger(node, { id, name: 'By HTTP' });
	await stack.rest.publish(workflow);
	return { workflow, url: `${stack.n8n.url}/webhook/${webhookId}/genesys-open-messaging` };
}

test('EventBridge emits the same events with the same keys as the WebSocket', async () => {
	const secret = 'a secret that only this test knows';
	const bridge = await byHttp(secret);
	await simulator('POST', 'lifecycle-targets', { url: bridge.url, headers: { 'x-lifecycle-secret': secret } });

	const chat = await waiting(newCustomer());
	for (const action of ['offer', 'decline', 'accept', 'transfer', 'accept', 'end']) {
		await act(chat, action, action === 'transfer' ? { queueId: queues.find(({ name }) => name === 'Sales')?.id } : {});
	}
	await told(chat, 'conversationEnded');
	const keysOf = async (workflow: string) => (await itemsOf(chat, workflow)).map(({ deduplicationKey }) => deduplicationKey).sort();
	const expected = await keysOf(workflowId);
	expect(expected).toHaveLength(8);
	await eventually('the same events arrive over HTTP', async () => (await keysOf(bridge.workflow)).length >= expected.length);
	expect(await keysOf(bridge.workflow)).toEqual(expected);
	const ofBridge = await itemsOf(chat, bridge.workflow);
	expect(ofBridge.every(({ integrationId }) => integrationId === stack.integrationId)).toBe(true);
}, 120_000);

test('listening in the editor emits the first event and leaves the published workflow running', async () => {
	const channels = async () => (await simulator<Array<{ connections?: number }>>('GET', 'channels')).length;
	const before = await channels();
	const byHand = await createWorkflow(['Support']);
	const run = { triggerToStartFrom: { name: 'Genesys' } };
	const { executionId } = await stack.rest.request<{ executionId: string }>('POST', `/workflows/${byHand}/run`, run);
	await eventually('the trigger listens', async () => (await channels()) > before);
	const chat = await waiting(newCustomer());
	await eventually('the test execution has finished', async () => (await stack.rest.execution(executionId)).status === 'success');
	expect((await itemsOf(chat, byHand)).map(({ event }) => event)).toEqual(['queued']);
	await told(chat, 'queued');
});

test('publishing fails with the permission that the role lacks', async () => {
	await simulator('POST', 'clients', {
		clientId: 'poor',
		clientSecret: 'poor too',
		permissions: ['routing:queue:view', 'analytics:conversationDetail:view', 'conversation:communication:view'],
	});
	const data = { region: 'custom', customDomain: stack.simulator.url, clientId: 'poor', clientSecret: 'poor too' };
	const id = await stack.rest.createCredential('Poor', 'genesysCloudApi', data);
	const workflow = await createWorkflow(['Support'], { id, name: 'Poor' });
	await expect(stack.rest.publish(workflow)).rejects.toThrow(/v2\.routing\.queues\.[^ ]+\.conversations\.messages.*conversation:message:view/);
}, 120_000);
