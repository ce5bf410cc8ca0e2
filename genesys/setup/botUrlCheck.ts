import { botsUrlsFor } from '../botConnector/botUrl';
import { SCREENS } from '../botConnector/connectorType';
import { MIN_SECRET_LENGTH } from '../openMessaging/signature';
import type { BotSubject } from './botSubject';
import { finding, type Finding } from './findings';

/** Does Genesys Cloud reach the trigger, and does the trigger take its header? */
export async function checkBotUrl(subject: BotSubject): Promise<Finding[]> {
	const { integration, url, header, generation } = subject;
	// What is wrong with the secret has been found by now.
	if (!integration || url === undefined || header.secret.length < MIN_SECRET_LENGTH) return [];
	const answer = await subject.probe(url);
	const calls = `The integration "${integration.name}" calls ${url}`;
	if (answer.from === 'nobody') return [subject.isOwnOrigin ? unreachableBot(subject, url, answer.reason) : unchecked(subject, url, answer.reason)];
	if (answer.from === 'n8n') {
		const advice = `Publish the workflow with the Genesys Bot Connector Trigger. If it is published, compare its production URL with the ${SCREENS[generation].uri} in Admin › Integrations.`;
		return [finding('webhook.notPublished', `${calls}, where n8n has no published bot: its messages are lost.`, { advice })];
	}
	if (answer.from === 'strangerTrigger') {
		const advice = 'Choose the same Genesys Bot Connector credential in that trigger and here. After a change of its secret, run Setup: Provision.';
		return [finding('webhook.secretDiffers', `The trigger at ${url}, which the integration "${integration.name}" calls, does not take the header of this credential.`, { advice })];
	}
	if (answer.from === 'other') {
		const advice = `Enter the production URL of the Genesys Bot Connector Trigger as ${SCREENS[generation].uri} in Admin › Integrations, or run Setup: Provision. If that is its URL, let the proxy in front of n8n pass the path /webhook/, with GET requests.`;
		return [finding('webhook.notOurs', `${calls}, where not a Genesys Bot Connector Trigger answers (HTTP status ${answer.status}).`, { advice })];
	}
	if (answer.generation !== generation) {
		return [finding('bot.otherGeneration', `${calls}, but the trigger there is not set to the generation of ${SCREENS[generation].type}, so neither understands the other.`)];
	}
	const { bot, urlWanted } = answer;
	subject.bot = bot;
	if (urlWanted === undefined || (bot && isSamePath(url, urlWanted))) return [];
	const advice = `Enter ${urlWanted} as ${SCREENS[generation].uri} in Admin › Integrations, or run Setup: Provision.`;
	return [finding('bot.urlWrong', `${calls}, but the trigger there answers at ${urlWanted}.`, { advice })];
}

/** By the last part of the path: n8n may have another name inside its network. Messages may also come to `/messages`. */
function isSamePath(url: string, wanted: string): boolean {
	const [last, lastWanted] = [url, wanted].map((each) => new URL(each).pathname.split('/').filter(Boolean).at(-1));
	return last === lastWanted || last === 'messages';
}

export function unreachableBot({ integration, generation }: BotSubject, url: string, reason: string): Finding {
	const what = `Genesys Cloud cannot call "${url}", the ${SCREENS[generation].uri} of the integration "${integration?.name}": ${reason}.`;
	const advice = `Put n8n behind a reverse proxy or tunnel that answers https, set N8N_WEBHOOK_URL to its URL and restart n8n. Then run Setup: Provision with the trigger's production URL.`;
	return finding('webhook.unreachable', what, { advice });
}

function unchecked({ integration, generation }: BotSubject, url: string, reason: string): Finding {
	const what = `Whether the trigger answers at ${url}, which the integration "${integration?.name}" calls, could not be checked: ${reason}.`;
	const advice = `Some networks do not let a server reach its own public URL; Genesys Cloud may reach it all the same. Try it from another network: curl -i ${botsUrlsFor(generation, url)[0]} must answer 401.`;
	return finding('webhook.noAnswer', what, { advice });
}
