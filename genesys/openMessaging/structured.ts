import { asNumber, asObject, asObjects, asText, objectsUnder, withoutUndefined, type JsonObject } from '../json';
import { asLink, asWebUrl } from '../urls';
import { cleanFileName } from './attachments';

export const STRUCTURED_KINDS = ['quickReplies', 'card', 'carousel', 'datePicker', 'listPicker', 'notification', 'other'] as const;
export type StructuredKind = (typeof STRUCTURED_KINDS)[number];
/** Structured content. */
export interface Structured {
	kind: StructuredKind;
	others?: Structured[]; // Further parts of a message, such as replies below a card.
	[field: string]: unknown;
}

/** By an entry's key in lower case: the kind of structured content, and its parser. */
const KINDS: Record<string, [StructuredKind, (found: JsonObject[]) => JsonObject[]]> = {
	quickreply: ['quickReplies', (replies) => [{ replies: replies.flatMap(parseAction) }]],
	quickreplyv2: ['quickReplies', (sets) => [{ title: asText(sets[0].title), replies: sets.flatMap(parseReplies) }]],
	carousel: ['carousel', (sets) => [{ cards: sets.flatMap((set) => asObjects(set.cards).map(parseCard)) }]],
	card: ['card', (cards) => [{ ...parseCard(cards[0]), cards: cards.length > 1 ? cards.map(parseCard) : undefined }]],
	datepicker: ['datePicker', (pickers) => pickers.map(parseDatePicker)],
	listpicker: ['listPicker', (pickers) => pickers.map(parseListPicker)],
	template: ['notification', (templates) => templates.map(parseTemplate)],
	notification: ['notification', (templates) => templates.map(parseTemplate)],
	// Complete entries without any of these keys.
	'': ['other', (entries) => [{ contentType: asText(entries[0].contentType) ?? 'Unknown', content: entries }]],
};

/** The structured parts of a message, in order. Groups entries with the same key, because each quick reply is an entry. */
export function parseStructured(content: JsonObject[]): Structured[] {
	const entriesByKey = new Map<string, JsonObject[]>();
	for (const entry of content.filter((one) => !isPlain(one))) {
		const key = Object.keys(KINDS).find((each) => each !== '' && objectsUnder(entry, each).length > 0) ?? '';
		if (!entriesByKey.has(key)) entriesByKey.set(key, []);
		entriesByKey.get(key)?.push(entry);
	}
	return [...entriesByKey].flatMap(([key, entries]) => {
		const [kind, parse] = KINDS[key];
		const found = key === '' ? entries : entries.flatMap((entry) => objectsUnder(entry, key));
		return parse(found).map((part) => withoutUndefined<Structured>({ kind, ...part }));
	});
}

/** Whether it's text or an attachment, which have their own fields in the event. */
function isPlain(entry: JsonObject): boolean {
	const type = asText(entry.contentType)?.toLowerCase();
	if (type === 'text' || Object.keys(entry).every((key) => key === 'text')) return true;
	return (type === 'attachment' || type === undefined) && objectsUnder(entry, 'attachment').some(({ url }) => asWebUrl(url) !== undefined);
}

function texts(object: JsonObject | undefined, ...keys: string[]): JsonObject {
	return Object.fromEntries(keys.map((key) => [key, asText(object?.[key])]));
}

function imageOf({ image, imageUrl }: JsonObject): string | undefined {
	return asWebUrl(image) ?? asWebUrl(imageUrl);
}

/** A button: `text`, and `payload` (returned in a button response), `url`, or `phoneNumber`. */
function parseAction(action: JsonObject): JsonObject[] {
	const text = asText(action.text) ?? asText(action.title) ?? asText(action.payload) ?? asLink(action.url);
	const url = asLink(fillParameters(asText(action.url), asObjects(action.parameters)));
	return text === undefined ? [] : [withoutUndefined({ text, ...texts(action, 'payload', 'phoneNumber'), url, imageUrl: imageOf(action) })];
}

function parseReplies({ actions, quickReplies, replies }: JsonObject): JsonObject[] {
	return asObjects(actions ?? quickReplies ?? replies, 'text').flatMap(parseAction);
}

function parseCard(card: JsonObject): JsonObject {
	return withoutUndefined({
		...texts(card, 'title', 'description'),
		imageUrl: imageOf(card),
		videoUrl: asWebUrl(card.video) ?? asWebUrl(card.videoUrl),
		defaultAction: [asObject(card.defaultAction) ?? {}].flatMap(parseAction).at(0),
		actions: asObjects(card.actions, 'text').flatMap(parseAction),
	});
}

function parseDatePicker(picker: JsonObject): JsonObject {
	return {
		...texts(picker, 'id', 'title', 'subtitle', 'dateMinimum', 'dateMaximum', 'dateDisplayFormat'),
		imageUrl: imageOf(picker),
		location: asObject(picker.location),
		availableTimes: asObjects(picker.availableTimes, 'dateTime').flatMap((time) => {
			const dateTime = asText(time.dateTime);
			return dateTime ? [withoutUndefined({ dateTime, durationSeconds: asNumber(time.duration) })] : [];
		}),
	};
}

/** `receivedMessage` is shown to the customer, and `replyMessage` after the choice. */
function parseListPicker(picker: JsonObject): JsonObject {
	const [received, replyMessage] = [asObject(picker.receivedMessage), asObject(picker.replyMessage)];
	return {
		id: asText(picker.id),
		...texts(received, 'header', 'buttonLabel'),
		title: asText(received?.title) ?? asText(picker.title) ?? asText(replyMessage?.title),
		subtitle: asText(received?.subtitle) ?? asText(picker.subtitle),
		imageUrl: asWebUrl(received?.imageUrl),
		replyMessage,
		sections: asObjects(picker.sections).map(({ title, multipleSelection, items }) =>
			withoutUndefined({
				title: asText(title),
				multipleSelection: multipleSelection === true,
				items: asObjects(items, 'title').map((one) => withoutUndefined({ ...texts(one, 'id', 'title', 'subtitle'), imageUrl: imageOf(one) })),
			}),
		),
	};
}

function parseTemplate(template: JsonObject): JsonObject {
	const [header, body] = [asObject(template.header), asObject(template.body)];
	const values = asObjects(body?.parameters);
	return {
		...texts(template, 'id', 'language'),
		header: fillParameters(asText(header?.text), asObjects(header?.parameters)),
		headerMediaUrl: asWebUrl(asObject(header?.media)?.url),
		headerMediaName: cleanFileName(asText(asObject(header?.media)?.filename)),
		// A template that Genesys Cloud doesn't render has only values.
		body: fillParameters(asText(body?.text), values) ?? asText(values.flatMap(({ text }) => asText(text) ?? []).join('\n')),
		footer: asText(asObject(template.footer)?.text),
		buttons: asObjects(template.buttons).flatMap(parseAction),
	};
}

/** Replaces `{{1}}` or `{{name}}` with parameters. The first parameter with a name wins. */
function fillParameters(text: string | undefined, parameters: JsonObject[]): string | undefined {
	const named = new Map(parameters.map((parameter) => [asText(parameter.name), parameter] as const).reverse());
	// Trimmed afterwards, because a pattern with optional spaces takes minutes on a text of only spaces.
	return text?.replace(/\{\{([^{}]*)\}\}/g, (placeholder, between: string) => {
		const name = between.trim();
		return asText((named.get(name) ?? parameters[Number(name) - 1])?.text) ?? placeholder;
	});
}
