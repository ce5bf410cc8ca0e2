import { randomUUID } from 'node:crypto';
import type { DeskChat } from '../../../demo/people.mts';
import { callSimulator, createIntegration } from '../../../demo/simulator.mts';
import type { Stack } from '../../../demo/stack.mts';

/** Customers write while Genesys Cloud or the connection to it fails: counts, at the agents' desk, what arrives. */

export interface CustomerLoad {
	/** Posts messages to the workflow: the number of parallel executions, and the number of messages in each. */
	send(executions: number, messagesEach: number): Promise<void>;
	/** Outcome of everything that was sent. */
	tally(): Promise<CustomerTally>;
}

export interface CustomerTally {
	sent: number;
	/** Different messages at the agents' desk. */
	delivered: number;
	/** Messages that are neither at the agents' desk nor reported to the workflow as unsent. */
	lost: number;
	/** How often the desk got a message that it already had. */
	repeated: number;
	/** Messages reported to the workflow as unsent. */
	told: number;
	/** Customers whose messages are not in the order in which they were written. */
	outOfOrder: number;
}

const CUSTOMERS = 20;

/** Publishes a workflow that sends every message it gets and returns the failed ones. */
export async function startCustomerLoad(stack: Stack): Promise<CustomerLoad> {
	const run = randomUUID().slice(0, 8);
	const integrationId = await createIntegration(stack.simulator.url, `Customers ${run}`, randomUUID());
	const id = await stack.rest.createWorkflow({ name: `Customers ${run}`, ...workflowOf(run, integrationId, stack.credentials) });
	await stack.rest.publish(id);
	let sent = 0;
	let told = 0;

	async function post(count: number): Promise<void> {
		const messages = Array.from({ length: count }, () => {
			const n = ++sent;
			return { customerId: `${run}-${n % CUSTOMERS}`, text: String(n), messageId: `${run}-message-${n}` };
		});
		const response = await fetch(`${stack.n8n.url}/webhook/${run}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ messages }),
		});
		const results = (await response.json()) as Array<{ error?: string }>;
		if (results.length !== count) throw new Error(`The workflow answered for ${results.length} of ${count} messages`);
		told += results.filter(({ error }) => error !== undefined).length;
	}

	return {
		send: async (executions, messagesEach) => {
			await Promise.all(Array.from({ length: executions }, async () => await post(messagesEach)));
		},
		async tally() {
			const { conversations } = await callSimulator<{ conversations: DeskChat[] }>(stack.simulator.url, 'GET', '/simulator/state');
			const chats = conversations
				.filter(({ customer }) => customer.id.startsWith(`${run}-`))
				.map(({ messages }) => messages.filter(({ from }) => from === 'customer').map(({ text }) => Number(text)));
			const arrived = new Set(chats.flat()).size;
			return {
				sent,
				delivered: arrived,
				lost: sent - arrived - told,
				repeated: chats.flat().length - arrived,
				told,
				outOfOrder: chats.filter((numbers) => numbers.some((n, index) => n < (numbers[index - 1] ?? -1))).length,
			};
		},
	};
}

/** Webhook → Split Out → Message: Send, which continues after a failure. */
function workflowOf(path: string, integrationId: string, { genesysCloudApi }: Stack['credentials']) {
	const nodes = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			webhookId: path,
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
		},
		{
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.messages', options: {} },
		},
		{
			name: 'Genesys',
			type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging',
			typeVersion: 1,
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'message',
				operation: 'send',
				integrationId: { __rl: true, mode: 'id', value: integrationId },
				customerId: '={{ $json.customerId }}',
				text: '={{ $json.text }}',
				messageId: '={{ $json.messageId }}',
			},
			credentials: { genesysCloudApi },
		},
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		nodes: nodes.map((node, index) => ({ ...node, id: node.name, position: [index * 220, 0] })),
		connections: { Webhook: to('Split Out'), 'Split Out': to('Genesys') },
	};
}
