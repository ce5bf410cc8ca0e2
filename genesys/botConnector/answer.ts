import { inOneText, InvalidInputError } from '../errors';
import { asNumber, asObject, asText, isTooDeep, parseJson, withoutUndefined, type JsonObject } from '../json';
import { dateText } from '../time';
import type { Generation, IntentDefinition } from './bot';
import { readMessages, textMessage, type ReplyMessage } from './replyMessages';
import { readSlots, toEntities, toSlotValues, type Slot } from './slots';

export const BOT_STATES = ['MoreData', 'Complete', 'Failed'] as const;
export type BotState = (typeof BOT_STATES)[number];

/** The bot's answer to an utterance, independent of the generation. */
export interface Answer {
	botState: BotState;
	messages: ReplyMessage[];
	intent?: string;
	confidence?: number; // 0 to 1.
	slots?: Slot[];
	parameters?: Record<string, string>; // Output variables of the action in Architect.
	error?: { code: string; message: string };
}

export const INVALID_ANSWER = 'invalid.answer';

/**
 * Reads the answer from a workflow's last item: the item of Bot Connector: Reply, a custom item with `botState`, or a model's
 * `text` or `output`. Never throws: an invalid answer becomes Failed with the reason.
 * @param intents the bot's intents, if known. For any other intent, Genesys Cloud ends the session
 */
export function readAnswer(item: Record<string, unknown>, intents?: readonly IntentDefinition[]): Answer {
	try {
		return answerIn(item, intents);
	} catch (error) {
		const message = error instanceof InvalidInputError ? inOneText(error) : "The workflow's answer couldn't be read.";
		return { botState: 'Failed', messages: [], error: { code: INVALID_ANSWER, message } };
	}
}

function answerIn(item: unknown, intents?: readonly IntentDefinition[]): Answer {
	const fields = asObject(item) ?? {};
	// The reply was already delivered, and the nodes after it don't answer again.
	if (fields.delivered === true) return { botState: 'MoreData', messages: [] };
	if (isTooDeep(fields)) throw new InvalidInputError('Reply', 'The answer is nested too deeply', 'Return a flat object.');
	const given = under(fields, 'botstate');
	if (given === undefined) {
		// An AI Agent with an output parser returns the answer as an object.
		const inner = asObject(under(fields, 'output'));
		if (inner && under(inner, 'botstate') !== undefined) return answerIn(inner, intents);
		return { botState: 'MoreData', messages: messagesWrittenIn(fields) };
	}
	return checkedAnswer(
		{
			botState: stateOf(given),
			messages: under(fields, 'replymessages') ?? messagesWrittenIn(fields),
			intent: under(fields, 'intent'),
			confidence: under(fields, 'confidence'),
			slots: under(fields, 'entities') ?? under(fields, 'slotvalues'),
			parameters: under(fields, 'parameters'),
			error: under(fields, 'errorinfo'),
		},
		intents,
	);
}

/** @throws InvalidInputError for content that Genesys Cloud would reject or end the session for */
export function checkedAnswer(
	{ botState, messages, intent, confidence, slots, parameters, error }: { botState: BotState } & Partial<Record<Exclude<keyof Answer, 'botState'>, unknown>>,
	intents?: readonly IntentDefinition[],
): Answer {
	const given = asText(intent)?.trim() || undefined;
	if (botState === 'Complete' && given === undefined) {
		throw new InvalidInputError('Intent', 'A Complete reply has no intent', "Enter the intent that determines the flow's path.");
	}
	const known = intents?.find((candidate) => candidate.name === given);
	// Only Complete needs one. With other states, bots may send their own values, such as "None".
	const name = intents && botState !== 'Complete' ? known?.name : given;
	if (name !== undefined && intents && !known) {
		// Listed in the message, since an AI agent only sees its tool's message.
		const names = intents.map((candidate) => `"${candidate.name}"`).join(', ') || 'none';
		throw new InvalidInputError('Intent', `The bot has no intent "${name}". It has ${names}`, 'Use one of these exactly as written, or add the intent in the Genesys Bot Connector Trigger.');
	}
	const read = readSlots(slots, known ? known.slots : intents?.flatMap((candidate) => candidate.slots));
	const strings = toStrings(parameters);
	return withoutUndefined({
		botState,
		messages: readMessages(messages),
		intent: name,
		confidence: confidenceIn(confidence),
		slots: read.length > 0 ? read : undefined,
		parameters: Object.keys(strings).length > 0 ? strings : undefined,
		error: botState === 'Failed' ? errorIn(error) : undefined,
	});
}

/** The body of the HTTP response to Genesys Cloud. */
export function toBody(answer: Answer, generation: Generation): object {
	const { botState, messages, intent, confidence, slots, parameters, error } = answer;
	const isDigital = generation === 'digitalBotConnector';
	return withoutUndefined({
		botState,
		[isDigital ? 'replyMessages' : 'replymessages']: isDigital ? messages : messages.map(withoutAttachment),
		intent,
		confidence,
		...(slots && (isDigital ? { entities: toEntities(slots) } : { slotValues: toSlotValues(slots) })),
		parameters,
		errorInfo: error && { ...error, errorCode: error.code, errorMessage: error.message },
	});
}

/** The item of Bot Connector: Reply, with the field names of both generations. */
export function toItem(answer: Answer): JsonObject {
	return { ...toBody(answer, 'digitalBotConnector'), ...toBody(answer, 'botConnector') };
}

/** Replaces an attachment with its URL, since the Bot Connector doesn't support attachments. */
function withoutAttachment(message: ReplyMessage): ReplyMessage {
	const urls = message.content?.flatMap((part) => (part.contentType === 'Attachment' ? [part.attachment.url] : [])) ?? [];
	return urls.length === 0 ? message : textMessage([message.text, ...urls].filter(Boolean).join('\n'));
}

/** The first non-empty value of a case-insensitive key. */
function under(fields: JsonObject, lowerCaseKey: string): unknown {
	const values = Object.entries(fields).flatMap(([key, value]) => (key.toLowerCase() === lowerCaseKey ? [value] : []));
	return values.find((value) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
}

function stateOf(given: unknown): BotState {
	const letters = asText(given)?.replace(/[\s_-]/g, '').toLowerCase();
	const state = BOT_STATES.find((known) => known.toLowerCase() === letters);
	if (state) return state;
	throw new InvalidInputError('State', 'The reply has an unknown state', `Use one of ${BOT_STATES.join(', ')}.`);
}

/** Reads a model's answer. n8n's AI Agent returns `output`, its Basic LLM Chain returns `text`; either can be an object. */
function messagesWrittenIn({ text, output }: JsonObject): ReplyMessage[] {
	const written = [text, output].map((value) => {
		if (typeof value !== 'object' || value === null) return asText(value) ?? '';
		return asText(asObject(value)?.text) ?? asText(asObject(value)?.output) ?? JSON.stringify(value);
	});
	return written.filter((words) => words.trim() !== '').slice(0, 1).map(textMessage);
}

function confidenceIn(value: unknown): number | undefined {
	const confidence = asNumber(value);
	return confidence !== undefined && confidence >= 0 && confidence <= 1 ? confidence : undefined;
}

/** Converts values to strings, since Genesys Cloud drops answers with other types. */
function toStrings(parameters: unknown): Record<string, string> {
	const map = asObject(typeof parameters === 'string' ? parseJson(parameters) : parameters) ?? {};
	const strings = Object.entries(map).map(([name, value]) => [name, textOf(value)] as const);
	return Object.fromEntries(strings.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	return asText(value) ?? dateText(value) ?? JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}

function errorIn(value: unknown): Answer['error'] {
	const fields = asObject(value) ?? {};
	const message = asText(fields.message) ?? asText(fields.errorMessage) ?? asText(value);
	const code = asText(fields.code) ?? asText(fields.errorCode);
	return message === undefined && code === undefined ? undefined : { code: code ?? 'bot.failed', message: message ?? '' };
}
