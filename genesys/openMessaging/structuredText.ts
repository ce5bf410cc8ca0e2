import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json';
import { readableTime } from '../readableTime';
import type { Structured, StructuredKind } from './events';

/**
 * The plain text of a message: what Genesys wrote, and below it what its structured part says that the text does not.
 * Structured content without a word is named, so that no channel gets an empty message.
 */
export function renderText(text: string | undefined, structured: Structured): string {
	const isSaid = saidBy(text);
	const lines = RENDERERS[structured.kind](structured).filter((line) => line !== undefined);
	const shown = lines.slice(0, MAX_LINES).filter((line) => !isSaid(line));
	if (lines.length > MAX_LINES) shown.push('…');
	const whole = [text, ...shown].filter((line) => line !== undefined).join('\n').trim();
	return whole === '' ? `[${asText(structured.contentType) ?? NAMES[structured.kind]}]` : whole;
}

/** More than people read. Genesys' own limits (13 quick replies, 10 cards) stay far below; `structured` has all of it. */
const MAX_LINES = 1000;

const NAMES: Record<StructuredKind, string> = {
	quickReplies: 'Quick replies',
	card: 'Card',
	carousel: 'Cards',
	datePicker: 'Date picker',
	listPicker: 'List picker',
	notification: 'Notification',
	other: 'Message',
};

type Renderer = (structured: JsonObject) => Array<string | undefined>;

const RENDERERS: Record<StructuredKind, Renderer> = {
	quickReplies: ({ title, replies }) => [asText(title), ...actionLines(replies)],
	card: (card) => (Array.isArray(card.cards) ? cardsLines(card.cards) : cardLines(card)),
	carousel: ({ cards }) => cardsLines(cards),
	datePicker: ({ title, subtitle, location, availableTimes, dateMinimum, dateMaximum }) => [
		asText(title),
		asText(subtitle),
		...placeLines(asObject(location)),
		...asObjects(availableTimes).map((time) => bullet(timeText(time.dateTime))),
		periodText(timeText(dateMinimum), timeText(dateMaximum)),
	],
	listPicker: ({ header, title, subtitle, sections }) => [
		asText(header),
		asText(title),
		asText(subtitle),
		...asObjects(sections).flatMap((section) => [
			asText(section.title),
			...asObjects(section.items).map((item) => bullet(joined(' – ', asText(item.title), asText(item.subtitle)))),
		]),
	],
	notification: ({ header, headerMediaUrl, headerMediaName, body, footer, buttons }) => [
		asText(header),
		asText(headerMediaUrl) ?? asText(headerMediaName),
		asText(body),
		asText(footer),
		...actionLines(buttons),
	],
	other: ({ content }) => asObjects(content).flatMap((entry) => otherLines(entry)),
};

function cardsLines(cards: unknown): Array<string | undefined> {
	return asObjects(cards).flatMap((card, index) => (index === 0 ? cardLines(card) : ['', ...cardLines(card)]));
}

function cardLines(card: JsonObject): Array<string | undefined> {
	return [
		asText(card.title),
		asText(card.description),
		asText(card.imageUrl),
		asText(card.videoUrl),
		// The default action often is one of the buttons, too.
		...new Set([...actionLines(card.defaultAction ? [card.defaultAction] : []), ...actionLines(card.actions)]),
	];
}

function actionLines(actions: unknown): Array<string | undefined> {
	return asObjects(actions).map((action) => {
		const text = asText(action.text);
		const url = asText(action.url) ?? asText(action.phoneNumber);
		return bullet(url && url !== text ? joined(': ', text, url) : text);
	});
}

/** Kinds that say in numbers what matters. Models: ConversationContentReaction, -PaymentRequest and -Location. */
function otherLines(entry: JsonObject): Array<string | undefined> {
	const { reactions, paymentRequest, location, ...rest } = entry;
	return [
		...asObjects(reactions).map(({ reactionType, count }) => asText(reactionType) && joined(' × ', asText(reactionType), asText(count))),
		...paymentLines(asObject(paymentRequest)),
		...placeLines(asObject(location)),
		...wordsOf(rest),
	];
}

function paymentLines(request: JsonObject = {}): Array<string | undefined> {
	const { currencyCode, lineItems, orderTotal, ...rest } = request;
	const price = (amount: unknown) => joined(' ', asText(amount), amount === undefined ? undefined : asText(currencyCode));
	return [
		...wordsOf(rest),
		...asObjects(lineItems).map(({ label, amount }) => bullet(joined(': ', asText(label), price(amount)))),
		price(orderTotal),
	];
}

function placeLines(location: JsonObject | undefined): Array<string | undefined> {
	if (!location) return [];
	const [latitude, longitude] = [asNumber(location.latitude), asNumber(location.longitude)];
	const isOnMap = latitude !== undefined && longitude !== undefined && asText(location.url) === undefined;
	return [...wordsOf(location), isOnMap ? `${latitude}, ${longitude}` : undefined];
}

/** Deeper than any of Genesys' models. */
const MAX_WORD_DEPTH = 12;

/**
 * The words of content whose kind is not known: its titles and texts, wherever they stand, lists of words, and links. What
 * is only shown once the customer has answered is left out.
 */
function wordsOf(content: JsonObject, depth = 0): string[] {
	if (depth > MAX_WORD_DEPTH) return [];
	return Object.entries(content).flatMap(([key, value]) => {
		const name = key.toLowerCase();
		if (name === 'replymessage') return [];
		if (typeof value === 'string') return WORD_KEYS.has(name) && value !== '' ? [value] : [];
		if (!Array.isArray(value)) return asObjects(value).flatMap((entry) => wordsOf(entry, depth + 1));
		const areWords = !CODE_KEY.test(name);
		return value.flatMap((entry: unknown) => {
			if (typeof entry === 'string') return areWords && entry !== '' ? [`• ${entry}`] : [];
			return asObjects(entry).flatMap((object) => wordsOf(object, depth + 1));
		});
	});
}
const WORD_KEYS = new Set(
	'title subtitle text description body label caption url name address header footer urllabel value question filename notificationtext failurereason paymentstatus'.split(' '),
);
/** Lists under such a key are for programs. */
const CODE_KEY = /ids?$|types?$|codes?$|fields?$|tokens?$|roles?$/;

function periodText(from: string | undefined, to: string | undefined): string | undefined {
	if (from !== undefined && to !== undefined) return `${from} – ${to}`;
	return joined(' ', from && `from ${from}`, to && `until ${to}`);
}

function timeText(time: unknown): string | undefined {
	const text = asText(time);
	return text === undefined ? undefined : readableTime(text);
}

function bullet(text: string | undefined): string | undefined {
	return text === undefined ? undefined : `• ${text}`;
}

function joined(separator: string, ...parts: Array<string | undefined>): string | undefined {
	const present = parts.filter((part) => part !== undefined);
	return present.length > 0 ? present.join(separator) : undefined;
}

/**
 * Does the message's own text say a line (or some) already? Then it is not repeated. A short one must be one of its
 * lines; blanks around lines do not count.
 */
export function saidBy(text: string | undefined): (line: string) => boolean {
	if (text === undefined) return () => false;
	const start = `\n${trimmedLines(text.slice(0, MAX_SEARCHED))}\n`;
	return (line) => {
		const wanted = trimmedLines(line.trim());
		if (wanted === '') return false;
		return start.includes(wanted.length > LONG_LINE ? wanted : `\n${wanted}\n`);
	};
}

function trimmedLines(text: string): string {
	return text.split('\n').map((line) => line.trim()).join('\n');
}

/** Characters from which on a line is not found within a text by chance. */
const LONG_LINE = 20;

/** Characters of a text that lines are looked for in: more than agents may write (4000), and soon searched. */
const MAX_SEARCHED = 20_000;
