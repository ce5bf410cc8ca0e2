import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from '../../demo/stack.mts';

/** The Agent Panel Trigger in a test's own workflow, and a Genesys Cloud that knows a few tokens and one conversation. */

export const CONVERSATION = '99999999-2222-4333-8444-555555555555';
const [CLIENT, ORGANIZATION] = ['7d1f6a52-3c9e-4b0d-8a75-2e4c1f9b6d30', '3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e'];
const OTHER = 'aaaaaaaa-1111-4222-8333-444444444444';
const tokenOf = (kind: string) => [kind, 'planted', crypto.randomUUID().replaceAll('-', '')].join('-');

/** Tokens by what is wrong with them. This Genesys Cloud doesn't know any other token. */
export const TOKENS = { good: tokenOf('good'), foreign: tokenOf('foreign'), otherClient: tokenOf('other'), noUser: tokenOf('nouser'), blind: tokenOf('blind'), unknown: tokenOf('unknown'), busy: tokenOf('busy') };

type Answer = [status: number, body: object];

function answerTo({ url = '', headers }: IncomingMessage): Answer {
	const token = (headers.authorization ?? '').replace('Bearer ', '');
	if (!Object.values(TOKENS).includes(token) || token === TOKENS.unknown) return [401, { code: 'bad.credentials', message: `Invalid login credentials: ${token}` }];
	if (token === TOKENS.busy) return [503, { code: 'service.unavailable', message: `Busy: ${token}` }];
	if (url === '/api/v2/tokens/me') {
		const [organization, client] = [token === TOKENS.foreign ? OTHER : ORGANIZATION, token === TOKENS.otherClient ? OTHER : CLIENT];
		return [200, { organization: { id: organization }, OAuthClient: { id: client } }];
	}
	if (url === '/api/v2/users/me') return token === TOKENS.noUser ? [400, { code: 'bad.request', message: token }] : [200, { id: OTHER, name: 'Grace' }];
	if (url === `/api/v2/conversations/messages/${CONVERSATION}/messages/bulk`) return [200, { entities: [{ id: 'm-1', normalizedMessage: { text: 'Hi' } }] }];
	if (token === TOKENS.blind) return [404, { code: 'not.found', message: token }];
	const messages = [{ messageId: 'm-1', messageTime: '2026-01-31T10:00:00.000Z' }];
	return [200, { id: CONVERSATION, participants: [{ purpose: 'customer', messages: [{ state: 'connected', fromAddress: { addressRaw: 'customer-42' }, messages }] }] }];
}

export async function startGenesysOfTokens() {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		request.resume().on('end', () => {
			const [status, body] = answerTo(request);
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url, asked, close };
}

export type PanelNode = { type: string; typeVersion?: number; parameters: object };

/** A workflow with the trigger and a chain of nodes behind it. Its paths follow /webhook/ and /webhook-test/. */
export async function createPanelWorkflow({ rest }: Pick<Stack, 'rest'>, genesysUrl: string, followers: PanelNode[], changes: object = {}) {
	const name = 'Agent panel';
	const data = { region: 'custom', customDomain: genesysUrl, clientId: CLIENT, organizationId: ORGANIZATION, ...changes };
	const credential = { id: await rest.createCredential(name, 'genesysAgentPanelApi', data), name };
	const webhookId = crypto.randomUUID();
	const trigger = { name: 'Agent opens the panel', type: 'n8n-nodes-genesys-open-messaging.genesysAgentPanelTrigger', webhookId, parameters: {}, credentials: { genesysAgentPanelApi: credential } };
	const nodes = [trigger, ...followers.map((follower, index) => ({ name: `Step ${index + 1}`, ...follower }))];
	const connections = Object.fromEntries(nodes.slice(1).map((node, index) => [nodes[index].name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]));
	const placed = nodes.map((node, index) => ({ typeVersion: 1, id: crypto.randomUUID(), position: [index * 220, 0], ...node }));
	const id = await rest.createWorkflow({ name: `Panel ${webhookId}`, nodes: placed, connections });
	return { id, path: `${webhookId}/panel`, credential };
}

export const opened = (changes: object = {}) => ({ event: 'panelOpened', conversationId: CONVERSATION, requestId: crypto.randomUUID(), sentAt: Date.now(), ...changes });

export async function post(url: string, token: string | undefined, body: object = opened()) {
	const headers = { 'content-type': 'application/json', origin: new URL(url).origin, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
	const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	return { status: response.status, body: (await response.json()) as { code?: string; message?: string; summary?: string } };
}
