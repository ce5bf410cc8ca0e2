import type { IHookFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';
import { BOT_PATH } from '../../genesys/botConnector/botUrl';

/*
 * The Bot Connector posts to one URL. The Digital Bot Connector has a base URL and calls `/bots`, `/bots/{botId}`, and
 * `/messages` below it. n8n only finds a path with a parameter if the URL contains the node's webhook ID twice: the ID that n8n
 * prepends to every path, and the one in the path that it stores. (`isFullPath` would need it once, but n8n then stores the path
 * without the ID and rejects the instance's second trigger.) An expression would avoid this, but n8n builds an isolate for every
 * request that evaluates one.
 */
const LAST_NODE = { responseMode: 'lastNode', responseData: 'firstEntryJson' } as const;
const ANSWERED_HERE = { responseMode: 'onReceived', ndvHideUrl: true } as const;

export const webhooks: IWebhookDescription[] = [
	{
		name: 'default', httpMethod: 'POST', path: BOT_PATH, ...LAST_NODE,
		ndvHideUrl: '={{ $parameter["generation"] === "digitalBotConnector" }}', // Only evaluated in the editor.
	},
	{
		// URL with the ID alone, which the notice about the base URL refers to.
		name: 'setup', httpMethod: 'GET', path: '', isFullPath: true, responseMode: 'onReceived', ndvHideMethod: true,
		ndvHideUrl: '={{ $parameter["generation"] !== "digitalBotConnector" }}',
	},
	{ name: 'setup', httpMethod: 'GET', path: 'bots', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'GET', path: ':list', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'GET', path: ':list/:botId', ...ANSWERED_HERE },
	{ name: 'setup', httpMethod: 'POST', path: ':list', ...LAST_NODE, ndvHideUrl: true },
];

/** What a request asks for. `base` means that Genesys Cloud has the URL without the second ID. */
export type Asked = { for: 'utterance' | 'bots' | 'base' | 'nothing' } | { for: 'bot'; botId: string };

export function askedBy(context: IWebhookFunctions): Asked {
	const { list, botId } = context.getParamsData() as { list?: string; botId?: string };
	if (context.getRequestObject().method === 'POST') return { for: list === undefined || list === 'messages' ? 'utterance' : 'nothing' };
	if (list === undefined) return { for: 'base' };
	if (list !== 'bots') return { for: 'nothing' };
	return botId === undefined ? { for: 'bots' } : { for: 'bot', botId };
}

/** Base URL to enter for the Digital Bot Connector. */
export function botConnectorUri(context: IHookFunctions | IWebhookFunctions): string {
	const [, base = '', webhookId = ''] = /^(.*)\/([^/]+)\/[^/]+$/.exec(context.getNodeWebhookUrl('default') ?? '') ?? [];
	return `${base}/${webhookId}/${webhookId}`;
}
