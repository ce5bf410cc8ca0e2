import type { Browser, Locator, Page } from 'playwright-core';
import { OWNER } from '../n8n/process.mts';
import type { WorkflowFile } from '../n8n/rest.mts';
import { checking, provisioning } from '../setupWorkflows.mts';
import { callSimulator } from '../simulator.mts';
import { fillIn, type Stack } from '../stack.mts';
import { boundsOf, picture } from './picture.mts';

/** Pictures of n8n's editor: canvases, parameters and output of nodes, the credential and its test. */

const byTestId = (page: Page, id: string): Locator => page.locator(`[data-test-id="${id}"]`);
const canvasNode = (page: Page, name: string): Locator => page.locator(`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`);

/** Logs in, on the way to a page of n8n's editor. */
export async function openEditor(browser: Browser, url: string): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, deviceScaleFactor: 1.5 });
	page.setDefaultTimeout(90_000);
	await page.goto(url);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	await page.waitForURL(url);
	return page;
}

/** A whole workflow, as large as it fits into the window. */
export async function pictureCanvas(page: Page, name: string): Promise<void> {
	await byTestId(page, 'canvas-node').first().waitFor();
	await page.locator('.vue-flow__edge').first().waitFor({ state: 'attached' });
	// Off the canvas, where it would show a node's buttons; then the key that fits the workflow into the window.
	await page.mouse.move(5, 5);
	await page.keyboard.press('1');
	await picture(name, page, async () => await boundsOf(page.locator('.vue-flow__node')));
}

/** The quick start: its canvas, and the parameters of the nodes that the docs describe. */
export async function pictureQuickStart(page: Page, { n8n, rest, workflows }: Stack): Promise<void> {
	const [workflowId] = workflows.values();
	const { nodes } = await rest.request<WorkflowFile>('GET', `/workflows/${workflowId}`);
	await page.goto(`${n8n.url}/workflow/${workflowId}`);
	await pictureCanvas(page, 'workflow');
	await pictureParameters(page, 'start-panel', nodes.find(({ parameters }) => (parameters as { operation?: string }).operation === 'start'));
	await pictureParameters(page, 'trigger-panel', nodes.find(({ type }) => type.endsWith('.genesysOpenMessagingTrigger')));
	await pictureParameters(page, 'conversation-trigger-panel', nodes.find(({ type }) => type.endsWith('.genesysConversationTrigger')));
}

async function pictureParameters(page: Page, name: string, node?: { name: string }): Promise<void> {
	await openNode(page, String(node?.name));
	const panel = byTestId(page, 'node-parameters');
	// Without the empty rest of a node that has few.
	await picture(name, page, async () => {
		const whole = await boundsOf(panel, 0);
		const filled = await boundsOf(panel.locator('.parameter-item, label, [data-test-id="collection-parameter-wrapper"], input'), 0);
		return { ...whole, height: Math.min(whole.height, filled.y + filled.height + 16 - whole.y) };
	});
	await closeNode(page);
}

/** What Setup: Provision does, and what Setup: Check finds. */
export async function pictureSetup(page: Page, { n8n, rest, credentials }: Stack): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${await rest.createWorkflow(fillIn(provisioning({ name: 'Web shop' }), credentials))}`);
	await runAndOpen(page, 'List the steps');
	await pictureOutput(page, 'setup-provision');

	// No workflow has been published for this integration yet.
	await page.goto(`${n8n.url}/workflow/${await rest.createWorkflow(fillIn(checking('Web shop'), credentials))}`);
	await runAndOpen(page, 'List the findings');
	await pictureOutput(page, 'setup-check');
}

/** The table of a node's output. */
async function pictureOutput(page: Page, name: string): Promise<void> {
	const panel = byTestId(page, 'output-panel');
	await panel.locator('table').first().waitFor();
	await picture(name, page, async () => {
		const whole = await boundsOf(panel, 0);
		const table = await boundsOf(panel.locator('table').first(), 0);
		return { ...whole, height: Math.min(whole.height, table.y + table.height + 16 - whole.y) };
	});
}

/** Runs the workflow on the canvas, then opens its last node. */
async function runAndOpen(page: Page, name: string): Promise<void> {
	await canvasNode(page, name).first().waitFor();
	await byTestId(page, 'execute-workflow-button').click();
	await byTestId(page, 'canvas-node-status-success').nth(3).waitFor();
	await openNode(page, name);
	await byTestId(page, 'output-panel').locator('[data-test-id="ndv-items-count"]').waitFor();
}

async function openNode(page: Page, name: string): Promise<void> {
	await canvasNode(page, name).first().dblclick();
	await byTestId(page, 'node-parameters').waitFor();
}

async function closeNode(page: Page): Promise<void> {
	await byTestId(page, 'ndv-close-button').click();
	await byTestId(page, 'node-parameters').waitFor({ state: 'hidden' });
}

/** Permissions of a role that lacks one. */
const TOO_FEW = [
	'conversation:message:create', 'conversation:message:view', 'conversation:communication:view', 'conversation:communication:disconnect',
	'messaging:integration:view', 'messaging:integration:edit', 'routing:queue:view',
];

/** The credential whose test passes, and one whose role lacks permissions. */
export async function pictureCredentials(page: Page, { n8n, rest, simulator, credentials }: Stack): Promise<void> {
	await openCredential(page, n8n.url, credentials.genesysCloudApi.id);
	await byTestId(page, 'credentials-config-container-test-success').waitFor();
	await picture('credential', byTestId(page, 'editCredential-modal'));

	const client = { clientId: 'docs-client', clientSecret: 'docs-secret' };
	await callSimulator(simulator.url, 'POST', '/simulator/clients', { ...client, permissions: TOO_FEW });
	const data = { region: 'custom', customDomain: simulator.url, ...client, webhookSecret: 'a-secret-for-a-picture-only' };
	const id = await rest.createCredential('Genesys Cloud', 'genesysCloudApi', data);
	await openCredential(page, n8n.url, id);
	await byTestId(page, 'editCredential-modal').getByText('More details').click();
	await picture('credential-missing-permission', byTestId(page, 'editCredential-modal'));
}

/** n8n tests a credential when it is opened. */
async function openCredential(page: Page, n8nUrl: string, id: string): Promise<void> {
	const tested = page.waitForResponse((response) => response.url().endsWith('/credentials/test'));
	await page.goto(`${n8nUrl}/home/credentials/${id}`);
	await tested;
}
