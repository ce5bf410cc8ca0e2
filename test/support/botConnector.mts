import { callSimulator } from '../../demo/simulator.mts';
import type { Stack } from '../../demo/stack.mts';

/** The Bot Connector Trigger in a test's own workflow, and what Genesys Cloud posts to it, as in live captures. */

export const BOT_SECRET = ['Bearer', 'a secret of our own choosing'].join(' ');
const TYPE = 'n8n-nodes-genesys-open-messaging.genesysBotConnectorTrigger';

export type Generation = 'botConnector' | 'digitalBotConnector';
export type Node = { type: string; typeVersion?: number; parameters: object; [key: string]: unknown };

export interface Reply {
	botState?: string;
	replymessages?: Array<{ text?: string }>;
	replyMessages?: Array<{ text?: string }>;
	intent?: string;
	errorInfo?: { errorCode: string; errorMessage: string };
	message?: string;
}

/** An n8n instance with a Genesys Cloud. */
export type BotPlace = Pick<Stack, 'simulator' | 'n8n' | 'rest' | 'credentials'> & { engine?: { webhookOrigin: string } };

export async function createBotCredential({ rest }: Pick<BotPlace, 'rest'>, data: object = {}): Promise<{ id: string; name: string }> {
	const name = 'Bot Connector';
	const whole = { headerName: 'Authorization', secret: BOT_SECRET.replace('Bearer ', ''), secretIsJwtKey: false, ...data };
	return { id: await rest.createCredential(name, 'genesysBotConnectorApi', whole), name };
}

export const DESCRIPTION = {
	botId: 'st-bebdb320-6a3c-5b0d-9f0e-2f0b7f2d7c11',
	botName: 'Master Bot Flow',
	botVersion: '1',
	languages: ['en-us'],
	intents: { values: [{ name: 'Escalate', slots: { values: [{ name: 'orderNumber', type: 'String' }] } }] },
};

/** A workflow with the trigger and a chain of nodes behind it. */
export async function createBotWorkflow(
	stack: BotPlace,
	generation: Generation,
	parameters: object,
	followers: Node[],
	{ credential, webhookId = crypto.randomUUID() }: { credential?: { id: string; name: string }; webhookId?: string } = {},
) {
	const genesysBotConnectorApi = credential ?? (await createBotCredential(stack));
	const trigger = {
		name: 'Customer writes', type: TYPE, typeVersion: 1, webhookId,
		credentials: { ...stack.credentials, genesysBotConnectorApi },
		parameters: { generation, registerBot: false, ...DESCRIPTION, ...parameters },
	};
	const nodes = [trigger, ...followers.map((follower, index) => ({ name: `Step ${index + 1}`, typeVersion: 1, ...follower }))];
	const connections = Object.fromEntries(nodes.slice(1).map(({ name }, index) => [nodes[index].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]));
	const id = await stack.rest.createWorkflow({
		name: `Bot ${webhookId}`,
		nodes: nodes.map((node, index) => ({ id: crypto.randomUUID(), position: [index * 220, 0], ...node })),
		connections,
	});
	const path = pathOf(generation, webhookId);
	return { id, webhookId, url: `${originOf(stack)}/webhook/${path}`, testUrl: `${stack.n8n.url}/webhook-test/${path}` };
}

/** Base URL of production webhooks; in queue mode, that of the load balancer. */
const originOf = (stack: Pick<BotPlace, 'n8n' | 'engine'>) => stack.engine?.webhookOrigin ?? stack.n8n.url;

/** In the base URL of the Digital Bot Connector, the ID occurs twice. */
const pathOf = (generation: Generation, webhookId: string) =>
	generation === 'botConnector' ? `${webhookId}/genesys-bot-connector` : `${webhookId}/${webhookId}`;

/** A Bot Connector integration that calls the trigger with this webhook ID. */
export async function addConnector(stack: BotPlace, generation: Generation, webhookId: string): Promise<string> {
	const uri = `${originOf(stack)}/webhook/${pathOf(generation, webhookId)}`;
	const connector = { generation, name: `Connector ${webhookId}`, uri, headers: { Authorization: BOT_SECRET } };
	const { integrationId } = await callSimulator<{ integrationId: string }>(stack.simulator.url, 'POST', '/simulator/botconnectors', connector);
	return integrationId;
}

export const locator = (value: string) => ({ __rl: true, mode: 'id', value });

export const toBot = async (url: string, body: unknown, headers: Record<string, string> = { authorization: BOT_SECRET }) => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text });
	return { status: response.status, body: (await response.json()) as Reply };
};

/** The Bot Connector sends the bot's name in `botId` and has no message ID (capture from 2025-05). */
export const utterance = (botSessionId: string, text: string, changes: object = {}) => ({
	botId: DESCRIPTION.botName,
	botVersion: '1',
	botSessionId,
	inputMessage: { type: 'Text', text },
	languageCode: 'en-us',
	botSessionTimeout: 4320,
	chatBot: { id: DESCRIPTION.botId, name: DESCRIPTION.botName },
	genesysConversationId: 'd7e0b98d-3f55-4e1c-8f0e-0d7a5b9c3f01',
	...changes,
});

/** The Digital Bot Connector sends the ID itself and has an ID for each message (its API specification). */
export const digitalUtterance = (botSessionId: string, text: string, changes: object = {}) => ({
	botId: DESCRIPTION.botId,
	botVersion: '1',
	botSessionId,
	messageId: crypto.randomUUID(),
	inputMessage: { type: 'Text', text },
	languageCode: 'en-us',
	botSessionTimeout: 60,
	genesysConversationId: '3140f6a5-1f0a-4c55-9d0e-7a1f2b3c4d5e',
	parameters: { parameter1: 'value1' },
	...changes,
});

export const answering = (json: string): Node => ({
	type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: json, options: {} },
});
export const waiting = (seconds: number): Node => ({
	type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: seconds }, webhookId: crypto.randomUUID(),
});
