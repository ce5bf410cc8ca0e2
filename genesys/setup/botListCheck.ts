import { allPages, anObject, page } from '../answers';
import { NEUTRAL_INTENTS, type Generation } from '../botConnector/bot';
import { knownBotsIn, type KnownBot } from '../botConnector/probe';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import type { BotSubject } from './botSubject';
import { finding, type Finding } from './findings';

/** Does Genesys Cloud know the bot as the trigger has it? */
export async function checkBotList({ client, generation, integration, bot, url }: BotSubject): Promise<Finding[]> {
	if (!integration || !bot) return [];
	const known = await readKnownBots(client, generation, integration.id);
	const named = `"${bot.name}" (${bot.id})`;
	const advice = generation === 'botConnector'
		? "Publish the trigger's workflow anew, with Register Bot on and this integration picked."
		: `Genesys Cloud loads the bot from ${url}/bots: check that the integration is active, and look in a minute again. What it could not load stands in the Operational Console, Digital Bot Connector events.`;
	const there = known.find(({ id }) => id === bot.id);
	if (!there) {
		const others = known.map((one) => `"${one.name}" (${one.id})`).join(', ');
		const what = `The bot ${named} of the trigger at ${url} is not among those that Genesys Cloud knows of the integration "${integration.name}"${others ? `, which are ${others}` : ''}.`;
		return [finding('bot.notListed', what, { advice })];
	}
	return bot.versions.flatMap((version) => compare(version, there, `the bot ${named}`, generation).map(([code, what]) => finding(code, what, { advice })));
}

type Difference = [code: 'bot.versionMissing' | 'bot.languageMissing' | 'bot.intentMissing', what: string];

/** What Genesys Cloud does not know of a version. */
function compare({ version, languages = [], intents = [] }: KnownBot['versions'][number], known: KnownBot, bot: string, generation: Generation): Difference[] {
	const there = known.versions.find((one) => one.version === version);
	if (!there) return [['bot.versionMissing', `Genesys Cloud does not know the version ${version} of ${bot}.`]];
	const missing = (wanted: readonly string[], listed: string[] | undefined) => (listed ? wanted.filter((one) => !listed.includes(one)) : []).join(', ');
	const noLanguages = missing(languages, there.languages);
	// Answers of the Bot Connector that keep the session open have one of these.
	const noIntents = missing([...intents, ...(generation === 'botConnector' ? NEUTRAL_INTENTS : [])], there.intents);
	const of = `of the version ${version} of ${bot}`;
	return [
		...(noLanguages ? [['bot.languageMissing', `Genesys Cloud does not know these languages ${of}: ${noLanguages}.`] satisfies Difference] : []),
		...(noIntents ? [['bot.intentMissing', `Genesys Cloud does not know these intents ${of}: ${noIntents}. An answer with one of them takes the failure path.`] satisfies Difference] : []),
	];
}

/** The list that was put, or what was pulled. Permission: integration:botconnector:view. */
async function readKnownBots(client: GenesysClient, generation: Generation, integrationId: string): Promise<KnownBot[]> {
	const id = pathId('Integration', integrationId);
	if (generation === 'botConnector') {
		const path = `/api/v2/integrations/botconnector/${id}/bots`;
		return knownBotsIn((await client.call({ method: 'GET', path }, { what: 'Check setup', read: anObject })).chatBots);
	}
	const path = `/api/v2/integrations/botconnectors/${id}/bots`;
	const readPage = async (pageNumber: number) => await client.call({ method: 'GET', path, query: { pageNumber, pageSize: 25 } }, { what: 'Check setup', read: page });
	return knownBotsIn(await allPages(readPage));
}
