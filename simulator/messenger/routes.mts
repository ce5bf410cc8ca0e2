import { pull, pullOne } from '../botConnectors/pulledBots.mts';
import type { Bot } from '../botConnectors/bot.mts';
import type { BotAction } from '../botConnectors/session.mts';
import type { Utterance } from '../botConnectors/utterance.mts';
import { stateOf } from '../conversations/model.mts';
import type { ConversationState, StoredMessage } from '../conversations/model.mts';
import { byName } from '../directory/directory.mts';
import { badRequest, conflict, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { generationOf, stateOfIntegration } from '../platformIntegrations/platformIntegration.mts';
import type { PlatformIntegration } from '../platformIntegrations/platformIntegration.mts';
import type { World } from '../world.mts';
import { openChat, write } from './chat.mts';
import type { MessengerChat } from './chat.mts';

function queueName(world: World, output: unknown, field: string): string {
	const name = isObject(output) ? output['queue'] : undefined;
	const queue = isFilledText(name) ? byName(world.queues, name) : undefined;
	if (!queue) throw badRequest(`"${field}" needs a "queue" that exists.`);
	return queue.name;
}

/** Architect offers the bots in the list, or pulls them when the flow is edited. */
async function botFor(world: World, integration: PlatformIntegration, botId: string): Promise<Bot | undefined> {
	if (generationOf(world, integration) === 'botConnector') return world.bots.get(integration.id)?.find(({ id }) => id === botId);
	const listed = await pull(world, integration);
	return listed.some(({ id }) => id === botId) ? await pullOne(world, integration, botId) : undefined;
}

function textsIn(value: unknown, field: string): Record<string, string> {
	if (value === undefined) return {};
	if (!isObject(value) || !Object.values(value).every((one) => typeof one === 'string')) {
		throw badRequest(`"${field}" must be a map of strings.`);
	}
	return value as Record<string, string>;
}

/** The action of the published flow. Architect wouldn't publish an invalid one. */
async function actionIn(world: World, body: JsonObject): Promise<BotAction> {
	const { integrationId, botId, botVersion, language = 'en-us', parameters, onIntent = {}, onFailure } = body;
	const integration = world.platformIntegrations.get(String(integrationId));
	const generation = integration && generationOf(world, integration);
	if (!integration || !generation) throw badRequest('"integrationId" must be the ID of a bot connector.');
	if (stateOfIntegration(world, integration) !== 'ACTIVE') throw badRequest('The integration is not active.');
	const bot = await botFor(world, integration, String(botId));
	if (!bot) throw badRequest(`The integration has no bot "${String(botId)}".`);
	const version = bot.versions.findLast(({ version: one }) => botVersion === undefined || one === botVersion);
	if (!version) throw badRequest(`The bot has no version "${String(botVersion)}".`);
	if (typeof language !== 'string' || !version.supportedLanguages.includes(language.toLowerCase())) {
		throw badRequest(`The bot does not support the flow's language "${String(language)}".`);
	}
	if (!isObject(onIntent)) throw badRequest('"onIntent" must be a map of intents.');
	const outputs = Object.entries(onIntent).map(([intent, output]) => {
		if (!version.intents.some(({ name }) => name === intent)) throw badRequest(`The bot has no intent "${intent}".`);
		return [intent, queueName(world, output, `onIntent.${intent}`)] as const;
	});
	return {
		generation,
		integrationId: integration.id,
		bot: { id: bot.id, name: bot.name, version },
		language,
		parameters: textsIn(parameters, 'parameters'),
		intentQueues: Object.fromEntries(outputs),
		...(onFailure !== undefined && { failureQueue: queueName(world, onFailure, 'onFailure') }),
	};
}

const BUTTON_TYPES = ['QuickReply', 'Button'];

function utteranceIn({ text, buttonResponse }: JsonObject): Utterance {
	if (buttonResponse === undefined) {
		if (!isFilledText(text)) throw badRequest('A message needs "text" or "buttonResponse".');
		return { text };
	}
	const click = isObject(buttonResponse) ? buttonResponse : {};
	const { type, text: label, payload } = click;
	if (!BUTTON_TYPES.includes(String(type)) || !isFilledText(label) || !isFilledText(payload)) {
		throw badRequest('"buttonResponse" needs "type" (QuickReply or Button), "text", and "payload".');
	}
	return { text: label, buttonResponse: { type: String(type), text: label, payload } };
}

/** The chat's state from the customer's view. */
const STATES: Record<ConversationState, string> = {
	flow: 'bot',
	queued: 'queued',
	alerting: 'queued',
	connected: 'connected',
	ended: 'ended',
};

function messageView(world: World, { id, from, userId, time, text, type, content }: StoredMessage): JsonObject {
	const agent = world.agents.find((one) => one.id === userId);
	return {
		id,
		from: from === 'flow' ? 'bot' : from,
		...(agent && { agentName: agent.name }),
		time,
		type,
		text,
		...(content.length > 0 && { content }),
	};
}

function chatView(world: World, { conversation, action, session }: MessengerChat): JsonObject {
	return {
		id: conversation.id,
		state: STATES[stateOf(conversation)],
		generation: action.generation,
		botSessionId: session?.id ?? null,
		/** Turns that the bot hasn't answered yet. */
		turnsRunning: session?.waiting ?? 0,
		outcome: session?.outcome ?? null,
		messages: conversation.messages.map((message) => messageView(world, message)),
	};
}

function chatOf({ world, params }: ApiRequest): MessengerChat {
	const chat = world.messengerChats.get(params['conversationId'] ?? '');
	if (!chat) throw notFound('The conversation');
	return chat;
}

async function open({ world, body }: ApiRequest): Promise<ApiAnswer> {
	const fields = objectOf(body);
	const { text, customer = {} } = fields;
	const { id = newId(), firstName = 'Ada', lastName = 'Byron' } = isObject(customer) ? customer : {};
	const action = await actionIn(world, fields);
	const chat = openChat(
		world,
		{ id: String(id), idType: 'Opaque', firstName: String(firstName), lastName: String(lastName) },
		action,
	);
	if (text !== undefined) write(world, chat, utteranceIn({ text }));
	return ok(chatView(world, chat));
}

function send(request: ApiRequest): ApiAnswer {
	const chat = chatOf(request);
	const utterance = utteranceIn(objectOf(request.body));
	if (chat.conversation.endedAt !== undefined) throw conflict('The chat has ended.');
	write(request.world, chat, utterance);
	return ok(chatView(request.world, chat));
}

/** The Messenger on a website, used by tests and by the page. */
export const messengerRoutes: Route[] = [
	ownRoute('post', 'messenger/conversations', open),
	ownRoute('get', 'messenger/conversations/:conversationId', (request) => ok(chatView(request.world, chatOf(request)))),
	ownRoute('post', 'messenger/conversations/:conversationId/messages', send),
];
