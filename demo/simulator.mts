import { setTimeout as delay } from 'node:timers/promises';
import { startNode, type RunningProcess } from './childProcess.mts';

/** The OAuth client that the simulator has from the start, with every permission. */
export const DEMO_CLIENT = { clientId: 'demo-client', clientSecret: 'demo-secret' };

export interface RunningSimulator extends RunningProcess {
	readonly url: string;
}

/** Starts the Genesys Cloud simulator as a process of its own; port 0 takes a free one. */
export async function startSimulator({ root, port }: { root: string; port: number }): Promise<RunningSimulator> {
	const readyLine = /ready on (http:\/\/\S+)/;
	const running = await startNode({
		name: 'The simulator',
		args: ['simulator/main.mts'],
		cwd: root,
		// Some shells have a HOST of their own.
		env: { PORT: String(port), HOST: undefined, NODE_OPTIONS: undefined },
		isReady: (output) => readyLine.test(output),
		timeoutMs: 30_000,
	});
	return { ...running, url: readyLine.exec(running.output())?.[1] ?? '' };
}

/** Calls the simulator: its REST API with a token, or what stands under /simulator/ without one. */
export async function callSimulator<T>(url: string, method: string, path: string, body?: object, token?: string): Promise<T> {
	const response = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${method} ${path}: ${text}`);
	return (text === '' ? undefined : JSON.parse(text)) as T;
}

export async function fetchToken(url: string, { clientId, clientSecret } = DEMO_CLIENT): Promise<string> {
	const response = await fetch(`${url}/oauth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
		body: new URLSearchParams({ grant_type: 'client_credentials' }),
	});
	const { access_token: token } = (await response.json()) as { access_token: string };
	return token;
}

const INTEGRATIONS = '/api/v2/conversations/messaging/integrations/open';
const MESSAGING_SETTINGS = '/api/v2/conversations/messaging/settings';
const SUPPORTED_CONTENT = '/api/v2/conversations/messaging/supportedcontent';

/** A content profile that lets all files through, both ways: the default one lets agents send pictures only. */
export async function createContentProfile(url: string, name: string): Promise<string> {
	const everything = [{ type: '*/*' }];
	const profile = { name, mediaTypes: { allow: { inbound: everything, outbound: everything } } };
	const { id } = await callSimulator<{ id: string }>(url, 'POST', SUPPORTED_CONTENT, profile, await fetchToken(url));
	return id;
}

/** A messaging setting that shows the customer and the agent when the other one is typing: by default neither sees it. */
export async function createMessagingSetting(url: string, name: string): Promise<string> {
	const setting = { name, event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } };
	const { id } = await callSimulator<{ id: string }>(url, 'POST', MESSAGING_SETTINGS, setting, await fetchToken(url));
	return id;
}

/**
 * Creates an Open Messaging integration, as an administrator does on Genesys' pages: with an address that stands for
 * "not known yet". Waits until Genesys has finished creating it.
 */
export async function createIntegration(url: string, name: string, secret: string, fields: object = {}): Promise<string> {
	const token = await fetchToken(url);
	const { id } = await callSimulator<{ id: string }>(
		url,
		'POST',
		INTEGRATIONS,
		{
			name,
			outboundNotificationWebhookUrl: 'https://n8n.invalid/not-known-yet',
			outboundNotificationWebhookSignatureSecretToken: secret,
			...fields,
		},
		token,
	);
	for (let check = 0; check < 50; check++) {
		const { createStatus } = await callSimulator<{ createStatus: string }>(url, 'GET', `${INTEGRATIONS}/${id}`, undefined, token);
		if (createStatus === 'Completed') return id;
		await delay(200);
	}
	throw new Error(`The simulator did not finish creating the integration "${name}"`);
}
