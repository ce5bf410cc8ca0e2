import type { Generation } from './bot';

/** Last part of the URL that the Bot Connector posts to. */
export const BOT_PATH = 'genesys-bot-connector';

/**
 * The URL to enter in Genesys Cloud, from the one that the trigger shows. n8n finds the Digital Bot Connector's paths only
 * where the ID of the webhook comes twice (nodes/GenesysBotConnectorTrigger/addresses.ts): …/webhook/1a2b/1a2b. Other URLs,
 * such as a gateway's, stay as they are.
 */
export function botUrlFor(generation: Generation, shownUrl: string): string {
	const url = shownUrl.replace(/\/+$/, '');
	if (generation === 'botConnector') return url;
	const withId = url.endsWith(`/${BOT_PATH}`) ? url.slice(0, -BOT_PATH.length - 1) : url;
	return withId.replace(/(\/webhook\/)([^/]+)$/, '$1$2/$2');
}

/** Where the trigger describes its bot: below the Digital Bot Connector's URL, and beside the Bot Connector's. */
export function botsUrlsFor(generation: Generation, url: string): string[] {
	const beside = new URL('bots', url).href;
	return generation === 'botConnector' ? [beside] : [`${url.replace(/\/+$/, '')}/bots`, beside];
}
