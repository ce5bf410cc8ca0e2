import { createPanelWorkflow, opened, post, startGenesysOfTokens, TOKENS } from '../../support/agentPanel.mts';
import { hasQueueMode, testInQueueMode } from '../../support/inQueueMode.mts';
import { stack } from '../../support/queueMode/started.mts';

/** The Agent Panel Trigger in n8n's queue mode: a webhook processor serves the page and verifies tokens, and a worker runs the workflow. */

let genesys: Awaited<ReturnType<typeof startGenesysOfTokens>>;

beforeAll(async () => {
	if (!hasQueueMode) return;
	genesys = await startGenesysOfTokens();
});

afterAll(async () => {
	genesys?.close();
});

async function published(type: string, typeVersion: number, parameters: object) {
	const { id, path } = await createPanelWorkflow(stack, genesys.url, [{ type, typeVersion, parameters }]);
	await stack.rest.publish(id);
	return { id, url: `${stack.engine.webhookOrigin}/webhook/${path}` };
}

testInQueueMode("the panel serves its page and the workflow's result in queue mode, and a stranger starts no execution", async () => {
	const { id, url } = await published('n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: '={{ JSON.stringify({ summary: $json.transcript[0].text }) }}', options: {} });
	const page = await fetch(url);
	expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining(`frame-ancestors 'self' ${genesys.url};`)]);
	expect(await post(url, TOKENS.foreign)).toMatchObject({ status: 403, body: { code: 'foreignToken' } });
	expect(await post(url, undefined)).toMatchObject({ status: 401 });
	expect(await post(url, TOKENS.good, opened())).toMatchObject({ status: 200, body: { summary: 'Hi' } });
	expect(await stack.rest.executions(id)).toHaveLength(1);
}, 60_000);

testInQueueMode('a workflow that fails in a worker returns 500 with a message', async () => {
	const { url } = await published('n8n-nodes-base.stopAndError', 1, { errorMessage: 'On purpose' });
	expect(await post(url, TOKENS.good)).toEqual({ status: 500, body: { code: 'workflowFailed', message: expect.stringContaining('The workflow failed') as string } });
}, 60_000);
