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

/** Stored with the workflow: the registered bot and its integration. */
type Registration = { integrationId?: string; botId?: string };

const keptWith = (context: IHookFunctions): Registration => context.getWorkflowStaticData('node') as Registration;
const integrationIdOf = (context: IHookFunctions): string => toId(pickedIn(context.getNodeParameter('integrationId', '')), 'Integration');

/** Triggers of this process by their registered bot. A copied workflow registers the same bot. */
const holders = new Map<string, Set<string>>();

/** Triggers that have registered the same bot as this one. */
function holdersOf({ integrationId, botId }: Registration): Set<string> {
	const key = JSON.stringify([integrationId, botId]);
	const known = holders.get(key) ?? new Set();
	holders.set(key, known);
	return known;
}

const ownKey = (context: IHookFunctions) => JSON.stringify([context.getWorkflow().id, context.getNode().id]);

/** Only the Bot Connector has a bot list to update. The Digital Bot Connector fetches its bots. */
function isListed(context: IHookFunctions): boolean {
	return generationOf(context) === 'botConnector' && isOn(context.getNodeParameter('registerBot', true), true);
}

/** Called by n8n on publishing and unpublishing. @throws NodeOperationError, NodeApiError with a readable message */
export const registration = { checkExists: inPlainWords(isRegistered), create: inPlainWords(register), delete: inPlainWords(unregister) };

/** Skips registration after a restart, so that n8n starts even if Genesys Cloud is unavailable. */
async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const mode = context.getActivationMode();
	if (mode !== 'init' && mode !== 'leadershipChange') return false;
	const { integrationId, botId } = keptWith(context);
	if (!isListed(context)) return true;
	const isKept = integrationId === integrationIdOf(context) && botId === botOf(context).id;
	if (isKept) holdersOf({ integrationId, botId }).add(ownKey(context));
	return isKept;
}

/** Safe to repeat, since n8n tries up to five times. Listening for a test event registers nothing. */
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
		throw new InvalidInputError('Integration', '"Integration" is empty', 'Select the Bot Connector integration from the list or enter its ID. To manage its bot list yourself, turn off Register Bot.');
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

/** Removes only the bot that this trigger registered, unless another published workflow has registered it too. */
async function takeOut(context: IHookFunctions): Promise<void> {
	const kept = keptWith(context);
	const others = holdersOf(kept);
	others.delete(ownKey(context));
	if (kept.integrationId !== undefined && kept.botId !== undefined && others.size === 0) {
		await unlistBot(genesysClient(context), kept.integrationId, kept.botId).catch((error: unknown) => {
			// A deleted integration has no bot list.
			if (!isNotFound(error)) throw error;
		});
	}
	delete kept.integrationId;
	delete kept.botId;
}

/** Never throws, since Genesys Cloud fetches bots on its own schedule and doesn't know the trigger's URL before the first publishing. */
async function selfTest(context: IHookFunctions, bot: Bot, integrationId: string): Promise<void> {
	const warn = (what: string, reason?: string) => context.logger.warn(`Genesys Bot Connector Trigger: ${what}`, { integrationId, botId: bot.id, reason });
	try {
		const pulled = await pulledVersions(impatientClient(context), integrationId, bot.id);
		const missing = bot.versions.filter((version) => !pulled?.includes(version));
		if (missing.length === 0) return;
		const what = pulled ? `version ${missing.join(', ')} of the bot` : 'the bot';
		warn(`Genesys Cloud hasn't fetched ${what} yet. If Architect doesn't list it within a minute, check that the integration is active, its Bot Connector URI is ${botConnectorUri(context)}, and its connection secret is the credential's header.`);
	} catch (error) {
		warn("couldn't check whether Genesys Cloud has fetched the bot", wordsOf(error));
	}
}
