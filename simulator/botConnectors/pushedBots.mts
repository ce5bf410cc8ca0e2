import { invalidValue, notFound } from '../http/apiError.mts';
import { isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { connectorOf } from '../platformIntegrations/platformIntegration.mts';
import { summary } from './bot.mts';
import type { Bot, BotVersion, Slot } from './bot.mts';
import { descriptionField, itemsField, nameField, slotFields, versionsField } from './botFields.mts';

/** The bot list of the Bot Connector (v1), which the bot's owner sets as a whole. */

const MAX_SLOTS = 50;

/** `slots` is a map. Each slot's name repeats its key. */
function slotsIn(intent: JsonObject, path: string): Slot[] {
	const { slots = {} } = intent;
	if (!isObject(slots)) throw invalidValue(slots, `${path}.slots`, 'Map');
	if (Object.keys(slots).length > MAX_SLOTS) throw invalidValue(slots, `${path}.slots`, `map of up to ${MAX_SLOTS}`);
	return Object.entries(slots).map(([key, slot]) => {
		const slotPath = `${path}.slots.${key}`;
		if (!isObject(slot)) throw invalidValue(slot, slotPath, 'Object');
		const read = slotFields(slot, slotPath, true);
		if (read.name !== key) throw invalidValue(read.name, `${slotPath}.name`, `name, which is the key "${key}"`);
		return read;
	});
}

function botIn(item: JsonObject, path: string): Bot {
	const id = nameField(item, 'id', path);
	const name = item['name'] === undefined ? id : nameField(item, 'name', path);
	return { id, name, ...descriptionField(item, path), versions: versionsField(item, path, slotsIn, 0) };
}

const versionView = ({ version, supportedLanguages, intents }: BotVersion): JsonObject => ({
	version,
	supportedLanguages,
	intents: intents.map(({ name, slots }) => ({ name, slots: Object.fromEntries(slots.map((slot) => [slot.name, slot])) })),
});

/** Model `BotConnectorBot`. */
const botView = (request: ApiRequest, bot: Bot, versions = bot.versions): JsonObject => ({
	...summary(request, bot),
	versions: versions.map(versionView),
	selfUri: `/api/v2/integrations/botconnector/${request.params['integrationId']}/bots/${bot.id}`,
});

const botsOf = (request: ApiRequest): Bot[] =>
	request.world.bots.get(connectorOf(request, 'botConnector').id) ?? [];

function botOf(request: ApiRequest): Bot {
	const bot = botsOf(request).find(({ id }) => id === request.params['botId']);
	if (!bot) throw notFound('The bot');
	return bot;
}

function replace(request: ApiRequest): ApiAnswer {
	const { id } = connectorOf(request, 'botConnector');
	const bots = itemsField(objectOf(request.body), 'chatBots', '', { min: 0, nameOf: (bot: Bot) => bot.id, read: botIn });
	request.world.bots.set(id, bots);
	return noContent();
}

function one(request: ApiRequest): ApiAnswer {
	const bot = botOf(request);
	const { version } = request.query;
	if (!version) return ok(botView(request, bot));
	const wanted = bot.versions.filter((known) => known.version === version);
	if (wanted.length === 0) throw notFound('The version of the bot');
	return ok(botView(request, bot, wanted));
}

const paged = (entities: (request: ApiRequest) => JsonObject[]) => (request: ApiRequest) =>
	ok(pageOf(entities(request), request.query, PATH.replace(':integrationId', request.params['integrationId'] ?? '')));

const PATH = '/api/v2/integrations/botconnector/:integrationId/bots';
const VIEW = { all: ['integration:botconnector:view'] };
const EDIT = { all: ['integration:botconnector:edit'] };

export const pushedBotRoutes: Route[] = [
	{
		method: 'get',
		path: PATH,
		needs: VIEW,
		handle: (request) => ok({ chatBots: botsOf(request).map((bot) => botView(request, bot)) }),
	},
	{ method: 'put', path: PATH, needs: EDIT, handle: replace },
	{
		method: 'get',
		path: `${PATH}/summaries`,
		needs: VIEW,
		handle: paged((request) => botsOf(request).map((bot) => summary(request, bot))),
	},
	{ method: 'get', path: `${PATH}/:botId`, needs: VIEW, handle: one },
	{
		method: 'get',
		path: `${PATH}/:botId/versions`,
		needs: VIEW,
		handle: paged((request) => {
			const bot = botOf(request);
			return bot.versions.map(({ version }) => ({ ...summary(request, bot), version }));
		}),
	},
];
