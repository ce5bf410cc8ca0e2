import { createPanelWorkflow, opened, post, startGenesysOfTokens, TOKENS, type PanelNode } from '../support/agentPanel.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** The Agent Panel Trigger in a real n8n with debug logging: the page, which requests start an execution, and what remains of a token. */

let stack: OwnStack;
let genesys: Awaited<ReturnType<typeof startGenesysOfTokens>>;

beforeAll(async () => {
	genesys = await startGenesysOfTokens();
	stack = await startOwnStack({ N8N_LOG_LEVEL: 'debug', DB_LOGGING_ENABLED: 'false' });
}, 300_000);

afterAll(async () => {
	genesys?.close();
	await stack?.stop();
});

const summary = (json: string): PanelNode => ({ type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: json, options: {} } });
const GREETING = summary('={{ JSON.stringify({ summary: $json.agent.name + " reads: " + $json.transcript[0].text }) }}');

async function published(followers: PanelNode[]) {
	const { id, path } = await createPanelWorkflow(stack, genesys.url, followers);
	await stack.rest.publish(id);
	return { id, url: `${stack.n8n.url}/webhook/${path}` };
}

function expectNoToken(more: unknown = ''): void {
	const written = stack.n8n.output() + JSON.stringify(more);
	expect(written).toContain('debug');
	expect(Object.values(TOKENS).filter((token) => written.includes(token))).toEqual([]);
}

async function expectPage(url: string): Promise<void> {
	const response = await fetch(`${url}?conversationId=1&langTag=en-us`);
	const policy = response.headers.get('content-security-policy') ?? '';
	expect(response.status).toBe(200);
	expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]+'; /);
	expect(policy).not.toContain('sandbox');
	expect(policy).toContain(`frame-ancestors 'self' ${genesys.url};`);
	for (const header of ['x-frame-options', 'cross-origin-opener-policy', 'cross-origin-embedder-policy']) expect(response.headers.get(header)).toBeNull();
	expect(response.headers.get('cache-control')).toBe('no-store');
	const page = await response.text();
	expect(page).toContain(/nonce-([^']+)/.exec(policy)?.[1]);
	expect(page).toContain(JSON.stringify(genesys.url).replaceAll('"', '&quot;'));
}

test('the production URL serves the page and starts one execution per agent request, without storing the token', async () => {
	const { id, url } = await published([GREETING]);
	await expectPage(url);
	expect(await post(url, TOKENS.good)).toMatchObject({ status: 200, body: { summary: 'Grace reads: Hi', fields: [], given: ['summary'] } });
	await expectPage(url);
	const executions = await stack.rest.executions(id);
	expect(executions).toHaveLength(1);
	const { data } = await stack.rest.execution(executions[0].id);
	expect(data?.resultData.runData['Agent opens the panel'][0].data?.main[0]?.[0].json).toMatchObject({
		event: 'panelOpened', customerId: 'customer-42', agent: { name: 'Grace' }, transcript: [{ role: 'customer', text: 'Hi' }],
	});
	expectNoToken(data);
});

test('a rejected request starts no execution and leaves no token in the log', async () => {
	const { id, url } = await published([GREETING]);
	const before = genesys.asked.length;
	for (const [token, body] of [[undefined, opened()], [TOKENS.good, {}], [TOKENS.good, opened({ sentAt: Date.now() - 90_000 })]] as const) await post(url, token, body);
	expect(genesys.asked.length).toBe(before);
	const codes: Array<[token: string, status: number, code: string]> = [
		[TOKENS.unknown, 401, 'signIn'], [TOKENS.foreign, 403, 'foreignToken'], [TOKENS.otherClient, 403, 'foreignToken'], [TOKENS.noUser, 403, 'foreignToken'],
		[TOKENS.blind, 403, 'notAllowed'], [TOKENS.busy, 503, 'unavailable'],
	];
	for (const [token, status, code] of codes) expect(await post(url, token)).toMatchObject({ status, body: { code } });
	const request = opened();
	expect((await post(url, TOKENS.good, request)).status).toBe(200);
	expect(await post(url, TOKENS.good, request)).toMatchObject({ status: 403, body: { code: 'repeated' } });
	expect(await stack.rest.executions(id)).toHaveLength(1);
	expectNoToken(await stack.rest.executions(id));
});

test('a failed workflow returns 500 with a message, and an empty result explains what to return', async () => {
	const failing = await published([{ type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'On purpose' } }]);
	expect(await post(failing.url, TOKENS.good)).toEqual({ status: 500, body: { code: 'workflowFailed', message: expect.stringContaining('The workflow failed') as string } });
	const [{ id: failed, status }] = await stack.rest.executions(failing.id);
	expect(status).toBe('error');
	const mute = await published([summary('{ "id": 5 }')]);
	expect(await post(mute.url, TOKENS.good)).toMatchObject({ status: 500, body: { code: 'workflowFailed', message: expect.stringContaining('summary, fields') as string } });
	const passing = await published([]);
	expect(await post(passing.url, TOKENS.good)).toMatchObject({ status: 500, body: { code: 'workflowFailed' } });
	expectNoToken(await stack.rest.execution(failed));
});

test('publishing a panel with an incomplete credential fails with an error that names the missing field', async () => {
	const { id } = await createPanelWorkflow(stack, genesys.url, [GREETING], { organizationId: 'Acme' });
	await expect(stack.rest.publish(id)).rejects.toThrow("Organization ID isn't a Genesys Cloud ID");
});

test('the test URL serves the page every time, rejects strangers, and accepts one request', async () => {
	const { id, path } = await createPanelWorkflow(stack, genesys.url, [GREETING]);
	const url = `${stack.n8n.url}/webhook-test/${path}`;
	const workflowData = await stack.rest.request<object>('GET', `/workflows/${id}`);
	await stack.rest.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Agent opens the panel' } });
	for (let count = 0; count < 2; count++) await expectPage(url);
	expect(await post(url, TOKENS.foreign)).toMatchObject({ status: 403 });
	expect(await post(url, TOKENS.good)).toMatchObject({ status: 200, body: { summary: 'Grace reads: Hi' } });
	expectNoToken();
});
