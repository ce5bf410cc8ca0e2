import { randomBytes } from 'node:crypto';
import { eventually } from '../../demo/people.mts';
import { callSimulator, createIntegration, fetchToken } from '../../demo/simulator.mts';
import {
	createTriggerWorkflow,
	deliver,
	delivery,
	setWebhookSecret,
	setWebhookUrlInGenesys,
	signatureOf,
	TRIGGER_PATH,
	WEBHOOK_SECRET,
	webhookUrlInGenesys,
} from '../support/openMessagingTrigger.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The trigger in a real n8n: what publishing changes in Genesys Cloud, and how deliveries are answered. */

/** Number of parallel senders of forged deliveries. */
const FORGERS = 20;

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
	await setWebhookSecret(stack);
}, 300_000);

afterAll(async () => await stack?.stop());

const newIntegration = async (name: string) => await createIntegration(stack.simulator.url, name, WEBHOOK_SECRET);

test('deliveries are answered as documented, and only an accepted one starts an execution', async () => {
	const workflowId = [...stack.workflows.values()][0];
	const url = await webhookUrlInGenesys(stack, stack.integrationId);
	// The secret changed in the credential: it applies as soon as a signature doesn't match the one in memory.
	const receipt = () => delivery(stack.integrationId, { type: 'Receipt', text: undefined, status: 'Delivered', isFinalReceipt: true });
	await eventually('the new secret is accepted', async () => (await deliver(url, receipt())) === 200);
	expect(await stack.rest.executions(workflowId)).toHaveLength(0);

	const once = delivery(stack.integrationId);
	const { channel } = JSON.parse(once) as { channel: { time: string } };
	expect(await deliver(url, once)).toBe(200);
	expect(await deliver(url, once)).toBe(200);
	expect(await deliver(url, delivery(stack.integrationId), 'sha256=AAAA')).toBe(401);
	expect(await deliver(url, delivery('another'))).toBe(404);
	expect(await deliver(url, '[]')).toBe(400);
	// A body that n8n itself cannot parse must not store a failed execution either.
	const rubbish = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' };
	expect((await fetch(url, { method: 'POST', headers: rubbish, body: 'not gzip' })).status).toBe(401);
	const signed = { ...rubbish, 'x-hub-signature-256': `sha256=${'A'.repeat(43)}=` };
	expect((await fetch(url, { method: 'POST', headers: signed, body: 'not gzip' })).status).toBe(400);

	const executions = await eventually('the execution has finished', async () => {
		const all = await stack.rest.executions(workflowId);
		return all.length > 0 && all.every(({ status }) => ['success', 'error'].includes(status)) && all;
	});
	expect(executions).toHaveLength(1);
	const { data } = await stack.rest.execution(executions[0].id);
	expect(data?.resultData.runData['Agent writes'][0].data?.main[0]?.[0].json).toMatchObject({
		event: 'agentMessage',
		text: 'Grüße 👋',
		customerId: 'somebody',
		customerIdType: 'Opaque',
		sender: 'agent',
		time: channel.time,
	});
});

test('1,000 forged deliveries and an oversized one start no execution', async () => {
	const integrationId = await newIntegration('Forged');
	const { id } = await createTriggerWorkflow(stack, integrationId);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(stack, integrationId);
	const good = () => delivery(integrationId);
	const forgers: Array<(body: string) => [body: string, signature: string]> = [
		(body) => [body, signatureOf(good())],
		(body) => [body, `sha256=${randomBytes(32).toString('base64')}`],
		(body) => [body, 'sha256='],
		(body) => [body, signatureOf(body, randomBytes(16).toString('hex'))],
		(body) => [body.replace('somebody', 'somebodz'), signatureOf(body)],
		(body) => [body, signatureOf(body).slice(0, -2)],
	];
	const answers: number[] = [];
	const forge = async (lane: number) => {
		for (let n = lane; n < 1_000; n += FORGERS) answers.push(await deliver(url, ...forgers[n % forgers.length](good())));
	};
	await Promise.all(Array.from({ length: FORGERS }, async (_, lane) => await forge(lane)));
	expect(answers.length).toBe(1_000);
	expect(new Set(answers)).toEqual(new Set([401]));
	expect(await deliver(url, delivery(integrationId, { text: 'x'.repeat(17_000_000) }))).toBe(500);
	expect(await stack.rest.executions(id)).toEqual([]);

	expect(await deliver(url, good())).toBe(200);
	await eventually('a signed delivery starts an execution', async () => (await stack.rest.executions(id)).length === 1);
}, 600_000);

test('publishing registers the URL, and unpublishing restores the previous one', async () => {
	const integrationId = await newIntegration('Second');
	const { id, webhookId } = await createTriggerWorkflow(stack, integrationId);
	await stack.rest.publish(id);
	expect(await webhookUrlInGenesys(stack, integrationId)).toMatch(new RegExp(`/webhook/${webhookId}/${TRIGGER_PATH}$`));

	await stack.rest.unpublish(id);
	await eventually('the previous URL is back', async () => (await webhookUrlInGenesys(stack, integrationId)) === 'https://n8n.invalid/not-known-yet');
});

test('publishing does not replace another URL unless the workflow allows it', async () => {
	const foreign = 'http://localhost:9/somebody-else';
	const integrationId = await newIntegration('Third');
	await setWebhookUrlInGenesys(stack, integrationId, foreign);
	const careful = await createTriggerWorkflow(stack, integrationId);
	await expect(stack.rest.publish(careful.id)).rejects.toThrow(`already delivers to another URL: ${foreign}. An integration delivers to only one URL. Use`);
	expect(await webhookUrlInGenesys(stack, integrationId)).toBe(foreign);

	const bold = await createTriggerWorkflow(stack, integrationId, { options: { takeOverWebhook: true } });
	await stack.rest.publish(bold.id);
	expect(await webhookUrlInGenesys(stack, integrationId)).toContain(bold.webhookId);
	await stack.rest.unpublish(bold.id);
	await eventually('the other URL is back', async () => (await webhookUrlInGenesys(stack, integrationId)) === foreign);
}, 90_000);

/** What the editor does on Execute step. */
async function listenFor(id: string): Promise<{ waitingForWebhook?: boolean }> {
	const workflowData = await stack.rest.request<object>('GET', `/workflows/${id}`);
	return await stack.rest.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Agent answers' } });
}

test("listening for a test event registers the test URL until an agent's message arrives", async () => {
	const integrationId = await newIntegration('Tested');
	const before = await webhookUrlInGenesys(stack, integrationId);
	const { id, webhookId } = await createTriggerWorkflow(stack, integrationId);
	expect(await listenFor(id)).toMatchObject({ waitingForWebhook: true });
	expect(await webhookUrlInGenesys(stack, integrationId)).toMatch(new RegExp(`/webhook-test/${webhookId}/${TRIGGER_PATH}$`));

	const message = { fromAddress: integrationId, toAddress: 'somebody', toAddressMessengerType: 'open', textBody: 'a test' };
	await callSimulator(stack.simulator.url, 'POST', '/api/v2/conversations/messages/agentless', message, await fetchToken(stack.simulator.url));
	await eventually('the test execution has finished', async () => (await stack.rest.executions(id)).some(({ status }) => status === 'success'));
	await eventually('the previous URL is back', async () => (await webhookUrlInGenesys(stack, integrationId)) === before);
});

test('listening for a test event immediately reports that a published workflow uses the integration, and keeps its URL', async () => {
	const published = await webhookUrlInGenesys(stack, stack.integrationId);
	const { id } = await createTriggerWorkflow(stack, stack.integrationId);
	await expect(listenFor(id)).rejects.toThrow(`already delivers to another URL: ${published}. To build with a real message, open an execution`);
	expect(await webhookUrlInGenesys(stack, stack.integrationId)).toBe(published);
});

test('listening for a test event accepts a manual POST if Register Webhook is off', async () => {
	const { id, webhookId } = await createTriggerWorkflow(stack, stack.integrationId, { registerWebhook: false });
	expect(await listenFor(id)).toMatchObject({ waitingForWebhook: true });
	expect(await deliver(`${stack.n8n.url}/webhook-test/${webhookId}/${TRIGGER_PATH}`, delivery(stack.integrationId, { text: 'a test' }))).toBe(200);
	await eventually('the test execution has finished', async () => (await stack.rest.executions(id)).some(({ status }) => status === 'success'));
});

test('n8n serves the schema file of each trigger', async () => {
	for (const path of ['genesysOpenMessagingTrigger/1.1.0', 'genesysConversationTrigger/1.0.0']) {
		const response = await fetch(`${stack.n8n.url}/schemas/n8n-nodes-genesys-open-messaging.${path}.json`);
		expect(await response.json()).toMatchObject({ type: 'object', properties: { deduplicationKey: { type: 'string' } } });
	}
});

test('with "when finished", a failed execution returns 500, and the same delivery is accepted again', async () => {
	const integrationId = await newIntegration('Fourth');
	const { id } = await createTriggerWorkflow(
		stack,
		integrationId,
		{ options: { respond: 'whenFinished' } },
		{ type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'the channel is down' } },
	);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(stack, integrationId);
	const once = delivery(integrationId);
	expect(await deliver(url, once)).toBe(500);
	expect(await deliver(url, once)).toBe(500);
	expect(await stack.rest.executions(id)).toHaveLength(2);
});

test('with "when finished", a successful execution returns 200 without its data, and a repeat is dropped', async () => {
	const integrationId = await newIntegration('Fifth');
	const { id } = await createTriggerWorkflow(
		stack,
		integrationId,
		{ options: { respond: 'whenFinished' } },
		{ type: 'n8n-nodes-base.noOp', parameters: {} },
	);
	await stack.rest.publish(id);
	const url = await webhookUrlInGenesys(stack, integrationId);
	const body = delivery(integrationId, { text: 'not for the answer' });
	const headers = {
		'content-type': 'application/json',
		'x-hub-signature-256': signatureOf(body),
	};
	const first = await fetch(url, { method: 'POST', headers, body });
	expect(first.status).toBe(200);
	expect(await first.text()).not.toContain('not for the answer');
	expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
	expect(await stack.rest.executions(id)).toHaveLength(1);
});

test('with "when finished", a workflow that waits or emits nothing has accepted the message', async () => {
	const nobody = { id: '1', leftValue: '={{ $json.customerId }}', rightValue: 'nobody', operator: { type: 'string', operation: 'equals' } };
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	const followers = [
		{ type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 90, unit: 'seconds' } },
		{ type: 'n8n-nodes-base.filter', typeVersion: 2.2, parameters: { conditions: { options, conditions: [nobody], combinator: 'and' } } },
	];
	for (const follower of followers) {
		const integrationId = await newIntegration(follower.type);
		const { id } = await createTriggerWorkflow(stack, integrationId, { options: { respond: 'whenFinished' } }, follower);
		await stack.rest.publish(id);
		const url = await webhookUrlInGenesys(stack, integrationId);
		const status = await deliver(url, delivery(integrationId));
		expect({ ...follower, status }).toMatchObject({ status: 200 });
	}
});
