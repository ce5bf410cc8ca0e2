import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.mts';
import { OWNER } from '../../demo/n8n/process.mts';
import { customerOf, eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration } from '../../demo/simulator.mts';
import { SCOPES } from '../../genesys/oauth/scopes.ts';
import { hasBrowser, testInBrowser } from '../support/inBrowser.mts';
import { createTriggerWorkflow, deliver, delivery, TRIGGER_PATH, WEBHOOK_SECRET, webhookUrlInGenesys } from '../support/openMessagingTrigger.mts';
import { publishOperation } from '../support/operationWorkflow.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** A user signs in to Genesys Cloud in a browser; n8n works with that sign-in until it is revoked. */

const TYPE = 'genesysCloudOAuth2Api';
const CLIENT = 'n8n sign-in';
/** How long the editor may take on a busy machine. */
const EDITOR_MS = 60_000;

let stack: OwnStack;
let browser: Browser;
let credential: { id: string; name: string };
/** n8n's URL for browsers: its OAuth callback is there and needs the session of the same host. */
let editor: string;

beforeAll(async () => {
	if (!hasBrowser) return;
	stack = await startOwnStack();
	browser = await launchBrowser();
	const name = 'Genesys Cloud sign-in';
	const data = { region: 'custom', customDomain: stack.simulator.url, clientId: CLIENT, clientSecret: '', webhookSecret: WEBHOOK_SECRET };
	credential = { id: await stack.rest.createCredential(name, TYPE, data), name };
	const authorizeUrl = new URL(await stack.rest.request<string>('GET', `/oauth2-credential/auth?id=${credential.id}`));
	expect(authorizeUrl.origin + authorizeUrl.pathname).toBe(`${stack.simulator.url}/oauth/authorize`);
	const redirectUri = authorizeUrl.searchParams.get('redirect_uri') ?? '';
	editor = new URL(redirectUri).origin;
	await control('clients', {
		clientId: CLIENT,
		clientSecret: 'never entered',
		redirectUris: [redirectUri],
		scopes: Object.keys(SCOPES),
	});
}, 300_000);

afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});

async function control<T = unknown>(path: string, body?: object, method = 'POST'): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

interface LoggedRequest {
	path: string;
	status: number;
	body: unknown;
	clientId: string;
}
const tokenCalls = async (grantType: string) => {
	const requests = await control<LoggedRequest[]>('requests', undefined, 'GET');
	return requests.filter(({ path, body }) => path === '/oauth/token' && String(body).includes(`grant_type=${grantType}`));
};

const openCredential = async () => await openEditor(`/home/credentials/${credential.id}`);

async function openEditor(path: string): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
	// The editor reloads every time.
	page.setDefaultTimeout(EDITOR_MS);
	await page.goto(editor + path);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	return page;
}

/** n8n shows an account as connected until it is disconnected, even if the sign-in has expired. */
async function connectAccount(): Promise<void> {
	const page = await openCredential();
	const connect = page.getByRole('button', { name: /^connect/i });
	const disconnect = page.getByRole('button', { name: /^disconnect/i });
	await eventually('the account is not connected', async () => {
		if (await connect.isVisible()) return true;
		await disconnect.last().click({ timeout: 1000 }).catch(() => undefined);
		return false;
	}, EDITOR_MS);
	const [popup] = await Promise.all([page.waitForEvent('popup'), connect.click()]);
	await popup.getByText(CLIENT).waitFor();
	await popup.getByLabel(/Agent Two/).check();
	await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Allow' }).click()]);
	await page.getByText(/account connected/i).first().waitFor();
	await page.close();
}

const getMany = async () => {
	const run = await publishOperation(stack.rest, credential, 'integration: getMany', { authentication: 'oAuth2', limit: 5 }, TYPE);
	return async () => await run<{ name?: string; error?: { code: string; message: string } }>(stack.n8n.url);
};

testInBrowser("the editor's button connects the account on the Genesys Cloud page", async () => {
	await connectAccount();

	// Without a client secret, the verifier identifies the client, and there is no header.
	const [{ status }] = await tokenCalls('authorization_code');
	expect(status).toBe(200);
}, 300_000);

testInBrowser('picking the credential in a node is enough, and the panel keeps its other fields', async () => {
	const node = {
		id: crypto.randomUUID(), name: 'Genesys', type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', typeVersion: 1, position: [0, 0],
		parameters: {}, credentials: { genesysCloudApi: stack.credentials.genesysCloudApi },
	};
	const id = await stack.rest.createWorkflow({ name: 'picked in the editor', nodes: [node], connections: {} });
	const page = await openEditor(`/workflow/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().dblclick();
	const panel = page.locator('[data-test-id="node-parameters"]');
	for (const field of ['Resource', 'Operation', 'Text']) await panel.getByText(field, { exact: true }).first().waitFor();
	// A workflow saved without `authentication` loads its lists with client credentials.
	await panel.locator('[data-test-id="resource-locator-integrationId"] input').last().click();
	await page.getByText('n8n Open Messaging', { exact: true }).first().waitFor();
	await page.keyboard.press('Escape');
	if (!(await panel.isVisible())) await page.locator('[data-test-id="canvas-node"]').first().dblclick();
	await page.locator('[data-test-id="node-credentials-select"]').first().click();
	await page.getByText(credential.name, { exact: true }).last().click();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+s');
	await eventually('the workflow is saved with the sign-in', async () => {
		const { nodes } = await stack.rest.request<{ nodes: Array<{ parameters: object; credentials: object }> }>('GET', `/workflows/${id}`);
		const { parameters, credentials } = nodes[0];
		return 'authentication' in parameters && parameters.authentication === 'oAuth2' && TYPE in credentials;
	});
	await page.close();
}, 300_000);

let runGetMany: Awaited<ReturnType<typeof getMany>>;

testInBrowser("an operation runs with the user's sign-in", async () => {
	runGetMany = await getMany();
	expect((await runGetMany()).map(({ name }) => name)).toEqual(['n8n Open Messaging']);
}, 90_000);

testInBrowser('many executions renew an expired token once, and the new refresh token works the next time', async () => {
	for (let round = 1; round <= 2; round++) {
		await control('tokens/revoke', { clientId: CLIENT });
		const answers = await Promise.all(Array.from({ length: 5 }, runGetMany));
		expect(answers.flat().map(({ name }) => name)).toEqual(Array<string>(5).fill('n8n Open Messaging'));
		const calls = await tokenCalls('refresh_token');
		expect(calls.map(({ status }) => status)).toEqual(Array<number>(round).fill(200));
	}
}, 90_000);

/** ID of the workflow whose trigger registered itself. */
let signedInTrigger: string;

testInBrowser('the trigger registers itself with the sign-in and accepts deliveries signed with its webhook secret', async () => {
	const integrationId = await createIntegration(stack.simulator.url, 'Signed in', 'the secret before publishing');
	const signedIn = { ...stack, credentials: { [TYPE]: credential } };
	const { id, webhookId } = await createTriggerWorkflow(signedIn, integrationId, { authentication: 'oAuth2' });
	signedInTrigger = id;
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(stack, integrationId);
	expect(url).toContain(`${webhookId}/${TRIGGER_PATH}`);
	expect(await deliver(url, delivery(integrationId))).toBe(200);
	expect(await deliver(url, delivery(integrationId), 'sha256=wrong')).toBe(401);
	await eventually('the delivery starts an execution', async () => (await stack.rest.executions(id)).length === 1);
}, 90_000);

testInBrowser('a user without the permission reads which one the role lacks', async () => {
	await control('users/Agent Two', { permissions: ['routing:queue:view'] }, 'PATCH');
	await expect(runGetMany()).rejects.toThrow();
	expect(await lastError()).toMatchObject({ message: expect.stringContaining('messaging:integration:view') as string });
	await control('users/Agent Two', { permissions: 'all' }, 'PATCH');
}, 90_000);

testInBrowser('a revoked sign-in ends in an error that explains how to reconnect the account', async () => {
	await control('tokens/revoke', { clientId: CLIENT, signIns: true });
	await expect(runGetMany()).rejects.toThrow();
	expect(await lastError()).toMatchObject({
		message: "The sign-in to Genesys Cloud has expired and couldn't be renewed",
		description: expect.stringContaining('Open the Genesys Cloud OAuth2 API credential and connect the account again.') as string,
	});
}, 90_000);

testInBrowser('a trigger whose sign-in was revoked can still be unpublished, and the log explains why its URL stays in Genesys Cloud', async () => {
	const logged = stack.n8n.output().length;
	await stack.rest.unpublish(signedInTrigger);
	const [{ active }] = (await stack.rest.request<Array<{ id: string; active: boolean }>>('GET', '/workflows')).filter(({ id }) => id === signedInTrigger);
	expect(active).toBe(false);
	await eventually('the log shows the reason', async () => stack.n8n.output().slice(logged).includes('The sign-in to Genesys Cloud has expired'));
}, 90_000);

testInBrowser('a listening trigger continues by itself after the account is reconnected, and the log explains the fix', async () => {
	const node = {
		id: crypto.randomUUID(), name: 'Genesys', type: 'n8n-nodes-genesys-open-messaging.genesysConversationTrigger', typeVersion: 1, position: [0, 0],
		parameters: { authentication: 'oAuth2', events: ['queued'] }, credentials: { [TYPE]: credential },
	};
	const id = await stack.rest.createWorkflow({ name: 'listens', nodes: [node], connections: {} });
	await connectAccount();
	await stack.rest.publish(id);
	await stack.restartN8n(async () => void (await control('tokens/revoke', { clientId: CLIENT, signIns: true })));
	const advice = 'Open the Genesys Cloud OAuth2 API credential and connect the account again.';
	await eventually('the log shows the fix', async () => stack.n8n.output().includes(advice));

	await connectAccount();
	const customer = customerOf(stack.chat.url, 'waited-for-the-sign-in');
	await customer.say('I want to talk to an agent');
	await eventually('the conversation event is emitted', async () => (await stack.rest.executions(id)).length > 0, 90_000);
}, 300_000);

/** The error of the operation's latest execution, as n8n shows it in the node. */
async function lastError() {
	const workflows = await stack.rest.request<Array<{ id: string; name: string }>>('GET', '/workflows');
	const { id = '' } = workflows.find(({ name }) => name === 'integration: getMany') ?? {};
	const [latest] = await stack.rest.executions(id);
	const { data } = await stack.rest.execution(latest.id);
	return data?.resultData.runData['Genesys'][0].error;
}
