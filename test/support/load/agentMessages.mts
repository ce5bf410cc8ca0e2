import { setTimeout as delay } from 'node:timers/promises';
import { fillIn, CHAT_IN_EXAMPLES, readExample, type Stack } from '../../../demo/stack.mts';
import { callSimulator, createIntegration, DEMO_CLIENT, fetchToken } from '../../../demo/simulator.mts';
import { startChannel, type Channel } from './channel.mts';
import type { WorkflowFile } from '../../../demo/n8n/rest.mts';

/** Agents write to many customers at the same time during a fault: counts, at the customers' channel, what arrives. */

export interface LoadOptions {
	messages: number;
	customers: number;
	/** When the trigger responds to Genesys Cloud. */
	respond: 'immediately' | 'whenFinished';
	/** Whether the workflow has Remove Duplicates. Without it, the channel drops repeats by message ID. */
	removeDuplicates: boolean;
	/** The fault, and when it happens: the share of messages that has arrived by then, by default a third. */
	fault?: () => Promise<void>;
	faultAt?: number;
	/** Runs before each message is written. */
	beforeEach?: () => Promise<unknown>;
	/** How long the channel takes for a message, in milliseconds, by the number that it started before. */
	channelMs?: (begun: number) => number;
	/** Number of customers per batch, each with ten messages; by default ten. */
	chatsAtOnce?: number;
	/** Milliseconds between two messages; by default twelve messages per second, as from hundreds of agents. */
	paceMs?: number;
}

export interface Tally {
	sent: number;
	/** Different messages that the channel got. */
	delivered: number;
	lost: number;
	/** How often the channel got a message that it already had. */
	repeated: number;
	/** Messages that arrived after a later one of the same customer. */
	late: number;
	/** Messages that customers see twice or below a later one, if the channel applies `messageId` and `time`. */
	seenTwice: number;
	seenOutOfOrder: number;
	/** Executions that n8n lists as failed. */
	failedExecutions: number;
	seconds: number;
	/** Deliveries that needed more than one attempt, and those that Genesys Cloud abandoned. */
	triedAgain: number;
	givenUp: number;
}

const CHANNEL_MS = 600;
const PACE_MS = 80;
/** Small and frequent batches: a repeated message is late for its conversation. */
const CHATS_AT_ONCE = 10;
const MESSAGES_EACH = 10;
/** Longer than Genesys Cloud retries, with some time for what is still queued. */
const PATIENCE_MS = 240_000;
const QUIET_MS = 3_000;
/** Longer than n8n's queue mode takes to detect a dead worker and assign its executions to another one. */
const QUIET_WHEN_FINISHED_MS = 16_000;

/** Sends the messages, causes the fault, waits until nothing is pending, and counts. */
export async function sendUnderFault(stack: Stack, options: LoadOptions): Promise<Tally> {
	const { messages, customers, fault, faultAt = 1 / 3, beforeEach, channelMs = () => CHANNEL_MS, paceMs = PACE_MS } = options;
	const url = stack.simulator.url;
	const channel = await startChannel(channelMs);
	await callSimulator(url, 'PATCH', '/simulator/settings', { rateLimitPerMinute: 0 });
	const { integrationId, workflowId } = await publishAnswers(stack, options, channel.url);
	const chats = await openChats(stack, integrationId, customers);
	await callSimulator(url, 'DELETE', '/simulator/deliveries');

	const started = Date.now();
	let broken: Promise<unknown> | undefined;
	const watch = setInterval(() => {
		// Keeps a failure until everything is counted, so that all processes stop in order.
		if (channel.arrivals.length >= messages * faultAt) broken ??= fault?.().catch((error: unknown) => error);
	}, 20);
	for (let n = 0; n < messages; n++) {
		await beforeEach?.();
		await callSimulator(url, 'POST', `/simulator/conversations/${chats[chatOf(n, options)]}/messages`, { text: String(n) });
		await delay(paceMs);
	}
	const deliveries = await settled(stack, workflowId, channel, options);
	const seconds = Math.round((Date.now() - started) / 1000);
	clearInterval(watch);
	const failure = await broken;
	if (failure instanceof Error) throw failure;
	const failedExecutions = await countExecutions(stack, workflowId, ['error', 'crashed']);
	await stack.rest.unpublish(workflowId);
	await channel.close();

	const delivered = new Set(channel.arrivals.map(({ messageId }) => messageId)).size;
	const seen = channel.seen().map((texts) => texts.map(Number));
	return {
		sent: messages,
		delivered,
		lost: messages - delivered,
		repeated: channel.arrivals.length - delivered,
		late: lateOnes(channel),
		seenTwice: seen.reduce((sum, numbers) => sum + numbers.length - new Set(numbers).size, 0),
		seenOutOfOrder: seen.reduce((sum, numbers) => sum + numbers.filter((n, index) => n < (numbers[index - 1] ?? -1)).length, 0),
		failedExecutions,
		seconds,
		triedAgain: deliveries.filter(({ tries }) => tries.length > 1).length,
		givenUp: deliveries.filter(({ outcome }) => outcome === 'givenUp').length,
	};
}

/** Recipient of the nth message. */
function chatOf(n: number, { customers, chatsAtOnce = CHATS_AT_ONCE }: LoadOptions): number {
	const group = Math.floor(n / (chatsAtOnce * MESSAGES_EACH));
	return (group * chatsAtOnce + (n % chatsAtOnce)) % customers;
}

/** The quick start's lane from agent to customer, with its own integration and channel. */
async function publishAnswers(stack: Stack, { respond, removeDuplicates }: LoadOptions, channelUrl: string) {
	const secret = crypto.randomUUID();
	const integrationId = await createIntegration(stack.simulator.url, `Load ${secret}`, secret);
	const { name } = stack.credentials.genesysCloudApi;
	const id = await stack.rest.createCredential(name, 'genesysCloudApi', {
		region: 'custom',
		customDomain: stack.simulator.url,
		...DEMO_CLIENT,
		webhookSecret: secret,
	});
	const [quickStart] = await readExample(process.cwd(), 'quick-start');
	const workflow = fillIn(quickStart, { genesysCloudApi: { id, name } }, { [CHAT_IN_EXAMPLES]: channelUrl });
	const nodeOf = (wanted: string) => {
		const node = workflow.nodes.find((one) => one.name === wanted);
		if (!node) throw new Error(`The quick start has no node "${wanted}"`);
		return node;
	};
	const [trigger, deliver] = [nodeOf('Agent writes'), nodeOf('Deliver to the customer')];
	trigger.webhookId = crypto.randomUUID();
	trigger.parameters = { integrationId: { __rl: true, mode: 'id', value: integrationId }, options: { respond } };
	// The channel may take longer than the example's timeout: only Genesys Cloud should deliver again here.
	Object.assign(deliver.parameters ?? {}, { jsonBody: '={{ $json }}', options: { timeout: 60_000 } });
	const lane = removeDuplicates ? [trigger, ONLY_ONCE, deliver] : [trigger, deliver];
	const connections = Object.fromEntries(
		lane.slice(1).map((node, index) => [lane[index].name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]),
	);
	const workflowId = await stack.rest.createWorkflow({ ...workflow, nodes: lane, connections });
	await stack.rest.publish(workflowId);
	return { integrationId, workflowId };
}

const ONLY_ONCE: WorkflowFile['nodes'][number] = {
	id: crypto.randomUUID(),
	name: 'Only once',
	type: 'n8n-nodes-base.removeDuplicates',
	typeVersion: 2,
	position: [0, 0],
	parameters: {
		operation: 'removeItemsSeenInPreviousExecutions',
		logic: 'removeItemsWithAlreadySeenKeyValues',
		dedupeValue: '={{ $json.deduplicationKey }}',
		options: {},
	},
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 500,
};

/** Customers who have written, and whose conversations an agent has accepted; returns the conversation IDs. */
async function openChats(stack: Stack, integrationId: string, count: number): Promise<string[]> {
	const url = stack.simulator.url;
	const token = await fetchToken(url);
	const chats: string[] = [];
	for (let n = 0; n < count; n++) {
		const channel = { from: { id: `customer-${n}`, idType: 'Opaque' }, time: new Date().toISOString() };
		const path = `/api/v2/conversations/messages/${integrationId}/inbound/open/message?prefetchConversationId=true`;
		const { conversationId } = await callSimulator<{ conversationId: string }>(url, 'POST', path, { channel, text: 'Hello' }, token);
		await callSimulator(url, 'POST', `/simulator/conversations/${conversationId}/accept`, {});
		chats.push(conversationId);
	}
	return chats;
}

interface Delivery {
	type: string;
	outcome: string;
	tries: object[];
}

/**
 * Waits until Genesys Cloud repeats nothing and nothing arrives for a moment. If the trigger responds immediately,
 * also waits until n8n runs nothing; after a database crash, n8n lists executions as running that are not.
 */
async function settled(stack: Stack, workflowId: string, { arrivals }: Channel, options: LoadOptions): Promise<Delivery[]> {
	const { messages, respond } = options;
	const deadline = Date.now() + PATIENCE_MS;
	const quietMs = respond === 'whenFinished' ? QUIET_WHEN_FINISHED_MS : QUIET_MS;
	for (;;) {
		const before = arrivals.length;
		await delay(quietMs);
		const deliveries = await callSimulator<Delivery[]>(stack.simulator.url, 'GET', '/simulator/deliveries');
		const pending = deliveries.filter(({ outcome }) => outcome === 'pending').length + Math.max(0, messages - deliveries.length);
		const running = respond === 'whenFinished' ? 0 : await countExecutions(stack, workflowId, ['new', 'running']);
		if (pending === 0 && running === 0 && arrivals.length === before) return deliveries;
		if (Date.now() > deadline) {
			process.stderr.write(`Still pending after ${PATIENCE_MS / 1000} s: ${pending} deliveries, ${running} executions\n`);
			return deliveries;
		}
	}
}

async function countExecutions(stack: Stack, workflowId: string, status: string[]): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
	const answer = stack.rest.request<{ count: number }>('GET', `/executions?filter=${filter}&limit=1`);
	// While n8n or its database is down, the executions can't be listed.
	return (await answer.catch(() => ({ count: 1 }))).count;
}

function lateOnes({ arrivals }: Channel): number {
	const latest = new Map<string, number>();
	const known = new Set<string>();
	let count = 0;
	for (const { customerId, messageId, text } of arrivals) {
		if (known.has(messageId)) continue;
		known.add(messageId);
		const n = Number(text);
		if (n < (latest.get(customerId) ?? -1)) count++;
		else latest.set(customerId, n);
	}
	return count;
}
