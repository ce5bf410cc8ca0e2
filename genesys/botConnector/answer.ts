import { inOneText, InvalidInputError } from '../errors';
import { asNumber, asObject, asText, isTooDeep, parseJson, withoutUndefined, type JsonObject } from '../json';
import { dateText } from '../time';
import type { Generation, IntentDefinition } from './bot';
import { readMessages, textMessage, type ReplyMessage } from './replyMessages';
import { readSlots, toEntities, toSlotValues, type Slot } from './slots';

export const BOT_STATES = ['MoreData', 'Complete', 'Failed'] as const;
export type BotState = (typeof BOT_STATES)[number];

/** What the bot answers to an utterance, before it is written for one generation. */
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
 * What the last item of a workflow answers: the item of Bot Connector: Reply, one with `botState` that is built by hand, or
 * one with the `text` or `output` of a model. Never throws: an answer that cannot be sent becomes Failed and says why.
 * @param intents the bot's own, where they are known: Genesys Cloud ends the session for any other
 */
export function readAnswer(item: Record<string, unknown>, intents?: readonly IntentDefinition[]): Answer {
	try {
		return answerIn(item, intents);
	} catch (error) {
		const message = error instanceof InvalidInputError ? inOneText(error) : "The workflow's answer could not be read.";
		return { botState: 'Failed', messages: [], error: { code: INVALID_ANSWER, message } };
	}
}

function answerIn(item: unknown, intents?: readonly IntentDefinition[]): Answer {
	const fields = asObject(item) ?? {};
	// Genesys Cloud has it already: what the workflow does behind the reply is not an answer of its own.
	if (fields.delivered === true) return { botState: 'MoreData', messages: [] };
	if (isTooDeep(fields)) throw new InvalidInputError('Reply', 'The answer is nested too deeply', 'Give a flat object.');
	const given = under(fields, 'botstate');
	if (given === undefined) {
		// The AI Agent node with an output parser gives the answer as an object.
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

/** @throws InvalidInputError for what Genesys Cloud would refuse, or end the session for */
export function checkedAnswer(
	{ botState, messages, intent, confidence, slots, parameters, error }: { botState: BotState } & Partial<Record<Exclude<keyof Answer, 'botState'>, unknown>>,
	intents?: readonly IntentDefinition[],
): Answer {
	const given = asText(intent)?.trim() || undefined;
	if (botState === 'Complete' && given === undefined) {
		throw new InvalidInputError('Intent', 'A reply that is Complete has no intent', 'Pick the intent that the flow goes on with.');
	}
	const known = intents?.find((candidate) => candidate.name === given);
	// Only Complete needs one: beside the other states, bots write words of their own, such as "None".
	const name = intents && botState !== 'Complete' ? known?.name : given;
	if (name !== undefined && intents && !known) {
		// In the message, since an AI agent reads only that of its tool.
		const names = intents.map((candidate) => `"${candidate.name}"`).join(', ') || 'none';
		throw new InvalidInputError('Intent', `The bot has no intent "${name}". It has ${names}`, 'Use one of these, exactly as it is written, or add it in the Genesys Bot Connector Trigger.');
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

/** The body of the HTTP answer to Genesys Cloud. */
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

/** The item of Bot Connector: Reply. It has both spellings, so that it is an answer of either generation as it stands. */
export function toItem(answer: Answer): JsonObject {
	return { ...toBody(answer, 'digitalBotConnector'), ...toBody(answer, 'botConnector') };
}

/** The Bot Connector has no attachments: the customer gets the link. */
function withoutAttachment(message: ReplyMessage): ReplyMessage {
	const urls = message.content?.flatMap((part) => (part.contentType === 'Attachment' ? [part.attachment.url] : [])) ?? [];
	return urls.length === 0 ? message : textMessage([message.text, ...urls].filter(Boolean).join('\n'));
}

/** The value under a key in any case; an empty one does not hide the other spelling. */
function under(fields: JsonObject, lowerCaseKey: string): unknown {
	const values = Object.entries(fields).flatMap(([key, value]) => (key.toLowerCase() === lowerCaseKey ? [value] : []));
	return values.find((value) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
}

function stateOf(given: unknown): BotState {
	const letters = asText(given)?.replace(/[\s_-]/g, '').toLowerCase();
	const state = BOT_STATES.find((known) => known.toLowerCase() === letters);
	if (state) return state;
	throw new InvalidInputError('State', 'The state of the reply is unknown', `Use one of ${BOT_STATES.join(', ')}.`);
}

/** The text of a model's answer: n8n's AI Agent writes `output`, its Basic LLM Chain `text`; either may be an object. */
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

/** Genesys Cloud drops an answer with a parameter that is not a string. */
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
