import { asObjects, asText, type JsonObject } from '../json';
import { readableTime } from '../readableTime';
import type { Structured, StructuredKind } from './events';

/**
 * The plain text of a message: what Genesys wrote, and below it what its structured part says that the text does not.
 * `undefined` where there is nothing to say in words.
 */
export function renderText(text: string | undefined, structured: Structured | undefined): string | undefined {
	if (!structured) return text;
	const lines = RENDERERS[structured.kind](structured).filter((line) => line !== undefined && !isSaid(text, line));
	const whole = [text, ...lines].filter((line) => line !== undefined).join('\n').trim();
	return whole === '' ? undefined : whole;
}

type Renderer = (structured: JsonObject) => Array<string | undefined>;

const RENDERERS: Record<StructuredKind, Renderer> = {
	quickReplies: ({ title, replies }) => [asText(title), ...actionLines(replies)],
	card: (card) => (Array.isArray(card.cards) ? cardsLines(card.cards) : cardLines(card)),
	carousel: ({ cards }) => cardsLines(cards),
	datePicker: ({ title, subtitle, availableTimes, dateMinimum, dateMaximum }) => [
		asText(title),
		asText(subtitle),
		...asObjects(availableTimes).map((time) => bullet(timeText(time.dateTime))),
		asText(dateMinimum) && asText(dateMaximum) ? `${timeText(dateMinimum)} – ${timeText(dateMaximum)}` : undefined,
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
		const words = asObjects(content).flatMap(wordsOf);
		return words.length > 0 ? words : [`[${asText(contentType) ?? 'Message'}]`];
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
		...actionLines(card.defaultAction ? [card.defaultAction] : []),
		...actionLines(card.actions),
	];
}

function actionLines(actions: unknown): Array<string | undefined> {
	return asObjects(actions).map((action) => {
		const text = asText(action.text);
		const url = asText(action.url);
		return bullet(url && url !== text ? joined(': ', text, url) : text);
	});
}

/** The words of content whose kind is not known: its titles and texts, wherever they stand, and its links. */
function wordsOf(content: JsonObject, depth = 0): string[] {
	if (depth > 4) return [];
	return Object.entries(content).flatMap(([key, value]) => {
		if (typeof value === 'string') return WORD_KEYS.has(key) && value !== '' ? [value] : [];
		if (Array.isArray(value)) return asObjects(value).flatMap((entry) => wordsOf(entry, depth + 1));
		return value !== null && typeof value === 'object' ? wordsOf(value as JsonObject, depth + 1) : [];
	});
}
const WORD_KEYS = new Set(['title', 'subtitle', 'text', 'description', 'body', 'url', 'name', 'address']);

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

/** Does the message's own text say this line already? Then it is not repeated. A short line must be one of its lines. */
function isSaid(text: string | undefined, line: string): boolean {
	if (line === '' || text === undefined) return false;
	return line.length > LONG_LINE ? text.includes(line.trim()) : `\n${text}\n`.includes(`\n${line.trim()}\n`);
}

/** Characters from which on a line is not found within a text by chance. */
const LONG_LINE = 20;
