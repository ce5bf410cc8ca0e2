import { isFilledText, isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { Settings } from '../settings.mts';
import { slotsOf } from './bot.mts';
import type { BotVersion } from './bot.mts';
import { InvalidAnswer, messagesIn } from './content.mts';
import type { BotMessage } from './content.mts';
import { isEntityValue, isSlotValue } from './slotValues.mts';

export type BotState = 'MoreData' | 'Complete' | 'Failed';

/** A valid answer. */
export interface BotReply {
	state: BotState;
	messages: BotMessage[];
	intent?: string;
	confidence?: number;
	slots: JsonObject;
	parameters: Record<string, string>;
	/** Only for `Failed`. */
	error?: { errorType: string; errorMessage: string };
}

const STATES: readonly BotState[] = ['MoreData', 'Complete', 'Failed'];

function stateIn({ botState }: JsonObject, anyCase: boolean): BotState {
	const state = STATES.find(
		(one) => one === botState || (anyCase && typeof botState === 'string' && botState === one.toUpperCase()),
	);
	if (!state) throw new InvalidAnswer(`botState is not one of ${STATES.join(', ')}`);
	return state;
}

/** A map of strings. Genesys Cloud drops an answer with a number or an object. */
function parametersIn({ parameters }: JsonObject): Record<string, string> {
	if (parameters === undefined || parameters === null) return {};
	if (!isObject(parameters)) throw new InvalidAnswer('parameters is not a map');
	for (const [name, value] of Object.entries(parameters)) {
		if (typeof value !== 'string') throw new InvalidAnswer(`parameters.${name} is not a text`);
	}
	return parameters as Record<string, string>;
}

function intentIn(body: JsonObject, state: BotState, { intents }: BotVersion): { intent?: string; confidence?: number } {
	const { intent, confidence } = body;
	if (intent !== undefined && intent !== null && typeof intent !== 'string') throw new InvalidAnswer('intent is not a text');
	if (confidence !== undefined && confidence !== null && typeof confidence !== 'number') {
		throw new InvalidAnswer('confidence is not a number');
	}
	if (state === 'Complete') {
		if (!isFilledText(intent)) throw new InvalidAnswer('Complete needs an intent');
		if (!intents.some(({ name }) => name === intent)) throw new InvalidAnswer(`the intent "${intent}" is not in the list of the bot`);
	}
	return {
		...(isFilledText(intent) && { intent }),
		...(typeof confidence === 'number' && { confidence }),
	};
}

/** `errorCode` and `errorMessage`; in the model of outgoing messages `code` and `message`. */
function errorIn({ errorInfo }: JsonObject): BotReply['error'] {
	const info = isObject(errorInfo) ? errorInfo : {};
	return {
		errorType: textOf(info['errorCode']) ?? textOf(info['code']) ?? '',
		errorMessage: textOf(info['errorMessage']) ?? textOf(info['message']) ?? '',
	};
}

function slotValuesIn({ slotValues }: JsonObject, version: BotVersion, checked: boolean): JsonObject {
	if (slotValues === undefined || slotValues === null) return {};
	if (!isObject(slotValues)) throw new InvalidAnswer('slotValues is not a map');
	const types = slotsOf(version);
	for (const [name, value] of Object.entries(slotValues)) {
		const type = types.get(name);
		if (checked && type !== undefined && !isSlotValue(type, value)) throw new InvalidAnswer(`slotValues.${name} is no ${type}`);
	}
	return slotValues;
}

/** Validates entities against those of the bot's version. All values are strings. */
function entitiesIn({ entities }: JsonObject, version: BotVersion): JsonObject {
	if (entities === undefined || entities === null) return {};
	if (!Array.isArray(entities)) throw new InvalidAnswer('entities is not a list');
	const types = slotsOf(version);
	const read = entities.map((entity: unknown, index) => {
		const where = `entities[${index}]`;
		if (!isObject(entity)) throw new InvalidAnswer(`${where} is not an object`);
		const { name, type, value, values } = entity;
		const known = typeof name === 'string' ? types.get(name) : undefined;
		if (known === undefined) throw new InvalidAnswer(`${where}: the bot has no entity "${String(name)}"`);
		if (type !== known) throw new InvalidAnswer(`${where}.type is not ${known}`);
		const given = known.endsWith('Collection') ? values : value;
		if (!isEntityValue(known, given)) throw new InvalidAnswer(`${where}: its value is no ${known} written as text`);
		return [String(name), given] as const;
	});
	return Object.fromEntries(read);
}

/**
 * An answer to the Bot Connector (v1).
 * @throws InvalidAnswer
 */
export function readAnswer(body: unknown, version: BotVersion, settings: Settings): BotReply {
	if (!isObject(body)) throw new InvalidAnswer('the answer is not a JSON object');
	const state = stateIn(body, true);
	return {
		state,
		messages: messagesIn(body, 'replymessages', { anyCase: true, attachments: 'unknown' }),
		...intentIn(body, state, version),
		slots: slotValuesIn(body, version, settings.botConnectorSlotsChecked),
		parameters: parametersIn(body),
		...(state === 'Failed' && { error: errorIn(body) }),
	};
}

/**
 * An answer to the Digital Bot Connector (v2), or a message that its bot sends later.
 * @throws InvalidAnswer
 */
export function readDigitalAnswer(body: unknown, version: BotVersion, takesAttachments: boolean): BotReply {
	if (!isObject(body)) throw new InvalidAnswer('the answer is not a JSON object');
	const state = stateIn(body, false);
	return {
		state,
		messages: messagesIn(body, 'replyMessages', { anyCase: false, attachments: takesAttachments ? 'allowed' : 'notAllowed' }),
		...intentIn(body, state, version),
		slots: entitiesIn(body, version),
		parameters: parametersIn(body),
		...(state === 'Failed' && { error: errorIn(body) }),
	};
}
