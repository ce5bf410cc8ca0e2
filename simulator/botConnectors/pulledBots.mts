import { ApiError, badRequest, notFound } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { connectorOf } from '../platformIntegrations/platformIntegration.mts';
import type { PlatformIntegration } from '../platformIntegrations/platformIntegration.mts';
import type { World } from '../world.mts';
import { summary } from './bot.mts';
import type { Bot, BotVersion, Slot } from './bot.mts';
import { descriptionField, itemsField, nameField, slotFields, versionsField } from './botFields.mts';
import { callBot } from './wire.mts';

/** The bots of the Digital Bot Connector (v2), which Genesys Cloud pulls from the bot's own server. */

const slotsIn = (intent: JsonObject, path: string): Slot[] =>
	intent['entities'] === undefined
		? []
		: itemsField(intent, 'entities', path, {
				min: 0,
				nameOf: ({ name }: Slot) => name,
				read: (entity, entityPath) => slotFields(entity, entityPath, false),
			});

const botIn = (item: JsonObject, path: string): Bot => ({
	id: nameField(item, 'id', path),
	name: nameField(item, 'name', path),
	provider: nameField(item, 'provider', path),
	...descriptionField(item, path),
	versions: versionsField(item, path, slotsIn, 1),
});

async function fetched(world: World, integration: PlatformIntegration, path: string): Promise<JsonObject> {
	const call = { integration, method: 'GET', path, timeoutMs: world.settings.digitalBotPullTimeoutMs } as const;
	const { status, answer, error } = await callBot(world, call);
	if (status === 200 && isObject(answer)) return answer;
	throw badRequest(`GET ${path} of the bot: ${error ?? (status === 200 ? 'the answer is not a JSON object' : `HTTP ${status}`)}.`);
}

/** Pulls the list from the bot's server. @throws ApiError 400 with the reason */
export async function pull(world: World, integration: PlatformIntegration): Promise<Bot[]> {
	const { epoch } = world;
	const list = await fetched(world, integration, '/bots');
	const bots = itemsField(list, 'entities', '', { min: 0, nameOf: ({ id }: Bot) => id, read: botIn });
	if (world.epoch === epoch) world.bots.set(integration.id, bots);
	return bots;
}

/** Pulls one bot from its server, as when a flow is published. @throws ApiError 400 with the reason */
export async function pullOne(world: World, integration: PlatformIntegration, botId: string): Promise<Bot> {
	return botIn(await fetched(world, integration, `/bots/${encodeURIComponent(botId)}`), 'bot');
}

/** The list in the API: pulled now or last pulled. */
async function botsFor(request: ApiRequest): Promise<Bot[]> {
	const { world } = request;
	const integration = connectorOf(request, 'digitalBotConnector');
	const known = world.bots.get(integration.id) ?? [];
	if (!world.settings.digitalBotsPulledOnRead) return known;
	try {
		return await pull(world, integration);
	} catch (error) {
		if (error instanceof ApiError && world.settings.digitalBotPullFailure === 'lastList') return known;
		throw error;
	}
}

const versionView = ({ version, supportedLanguages, intents }: BotVersion): JsonObject => ({
	version,
	supportedLanguages,
	intents: intents.map(({ name, slots }) => ({ name, entities: slots })),
});

/** Model `Bot`. */
const botView = (request: ApiRequest, bot: Bot, versions = bot.versions): JsonObject => ({
	...summary(request, bot),
	provider: bot.provider,
	versions: versions.map(versionView),
	selfUri: `/api/v2/integrations/botconnectors/${request.params['integrationId']}/bots/${bot.id}`,
});

const PATH = '/api/v2/integrations/botconnectors/:integrationId/bots';
const VIEW = { all: ['integration:botconnector:view'] };

const paged = (view: (request: ApiRequest, bot: Bot) => JsonObject) => async (request: ApiRequest) => {
	const entities = (await botsFor(request)).map((bot) => view(request, bot));
	return ok(pageOf(entities, request.query, PATH.replace(':integrationId', request.params['integrationId'] ?? '')));
};

async function one(request: ApiRequest): Promise<ApiAnswer> {
	const bot = (await botsFor(request)).find(({ id }) => id === request.params['botId']);
	if (!bot) throw notFound('The bot');
	const { version } = request.query;
	const versions = bot.versions.filter((known) => !version || known.version === version);
	if (versions.length === 0) throw notFound('The version of the bot');
	return ok(botView(request, bot, versions));
}

export const pulledBotRoutes: Route[] = [
	{ method: 'get', path: PATH, needs: VIEW, handle: paged(botView) },
	{
		method: 'get',
		path: `${PATH}/summaries`,
		needs: VIEW,
		handle: paged((request, bot) => ({
			...summary(request, bot),
			versions: bot.versions.map(({ version }) => ({ version })),
		})),
	},
	{ method: 'get', path: `${PATH}/:botId`, needs: VIEW, handle: one },
];
