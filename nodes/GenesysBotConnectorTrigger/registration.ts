import type { IHookFunctions } from 'n8n-workflow';
import { isNotFound } from '../../genesys/apiError';
import { checkBot, toListedBot, type Bot } from '../../genesys/botConnector/bot';
import { listBot, pulledVersions, unlistBot } from '../../genesys/botConnector/botList';
import { InvalidInputError, wordsOf } from '../../genesys/errors';
import { inPlainWords } from '../shared/errors';
import { isOn, pickedIn, toId } from '../shared/parameters';
import { genesysClient, impatientClient } from '../shared/transport';
import { requireSecret } from './access';
import { botConnectorUri } from './addresses';
import { botOf, generationOf } from './bot';

/** What is kept with the workflow: the bot that is listed, and the integration that lists it. */
type Registration = { integrationId?: string; botId?: string };

const keptWith = (context: IHookFunctions): Registration => context.getWorkflowStaticData('node') as Registration;
const integrationIdOf = (context: IHookFunctions): string => toId(pickedIn(context.getNodeParameter('integrationId', '')), 'Integration');

/** The triggers of this process by the bot that they have listed: a copied workflow has the same one. */
const holders = new Map<string, Set<string>>();

/** The triggers that have listed what this one has. */
function holdersOf({ integrationId, botId }: Registration): Set<string> {
	const key = JSON.stringify([integrationId, botId]);
	const known = holders.get(key) ?? new Set();
	holders.set(key, known);
	return known;
}

const ownKey = (context: IHookFunctions) => JSON.stringify([context.getWorkflow().id, context.getNode().id]);

/** Only the Bot Connector is given its bots; the Digital Bot Connector asks for them. */
function isListed(context: IHookFunctions): boolean {
	return generationOf(context) === 'botConnector' && isOn(context.getNodeParameter('registerBot', true), true);
}

/** What n8n calls on publishing and unpublishing. @throws NodeOperationError, NodeApiError in plain words */
export const registration = { checkExists: inPlainWords(isRegistered), create: inPlainWords(register), delete: inPlainWords(unregister) };

/** After a restart there is nothing to do: n8n must come up when Genesys Cloud cannot be reached at that moment. */
async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const mode = context.getActivationMode();
	if (mode !== 'init' && mode !== 'leadershipChange') return false;
	const { integrationId, botId } = keptWith(context);
	if (!isListed(context)) return true;
	const isKept = integrationId === integrationIdOf(context) && botId === botOf(context).id;
	if (isKept) holdersOf({ integrationId, botId }).add(ownKey(context));
	return isKept;
}

/** Safe to repeat: n8n tries up to five times. While somebody listens for a test event, nothing is listed. */
async function register(context: IHookFunctions): Promise<boolean> {
	const bot = botOf(context);
	checkBot(bot, generationOf(context));
	await requireSecret(context);
	if (context.getActivationMode() === 'manual') return true;
	const integrationId = integrationIdOf(context);
	if (isListed(context)) await list(context, bot, integrationId);
	else if (generationOf(context) === 'digitalBotConnector' && integrationId !== '') await selfTest(context, bot, integrationId);
	return true;
}

async function list(context: IHookFunctions, bot: Bot, integrationId: string): Promise<void> {
	if (integrationId === '') {
		throw new InvalidInputError('Integration', '"Integration" is empty', 'Pick the Bot Connector integration from the list, enter its ID, or turn Register Bot off and set its list of bots yourself.');
	}
	const kept = keptWith(context);
	const isOwn = kept.integrationId === integrationId && kept.botId === bot.id;
	const client = genesysClient(context);
	if (!isOwn) await takeOut(context);
	await listBot(client, integrationId, toListedBot(bot), isOwn);
	Object.assign(kept, { integrationId, botId: bot.id } satisfies Registration);
	holdersOf(kept).add(ownKey(context));
}

async function unregister(context: IHookFunctions): Promise<boolean> {
	await takeOut(context);
	return true;
}

/** Takes out what this trigger has listed, and nothing else. A bot that another published workflow has listed, too, stays. */
async function takeOut(context: IHookFunctions): Promise<void> {
	const kept = keptWith(context);
	const others = holdersOf(kept);
	others.delete(ownKey(context));
	if (kept.integrationId !== undefined && kept.botId !== undefined && others.size === 0) {
		await unlistBot(genesysClient(context), kept.integrationId, kept.botId).catch((error: unknown) => {
			// An integration that has been deleted lists no bot.
			if (!isNotFound(error)) throw error;
		});
	}
	delete kept.integrationId;
	delete kept.botId;
}

/** Never throws: Genesys Cloud pulls the bots when it pleases, and the trigger's URL is new to it at the first publishing. */
async function selfTest(context: IHookFunctions, bot: Bot, integrationId: string): Promise<void> {
	const warn = (what: string, reason?: string) => context.logger.warn(`Genesys Bot Connector Trigger: ${what}`, { integrationId, botId: bot.id, reason });
	try {
		const pulled = await pulledVersions(impatientClient(context), integrationId, bot.id);
		const missing = bot.versions.filter((version) => !pulled?.includes(version));
		if (missing.length === 0) return;
		const what = pulled ? `version ${missing.join(', ')} of the bot` : 'the bot';
		warn(`Genesys Cloud has not pulled ${what} yet. If Architect does not offer it in a minute, check that the integration is active, its Bot Connector URI is ${botConnectorUri(context)}, and its connection secret is the header of the credential.`);
	} catch (error) {
		warn('what Genesys Cloud has pulled could not be read, so it was not checked', wordsOf(error));
	}
}
