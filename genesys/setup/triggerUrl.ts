import { InvalidInputError } from '../errors';
import { notOnTheWeb, notPublicReason } from '../urls';

/**
 * Why Genesys Cloud or an agent's browser can't call a URL. Browsers restrict addresses inside a network, too: in a page from
 * the internet, such as the agent desktop, Chrome 142 and later load them only with a permission.
 *
 * @param isOwnOrigin whether a simulator or gateway is used, which calls any URL that n8n reaches
 */
export const uncallableReason = (url: string, isOwnOrigin: boolean): string | undefined => (isOwnOrigin ? notOnTheWeb(url) : notPublicReason(url));

/** @throws InvalidInputError unless it is a trigger's production URL that the internet can reach */
export function requireCallable(displayName: string, url: string, trigger: string, isOwnOrigin: boolean): void {
	const isTest = URL.canParse(url) && new URL(url).pathname.includes('/webhook-test/');
	const reason = uncallableReason(url, isOwnOrigin) ?? (isTest ? 'it is the test URL, which only works while you listen for a test event' : undefined);
	if (reason === undefined) return;
	const advice = `Enter the production URL of the ${trigger}, with the public HTTPS host.`;
	throw new InvalidInputError(displayName, `"${displayName}" can't be ${url}: ${reason}`, advice);
}
