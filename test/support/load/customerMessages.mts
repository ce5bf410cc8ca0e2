import { randomUUID } from 'node:crypto';
import type { DeskChat } from '../../../demo/people.mts';
import { callSimulator, createIntegration } from '../../../demo/simulator.mts';
import type { Stack } from '../../../demo/stack.mts';

/** Customers write while Genesys Cloud, or the way to it, breaks: what the agents see of it, counted at their desk. */

export interface CustomerLoad {
	/** Posts messages to the workflow: so many executions at once, each with so many of them. */
	send(executions: number, messagesEach: number): Promise<void>;
	/** What has become of all that was sent. */
	tally(): Promise<CustomerTally>;
}

export interface CustomerTally {
	sent: number;
	/** Different messages at the agents' desk. */
	delivered: number;
	/** Neither at the agent's desk nor told to the workflow as not sent. */
	lost: number;
	/** How often one stands at the desk that stands there already. */
	repeated: number;
	/** Told to the workflow as not sent. */
	told: number;
	/** Customers whose messages do not stand in the order in which they were written. */
	outOfOrder: number;
}

const CUSTOMERS = 20;

/** Publishes a workflow that sends every message it gets and answers which of them failed. */
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

/** Webhook → Split Out → Message: Send, which goes on after a failure. */
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
