import { asObject, asObjects, asText, type JsonObject } from '../json';
import { asLink } from '../urls';
import { datePickerLines, listPickerLines, placeLines } from './pickerText';
import { bullet, joined, type Line } from './textLines';

/**
 * The plain text of an entry of a message's content that has no kind of its own: a form, a payment, a link, or what Genesys
 * adds one day.
 */
export function otherLines(entry: JsonObject): Line[] {
	return wordsOf(entry, 0);
}

/** Deeper than any of Genesys' models. */
const MAX_DEPTH = 12;

/**
 * Its titles and texts, wherever they stand, lists of words, and links, what introduces it first. What is only shown once
 * the customer has answered is left out.
 */
function wordsOf(content: JsonObject, depth: number): Line[] {
	if (depth > MAX_DEPTH) return [];
	const entries = Object.entries(content).map(([key, value]) => [key.toLowerCase(), value] as const);
	const introduction = entries.filter(([name]) => name === 'receivedmessage');
	const rest = entries.filter(([name]) => !['receivedmessage', 'replymessage'].includes(name));
	// What is shown of an entry is its title; the value is what comes back.
	const hasTitle = rest.some(([name, value]) => name === 'title' && asText(value) !== undefined);
	const shown = hasTitle ? rest.filter(([name]) => name !== 'value') : rest;
	return [...introduction, ...shown].flatMap(([name, value]) => linesOf(name, value, depth + 1));
}

function linesOf(name: string, value: unknown, depth: number): Line[] {
	if (Object.hasOwn(MODELS, name)) return asObjects(value).flatMap((object) => MODELS[name](object, depth));
	if (name === 'url') return [asLink(value)];
	if (typeof value === 'string') return value !== '' && WORD_KEYS.has(name) ? [value] : [];
	if (!Array.isArray(value)) return asObjects(value).flatMap((object) => wordsOf(object, depth));
	const areWords = !CODE_KEY.test(name);
	return value.flatMap((entry: unknown) => {
		if (typeof entry === 'string') return areWords && entry !== '' ? [bullet(entry)] : [];
		return asObjects(entry).flatMap((object) => wordsOf(object, depth));
	});
}

const WORD_KEYS = new Set(
	'title subtitle text description body label caption name address header footer urllabel value question filename phonenumber notificationtext failurereason paymentstatus'.split(' '),
);
/** Lists under such a key are for programs. */
const CODE_KEY = /ids?$|types?$|codes?$|fields?$|tokens?$|roles?$/;

/** Models of Genesys' that say in numbers or by their order what matters, by their key in lower case. */
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
	const items = (list: unknown) =>
		asObjects(list).map(({ name, label, description, price: ofItem, amount }) =>
			bullet(joined(': ', joined(' – ', asText(name) ?? asText(label), asText(description)), price(ofItem ?? amount))),
		);
	return [...wordsOf(rest, depth), ...items(lineItems), ...items(shippingOptions), price(orderTotal)];
}

/** Model ConversationContentRichLink. */
function richLinkLines({ header, text, footer, url, urlLabel, ...rest }: JsonObject, depth: number): Line[] {
	const link = asLink(url);
	const heading = asText(asObject(header)?.value) ?? asText(header);
	return [heading, asText(text), link && bullet(joined(': ', asText(urlLabel), link)), asText(footer), ...wordsOf(rest, depth)];
}
