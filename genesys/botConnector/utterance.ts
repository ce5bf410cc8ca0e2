import { randomUUID } from 'node:crypto';
import { asNumber, asObject, asObjects, asText, isTooDeep, withoutUndefined, type JsonObject } from '../json';
import type { Bot, Generation } from './bot';

/** The quick reply or card button that the customer pressed. */
export interface ButtonResponse {
	type?: string; // `QuickReply` or `Button`.
	text?: string;
	payload?: string;
}

/** A customer's message, as the trigger emits it. Fields that don't apply are omitted. */
export interface Utterance {
	event: 'utterance';
	text: string; // For a button press, its text. Empty if there is no text.
	buttonResponse?: ButtonResponse;
	botId: string;
	botName?: string;
	botVersion?: string;
	botSessionId: string; // One run of the action in Architect. A conversation can have several.
	conversationId?: string;
	messageId: string; // Set by Genesys for the Digital Bot Connector, otherwise generated here.
	language?: string;
	parameters: Record<string, string>; // Session variables of the action in Architect.
	isNewSession: boolean;
	sessionTimeoutMinutes?: number;
	raw: JsonObject;
}

/** The utterance as read from a request. The session adds the rest. */
export type Request = Omit<Utterance, 'isNewSession'>;

/** `problem` is the reason why the request is invalid. `isOtherBot` means that it's for another bot. */
export type ReadRequest = { request: Request } | { problem: string; isOtherBot?: true };

/**
 * Reads the body of a Genesys Cloud request and ignores unknown fields. The Bot Connector sends the bot's name in `botId` and its
 * ID in `chatBot.id` (source: live captures). The Digital Bot Connector sends the ID in `botId`.
 */
export function readRequest(rawBody: Buffer, bot: Pick<Bot, 'id' | 'name'>, generation: Generation): ReadRequest {
	const body = jsonOf(rawBody);
	if (body === undefined) return { problem: "The body isn't a JSON utterance" };
	const input = asObject(body.inputMessage);
	const botSessionId = asText(body.botSessionId);
	const chatBot = asObject(body.chatBot);
	const [chatBotId, botId] = [asText(chatBot?.id), asText(body.botId)];
	if (!botSessionId) return { problem: 'The utterance has no botSessionId' };
	if (!input) return { problem: 'The utterance has no inputMessage' };
	const named = generation === 'botConnector' ? (chatBotId ?? botId) : (botId ?? chatBotId);
	if (!named) return { problem: 'The utterance has no botId' };
	const isByName = generation === 'botConnector' && chatBotId === undefined;
	if (named !== bot.id && !(isByName && named === bot.name)) return { problem: 'This URL belongs to another bot', isOtherBot: true };
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
		// JSON has no byte order mark, but some proxies add one.
		const body = asObject(JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, '')));
		return isTooDeep(body) ? undefined : body;
	} catch {
		return undefined;
	}
}

/** Reads it from `content`, as in Google's and Genesys' models, or from the message itself, as Kore.ai does. */
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
