import { callSimulator } from '../../demo/simulator.mts';
import { createPanelWorkflow } from '../support/agentPanel.mts';
import { locator } from '../support/botConnector.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Setup: Provision and Setup: Check of an agent panel in a real n8n, with the trigger that they concern. */

type Outcome = { clientId: string; organizationId: string; integrationId: string; changed: boolean; steps: Array<{ status: string }> };
type Report = { ok: boolean; findings: Array<{ code: string; what: string }> };

let stack: TestStack;
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
	const { agents } = await callSimulator<{ agents: Array<{ id: string }> }>(stack.simulator.url, 'GET', '/simulator/state');
	await callSimulator(stack.simulator.url, 'POST', '/simulator/groups', { name: 'Support Agents', members: [agents[0].id] });
}, 300_000);
afterAll(async () => await stack?.stop());

/** Publishes a workflow with one Setup operation and runs it. */
async function run<T>(operation: 'provision' | 'check', parameters: object, credentials: object = {}): Promise<T> {
	const path = `setup-${++count}`;
	const nodes = [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} } },
		{
			name: 'Setup', type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', typeVersion: 1,
			credentials: { ...stack.credentials, ...credentials },
			parameters: { resource: 'setup', operation, connection: 'agentPanel', ...parameters },
		},
	].map((node) => ({ id: crypto.randomUUID(), position: [0, 0], ...node }));
	const connections = { Webhook: { main: [[{ node: 'Setup', type: 'main', index: 0 }]] } };
	await stack.rest.publish(await stack.rest.createWorkflow({ name: path, nodes, connections }));
	const response = await fetch(`${stack.n8n.url}/webhook/${path}`, { method: 'POST' });
	if (!response.ok) throw new Error(`n8n answered ${response.status}: ${await response.text()}`);
	return (await response.json()) as T;
}

const codes = ({ findings }: Report) => findings.map(({ code }) => code);

test('an agent panel is provisioned, then checked before and after its workflow is published', async () => {
	const provision = async (path: string) => await run<Outcome>('provision', { name: 'Panel', panelUrl: `${stack.n8n.url}/webhook/${path}`, groups: 'Support Agents' });
	// The trigger needs the OAuth client, and the client needs the trigger's URL.
	const { clientId, organizationId, integrationId } = await provision('later/panel');
	const { id, path, credential } = await createPanelWorkflow(stack, stack.simulator.url, [], { clientId, organizationId });
	const moved = await provision(path);
	expect(moved.steps.map(({ status }) => status)).toEqual(['changed', 'unchanged', 'changed', 'unchanged']);
	expect(await provision(path)).toMatchObject({ changed: false, clientId, organizationId, integrationId });

	const check = async () => await run<Report>('check', { integrationId: locator(integrationId) }, { genesysAgentPanelApi: credential });
	expect(codes(await check())).toEqual(['webhook.notPublished']);
	await stack.rest.publish(id);
	expect(await check()).toEqual({ ok: true, findings: [] });
	// Neither check started an execution of the panel.
	expect(await stack.rest.executions(id)).toEqual([]);
}, 180_000);
