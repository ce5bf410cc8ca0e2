import { botsUrlsFor } from '../botConnector/botUrl';
import { SCREENS } from '../botConnector/connectorType';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import type { BotSubject } from './botSubject';
import { finding, type Finding } from './findings';

/** Checks that Genesys Cloud reaches the trigger, and that the trigger accepts its header. */
export async function checkBotUrl(subject: BotSubject): Promise<Finding[]> {
	const { integration, url, header, generation } = subject;
	// An earlier check has reported the secret.
	if (!integration || url === undefined || header.secret.length < MIN_SECRET_LENGTH) return [];
	const answer = await subject.probe(url);
	const calls = `The integration "${integration.name}" calls ${url}`;
	if (answer.from === 'nobody') return [subject.isOwnOrigin ? unreachableBot(subject, url, answer.reason) : unchecked(subject, url, answer.reason)];
	if (answer.from === 'n8n') {
		const advice = `Publish the workflow with the Genesys Bot Connector Trigger. If it's published, make sure that the ${SCREENS[generation].uri} in Admin › Integrations is the trigger's production URL.`;
		return [finding('webhook.notPublished', `${calls}, but n8n has no published workflow there, so customers' messages are lost.`, { advice })];
	}
	if (answer.from === 'strangerTrigger') {
		const advice = 'Select the same Genesys Bot Connector credential in that trigger and here. If you changed its secret, run Setup: Provision.';
		return [finding('webhook.secretDiffers', `${calls}, but the trigger there doesn't accept the header of this credential.`, { advice })];
	}
	if (answer.from === 'other') {
		const advice = `Enter the production URL of the Genesys Bot Connector Trigger as ${SCREENS[generation].uri} in Admin › Integrations, or run Setup: Provision. If the URL is correct, configure the proxy in front of n8n to pass GET requests to /webhook/.`;
		return [finding('webhook.notOurs', `${calls}, but no Genesys Bot Connector Trigger answers there (HTTP status ${answer.status}).`, { advice })];
	}
	if (answer.generation !== generation) {
		return [finding('bot.otherGeneration', `${calls}, but Generation in the trigger there isn't set to ${SCREENS[generation].name}, so their message formats don't match.`)];
	}
	const { bot, urlWanted } = answer;
	subject.bot = bot;
	if (urlWanted === undefined || (bot && isSamePath(url, urlWanted))) return [];
	const advice = `Enter ${urlWanted} as ${SCREENS[generation].uri} in Admin › Integrations, or run Setup: Provision.`;
	return [finding('bot.urlWrong', `${calls}, but the trigger's URL is ${urlWanted}.`, { advice })];
}

/** Compares the last part of the path, because n8n's host name inside its network may differ. Messages may also arrive at `/messages`. */
function isSamePath(url: string, wanted: string): boolean {
	const [last, lastWanted] = [url, wanted].map((each) => new URL(each).pathname.split('/').filter(Boolean).at(-1));
	return last === lastWanted || last === 'messages';
}

export function unreachableBot({ integration, generation }: BotSubject, url: string, reason: string): Finding {
	const what = `Genesys Cloud can't call "${url}", the ${SCREENS[generation].uri} of the integration "${integration?.name}": ${reason}.`;
	const advice = `Put n8n behind a reverse proxy or tunnel with HTTPS, set N8N_WEBHOOK_URL to its URL, and restart n8n. Then run Setup: Provision with the trigger's production URL.`;
	return finding('webhook.unreachable', what, { advice });
}

function unchecked({ integration, generation }: BotSubject, url: string, reason: string): Finding {
	const what = `n8n couldn't check whether the trigger answers at ${url}, which the integration "${integration?.name}" calls: ${reason}.`;
	const advice = `Some networks don't let a server reach its own public URL, so Genesys Cloud might still reach it. Test it from another network: curl -i ${botsUrlsFor(generation, url)[0]} must return 401.`;
	return finding('webhook.noAnswer', what, { advice });
}
