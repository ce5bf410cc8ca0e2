import { acknowledgement, allPages, objectWithId, page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asObject, asObjects, asText, withoutUndefined, type JsonObject } from '../json';
import { Turns } from '../turns';
import { BOT_LIMITS } from './bot';

/*
 * The Bot Connector's bot list is one document. PUT replaces all of it, without a condition such as If-Match, so a concurrent
 * writer can overwrite a change. Each change is therefore checked after a pause that is long enough for a slower writer, and made
 * again if it was lost. Since all triggers do this, an overwritten bot is restored.
 */

type ListedBot = JsonObject & { id: string };

const MAX_CHANGES = 6;
/** Longer than another writer takes between reading and writing. The random part keeps writers from colliding repeatedly. */
const SETTLING_MS = 1_500;
const RANDOM_MS = 1_500;
/** Serializes changes to a list within this process. */
const changes = new Turns();

/**
 * Adds a bot to the list, or updates it, and keeps the others. Safe to repeat. Permissions: integration:botconnector:view and :edit.
 * @param isOwn whether this trigger registered a bot with this ID before. A bot with the same content also counts as its own
 * @throws RefusedError `bot.id.taken`, `bot.list.full`, `bot.list.changing`; GenesysApiError, GenesysUnreachableError
 */
export async function listBot(client: GenesysClient, integrationId: string, bot: ListedBot, isOwn: boolean): Promise<void> {
	await change(client, integrationId, {
		isDone: (bots) => bots.some((listed) => listed.id === bot.id && versionsOf(bot).every((version) => versionsOf(listed).includes(version))),
		apply: (bots) => {
			const present = bots.find(({ id }) => id === bot.id);
			if (present && contentOf(present) === contentOf(bot)) return undefined;
			if (present && !isOwn) throw taken(bot);
			if (!present && bots.length >= BOT_LIMITS.bots) throw full();
			return present ? bots.map((listed) => (listed.id === bot.id ? bot : listed)) : [...bots, bot];
		},
	});
}

/** Removes a bot from the list and keeps the others. Safe to repeat. Permissions: integration:botconnector:view and :edit. */
export async function unlistBot(client: GenesysClient, integrationId: string, botId: string): Promise<void> {
	const isDone = (bots: ListedBot[]) => bots.every(({ id }) => id !== botId);
	await change(client, integrationId, {
		isDone,
		apply: (bots) => (isDone(bots) ? undefined : bots.filter(({ id }) => id !== botId)),
	});
}

/** @param apply returns the new list, or `undefined` if nothing changes */
type Change = { apply: (bots: ListedBot[]) => ListedBot[] | undefined; isDone: (bots: ListedBot[]) => boolean };

async function change(client: GenesysClient, integrationId: string, { apply, isDone }: Change): Promise<void> {
	const path = `/api/v2/integrations/botconnector/${pathId('Integration', integrationId)}/bots`;
	const read = async () => await client.call({ method: 'GET', path }, { what: 'List bots', read: botsIn });
	for (let tries = 0; tries < MAX_CHANGES; tries++) {
		const isWritten = await changes.take(integrationId, async () => {
			const chatBots = apply(await read());
			if (!chatBots) return false;
			await client.call({ method: 'PUT', path, body: { chatBots } }, { what: 'Register bot', read: acknowledgement, repeatable: true });
			return true;
		});
		if (!isWritten) return;
		await client.sleep(SETTLING_MS + Math.random() * RANDOM_MS);
		if (isDone(await read())) return;
	}
	const message = `The bot list of the integration ${integrationId} keeps changing, so the bot couldn't be registered`;
	throw new RefusedError({ code: 'bot.list.changing', message, advice: 'Check whether another program keeps updating the list, then try again.' });
}

/** The bots, unchanged except for fields that only responses have. */
function botsIn(body: unknown): ListedBot[] | undefined {
	const list = asObject(body);
	if (!list || (list.chatBots !== undefined && !Array.isArray(list.chatBots))) return undefined;
	return asObjects(asArray(list.chatBots)).flatMap((bot) => objectWithId(withoutUndefined({ ...bot, selfUri: undefined, botCompositeTag: undefined })) ?? []);
}

const versionsOf = (bot: ListedBot): string[] => asObjects(bot.versions).flatMap(({ version }) => asText(version) ?? []);

/** A bot's content in a comparable form, regardless of order and of the case of slot types. */
function contentOf({ id, name, description, versions }: ListedBot): string {
	const ofVersion = ({ version, supportedLanguages, intents }: JsonObject) => [version, asArray(supportedLanguages).map(String).sort(), asObjects(intents).map(ofIntent).sort()];
	const ofIntent = (intent: JsonObject) => JSON.stringify([intent.name, Object.values(asObject(intent.slots) ?? {}).map(ofSlot).sort()]);
	const ofSlot = (slot: unknown) => JSON.stringify([asObject(slot)?.name, String(asObject(slot)?.type).toLowerCase()]);
	return JSON.stringify([id, name, description || undefined, asObjects(versions).map(ofVersion).map((version) => JSON.stringify(version)).sort()]);
}

function taken({ id }: ListedBot): RefusedError {
	const advice =
		'Use another Bot ID. If the listed bot is an old version of this workflow, remove it first: unpublish the workflow that registered it, or update the list with PUT /api/v2/integrations/botconnector/{integrationId}/bots.';
	return new RefusedError({ code: 'bot.id.taken', message: `The integration already lists another bot with the ID "${id}"`, advice });
}

function full(): RefusedError {
	const message = `The integration already lists ${BOT_LIMITS.bots} bots, the maximum in Genesys Cloud`;
	return new RefusedError({ code: 'bot.list.full', message, advice: 'Remove an unused bot, or use another Bot Connector integration.' });
}

/**
 * Returns the versions that Genesys Cloud has fetched of a bot from the Digital Bot Connector's URL, or `undefined` if it doesn't
 * know the bot. Permission: integration:botconnector:view.
 */
export async function pulledVersions(client: GenesysClient, integrationId: string, botId: string): Promise<string[] | undefined> {
	const path = `/api/v2/integrations/botconnectors/${pathId('Integration', integrationId)}/bots`;
	const readPage = async (pageNumber: number) =>
		await client.call({ method: 'GET', path, query: { pageNumber, pageSize: 25 } }, { what: 'List fetched bots', read: page });
	const bot = (await allPages(readPage)).find(({ id }) => asText(id) === botId);
	return bot && versionsOf({ ...bot, id: botId });
}
