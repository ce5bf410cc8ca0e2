import type { N8nRest } from '../../demo/n8n/rest.mts';

/** Runs the operation once; returns its items. */
export type RunOperation = <T>(n8nUrl: string) => Promise<T[]>;

/**
 * Publishes a workflow that runs an operation of the action node and responds with its items.
 * @param name such as `setup: check`
 */
export async function publishOperation(
	rest: N8nRest,
	credential: { id: string; name: string },
	name: string,
	parameters: object,
	credentialType = 'genesysCloudApi',
): Promise<RunOperation> {
	const [resource, operation] = name.split(': ');
	const path = `${resource}-${operation}`;
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
	};
	const genesys = {
		name: 'Genesys',
		type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging',
		typeVersion: 1,
		credentials: { [credentialType]: credential },
		parameters: { resource, operation, ...parameters },
	};
	const nodes = [webhook, genesys].map((node) => ({ id: crypto.randomUUID(), position: [0, 0], ...node }));
	const connections = { Webhook: { main: [[{ node: 'Genesys', type: 'main', index: 0 }]] } };
	await rest.publish(await rest.createWorkflow({ name, nodes, connections }));
	return async <T,>(n8nUrl: string) => {
		const response = await fetch(`${n8nUrl}/webhook/${path}`, { method: 'POST' });
		if (!response.ok) throw new Error(`n8n answered ${response.status} to "${name}": ${await response.text()}`);
		return (await response.json()) as T[];
	};
}
