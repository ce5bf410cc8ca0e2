import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';

/** Explains why a bot's answer is invalid. */
export class InvalidAnswer extends Error {}

/** A bot's message to the customer. */
export interface BotMessage {
	type: 'Text' | 'Structured';
	text: string;
	content: JsonObject[];
}

export interface ContentRules {
	/** Type names are case-insensitive (v1: both were seen in production). */
	anyCase: boolean;
	/** Whether the bot may send files. Only the Digital Bot Connector has this option. */
	attachments: 'allowed' | 'notAllowed' | 'unknown';
}

const MEDIA_TYPES = ['Image', 'Video', 'Audio', 'File', 'Link'];

function objectAt(parent: JsonObject, key: string, where: string): JsonObject {
	const value = parent[key];
	if (!isObject(value)) throw new InvalidAnswer(`${where}.${key} is not an object`);
	return value;
}

function textAt(parent: JsonObject, key: string, where: string): string {
	const value = parent[key];
	if (!isFilledText(value)) throw new InvalidAnswer(`${where}.${key} is not a text`);
	return value;
}

function listAt(parent: JsonObject, key: string, where: string): JsonObject[] {
	const value = parent[key];
	if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) {
		throw new InvalidAnswer(`${where}.${key} is not a list of objects`);
	}
	return value;
}

function checkQuickReply(item: JsonObject, where: string): void {
	const reply = objectAt(item, 'quickReply', where);
	textAt(reply, 'text', `${where}.quickReply`);
	textAt(reply, 'payload', `${where}.quickReply`);
}

/** Adds text and payload of postbacks, which must be unique in a card or carousel, to `postbacks`. */
function checkCard(card: JsonObject, where: string, postbacks: Set<string>): void {
	textAt(card, 'title', where);
	for (const [index, action] of listAt(card, 'actions', where).entries()) {
		const at = `${where}.actions[${index}]`;
		const text = textAt(action, 'text', at);
		if (action['type'] === 'Link') textAt(action, 'url', at);
		else if (action['type'] === 'Postback') {
			const key = JSON.stringify([text, textAt(action, 'payload', at)]);
			if (postbacks.has(key)) throw new InvalidAnswer(`${at}: text and payload are not unique`);
			postbacks.add(key);
		} else throw new InvalidAnswer(`${at}.type is not Link or Postback`);
	}
}

function checkCarousel(item: JsonObject, where: string): void {
	const postbacks = new Set<string>();
	const cards = listAt(objectAt(item, 'carousel', where), 'cards', `${where}.carousel`);
	for (const [index, card] of cards.entries()) checkCard(card, `${where}.carousel.cards[${index}]`, postbacks);
}

const STRUCTURED: Record<string, (item: JsonObject, where: string) => void> = {
	QuickReply: checkQuickReply,
	Card: (item, where) => checkCard(objectAt(item, 'card', where), `${where}.card`, new Set()),
	Carousel: checkCarousel,
};

function checkAttachment(item: JsonObject, where: string): void {
	const attachment = objectAt(item, 'attachment', where);
	const at = `${where}.attachment`;
	textAt(attachment, 'id', at);
	textAt(attachment, 'filename', at);
	if (!URL.canParse(textAt(attachment, 'url', at))) throw new InvalidAnswer(`${at}.url is not a URL`);
	if (!MEDIA_TYPES.includes(textAt(attachment, 'mediaType', at))) throw new InvalidAnswer(`${at}.mediaType is unknown`);
}

function checkItem(item: JsonObject, where: string, type: BotMessage['type'], { attachments }: ContentRules): void {
	const kind = String(item['contentType']);
	if (kind === 'Attachment' && attachments !== 'unknown') {
		if (attachments === 'notAllowed') throw new InvalidAnswer(`${where}: the integration does not enable file attachments`);
		if (type !== 'Text') throw new InvalidAnswer(`${where}: a message with an attachment has to be of the type Text`);
		return checkAttachment(item, where);
	}
	const check = Object.hasOwn(STRUCTURED, kind) ? STRUCTURED[kind] : undefined;
	if (!check) throw new InvalidAnswer(`${where}.contentType "${kind}" is unknown`);
	if (type !== 'Structured') throw new InvalidAnswer(`${where}: ${kind} is for messages of the type Structured`);
	check(item, where);
}

function messageIn(value: unknown, where: string, rules: ContentRules): BotMessage {
	if (!isObject(value)) throw new InvalidAnswer(`${where} is not an object`);
	const { type: given, text = '', content = [] } = value;
	const type = (['Text', 'Structured'] as const).find(
		(one) => one === given || (rules.anyCase && one.toLowerCase() === String(given).toLowerCase()),
	);
	if (!type) throw new InvalidAnswer(`${where}.type is not Text or Structured`);
	if (text !== null && typeof text !== 'string') throw new InvalidAnswer(`${where}.text is not a text`);
	if (content !== null && !(Array.isArray(content) && content.every(isObject))) {
		throw new InvalidAnswer(`${where}.content is not a list of objects`);
	}
	const items = content ?? [];
	if (type === 'Structured' && items.length === 0) throw new InvalidAnswer(`${where}.content is missing`);
	for (const [index, item] of items.entries()) checkItem(item, `${where}.content[${index}]`, type, rules);
	return { type, text: text ?? '', content: items };
}

/**
 * An answer's messages, without empty ones.
 * @throws InvalidAnswer with the path
 */
export function messagesIn(body: JsonObject, key: string, rules: ContentRules): BotMessage[] {
	const list = body[key];
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) throw new InvalidAnswer(`${key} is not a list`);
	const messages = list.map((message: unknown, index) => messageIn(message, `${key}[${index}]`, rules));
	return messages.filter(({ text, content }) => text.trim() !== '' || content.length > 0);
}
