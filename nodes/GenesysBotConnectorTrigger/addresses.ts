import type { IHookFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';
import { BOT_PATH } from '../../genesys/botConnector/botUrl';

/*
 * The Bot Connector posts to one URL. The Digital Bot Connector gets a base and calls `/bots`, `/bots/{botId}` and `/messages`
 * below it. n8n finds a path with a parameter only where the webhook ID of the node comes twice in the URL: once as it puts it
 * before every path, and once more because it is a fixed part of the path that n8n stores. (With `isFullPath` once would do, but
 * n8n then stores the path without the ID, and refuses the second trigger of an instance.) An expression would avoid that, but
 * n8n builds an isolate for every request that evaluates one.
 */
const LAST_NODE = { responseMode: 'lastNode', responseData: 'firstEntryJson' } as const;
const ANSWERED_HERE = { responseMode: 'onReceived', ndvHideUrl: true } as const;

export const webhooks: IWebhookDescription[] = [
	{
		name: 'default', httpMethod: 'POST', path: BOT_PATH, ...LAST_NODE,
		ndvHideUrl: '={{ $parameter["generation"] === "digitalBotConnector" }}', // For the editor only.
	},
	{
		// The ID alone, which the notice on the base URL starts from.
		name: 'setup', httpMethod: 'GET', path: '', isFullPath: true, responseMode: 'onReceived', ndvHideMethod: true,
		ndvHideUrl: '={{ $parameter["generation"] !== "digitalBotConnector" }}',
	},
	{ name: 'setup', httpMethod: 'GET', path: 'bots', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'GET', path: ':list', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'GET', path: ':list/:botId', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'POST', path: ':list', ...LAST_NODE, ndvHideUrl: true },
];

/** What a request asks for. `base`: somebody has entered the URL without the second ID. */
export type Asked = { for: 'utterance' | 'bots' | 'base' | 'nothing' } | { for: 'bot'; botId: string };

export function askedBy(context: IWebhookFunctions): Asked {
	const { list, botId } = context.getParamsData() as { list?: string; botId?: string };
	if (context.getRequestObject().method === 'POST') return { for: list === undefined || list === 'messages' ? 'utterance' : 'nothing' };
	if (list === undefined) return { for: 'base' };
	if (list !== 'bots') return { for: 'nothing' };
	return botId === undefined ? { for: 'bots' } : { for: 'bot', botId };
}

/** The base URL that the Digital Bot Connector is given. */
export function botConnectorUri(context: IHookFunctions | IWebhookFunctions): string {
	const [, base = '', webhookId = ''] = /^(.*)\/([^/]+)\/[^/]+$/.exec(context.getNodeWebhookUrl('default') ?? '') ?? [];
	return `${base}/${webhookId}/${webhookId}`;
}
