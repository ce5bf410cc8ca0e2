import type { Generation } from './bot';

/** Last segment of the URL that the Bot Connector posts to. */
export const BOT_PATH = 'genesys-bot-connector';

/**
 * Returns the URL to enter in Genesys Cloud for the URL that the trigger shows. For the Digital Bot Connector, the webhook ID must
 * appear twice, as in …/webhook/1a2b/1a2b (nodes/GenesysBotConnectorTrigger/addresses.ts). Other URLs, such as a gateway's, stay
 * unchanged.
 */
export function botUrlFor(generation: Generation, shownUrl: string): string {
	const url = shownUrl.replace(/\/+$/, '');
	if (generation === 'botConnector') return url;
	const withId = url.endsWith(`/${BOT_PATH}`) ? url.slice(0, -BOT_PATH.length - 1) : url;
	return withId.replace(/(\/webhook\/)([^/]+)$/, '$1$2/$2');
}

/** URLs where the trigger returns its bot: below the Digital Bot Connector's URL, or next to the Bot Connector's. */
export function botsUrlsFor(generation: Generation, url: string): string[] {
	const beside = new URL('bots', url).href;
	return generation === 'botConnector' ? [beside] : [`${url.replace(/\/+$/, '')}/bots`, beside];
}
