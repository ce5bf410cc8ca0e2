import { randomUUID } from 'node:crypto';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import type { Bot, Generation } from './bot';

/** What the customer pressed: a quick reply or a button of a card. */
export interface ButtonResponse {
	type?: string; // `QuickReply` or `Button`.
	text?: string;
	payload?: string;
}

/** One line of the customer, as the trigger emits it. Fields that do not apply are absent. */
export interface Utterance {
	event: 'utterance';
	text: string; // Of a press, its text; empty where the customer sent no text.
	buttonResponse?: ButtonResponse;
	botId: string;
	botName?: string;
	botVersion?: string;
	botSessionId: string; // One run of the action in Architect; a conversation may have several.
	conversationId?: string;
	messageId: string; // Genesys' own with the Digital Bot Connector; otherwise made here.
	language?: string;
	parameters: Record<string, string>; // Session variables of the action in Architect.
	isNewSession: boolean;
	sessionTimeoutMinutes?: number;
	raw: JsonObject;
}

/** What a request says by itself; the session adds the rest. */
export type Request = Omit<Utterance, 'isNewSession'>;

/** `problem` says in words why there is no utterance; of another bot, it is `otherBot`. */
export type ReadRequest = { request: Request } | { problem: string; isOtherBot?: true };

/**
 * Reads the body that Genesys Cloud posts. Unknown fields are harmless. The Bot Connector writes the bot's name in `botId` and
 * its ID in `chatBot.id` (live captures); the Digital Bot Connector writes the ID in `botId`.
 */
export function readRequest(rawBody: Buffer, bot: Pick<Bot, 'id' | 'name'>, generation: Generation): ReadRequest {
	const body = jsonOf(rawBody);
	if (body === undefined) return { problem: 'The body is not the JSON of an utterance' };
	const input = asObject(body.inputMessage);
	const botSessionId = asText(body.botSessionId);
	const chatBot = asObject(body.chatBot);
	const [chatBotId, botId] = [asText(chatBot?.id), asText(body.botId)];
	if (!botSessionId) return { problem: 'The utterance has no botSessionId' };
	if (!input) return { problem: 'The utterance has no inputMessage' };
	const named = generation === 'botConnector' ? (chatBotId ?? botId) : (botId ?? chatBotId);
	if (!named) return { problem: 'The utterance has no botId' };
	const isByName = generation === 'botConnector' && chatBotId === undefined;
	if (named !== bot.id && !(isByName && named === bot.name)) return { problem: 'This URL is of another bot', isOtherBot: true };
	const buttonResponse = buttonResponseIn(input);
	const request = withoutUndefined<Request>({
		event: 'utterance',
		text: asText(input.text) ?? buttonResponse?.text ?? buttonResponse?.payload ?? '',
		buttonResponse,
		botId: bot.id,
		botName: asText(chatBot?.name) ?? asText(body.botName) ?? bot.name,
		botVersion: asText(body.botVersion),
		botSessionId,
		conversationId: asText(body.genesysConversationId) ?? asText(body.conversationId),
		messageId: asText(body.messageId) ?? randomUUID(),
		language: asText(body.languageCode),
		parameters: stringsIn(body.parameters),
		sessionTimeoutMinutes: asNumber(body.botSessionTimeout),
		raw: body,
	});
	return { request };
}

function jsonOf(rawBody: Buffer): JsonObject | undefined {
	try {
		// A byte order mark is no part of JSON, but some proxies put one in front.
		const body = asObject(JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, '')));
		return isTooDeep(body) ? undefined : body;
	} catch {
		return undefined;
	}
}

/** In `content`, as Google's and Genesys' own models have it, or in the message itself, as Kore.ai reads it. */
function buttonResponseIn(input: JsonObject): ButtonResponse | undefined {
	const [pressed] = [...asObjects(input.content), input].flatMap((part): JsonObject[] => {
		const found = asObject(part.buttonResponse);
		return found ? [found] : [];
	});
	if (!pressed) return undefined;
	return withoutUndefined({ type: asText(pressed.type), text: asText(pressed.text), payload: asText(pressed.payload) });
}

function stringsIn(parameters: unknown): Record<string, string> {
	const entries = Object.entries(asObject(parameters) ?? {});
	return Object.fromEntries(entries.flatMap(([name, value]) => (value === null ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]])));
}
