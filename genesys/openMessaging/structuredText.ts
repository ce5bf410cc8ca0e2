import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json';
import { readableTime } from '../time';
import { asLink } from '../urls';
import type { Structured, StructuredKind } from './structured';

const MAX_LINES = 1000; // Far above Genesys Cloud's limits (13 quick replies, 10 cards).
/** A message's text, followed by any other text of its structured content. Without text, the kind's name, so the message is never empty. */
export function renderText(text: string | undefined, structured: Structured): string {
	const isSaid = saidBy(text);
	const [name, render] = RENDERERS[structured.kind];
	const lines = render(structured).filter((line) => line !== undefined);
	const shown = lines.slice(0, MAX_LINES).filter((line) => !isSaid(line));
	if (lines.length > MAX_LINES) shown.push('…');
	const whole = [text, ...shown].filter((line) => line !== undefined).join('\n').trim();
	return whole === '' ? `[${asText(structured.contentType) ?? name}]` : whole;
}

const LONG_LINE = 20; // Lines with more characters don't occur in a text by chance.
/** Maximum characters of a text to search: more than the limit for agents (4,000), but fast. */
const MAX_SEARCHED = 20_000;
/** Returns whether the text already contains a line. A short line must match a whole line. */
export function saidBy(text: string | undefined): (line: string) => boolean {
	if (text === undefined) return () => false;
	const trimmedLines = (words: string) => words.split('\n').map((line) => line.trim()).join('\n');
	const start = `\n${trimmedLines(text.slice(0, MAX_SEARCHED))}\n`;
	return (line) => {
		const wanted = trimmedLines(line.trim());
		return wanted !== '' && start.includes(wanted.length > LONG_LINE ? wanted : `\n${wanted}\n`);
	};
}

type Line = string | undefined;
/** A kind's name, for content without text, and its lines. */
const RENDERERS: Record<StructuredKind, [name: string, render: (structured: JsonObject) => Line[]]> = {
	quickReplies: ['Quick replies', ({ title, replies }) => [asText(title), ...actionLines(replies)]],
	card: ['Card', (card) => cardsLines(card.cards ?? card)],
	carousel: ['Cards', ({ cards }) => cardsLines(cards)],
	datePicker: ['Date picker', datePickerLines],
	listPicker: ['List picker', listPickerLines],
	notification: ['Notification', notificationLines],
	other: ['Message', ({ content }) => asObjects(content).flatMap((entry) => wordsOf(entry, 0))],
};

function notificationLines({ header, headerMediaUrl, headerMediaName, body, footer, buttons }: JsonObject): Line[] {
	return [...[header, headerMediaUrl ?? headerMediaName, body, footer].map(asText), ...actionLines(buttons)];
}

function cardsLines(cards: unknown): Line[] {
	return asObjects(cards).flatMap(({ title, description, imageUrl, videoUrl, defaultAction, actions }, index) => [
		...(index > 0 ? [''] : []),
		...[title, description, imageUrl, videoUrl].map(asText),
		// The default action is often one of the buttons.
		...new Set([...actionLines(defaultAction), ...actionLines(actions)]),
	]);
}

function actionLines(actions: unknown): Line[] {
	return asObjects(actions).map((action) => {
		const text = asText(action.text);
		const url = asText(action.url) ?? asText(action.phoneNumber);
		return bullet(url && url !== text ? joined(': ', text, url) : text);
	});
}

function datePickerLines({ title, subtitle, location, availableTimes, dateMinimum, dateMaximum }: JsonObject): Line[] {
	const timeText = (time: unknown) => readableTime(asText(time) ?? '') || undefined;
	const [from, to] = [timeText(dateMinimum), timeText(dateMaximum)];
	return [
		...[title, subtitle].map(asText),
		...placeLines(asObject(location)),
		...asObjects(availableTimes).map((time) => bullet(timeText(time.dateTime))),
		from && to ? `${from} – ${to}` : joined(' ', from && `from ${from}`, to && `until ${to}`),
	];
}

function listPickerLines({ header, title, subtitle, sections }: JsonObject): Line[] {
	return [
		...[header, title, subtitle].map(asText),
		...asObjects(sections).flatMap((section) => [
			asText(section.title),
			...asObjects(section.items).map((item) => bullet(joined(' – ', asText(item.title), asText(item.subtitle)))),
		]),
	];
}

function placeLines({ text, address, url, ...place }: JsonObject = {}): Line[] {
	const [latitude, longitude] = [asNumber(place.latitude), asNumber(place.longitude)];
	const coordinates = latitude !== undefined && longitude !== undefined ? `${latitude}, ${longitude}` : undefined;
	return [asText(text), asText(address), asLink(url) ?? coordinates];
}

const MAX_DEPTH = 12; // Deeper than any model in the API.
/** Text in content of an unknown kind: texts, lists, links. Omits what is shown after a response. */
function wordsOf(content: JsonObject, depth: number): Line[] {
	if (depth > MAX_DEPTH) return [];
	const entries = Object.entries(content).map(([key, value]) => [key.toLowerCase(), value] as const);
	const introduction = entries.filter(([name]) => name === 'receivedmessage');
	// What is shown of an entry is its title; the value is what comes back.
	const hasTitle = entries.some(([name, value]) => name === 'title' && asText(value) !== undefined);
	const hidden = ['receivedmessage', 'replymessage', ...(hasTitle ? ['value'] : [])];
	const shown = [...introduction, ...entries.filter(([name]) => !hidden.includes(name))];
	return shown.flatMap(([name, value]) => linesOf(name, value, depth + 1));
}

function linesOf(name: string, value: unknown, depth: number): Line[] {
	if (Object.hasOwn(MODELS, name)) return asObjects(value).flatMap((object) => MODELS[name](object, depth));
	if (name === 'url') return [asLink(value)];
	if (typeof value === 'string') return WORD_KEYS.has(name) ? [asText(value)] : [];
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	return entries.flatMap((entry) => {
		if (typeof entry === 'string') return entry === '' || CODE_KEY.test(name) ? [] : [bullet(entry)];
		return asObjects(entry).flatMap((object) => wordsOf(object, depth));
	});
}

const WORD_KEYS = new Set([
	...['title', 'subtitle', 'text', 'description', 'body', 'label', 'caption', 'name', 'address', 'header', 'footer', 'urllabel', 'value'],
	...['question', 'filename', 'phonenumber', 'notificationtext', 'failurereason', 'paymentstatus'],
]);
const CODE_KEY = /ids?$|types?$|codes?$|fields?$|tokens?$|roles?$/; // Lists under these keys are technical values.

/** Models with their own rendering, by key in lower case. */
const MODELS: Record<string, (object: JsonObject, depth: number) => Line[]> = {
	datepicker: datePickerLines,
	listpicker: ({ receivedMessage, ...picker }, depth) => [...wordsOf(asObject(receivedMessage) ?? {}, depth), ...listPickerLines(picker)],
	location: placeLines,
	paymentrequest: paymentLines,
	reactions: ({ reactionType, count }) => [asText(reactionType) && joined(' × ', asText(reactionType), asText(count))],
	richlink: richLinkLines,
};

/** Models ConversationContentPaymentRequest and -LineItem. */
function paymentLines({ currencyCode, lineItems, shippingOptions, orderTotal, ...rest }: JsonObject, depth: number): Line[] {
	const price = (amount: unknown) => joined(' ', asText(amount), amount === undefined ? undefined : asText(currencyCode));
	const items = [...asObjects(lineItems), ...asObjects(shippingOptions)].map(({ name, label, description, price: ofItem, amount }) =>
		bullet(joined(': ', joined(' – ', asText(name) ?? asText(label), asText(description)), price(ofItem ?? amount))),
	);
	return [...wordsOf(rest, depth), ...items, price(orderTotal)];
}

/** Model ConversationContentRichLink. */
function richLinkLines({ header, text, footer, url, urlLabel, ...rest }: JsonObject, depth: number): Line[] {
	const link = asLink(url);
	const heading = asText(asObject(header)?.value) ?? asText(header);
	return [heading, asText(text), link && bullet(joined(': ', asText(urlLabel), link)), asText(footer), ...wordsOf(rest, depth)];
}

function bullet(text: Line): Line {
	return text === undefined ? undefined : `• ${text}`;
}

function joined(separator: string, ...parts: Line[]): Line {
	const present = parts.filter((part) => part !== undefined);
	return present.length > 0 ? present.join(separator) : undefined;
}
