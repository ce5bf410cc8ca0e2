import { randomBytes, randomUUID } from 'node:crypto';
import { writeRow } from './n8n/dataTable.mts';
import type { WorkflowFile } from './n8n/rest.mts';
import { callSimulator, fetchToken } from './simulator.mts';
import { publishExample, readExample, type Credentials, type Stack } from './stack.mts';

const TRIGGER = 'n8n-nodes-genesys-open-messaging.genesysAgentPanelTrigger';
const SCOPES = ['conversations', 'user-basic-info', 'users:readonly'];
const PLACEHOLDERS = 'conversationId={{gcConversationId}}&langTag={{gcLangTag}}&hostOrigin={{gcHostOrigin}}&targetEnv={{gcTargetEnv}}';

/** The Data Table with the examples' customer data. */
export const CUSTOMERS = 'agent_panel_customers';
/** The demo's customer, who is in the table. */
export const ADA = { customerId: 'ada-42', name: 'Ada' };

export interface OpenPanel {
	/** URL of the page, to which it also posts, without a query. */
	url: string;
	clientId: string;
	workflowId: string;
}

/**
 * Performs the steps of an administrator and a user: creates an OAuth client and an interaction widget in Genesys
 * Cloud and a credential with their IDs in n8n, and publishes the example's workflow.
 */
export async function openPanel(
	{ simulator, n8n, rest, credentials, webhookOrigin = n8n.url }: Pick<Stack, 'simulator' | 'n8n' | 'rest' | 'credentials'> & { webhookOrigin?: string },
	example: WorkflowFile,
	{ name = example.name, more = {} }: { name?: string; more?: Credentials } = {},
): Promise<OpenPanel> {
	const url = `${webhookOrigin}/webhook/${String(example.nodes.find(({ type }) => type === TRIGGER)?.webhookId)}/panel`;
	const clientId = randomUUID();
	// The agents' client doesn't use its secret, but the simulator's clients all have one.
	const client = { clientId, clientSecret: randomBytes(24).toString('base64url'), redirectUris: [url], scopes: SCOPES };
	await callSimulator(simulator.url, 'POST', '/simulator/clients', client);
	await addWidget(simulator.url, name, `${url}?${PLACEHOLDERS}`);

	const { organization } = await callSimulator<{ organization: { id: string } }>(simulator.url, 'GET', '/api/v2/tokens/me', undefined, await fetchToken(simulator.url));
	const data = { region: 'custom', customDomain: simulator.url, clientId, organizationId: organization.id };
	const access = { id: await rest.createCredential(name, 'genesysAgentPanelApi', data), name };
	const [workflowId] = (await publishExample(rest, [example], { ...credentials, ...more, genesysAgentPanelApi: access })).values();
	return { url, clientId, workflowId };
}

/** Sets up the example without AI, with a row for the demo's customer. */
export async function openDemoPanel(root: string, stack: Parameters<typeof openPanel>[0]): Promise<OpenPanel> {
	await writeRow(stack.rest, CUSTOMERS, 'customerId', { ...ADA, plan: 'Premium', open_order: '4711: two cups, a teapot', notes: 'Nov 12, 10:24, Agent Two: Prefers to write in the evening' });
	const [, withoutAi] = await readExample(root, 'agent-copilot');
	return await openPanel(stack, withoutAi, { name: 'Copilot' });
}

/** Adds an active integration that shows a page next to Open Messaging conversations. */
async function addWidget(simulatorUrl: string, name: string, url: string): Promise<void> {
	const token = await fetchToken(simulatorUrl);
	const call = async <T,>(method: string, path: string, body?: object) => await callSimulator<T>(simulatorUrl, method, `/api/v2/integrations${path}`, body, token);
	const { id } = await call<{ id: string }>('POST', '', { name, integrationType: { id: 'embedded-client-app-interaction-widget' } });
	const config = await call<object>('GET', `/${id}/config/current`);
	const sandbox = 'allow-scripts,allow-same-origin,allow-popups,allow-forms';
	const properties = { url, sandbox, permissions: 'clipboard-write', communicationTypeFilter: 'open', groups: [], queueIdFilterList: [] };
	await call('PUT', `/${id}/config/current`, { ...config, name, properties });
	await call('PATCH', `/${id}`, { intendedState: 'ENABLED' });
}
