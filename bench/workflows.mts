import { randomUUID } from 'node:crypto';
import type { N8nRest, WorkflowFile } from '../demo/n8n/rest.mts';

/** Builds and publishes the measured workflows, each a chain of nodes. */

export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	/** n8n's credentials by type. */
	credentials?: Record<string, { id: string; name: string }>;
}

export interface Published {
	id: string;
	/** The first node's URL. */
	url: string;
}

const PACKAGE = 'n8n-nodes-genesys-open-messaging';

/** n8n's own Webhook node. Responds after the workflow, so that all work is done when the clock stops. */
export const webhook = (options: object = {}): Step => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	parameters: { httpMethod: 'POST', path: randomUUID(), responseMode: 'lastNode', responseData: 'noData', options },
});

/** The trigger, which by default also responds after the workflow. */
export const trigger = (integrationId: string, credential: { id: string; name: string }, parameters: object = {}): Step => ({
	name: 'Agent message',
	type: `${PACKAGE}.genesysOpenMessagingTrigger`,
	typeVersion: 1.1,
	parameters: {
		integrationId: { __rl: true, mode: 'id', value: integrationId },
		registerWebhook: false,
		options: { respond: 'whenFinished' },
		...parameters,
	},
	credentials: { genesysCloudApi: credential },
});

export const action = (parameters: Record<string, unknown>, credential: { id: string; name: string }): Step => ({
	name: 'Genesys',
	type: `${PACKAGE}.genesysOpenMessaging`,
	typeVersion: 1,
	parameters,
	credentials: { genesysCloudApi: credential },
});

/** Message: Send with the item's customer ID and text. */
export const send = (integrationId: string, credential: { id: string; name: string }, item = '$json.body'): Step =>
	action(
		{
			resource: 'message',
			operation: 'send',
			integrationId: { __rl: true, mode: 'id', value: integrationId },
			customerId: `={{ ${item}.customerId }}`,
			text: `={{ ${item}.text }}`,
		},
		credential,
	);

export const nothing: Step = { name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

/** Connects the steps in a row and publishes them. */
export async function publish(rest: N8nRest, name: string, steps: Step[]): Promise<Published> {
	const webhookId = randomUUID();
	const nodes: WorkflowFile['nodes'] = steps.map((step, index) => ({
		id: randomUUID(),
		position: [index * 220, 0],
		...(index === 0 && { webhookId }),
		...step,
	}));
	const connections = Object.fromEntries(
		steps.slice(1).map((step, index) => [steps[index].name, { main: [[{ node: step.name, type: 'main', index: 0 }]] }]),
	);
	const id = await rest.createWorkflow({ name, nodes, connections });
	await rest.publish(id);
	const [{ type, parameters }] = steps;
	const path = type === 'n8n-nodes-base.webhook' ? String(parameters.path) : `${webhookId}/${pathOfTrigger(parameters)}`;
	return { id, url: `${rest.url}/webhook/${path}` };
}

/** The trigger's URL decides when n8n responds. */
function pathOfTrigger({ options }: Step['parameters']): string {
	const { respond } = options as { respond?: string };
	return respond === 'whenFinished' ? 'genesys-open-messaging-when-finished' : 'genesys-open-messaging';
}

/** Number of executions that n8n has stored for a workflow. */
export async function countExecutions(rest: N8nRest, workflowId: string): Promise<number> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { count } = await rest.request<{ count: number }>('GET', `/executions?filter=${filter}&limit=1`);
	return count;
}

/**
 * A node's output in the workflow's latest execution.
 * @throws Error if the execution didn't get that far, because failing workflows are fast
 */
export async function lastOutput(rest: N8nRest, workflowId: string, node: string): Promise<Record<string, unknown>> {
	const [latest] = await rest.executions(workflowId);
	const runs = latest ? (await rest.execution(latest.id)).data?.resultData.runData[node] : undefined;
	const json = runs?.at(-1)?.data?.main[0]?.[0]?.json;
	if (!json) throw new Error(`"${node}" returned nothing`);
	return json;
}
