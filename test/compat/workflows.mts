import { randomUUID } from 'node:crypto';
import { eventually } from '../../demo/people.mts';
import type { Place } from './place.mts';

/** The workflows that the checks run, and their results. */

const PACKAGE = 'n8n-nodes-genesys-open-messaging';
const TRIGGER = 'Trigger';

interface Node {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	[key: string]: unknown;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, unknown>;
}

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const to = (...names: string[]) => names.map((node) => [{ node, type: 'main', index: 0 }]);

async function createWorkflow({ rest }: Place, nodes: Node[], connections: Record<string, unknown>): Promise<string> {
	const placed = nodes.map((node, index) => ({ id: randomUUID(), position: [index * 200, 0], ...node }));
	return await rest.createWorkflow({ name: `Check ${randomUUID()}`, nodes: placed, connections });
}

/** A workflow of one of the package's triggers and, if given, a node after it. Returns its ID; it is not published. */
export async function createTriggerWorkflow(place: Place, trigger: Pick<Node, 'type' | 'typeVersion' | 'parameters'>, next?: Node): Promise<string> {
	const { type, ...more } = trigger;
	const node = { name: TRIGGER, type: `${PACKAGE}.${type}`, webhookId: randomUUID(), credentials: place.credentials, ...more };
	return await createWorkflow(place, next ? [node, next] : [node], next ? { [TRIGGER]: { main: to(next.name) } } : {});
}

/** The items that a workflow's trigger has emitted, oldest execution first. */
export async function triggerItems({ rest }: Place, workflowId: string): Promise<Item[]> {
	const ids = (await rest.executions(workflowId)).map(({ id }) => Number(id)).sort((one, other) => one - other);
	const items: Item[] = [];
	for (const id of ids) {
		const { data } = await rest.execution(String(id));
		items.push(...((data?.resultData.runData[TRIGGER]?.[0]?.data?.main[0] ?? []) as Item[]));
	}
	return items;
}

/** The node at the end of the branch that an item took, and the item. */
export interface HandoverResult {
	end: 'Started' | 'Failed';
	item: Item;
}

/** Publishes a workflow that starts a handover for each request. Returns a function that sends a request and waits for the run. */
export async function publishHandover(place: Place, integrationId: string): Promise<(customerId: string, text: string) => Promise<HandoverResult>> {
	const path = randomUUID();
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData', options: {} },
	};
	const handover = {
		name: 'Handover',
		type: `${PACKAGE}.genesysOpenMessaging`,
		typeVersion: 1,
		onError: 'continueErrorOutput',
		credentials: place.credentials,
		parameters: {
			resource: 'handover',
			operation: 'start',
			integrationId: byId(integrationId),
			customerId: '={{ $json.body.customerId }}',
			text: '={{ $json.body.text }}',
		},
	};
	const ends = ['Started', 'Failed'] as const;
	const noOps = ends.map((name) => ({ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }));
	const connections = { Webhook: { main: to('Handover') }, Handover: { main: to(...ends) } };
	const id = await createWorkflow(place, [webhook, handover, ...noOps], connections);
	await place.rest.publish(id);

	let requests = 0;
	return async (customerId, text) => {
		const response = await postPublished(`${place.n8n.url}/webhook/${path}`, JSON.stringify({ customerId, text }));
		if (!response.ok) throw new Error(`The workflow answered ${response.status}: ${await response.text()}`);
		requests++;
		const runData = await eventually('the execution is finished', async () => {
			const executions = await place.rest.executions(id);
			if (executions.length < requests) return false;
			const newest = Math.max(...executions.map((execution) => Number(execution.id)));
			const { status, data } = await place.rest.execution(String(newest));
			return status !== 'running' && data?.resultData.runData;
		});
		const end = ends.find((name) => runData[name]);
		if (!end) throw new Error(`The item stopped after ${Object.keys(runData).join(', ')}`);
		return { end, item: runData[end][0].data?.main[0]?.[0] as Item };
	};
}

/** Sends a request to a published workflow, again while n8n does not know the URL yet. */
export async function postPublished(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
	return await eventually('n8n knows the webhook URL', async () => {
		const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
		return response.status !== 404 && response;
	});
}
