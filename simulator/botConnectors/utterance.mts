import type { JsonObject } from '../http/json.mts';
import { newId } from '../ids.mts';
import type { Settings } from '../settings.mts';
import type { BotSession } from './session.mts';

/** A customer's utterance to a bot. */
export interface Utterance {
	text: string;
	/** A click on a quick reply or a button of a card. */
	buttonResponse?: { type: string; text: string; payload: string };
}

const inputOf = ({ text, buttonResponse }: Utterance): JsonObject =>
	buttonResponse
		? { type: 'Structured', text, content: [{ contentType: 'ButtonResponse', buttonResponse }] }
		: { type: 'Text', text };

/** Session variables, if the action has any. */
const variables = (parameters: Record<string, string>): JsonObject =>
	Object.keys(parameters).length > 0 ? { parameters } : {};

/** In live captures of v1, `botId` contains the bot's name, and the variables are sent once, on the first turn. */
function legacyBody({ id, action, conversation, turns }: BotSession, utterance: Utterance, settings: Settings): JsonObject {
	const { bot, language, parameters } = action;
	return {
		botId: bot.name,
		botVersion: bot.version.version,
		botSessionId: id,
		inputMessage: inputOf(utterance),
		languageCode: language.toLowerCase(),
		botSessionTimeout: settings.botConnectorSessionMinutes,
		chatBot: { id: bot.id, name: bot.name },
		genesysConversationId: conversation.id,
		...(turns === 1 && variables(parameters)),
	};
}

function digitalBody({ id, action, conversation }: BotSession, utterance: Utterance, settings: Settings): JsonObject {
	const { bot, language, parameters } = action;
	return {
		botId: bot.id,
		botVersion: bot.version.version,
		botSessionId: id,
		messageId: newId(),
		inputMessage: inputOf(utterance),
		languageCode: language.toLowerCase(),
		botSessionTimeout: settings.digitalBotSessionMinutes,
		genesysConversationId: conversation.id,
		...variables(parameters),
	};
}

/** A turn's request body. */
export const requestBody = (session: BotSession, utterance: Utterance, settings: Settings): JsonObject =>
	session.action.generation === 'botConnector'
		? legacyBody(session, utterance, settings)
		: digitalBody(session, utterance, settings);
