import { randomUUID } from 'node:crypto';
import { InvalidInputError, shown } from '../errors';
import { asObject, asObjects, asText, parseJson, withoutUndefined, type JsonObject } from '../json';
import { cleanFileName, fileNameIn, mediaTypeOf, mimeOf, UNKNOWN_MIME } from '../openMessaging/attachments';
import { httpUrl } from '../urls';

/** A message from the bot, in the format of both generations. Source: Digital Bot Connector specification, content. */
export interface ReplyMessage {
	type: 'Text' | 'Structured';
	text?: string;
	content?: ReplyContent[];
}
export type ReplyContent =
	| { contentType: 'QuickReply'; quickReply: QuickReply }
	| { contentType: 'Card'; card: Card }
	| { contentType: 'Carousel'; carousel: { cards: Card[] } }
	| { contentType: 'Attachment'; attachment: ReplyAttachment };
export interface QuickReply {
	text: string;
	payload: string;
	image?: string;
}
export interface Card {
	title: string;
	description?: string;
	image?: string;
	video?: string;
	defaultAction?: { type: 'Link'; url: string };
	actions: CardAction[];
}
export type CardAction = { type: 'Link'; text: string; url: string } | { type: 'Postback'; text: string; payload: string };
export const REPLY_MEDIA_TYPES = ['Image', 'Video', 'Audio', 'File', 'Link'] as const;
export interface ReplyAttachment {
	id: string;
	mediaType: (typeof REPLY_MEDIA_TYPES)[number];
	url: string;
	filename?: string;
	mime?: string;
}

export const textMessage = (text: string): ReplyMessage => ({ type: 'Text', text });

/** Quick replies below a text. @throws InvalidInputError for a quick reply without text or an image that isn't an HTTPS URL */
export function quickRepliesMessage(text: string, quickReplies: unknown): ReplyMessage {
	const content = asObjects(quickReplies, 'text').map((entry): ReplyContent => ({ contentType: 'QuickReply', quickReply: readQuickReply(entry) }));
	return withoutUndefined({ type: 'Structured' as const, text: text || undefined, content });
}

/** One card, or several as a carousel. @throws InvalidInputError for a card without a title or actions, or two buttons with the same text and payload */
export function cardsMessage(cards: unknown): ReplyMessage {
	const read = asObjects(cards).map(readCard);
	refuseRepeatedPostbacks(read);
	const content: ReplyContent = read.length === 1 ? { contentType: 'Card', card: read[0] } : { contentType: 'Carousel', carousel: { cards: read } };
	return { type: 'Structured', content: [content] };
}

/** A file with a caption. Genesys Cloud requires the message type Text. */
export function attachmentMessage(attachment: unknown, caption = ''): ReplyMessage {
	const content: ReplyContent[] = [{ contentType: 'Attachment', attachment: readAttachment(asObject(attachment) ?? {}) }];
	return withoutUndefined({ type: 'Text' as const, text: caption || undefined, content });
}

/** Messages written by the workflow, in Genesys' format or as plain texts. @throws InvalidInputError for content that a bot can't send */
export function readMessages(given: unknown): ReplyMessage[] {
	const parsed = typeof given === 'string' ? (parseJson(given) ?? given) : given;
	return [parsed].flat().filter(isGiven).flatMap(readMessage);
}

function readMessage(entry: unknown): ReplyMessage[] {
	const plain = asText(entry);
	if (plain !== undefined) return [textMessage(plain)];
	const message = asObject(entry);
	if (!message) throw refused('Reply Messages', 'A reply message is neither text nor an object', 'Use a list of strings, or of messages in Genesys Cloud format.');
	const text = textOf(message.text, 'Text');
	const content = asObjects(message.content);
	const kinds = content.map((part) => kindOf(part));
	if (content.length === 0) return text === '' ? [] : [textMessage(text)];
	if (kinds.every((kind) => kind === 'quickReply')) return [quickRepliesMessage(text, content.map((part) => part.quickReply))];
	const lead = text === '' ? [] : [textMessage(text)];
	if (kinds.every((kind) => kind === 'card' || kind === 'carousel')) {
		const cards = asObjects(content.flatMap((part) => part.card ?? asObject(part.carousel)?.cards));
		// Genesys Cloud rejects a carousel without cards, which an expression can produce.
		return cards.length === 0 ? lead : [...lead, cardsMessage(cards)];
	}
	if (kinds.every((kind) => kind === 'attachment')) return content.map((part, index) => attachmentMessage(part.attachment, index === 0 ? text : ''));
	throw refused('Reply Messages', "A reply message has content that a bot can't send", 'Use QuickReply, Card, Carousel, or Attachment, and only one of them per message.');
}

const KINDS = ['quickReply', 'card', 'carousel', 'attachment'] as const;
const kindOf = (part: JsonObject) => KINDS.find((kind) => asObject(part[kind]) !== undefined);

function readQuickReply(entry: JsonObject): QuickReply {
	const text = required(entry.text, 'Quick Replies', 'A quick reply has no text');
	return withoutUndefined({ text, payload: textOf(entry.payload, 'Payload') || text, image: httpsUrl(entry.image, 'Quick Replies') });
}

function readCard(entry: JsonObject): Card {
	const title = required(entry.title, 'Cards', 'A card has no title');
	const actions = asObjects(entry.actions).map(readAction);
	if (actions.length === 0) throw refused('Cards', `The card "${shown(title)}" has no actions`, 'Add at least one action: a link, or a button that sends its payload to the bot.');
	const url = httpsUrl(asObject(entry.defaultAction)?.url, 'Cards');
	return withoutUndefined({
		title,
		description: textOf(entry.description, 'Description') || undefined,
		image: httpsUrl(entry.image, 'Cards'),
		video: httpsUrl(entry.video, 'Cards'),
		defaultAction: url === undefined ? undefined : { type: 'Link' as const, url },
		actions,
	});
}

function readAction(entry: JsonObject): CardAction {
	const text = required(entry.text, 'Cards', 'A card action has no text');
	const type = textOf(entry.type, 'Type').toLowerCase() || (isGiven(entry.url) ? 'link' : 'postback');
	if (type === 'link') {
		const url = httpsUrl(entry.url, 'Cards');
		if (url === undefined) throw refused('Cards', `The link "${shown(text)}" has no URL`, 'Enter an HTTPS URL.');
		return { type: 'Link', text, url };
	}
	if (type !== 'postback') throw refused('Cards', `The action "${shown(text)}" has an unknown type`, 'Use Link or Postback.');
	return { type: 'Postback', text, payload: textOf(entry.payload, 'Payload') || text };
}

/** Genesys Cloud identifies the buttons of a card or carousel by text and payload. */
function refuseRepeatedPostbacks(cards: Card[]): void {
	const seen = new Set<string>();
	for (const { actions } of cards) {
		for (const action of actions) {
			if (action.type !== 'Postback') continue;
			const key = JSON.stringify([action.text, action.payload]);
			if (seen.has(key)) {
				throw refused('Cards', `Two buttons have the text "${shown(action.text)}" and the same payload`, 'Use a different payload for each, such as the product number.');
			}
			seen.add(key);
		}
	}
}

function readAttachment(entry: JsonObject): ReplyAttachment {
	const url = httpsUrl(entry.url, 'Attachments');
	if (url === undefined) throw refused('Attachments', 'An attachment has no URL', 'Enter the HTTPS URL of the file.');
	const filename = cleanFileName(textOf(entry.filename, 'Filename')) ?? fileNameIn(url);
	const mime = textOf(entry.mime, 'MIME Type') || (filename && mimeOf(filename));
	const given = textOf(entry.mediaType, 'Media Type');
	const mediaType = REPLY_MEDIA_TYPES.find((type) => type.toLowerCase() === given.toLowerCase());
	if (given !== '' && !mediaType) throw refused('Attachments', 'An attachment has an unknown media type', `Use one of ${REPLY_MEDIA_TYPES.join(', ')}.`);
	return withoutUndefined({
		id: textOf(entry.id, 'ID') || randomUUID(),
		mediaType: mediaType ?? mediaTypeOf(mime ?? ''),
		url,
		filename,
		mime: mime === UNKNOWN_MIME ? undefined : mime,
	});
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function httpsUrl(value: unknown, parameter: string): string | undefined {
	const given = textOf(value, 'URL').trim();
	if (given === '') return undefined;
	const url = httpUrl(given);
	if (url?.startsWith('https:')) return url;
	throw refused(parameter, `"${shown(given)}" isn't an HTTPS URL`, 'Genesys Cloud requires HTTPS URLs for images, videos, files, and links.');
}

function required(value: unknown, parameter: string, what: string): string {
	const text = textOf(value, 'Text');
	if (text !== '') return text;
	throw refused(parameter, what, "Enter text. If it's an expression, check that the incoming item has the field.");
}

/** @throws InvalidInputError for an object or a list */
function textOf(value: unknown, what: string): string {
	if (!isGiven(value)) return '';
	const text = asText(value);
	if (text === undefined) throw refused(what, `"${what}" is ${Array.isArray(value) ? 'a list' : 'an object'} instead of text`, 'Select one of its fields in the expression.');
	return text.trim() === '' ? '' : text;
}

const refused = (parameter: string, what: string, advice: string) => new InvalidInputError(parameter, what, advice);
