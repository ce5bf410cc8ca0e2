import { randomBytes } from 'node:crypto';
import type { WorkflowFile } from './n8n/rest.mts';
import { callSimulator } from './simulator.mts';
import { publishExample, type Credentials, type Stack } from './stack.mts';

export type Generation = 'botConnector' | 'digitalBotConnector';

const TRIGGER = 'n8n-nodes-genesys-open-messaging.genesysBotConnectorTrigger';
/** The empty list selection in the examples. */
export const NO_INTEGRATION = '"integrationId":{"__rl":true,"mode":"list","value":""}';

export interface OpenBot {
	integrationId: string;
	workflowId: string;
	secret: string;
}

/**
 * Performs the steps of an administrator and a user: creates a connector in Genesys Cloud that calls the workflow
 * and a credential with its secret in n8n, and publishes the example's workflow.
 */
export async function openBot(
	{ simulator, n8n, rest, credentials, webhookOrigin = n8n.url }: Pick<Stack, 'simulator' | 'n8n' | 'rest' | 'credentials'> & { webhookOrigin?: string },
	example: WorkflowFile,
	{ generation = 'botConnector', name = 'n8n Bot Connector', more = {} }: { generation?: Generation; name?: string; more?: Credentials } = {},
): Promise<OpenBot> {
	const secret = randomBytes(24).toString('base64url');
	const trigger = example.nodes.find(({ type }) => type === TRIGGER);
	const webhookId = String(trigger?.webhookId);
	const uri = `${webhookOrigin}/webhook/${webhookId}/${generation === 'botConnector' ? 'genesys-bot-connector' : webhookId}`;
	const connector = { generation, name, uri, headers: { Authorization: `Bearer ${secret}` } };
	const { integrationId } = await callSimulator<{ integrationId: string }>(simulator.url, 'POST', '/simulator/botconnectors', connector);

	const access = { id: await rest.createCredential(name, 'genesysBotConnectorApi', { headerName: 'Authorization', secret }), name };
	const chosen = { __rl: true, mode: 'id', value: integrationId };
	const [workflowId] = (
		await publishExample(rest, [example], { ...credentials, ...more, genesysBotConnectorApi: access }, {
			[NO_INTEGRATION]: `"integrationId":${JSON.stringify(chosen)}`,
			'"generation":"botConnector"': `"generation":"${generation}"`,
		})
	).values();
	return { integrationId, workflowId, secret };
}
