import { createHmac } from 'node:crypto';
import { callSimulator, DEMO_CLIENT, fetchToken } from '../../demo/simulator.mts';
import type { Stack } from '../../demo/stack.mts';

/** The Open Messaging Trigger in a test's own workflow, its webhook URL in Genesys Cloud, and signed deliveries to it. */

export const WEBHOOK_SECRET = ['a secret', 'of our own', 'choosing'].join(' ');
/** Last part of the trigger's URL. */
export const TRIGGER_PATH = 'genesys-open-messaging';

/** Changes the webhook secret in the stack's credential to `WEBHOOK_SECRET`, so that a test can sign deliveries. */
export async function setWebhookSecret({ rest, simulator, credentials }: Stack): Promise<void> {
	const { id, name } = credentials.genesysCloudApi;
	const data = { region: 'custom', customDomain: simulator.url, ...DEMO_CLIENT, webhookSecret: WEBHOOK_SECRET };
	await rest.updateCredential(id, name, 'genesysCloudApi', data);
}

/** A workflow with the trigger only, unless a node is passed to follow it. */
export async function createTriggerWorkflow(
	{ rest, credentials }: Stack,
	integrationId: string,
	parameters: object = {},
	follower?: { type: string; typeVersion?: number; parameters: object },
): Promise<{ id: string; webhookId: string }> {
	const webhookId = crypto.randomUUID();
	const id = await rest.createWorkflow({
		name: `Trigger ${webhookId}`,
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'Agent answers',
				type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessagingTrigger',
				typeVersion: 1.1,
				position: [0, 0],
				webhookId,
				credentials,
				parameters: { integrationId: { __rl: true, mode: 'id', value: integrationId }, ...parameters },
			},
			...(follower ? [{ id: crypto.randomUUID(), name: 'Follower', typeVersion: 1, position: [240, 0], ...follower }] : []),
		],
		connections: follower ? { 'Agent answers': { main: [[{ node: 'Follower', type: 'main', index: 0 }]] } } : {},
	});
	return { id, webhookId };
}

const integrationPath = (id: string) => `/api/v2/conversations/messaging/integrations/open/${id}`;

export async function webhookUrlInGenesys({ simulator: { url } }: Stack, integrationId: string): Promise<string> {
	const token = await fetchToken(url);
	const integration = await callSimulator<{ outboundNotificationWebhookUrl: string }>(url, 'GET', integrationPath(integrationId), undefined, token);
	return integration.outboundNotificationWebhookUrl;
}

export async function setWebhookUrlInGenesys({ simulator: { url } }: Stack, integrationId: string, webhookUrl: string): Promise<void> {
	const fields = { name: 'changed', outboundNotificationWebhookUrl: webhookUrl };
	await callSimulator(url, 'PATCH', integrationPath(integrationId), fields, await fetchToken(url));
}

/** The body of a delivery: an agent's message to a customer. */
export function delivery(integrationId: string, over: object = {}): string {
	return JSON.stringify({
		id: crypto.randomUUID().replaceAll('-', ''),
		channel: {
			id: integrationId,
			platform: 'Open',
			type: 'Private',
			to: { id: 'somebody', idType: 'Opaque' },
			from: { id: integrationId, nickname: 'Web chat' },
			time: new Date().toISOString(),
		},
		type: 'Text',
		text: 'Grüße 👋',
		originatingEntity: 'Human',
		...over,
	});
}

export const signatureOf = (body: string, secret = WEBHOOK_SECRET): string => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;

/** Delivers a body, with the right signature unless another one is passed. Returns the status of n8n's response. */
export async function deliver(url: string, body: string, signature = signatureOf(body)): Promise<number> {
	const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
	return (await fetch(url, { method: 'POST', headers, body })).status;
}
