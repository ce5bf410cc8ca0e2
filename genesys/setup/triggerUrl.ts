import { InvalidInputError } from '../errors';
import { notOnTheWeb, notPublicReason } from '../urls';

/** Why Genesys Cloud, or an agent's browser, cannot call this. @param isOwnOrigin a simulator or gateway calls whatever n8n itself reaches */
export const uncallableReason = (url: string, isOwnOrigin: boolean): string | undefined => (isOwnOrigin ? notOnTheWeb(url) : notPublicReason(url));

/** @throws InvalidInputError unless it is the production URL of a trigger, as it is reached from the internet */
export function requireCallable(displayName: string, url: string, trigger: string, isOwnOrigin: boolean): void {
	const isTest = URL.canParse(url) && new URL(url).pathname.includes('/webhook-test/');
	const reason = uncallableReason(url, isOwnOrigin) ?? (isTest ? 'it is the test URL, which answers only while you listen for a test event' : undefined);
	if (reason === undefined) return;
	const advice = `Enter the production URL that the ${trigger} shows, as it is reached from the internet by https.`;
	throw new InvalidInputError(displayName, `Genesys Cloud cannot call ${url}: ${reason}`, advice);
}
