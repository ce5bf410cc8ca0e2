import { asObject, asObjects, asText, type JsonObject } from '../json';
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
	return whole === '' ? `[${NAMES[structured.kind]}]` : whole;
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
	datePicker: ({ title, subtitle, availableTimes, dateMinimum, dateMaximum }) => [
		asText(title),
		asText(subtitle),
		...asObjects(availableTimes).map((time) => bullet(timeText(time.dateTime))),
		periodText(timeText(dateMinimum), timeText(dateMaximum)),
	],
	listPicker: ({ title, subtitle, sections }) => [
		asText(title),
		asText(subtitle),
		...asObjects(sections).flatMap((section) => [
			asText(section.title),
			...asObjects(section.items).map((item) => bullet(joined(' – ', asText(item.title), asText(item.subtitle)))),
		]),
	],
	notification: ({ header, headerMediaUrl, body, footer, buttons }) => [
		asText(header),
		asText(headerMediaUrl),
		asText(body),
		asText(footer),
		...actionLines(buttons),
	],
	other: ({ contentType, content }) => {
		const words = asObjects(content).flatMap((entry) => wordsOf(entry));
		const found = words.length > 0 ? words : asObjects(content).flatMap(placeOf);
		return found.length > 0 ? found : [`[${asText(contentType) ?? 'Message'}]`];
	},
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

/**
 * The words of content whose kind is not known: its titles and texts, wherever they stand, and its links. What is only
 * shown once the customer has answered is left out.
 */
function wordsOf(content: JsonObject, depth = 0): string[] {
	if (depth > 4) return [];
	return Object.entries(content).flatMap(([key, value]) => {
		if (key === 'replyMessage') return [];
		if (typeof value === 'string') return WORD_KEYS.has(key.toLowerCase()) && value !== '' ? [value] : [];
		if (Array.isArray(value)) return asObjects(value).flatMap((entry) => wordsOf(entry, depth + 1));
		return value !== null && typeof value === 'object' ? wordsOf(value as JsonObject, depth + 1) : [];
	});
}
const WORD_KEYS = new Set(['title', 'subtitle', 'text', 'description', 'body', 'label', 'caption', 'url', 'name', 'address']);

/** A place that has only coordinates. */
function placeOf({ location }: JsonObject): string[] {
	const { latitude, longitude } = asObject(location) ?? {};
	return typeof latitude === 'number' && typeof longitude === 'number' ? [`${latitude}, ${longitude}`] : [];
}

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

/** Does the message's own text say a line already? Then it is not repeated. A short line must be one of its lines. */
function saidBy(text: string | undefined): (line: string) => boolean {
	if (text === undefined) return () => false;
	const start = text.slice(0, MAX_SEARCHED);
	return (line) => {
		if (line === '') return false;
		return line.length > LONG_LINE ? start.includes(line.trim()) : `\n${start}\n`.includes(`\n${line.trim()}\n`);
	};
}

/** Characters from which on a line is not found within a text by chance. */
const LONG_LINE = 20;

/** Characters of a text that lines are looked for in: more than agents may write (4000), and soon searched. */
const MAX_SEARCHED = 20_000;
