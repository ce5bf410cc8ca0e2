import { acknowledgement, allPages, objectWithId, page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asObject, asObjects, asText, withoutUndefined, type JsonObject } from '../json';
import { Turns } from '../turns';
import { BOT_LIMITS } from './bot';

/*
 * The Bot Connector's list of bots is one document: PUT replaces it whole, without a condition such as If-Match. Who reads,
 * adds a bot and writes may erase what was written in between. So each change is looked at again after a pause in which a
 * slower writer has finished, and is made anew if it is gone. All triggers do so: the one that was erased puts itself back.
 */

type ListedBot = JsonObject & { id: string };

const MAX_CHANGES = 6;
/** Longer than another writer takes between reading and writing; the random part keeps two from meeting again and again. */
const SETTLING_MS = 1_500;
const RANDOM_MS = 1_500;
/** Within this process, changes of one list are made one after another. */
const changes = new Turns();

/**
 * Lists a bot beside the others. Safe to repeat. Permissions: integration:botconnector:view and :edit.
 * @param isOwn did this trigger list a bot of this ID before? One with the same content counts as its own, too
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

/** Takes a bot out of the list and leaves the others. Safe to repeat. The same permissions. */
export async function unlistBot(client: GenesysClient, integrationId: string, botId: string): Promise<void> {
	const isDone = (bots: ListedBot[]) => bots.every(({ id }) => id !== botId);
	await change(client, integrationId, {
		isDone,
		apply: (bots) => (isDone(bots) ? undefined : bots.filter(({ id }) => id !== botId)),
	});
}

/** @param apply returns the new list, or `undefined` where there is nothing to change */
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
	const message = `The bot list of the integration ${integrationId} keeps changing, so the bot could not be registered in it`;
	throw new RefusedError({ code: 'bot.list.changing', message, advice: 'Check whether another program writes the list all the time, and try again.' });
}

/** The bots as they came, without what only answers have. */
function botsIn(body: unknown): ListedBot[] | undefined {
	const list = asObject(body);
	if (!list || (list.chatBots !== undefined && !Array.isArray(list.chatBots))) return undefined;
	return asObjects(asArray(list.chatBots)).flatMap((bot) => objectWithId(withoutUndefined({ ...bot, selfUri: undefined, botCompositeTag: undefined })) ?? []);
}

const versionsOf = (bot: ListedBot): string[] => asObjects(bot.versions).flatMap(({ version }) => asText(version) ?? []);

/** What a bot says, whatever the order and the case of its slots' types: Genesys Cloud takes both cases. */
function contentOf({ id, name, description, versions }: ListedBot): string {
	const ofVersion = ({ version, supportedLanguages, intents }: JsonObject) => [version, asArray(supportedLanguages).map(String).sort(), asObjects(intents).map(ofIntent).sort()];
	const ofIntent = (intent: JsonObject) => JSON.stringify([intent.name, Object.values(asObject(intent.slots) ?? {}).map(ofSlot).sort()]);
	const ofSlot = (slot: unknown) => JSON.stringify([asObject(slot)?.name, String(asObject(slot)?.type).toLowerCase()]);
	return JSON.stringify([id, name, description || undefined, asObjects(versions).map(ofVersion).map((version) => JSON.stringify(version)).sort()]);
}

function taken({ id }: ListedBot): RefusedError {
	const advice =
		'Give the bot of this workflow another ID. If that bot is a former one of this workflow, take it out of the list first: unpublish the workflow that has it, or set the list with PUT /api/v2/integrations/botconnector/{integrationId}/bots.';
	return new RefusedError({ code: 'bot.id.taken', message: `The integration already lists another bot with the ID "${id}"`, advice });
}

function full(): RefusedError {
	const message = `The integration already lists ${BOT_LIMITS.bots} bots, which is as many as Genesys Cloud allows`;
	return new RefusedError({ code: 'bot.list.full', message, advice: 'Take out one that is not used, or use another Bot Connector integration.' });
}

/**
 * What Genesys Cloud has pulled of a bot from the Digital Bot Connector's URL: the versions that it knows, or `undefined`
 * where it does not know the bot. Permission: integration:botconnector:view.
 */
export async function pulledVersions(client: GenesysClient, integrationId: string, botId: string): Promise<string[] | undefined> {
	const path = `/api/v2/integrations/botconnectors/${pathId('Integration', integrationId)}/bots`;
	const readPage = async (pageNumber: number) =>
		await client.call({ method: 'GET', path, query: { pageNumber, pageSize: 25 } }, { what: 'List pulled bots', read: page });
	const bot = (await allPages(readPage)).find(({ id }) => asText(id) === botId);
	return bot && versionsOf({ ...bot, id: botId });
}
