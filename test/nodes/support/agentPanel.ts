import axios from 'axios';
import type { Request, Response } from 'express';
import nock from 'nock';
import { WebhookContext } from 'n8n-core';
import { Workflow, type ICredentialDataDecryptedObject, type IDataObject, type INodeTypes, type IWebhookData } from 'n8n-workflow';
import { GenesysAgentPanelTrigger } from '../../../nodes/GenesysAgentPanelTrigger/GenesysAgentPanelTrigger.node';
import { startWebhookServer } from '../../support/webhookServer';
import { additionalDataFor } from './engine';
import { API, conversationWith } from './genesys';
import { CONVERSATION } from './ids';
import { StoredCredential } from './storedCredential';
import { writeAsN8n } from './writeAsN8n';

export const panelTrigger = new GenesysAgentPanelTrigger();
const nodeTypes: INodeTypes = { getByName: () => panelTrigger, getByNameAndVersion: () => panelTrigger, getKnownTypes: () => ({}) };

export const CLIENT = '7d1f6a52-3c9e-4b0d-8a75-2e4c1f9b6d30';
export const ORGANIZATION = '3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e';
export const AGENT = { id: '5f3a7c1e-8b2d-4e6f-9a0c-1d2e3f4a5b6c', name: 'Grace Hopper' };

export const panelCredential = (changes: ICredentialDataDecryptedObject = {}) => new StoredCredential({ clientId: CLIENT, organizationId: ORGANIZATION, ...changes });

let counter = 0;
/** A new token, since requests are counted per token. */
export const freshToken = () => `agent-token-${++counter}-${'x'.repeat(60)}`;

/** A current request of the page. */
export const opened = (changes: IDataObject = {}): IDataObject => ({ event: 'panelOpened', conversationId: CONVERSATION, requestId: crypto.randomUUID(), sentAt: Date.now(), ...changes });

export interface Told {
	token?: [status: number, body?: IDataObject];
	user?: [status: number, body?: IDataObject];
	conversation?: [status: number, body?: IDataObject];
	messages?: [status: number, body?: IDataObject];
}

export const tokenInfo = (organization = ORGANIZATION, client = CLIENT): IDataObject => ({ organization: { id: organization }, OAuthClient: { id: client } });

/** A conversation with a message of each role, in Genesys' unsorted order. */
export const conversation = (): IDataObject => {
	const part = (purpose: string, messages: Array<[id: string, minute: number]>, more: IDataObject = {}, communication: IDataObject = {}) => ({
		id: `p-${purpose}`, purpose, ...more,
		messages: [{ id: `c-${purpose}`, state: 'connected', type: 'open', ...communication, messages: messages.map(([messageId, minute]) => ({ messageId, messageTime: `2026-01-31T10:0${minute}:00.000Z` })) }],
	});
	return conversationWith(
		part('agent', [['m-3', 3]]),
		part('customer', [['m-1', 1], ['m-4', 4]], { attributes: { orderNumber: '4711' } }, { fromAddress: { addressRaw: 'customer-42' }, toAddress: { addressRaw: 'integration-1' } }),
		part('workflow', [['m-2', 2]]),
	);
};

export const TEXTS = { entities: [1, 2, 3, 4].map((number) => ({ id: `m-${number}`, normalizedMessage: { type: 'Text', text: `Text ${number}` } })) };

/** Genesys Cloud for this token, with at most `times` calls each. */
export function genesysFor(token: string, { token: ofToken, user, conversation: ofConversation, messages }: Told = {}, times = 1): void {
	const genesys = nock(API, { reqheaders: { authorization: `Bearer ${token}` } });
	genesys.get('/api/v2/tokens/me').times(times).reply(...(ofToken ?? [200, tokenInfo()]));
	genesys.get('/api/v2/users/me').times(times).reply(...(user ?? [200, { ...AGENT, email: 'grace@acme.io' }]));
	genesys.get(`/api/v2/conversations/${CONVERSATION}`).times(times).reply(...(ofConversation ?? [200, conversation()]));
	if (messages) genesys.post(`/api/v2/conversations/messages/${CONVERSATION}/messages/bulk`).times(times).reply(...messages);
}

type Result = { status?: number; body?: unknown };
export interface PanelSetUp {
	credential?: StoredCredential;
	/** The workflow after the trigger: n8n's response when the execution finishes. */
	execute?: (item: IDataObject) => Promise<Result> | Result;
}

type Answer = { status: number; headers: Record<string, unknown>; body: IDataObject };
export interface RunningPanel {
	readonly started: IDataObject[];
	/** The node's log entries. */
	readonly logged: string[];
	open(query?: string): Promise<{ status: number; headers: Record<string, unknown>; body: string }>;
	post(body: unknown, authorization?: string): Promise<Answer>;
}

/** For a test file: real HTTP to the trigger's `webhook()` in n8n's webhook context. */
export function panelServer(): (setUp?: PanelSetUp) => RunningPanel {
	const handlers = new Map<string, (request: Request, response: Response) => Promise<void>>();
	let server: Awaited<ReturnType<typeof startWebhookServer>>;
	beforeAll(async () => {
		server = await startWebhookServer(async (request, response) => await handlers.get(String(request.query.panel))?.(request, response));
	});
	afterAll(async () => await server.close());
	return ({ credential = panelCredential(), execute = (): Result => ({ body: { summary: 'All is well' } }) } = {}) => {
		const [started, logged]: [IDataObject[], string[]] = [[], []];
		const name = `panel-${handlers.size + 1}`;
		const node = {
			id: name, name: 'Agent opens the panel', type: 'n8n-nodes-genesys-open-messaging.genesysAgentPanelTrigger', typeVersion: 1, position: [0, 0] as [number, number],
			parameters: {}, credentials: { genesysAgentPanelApi: { id: credential.id, name: 'Agent panel' } }, webhookId: name,
		};
		const workflow = new Workflow({ id: name, nodes: [node], connections: {}, active: true, nodeTypes });
		handlers.set(name, async (httpRequest, httpResponse) => {
			const additionalData = additionalDataFor(credential, { httpRequest, httpResponse });
			const webhookDescription = panelTrigger.description.webhooks?.find(({ httpMethod }) => httpMethod === httpRequest.method);
			if (!webhookDescription) throw new Error('The trigger has no such webhook');
			const webhook: IWebhookData = { httpMethod: httpRequest.method as 'GET', node: node.name, path: 'panel', webhookDescription, workflowId: workflow.id, workflowExecuteAdditionalData: additionalData };
			const context = new WebhookContext(workflow, workflow.nodes[node.name], additionalData, 'webhook', webhook, [], null);
			const note = (...words: unknown[]) => void logged.push(JSON.stringify(words));
			Object.defineProperty(context, 'logger', { value: { debug: note, info: note, warn: note, error: note } });
			const { workflowData } = await panelTrigger.webhook.call(context);
			if (!workflowData) return;
			const [[{ json }]] = workflowData;
			started.push(json);
			writeAsN8n(httpResponse, await execute(json));
		});
		const options = { validateStatus: () => true, transformRequest: (bytes: unknown) => bytes };
		return {
			started,
			logged,
			open: async (query = '') => {
				const { status, headers, data } = await axios.get<string>(`${server.url}?panel=${name}${query}`, options);
				return { status, headers, body: data };
			},
			post: async (body, authorization) => {
				const { status, headers, data } = await axios.post<IDataObject>(`${server.url}?panel=${name}`, typeof body === 'string' ? body : JSON.stringify(body), {
					...options, headers: { 'Content-Type': 'application/json', ...(authorization !== undefined && { Authorization: authorization }) },
				});
				return { status, headers, body: data };
			},
		};
	};
}
