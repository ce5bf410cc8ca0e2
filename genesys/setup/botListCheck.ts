import { allPages, anObject, page } from '../answers';
import { NEUTRAL_INTENTS, type Generation } from '../botConnector/bot';
import { knownBotsIn, type KnownBot } from '../botConnector/probe';
import type { GenesysClient } from '../client';
import { pathId } from '../ids';
import type { BotSubject } from './botSubject';
import { finding, type Finding } from './findings';

/** Compares the bots that Genesys Cloud has loaded with the trigger's bot. */
export async function checkBotList({ client, generation, integration, bot, url }: BotSubject): Promise<Finding[]> {
	if (!integration || !bot) return [];
	const known = await readKnownBots(client, generation, integration.id);
	const named = `"${bot.name}" (${bot.id})`;
	const advice = generation === 'botConnector'
		? "Turn on Register Bot in the trigger, select this integration, and publish the workflow again."
		: `Genesys Cloud loads the bot from ${url}/bots. Make sure that the integration is active, and check again in a minute. Genesys Cloud's Operational Console shows load failures as Digital Bot Connector events.`;
	const there = known.find(({ id }) => id === bot.id);
	if (!there) {
		const others = known.map((one) => `"${one.name}" (${one.id})`).join(', ');
		const what = `Genesys Cloud hasn't loaded the bot ${named} of the trigger at ${url} for the integration "${integration.name}"${others ? `; it knows ${others}` : ''}.`;
		return [finding('bot.notListed', what, { advice })];
	}
	return bot.versions.flatMap((version) => compare(version, there, `the bot ${named}`, generation).map(([code, what]) => finding(code, what, { advice })));
}

type Difference = [code: 'bot.versionMissing' | 'bot.languageMissing' | 'bot.intentMissing', what: string];

/** What Genesys Cloud is missing of a version. */
function compare({ version, languages = [], intents = [] }: KnownBot['versions'][number], known: KnownBot, bot: string, generation: Generation): Difference[] {
	const there = known.versions.find((one) => one.version === version);
	if (!there) return [['bot.versionMissing', `Genesys Cloud hasn't loaded version ${version} of ${bot}.`]];
	const missing = (wanted: readonly string[], listed: string[] | undefined) => (listed ? wanted.filter((one) => !listed.includes(one)) : []).join(', ');
	const noLanguages = missing(languages, there.languages);
	// A Bot Connector answer that keeps the session open uses one of these.
	const noIntents = missing([...intents, ...(generation === 'botConnector' ? NEUTRAL_INTENTS : [])], there.intents);
	const of = `version ${version} of ${bot}`;
	return [
		...(noLanguages ? [['bot.languageMissing', `In Genesys Cloud, ${of} lacks the languages ${noLanguages}.`] satisfies Difference] : []),
		...(noIntents ? [['bot.intentMissing', `In Genesys Cloud, ${of} lacks the intents ${noIntents}. An answer with one of them takes the Failure path.`] satisfies Difference] : []),
	];
}

/** The registered list (Bot Connector) or the loaded one (Digital Bot Connector). Permission: integration:botconnector:view. */
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
