import { eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration, DEMO_CLIENT, fetchToken } from '../../demo/simulator.mts';
import { listen, type Listening } from '../support/listen.mts';
import { publishOperation, type RunOperation } from '../support/operationWorkflow.mts';
import { startReadinessProxy } from '../support/readinessProxy.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/**
 * What happens to a trigger's registration when the secret, n8n's URL, or the workflow changes in a real n8n, whose
 * publication service skips an unchanged trigger: what the trigger fixes by itself, what Setup: Check finds, and
 * that the fixes in its findings work.
 */

const SECRETS = ['the first secret of all', 'the second secret of all', 'the third secret of all', 'the fourth secret of all'];
const PLACEHOLDER = 'https://n8n.invalid/not-known-yet';
const PACKAGE = 'n8n-nodes-genesys-open-messaging';

let stack: OwnStack;
let token: string;
let credential: { id: string; name: string };
let integrationId: string;
/** The trigger's workflow. */
let workflow: string;
/** Setup: Check, and Integration: Update with a replaced secret. */
let checking: RunOperation;
let replacing: RunOperation;
let count = 0;
const proxies: Listening[] = [];

beforeAll(async () => {
	stack = await startOwnStack();
	token = await fetchToken(stack.simulator.url);
	integrationId = await createIntegration(stack.simulator.url, 'Registered', 'what an administrator entered');
	credential = { id: await stack.rest.createCredential('Registration', 'genesysCloudApi', credentialData(SECRETS[0])), name: 'Registration' };
	const integration = { integrationId: { __rl: true, mode: 'id', value: integrationId } };
	checking = await publishOperation(stack.rest, credential, 'setup: check', integration);
	replacing = await publishOperation(stack.rest, credential, 'integration: update', { ...integration, webhookSecret: 'replace' });
	workflow = await createTrigger(integrationId);
	await stack.rest.publish(workflow);
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	for (const proxy of proxies) await proxy.close();
});

function credentialData(webhookSecret: string, previousWebhookSecret = ''): object {
	return { region: 'custom', customDomain: stack.simulator.url, ...DEMO_CLIENT, webhookSecret, previousWebhookSecret };
}

const changeSecret = async (webhookSecret: string, previous?: string) =>
	await stack.rest.updateCredential(credential.id, credential.name, 'genesysCloudApi', credentialData(webhookSecret, previous));

async function createTrigger(integration: string, options: object = {}): Promise<string> {
	const node = {
		id: crypto.randomUUID(),
		name: 'Agent answers',
		type: `${PACKAGE}.genesysOpenMessagingTrigger`,
		typeVersion: 1.1,
		position: [0, 0],
		webhookId: crypto.randomUUID(),
		credentials: { genesysCloudApi: credential },
		parameters: { integrationId: { __rl: true, mode: 'id', value: integration }, events: ['agentMessage', 'flowMessage'], options },
	};
	return await stack.rest.createWorkflow({ name: `Registration ${++count}`, nodes: [node], connections: {} });
}

interface Finding {
	code: string;
	severity: string;
	advice: string;
}

/** The webhook findings of Setup: Check. */
async function check(): Promise<Array<[code: string, severity: string]>> {
	const [{ findings }] = await checking<{ findings: Finding[] }>(stack.n8n.url);
	return findings.filter(({ code }) => code.startsWith('webhook.')).map(({ code, severity }) => [code, severity]);
}

const PATH = '/api/v2/conversations/messaging/integrations/open/';

type Integration = { outboundNotificationWebhookUrl: string; dateModified: string };
const integrationInGenesys = async () => await callSimulator<Integration>(stack.simulator.url, 'GET', PATH + integrationId, undefined, token);
const urlInGenesys = async () => (await integrationInGenesys()).outboundNotificationWebhookUrl;
const modifiedAt = async () => (await integrationInGenesys()).dateModified;

async function enterInGenesys(url: string): Promise<void> {
	await callSimulator(stack.simulator.url, 'PATCH', PATH + integrationId, { name: 'Registered', outboundNotificationWebhookUrl: url }, token);
}

/** Delivers a message, signed with the secret that Genesys Cloud has; returns n8n's responses so far. */
async function deliver(): Promise<() => Promise<Array<number | undefined>>> {
	const message = { fromAddress: integrationId, toAddress: `customer-${++count}`, toAddressMessengerType: 'open', textBody: 'Hello' };
	const { id } = await callSimulator<{ id: string }>(stack.simulator.url, 'POST', '/api/v2/conversations/messages/agentless', message, token);
	return async () => {
		const deliveries = await callSimulator<Delivery[]>(stack.simulator.url, 'GET', '/simulator/deliveries');
		return deliveries.filter(({ messageId, type }) => messageId === id && type === 'Text').flatMap(({ tries }) => tries.map(({ status }) => status));
	};
}

interface Delivery {
	messageId?: string;
	type: string;
	tries: Array<{ status?: number }>;
}

/** n8n's first response to a delivery. */
async function answer(): Promise<number | undefined> {
	const answers = await deliver();
	await eventually('the delivery is answered', async () => (await answers()).length > 0);
	return (await answers())[0];
}

const answered = async (status: number) => expect(await answer()).toBe(status);

/** n8n finishes unpublishing a moment after it reports success. */
async function unpublish(id: string, left: string): Promise<void> {
	await stack.rest.unpublish(id);
	await eventually('the previous URL is back', async () => (await urlInGenesys()) === left);
}

test('Setup: Check finds nothing if everything is correct', async () => {
	expect(await check()).toEqual([]);
	await answered(200);
});

describe('after the secret changes in the credential', () => {
	test('a changed secret is not registered by publishing again, is found, and is registered by the next accepted delivery', async () => {
		await changeSecret(SECRETS[1], SECRETS[0]);
		await stack.rest.publish(workflow);
		expect(await check()).toEqual([['webhook.secretChanged', 'warning']]);
		const before = await modifiedAt();
		await answered(200);
		// Uses the test's own token, because many checks would use up the rate limit of the trigger's token.
		await eventually('the new secret is registered', async () => (await modifiedAt()) !== before);
		expect(await check()).toEqual([]);
		await changeSecret(SECRETS[1]);
		await answered(200);
	}, 90_000);

	test("a secret changed without keeping the previous one is found, and the finding's fix registers it", async () => {
		await changeSecret(SECRETS[2]);
		expect(await check()).toEqual([['webhook.secretChanged', 'error']]);
		await replacing(stack.n8n.url);
		expect(await check()).toEqual([]);
		await answered(200);
	}, 90_000);

	test('a secret changed without keeping the previous one is registered by a delivery that fails verification', async () => {
		// This process waits before it fixes the same thing again.
		await stack.restartN8n(async () => {});
		await changeSecret(SECRETS[3]);
		await answered(503);
		await eventually('Genesys signs with the new secret', async () => (await answer()) === 200);
		expect(await check()).toEqual([]);
		await changeSecret(SECRETS[0]);
		expect(await check()).toEqual([['webhook.secretChanged', 'error']]);
		await changeSecret(SECRETS[3]);
	}, 180_000);
});

describe('when Genesys Cloud has a wrong URL', () => {
	/** Publishes and unpublishes a workflow with the option Take Over Webhook. */
	const takeOverAndBack = async (before: string): Promise<void> => {
		const bold = await createTrigger(integrationId, { takeOverWebhook: true });
		await stack.rest.publish(bold);
		expect(await check()).toEqual([]);
		await answered(200);
		await unpublish(bold, before);
	};

	test("another server's URL is found, and the finding's fix works", async () => {
		const url = await urlInGenesys();
		const other = await listen((_request, answer) => void answer.writeHead(200).end('ok'));
		proxies.push(other);
		await enterInGenesys(other.url);
		expect(await check()).toEqual([['webhook.notOurs', 'error']]);
		await takeOverAndBack(other.url);
		await enterInGenesys(url);
	}, 90_000);

	test("another integration's trigger URL is found, and the finding's fix works", async () => {
		const url = await urlInGenesys();
		const elsewhere = await createIntegration(stack.simulator.url, 'Elsewhere', SECRETS[3]);
		const other = await createTrigger(elsewhere);
		await stack.rest.publish(other);
		const integration = await callSimulator<{ outboundNotificationWebhookUrl: string }>(stack.simulator.url, 'GET', PATH + elsewhere, undefined, token);
		await enterInGenesys(integration.outboundNotificationWebhookUrl);
		expect(await check()).toEqual([['webhook.otherIntegration', 'error']]);
		await answered(404);

		await takeOverAndBack(integration.outboundNotificationWebhookUrl);
		await enterInGenesys(url);
		expect(await check()).toEqual([]);
	}, 90_000);

	test("an unpublished workflow's URL is found, and the finding's fix works", async () => {
		const url = await urlInGenesys();
		await unpublish(workflow, PLACEHOLDER);
		expect(await check()).toEqual([['webhook.placeholder', 'error']]);
		await enterInGenesys(url);
		expect(await check()).toEqual([['webhook.notPublished', 'error']]);
		await answered(404);
		await stack.rest.publish(workflow);
		expect(await check()).toEqual([]);
		await answered(200);
		// The URL before this one is not recorded anywhere.
		await stack.rest.unpublish(workflow);
		await enterInGenesys(PLACEHOLDER);
		await stack.rest.publish(workflow);
	}, 90_000);
});

describe('after a restart with another N8N_WEBHOOK_URL', () => {
	const newHost = async (): Promise<Listening> => {
		const proxy = await startReadinessProxy(Number(new URL(stack.n8n.url).port));
		proxies.push(proxy);
		return proxy;
	};

	test('the first delivery to the old host registers the new URL, and unpublishing restores the previous one', async () => {
		const { url } = await newHost();
		const old = await urlInGenesys();
		await stack.restartN8n(async () => {}, undefined, { N8N_WEBHOOK_URL: `${url}/` });
		expect(await urlInGenesys()).toBe(old);
		expect(await check()).toEqual([['webhook.moved', 'warning']]);
		await answered(200);
		await eventually('the new URL is registered', async () => (await urlInGenesys()).startsWith(url));
		expect(await check()).toEqual([]);
		await unpublish(workflow, PLACEHOLDER);
		await stack.rest.publish(workflow);
		expect(await check()).toEqual([]);
	}, 180_000);

	test("a moved URL is found if the old host is gone, and the finding's fix works", async () => {
		const { url } = await newHost();
		const [old] = proxies.splice(-2, 1);
		await old.close();
		await stack.restartN8n(async () => {}, undefined, { N8N_WEBHOOK_URL: `${url}/` });
		expect(await check()).toEqual([['webhook.moved', 'error']]);
		await unpublish(workflow, PLACEHOLDER);
		await stack.rest.publish(workflow);
		expect(await urlInGenesys()).toContain(url);
		expect(await check()).toEqual([]);
		await answered(200);
	}, 180_000);
});
