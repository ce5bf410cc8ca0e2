import { setTimeout as delay } from 'node:timers/promises';
import { startNode, type RunningProcess } from './childProcess.mts';

/** The simulator's built-in OAuth client, with every permission. */
export const DEMO_CLIENT = { clientId: 'demo-client', clientSecret: 'demo-secret' };

export interface RunningSimulator extends RunningProcess {
	readonly url: string;
}

/** Starts the Genesys Cloud simulator in a separate process. Port 0 selects a free one. */
export async function startSimulator({ root, port }: { root: string; port: number }): Promise<RunningSimulator> {
	const readyLine = /ready on (http:\/\/\S+)/;
	const running = await startNode({
		name: 'The simulator',
		args: ['simulator/main.mts'],
		cwd: root,
		// Some shells set HOST.
		env: { PORT: String(port), HOST: undefined, NODE_OPTIONS: undefined },
		isReady: (output) => readyLine.test(output),
		timeoutMs: 30_000,
	});
	return { ...running, url: readyLine.exec(running.output())?.[1] ?? '' };
}

/** Calls the simulator: its REST API with a token, or /simulator/ without one. */
export async function callSimulator<T>(url: string, method: string, path: string, body?: object, token?: string): Promise<T> {
	const response = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The simulator returned ${response.status} for ${method} ${path}: ${text}`);
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

/** Creates a content profile that allows all files in both directions. With the default one, agents can send only pictures. */
export async function createContentProfile(url: string, name: string): Promise<string> {
	const everything = [{ type: '*/*' }];
	const profile = { name, mediaTypes: { allow: { inbound: everything, outbound: everything } } };
	const { id } = await callSimulator<{ id: string }>(url, 'POST', SUPPORTED_CONTENT, profile, await fetchToken(url));
	return id;
}

/** Creates a messaging setting with typing indicators in both directions, which are off by default. */
export async function createMessagingSetting(url: string, name: string): Promise<string> {
	const setting = { name, event: { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } } };
	const { id } = await callSimulator<{ id: string }>(url, 'POST', MESSAGING_SETTINGS, setting, await fetchToken(url));
	return id;
}

/**
 * Creates an Open Messaging integration with a placeholder URL, as an administrator does in Genesys Cloud, and waits
 * until it is ready.
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
