import { asObjects, asText, type JsonObject } from '../json';
import type { Structured, StructuredKind } from './events';
import { otherLines } from './otherText';
import { datePickerLines, listPickerLines } from './pickerText';
import { bullet, joined, type Line } from './textLines';

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

type Renderer = (structured: JsonObject) => Line[];

const RENDERERS: Record<StructuredKind, Renderer> = {
	quickReplies: ({ title, replies }) => [asText(title), ...actionLines(replies)],
	card: (card) => (Array.isArray(card.cards) ? cardsLines(card.cards) : cardLines(card)),
	carousel: ({ cards }) => cardsLines(cards),
	datePicker: datePickerLines,
	listPicker: listPickerLines,
	notification: ({ header, headerMediaUrl, headerMediaName, body, footer, buttons }) => [
		asText(header),
		asText(headerMediaUrl) ?? asText(headerMediaName),
		asText(body),
		asText(footer),
		...actionLines(buttons),
	],
	other: ({ content }) => asObjects(content).flatMap(otherLines),
};

function cardsLines(cards: unknown): Line[] {
	return asObjects(cards).flatMap((card, index) => (index === 0 ? cardLines(card) : ['', ...cardLines(card)]));
}

function cardLines(card: JsonObject): Line[] {
	return [
		asText(card.title),
		asText(card.description),
		asText(card.imageUrl),
		asText(card.videoUrl),
		// The default action often is one of the buttons, too.
		...new Set([...actionLines(card.defaultAction ? [card.defaultAction] : []), ...actionLines(card.actions)]),
	];
}

function actionLines(actions: unknown): Line[] {
	return asObjects(actions).map((action) => {
		const text = asText(action.text);
		const url = asText(action.url) ?? asText(action.phoneNumber);
		return bullet(url && url !== text ? joined(': ', text, url) : text);
	});
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
