import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { panelPage } from '../../../panel/build.js';
import { listen } from '../../support/listen.mts';

/** What the agent panel's page talks to: the trigger, and on another origin Genesys Cloud's login and API, with real CORS. */

interface Answer {
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
}

export interface Posted {
	event: string;
	conversationId: string;
	requestId: string;
	sentAt: number;
	action?: { name: string; value?: string };
}

export const CONVERSATION_ID = '6f7c1f0e-0000-4000-8000-000000000001';
const CLIENT_ID = '6f7c1f0e-0000-4000-8000-00000000c11e';
const USER_ID = '6f7c1f0e-0000-4000-8000-00000000a6e7';

/** A result as the trigger sanitizes it. */
export function panelAnswer(content: object = {}) {
	const empty = { summary: '', fields: [], suggestions: [], links: [], actions: [], message: '' };
	return { ...empty, ...content, given: Object.keys(content) };
}

/** This agent's conversation with a number of customer messages. */
export function conversation({ written = 1, state = 'connected', agent = 'connected' } = {}) {
	const messages = Array.from({ length: written }, (_, index) => ({ messageId: `m${index}` }));
	return {
		id: CONVERSATION_ID,
		participants: [
			{ purpose: 'customer', messages: [{ id: 'customers', state, messages }] },
			{ purpose: 'agent', userId: 'another', messages: [{ id: 'before', state: 'disconnected', messages: [] }] },
			{ purpose: 'agent', userId: USER_ID, messages: [{ id: 'own', state: agent, messages: [] }] },
		],
	};
}

export async function startPanelServers() {
	const seen = {
		posted: [] as Posted[],
		sent: [] as Array<{ path: string; textBody: string }>,
		urls: [] as string[],
		looks: 0,
		tokens: new Set<string>(),
	};
	/** Tests replace what they need. */
	const behavior = {
		workflow: (_posted: Posted): Answer | Promise<Answer> => ({ body: panelAnswer() }),
		signsInSilently: true,
		acceptsSignIn: true,
		conversation: (): Answer => ({ body: conversation() }),
		message: (): Answer => ({ status: 202, body: {} }),
	};
	const challenges = new Map<string, string>();

	const trigger = await listen(async (request, response) => {
		seen.urls.push(request.url ?? '');
		if (request.method === 'GET') return void servePage(response);
		if (!isSignedIn(request)) return void json(response, { status: 401, body: { code: 'signIn', message: 'Sign in again.' } });
		const posted = JSON.parse(await bodyOf(request)) as Posted;
		seen.posted.push(posted);
		json(response, await behavior.workflow(posted));
	});

	const genesys = await listen(async (request, response) => {
		const url = new URL(request.url ?? '', genesys.url);
		seen.urls.push(url.href);
		if (url.pathname === '/desk') return void response.setHeader('Content-Type', 'text/html').end(`<iframe src="${panelUrl}" width="400" height="800"></iframe>`);
		if (url.pathname === '/oauth/authorize') return void authorize(url, request, response);
		response.setHeader('Access-Control-Allow-Origin', trigger.url);
		if (request.method === 'OPTIONS') {
			response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type').setHeader('Access-Control-Allow-Methods', 'GET, POST');
			return void response.writeHead(204).end();
		}
		if (url.pathname === '/oauth/token') return void json(response, exchange(new URLSearchParams(await bodyOf(request)), request));
		if (!isSignedIn(request)) return void json(response, { status: 401, body: { code: 'bad.credentials' } });
		if (url.pathname === '/api/v2/users/me') return void json(response, { body: { id: USER_ID, name: 'Agent One' } });
		if (request.method === 'POST') {
			const answer = behavior.message();
			if ((answer.status ?? 200) < 300) seen.sent.push({ path: url.pathname, ...(JSON.parse(await bodyOf(request)) as { textBody: string }) });
			return void json(response, answer);
		}
		seen.looks++;
		json(response, behavior.conversation());
	});
	const panelUrl = `${trigger.url}/webhook/id/panel?conversationId=${CONVERSATION_ID}&langTag=en-US&hostOrigin=${genesys.url}&targetEnv=prod`;

	function servePage(response: ServerResponse): void {
		const nonce = randomUUID();
		const config = JSON.stringify({ clientId: CLIENT_ID, apiOrigin: genesys.url, loginOrigin: genesys.url, now: Date.now() }).replaceAll('"', '&quot;');
		const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self' ${genesys.url}; frame-src 'self' ${genesys.url}; frame-ancestors 'self' ${genesys.url}; base-uri 'none'; form-action 'none'`;
		response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });
		response.end(panelPage().replaceAll('__NONCE__', nonce).replace('__CONFIG__', () => config));
	}

	/** Without a click only in the frame of a signed-in agent; in a window, the agent signs in. */
	function authorize({ searchParams }: URL, request: IncomingMessage, response: ServerResponse): void {
		const back = new URL(searchParams.get('redirect_uri') ?? '');
		const code = randomUUID();
		challenges.set(code, searchParams.get('code_challenge') ?? '');
		const isFrame = request.headers['sec-fetch-dest'] === 'iframe';
		const isGranted = isFrame ? behavior.signsInSilently : behavior.acceptsSignIn;
		back.searchParams.set(isGranted ? 'code' : 'error', isGranted ? code : 'access_denied');
		back.searchParams.set('state', searchParams.get('state') ?? '');
		response.writeHead(302, { Location: back.href }).end();
	}

	function exchange(form: URLSearchParams, { headers }: IncomingMessage): Answer {
		const challenge = challenges.get(form.get('code') ?? '');
		challenges.delete(form.get('code') ?? '');
		const isProven = challenge === createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
		if (!isProven || headers.authorization || form.get('client_id') !== CLIENT_ID) return { status: 400, body: { error: 'invalid_grant' } };
		const token = `token-${randomUUID()}`;
		seen.tokens.add(token);
		return { body: { access_token: token, token_type: 'bearer', expires_in: 86_400 } };
	}

	const isSignedIn = ({ headers }: IncomingMessage): boolean => seen.tokens.has(headers.authorization?.replace('Bearer ', '') ?? '');

	return {
		panelUrl,
		deskUrl: `${genesys.url}/desk`,
		origins: [trigger.url, genesys.url],
		seen,
		behavior,
		close: async () => {
			await trigger.close();
			await genesys.close();
		},
	};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

function json(response: ServerResponse, { status = 200, body = {}, headers = {} }: Answer): void {
	response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
