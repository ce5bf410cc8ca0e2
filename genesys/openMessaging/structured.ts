import { asNumber, asObject, asObjects, asText, valuesOf, withoutUndefined, type JsonObject } from '../json';
import { asLink, asWebUrl } from '../urls';
import { attachmentsIn, cleanFileName } from './attachments';
import type { Structured, StructuredKind } from './events';

/** A thing the customer can press, in quick replies, cards and templates. */
export interface Action {
	text: string;
	/** What comes back in a button response. */
	payload?: string;
	/** For a link. */
	url?: string;
	/** To be called, on a template's button. */
	phoneNumber?: string;
	imageUrl?: string;
}

export interface Card {
	title?: string;
	description?: string;
	imageUrl?: string;
	videoUrl?: string;
	defaultAction?: Action;
	actions: Action[];
}

/**
 * The structured parts of a message's content, one for each kind in the order of the content; none where there is only
 * text and attachments. What belongs to a kind is gathered from all entries, since quick replies come one an entry.
 */
export function parseStructured(content: JsonObject[]): Structured[] {
	const entries = content.filter((entry) => !isPlain(entry));
	if (entries.length === 0) return [];
	const known = kindOf(entries[0]);
	if (!known) {
		const unknown = entries.filter((entry) => !kindOf(entry));
		const other: Structured = { kind: 'other', contentType: asText(entries[0].contentType) ?? 'Unknown', content: unknown };
		return [other, ...parseStructured(entries.filter(kindOf))];
	}
	const [kind, { field, parse, parseEach }] = known;
	const own = entries.flatMap((entry) => fieldOf(entry, field));
	const parsed = parse ? [parse(own)] : own.map(parseEach);
	const others = entries.filter((entry) => !hasField(entry, field));
	return [...parsed.map((part) => withoutUndefined<Structured>({ kind, ...part })), ...parseStructured(others)];
}

type Kind = {
	/** Key of the entry that holds this kind, in lower case. */
	field: string;
} & (
	| { /** All entries together make one. */ parse(entries: JsonObject[]): Record<string, unknown>; parseEach?: undefined }
	| { /** Each entry is one by itself. */ parseEach(entry: JsonObject): Record<string, unknown>; parse?: undefined }
);

const KINDS: Array<[StructuredKind, Kind]> = [
	['quickReplies', { field: 'quickreply', parse: (replies) => ({ replies: replies.flatMap(parseAction) }) }],
	['quickReplies', { field: 'quickreplyv2', parse: parseQuickReplySets }],
	['carousel', { field: 'carousel', parse: (sets) => ({ cards: sets.flatMap((set) => asObjects(set.cards).map(parseCard)) }) }],
	['card', { field: 'card', parse: (cards) => ({ ...parseCard(cards[0]), ...(cards.length > 1 ? { cards: cards.map(parseCard) } : {}) }) }],
	['datePicker', { field: 'datepicker', parseEach: parseDatePicker }],
	['listPicker', { field: 'listpicker', parseEach: parseListPicker }],
	['notification', { field: 'template', parseEach: parseTemplate }],
	['notification', { field: 'notification', parseEach: parseTemplate }],
];

function kindOf(entry: JsonObject): [StructuredKind, Kind] | undefined {
	return KINDS.find(([, { field }]) => hasField(entry, field));
}

/** Text and attachments have fields of their own in the event. */
function isPlain(entry: JsonObject): boolean {
	const type = asText(entry.contentType)?.toLowerCase();
	const isText = Object.keys(entry).every((key) => key === 'text');
	if (type === 'text' || isText) return true;
	return (type === 'attachment' || type === undefined) && attachmentsIn(entry).some(({ url }) => asWebUrl(url) !== undefined);
}

function hasField(entry: JsonObject, field: string): boolean {
	return fieldOf(entry, field).length > 0;
}

/** The entry's value under a key: none, one, or (should it be a list) several objects. */
function fieldOf(entry: JsonObject, field: string): JsonObject[] {
	return valuesOf(entry, field).flatMap((value) => asObjects(value));
}

function parseAction(action: JsonObject): Action[] {
	const text = asText(action.text) ?? asText(action.title) ?? asText(action.payload) ?? asLink(action.url);
	if (text === undefined) return [];
	return [
		withoutUndefined<Action>({
			text,
			payload: asText(action.payload),
			url: asLink(fillParameters(asText(action.url), asObjects(action.parameters))),
			phoneNumber: asText(action.phoneNumber),
			imageUrl: asWebUrl(action.image) ?? asWebUrl(action.imageUrl),
		}),
	];
}

function parseQuickReplySets(sets: JsonObject[]): Record<string, unknown> {
	const replies = sets.flatMap((set) => asObjects(set.actions ?? set.quickReplies ?? set.replies, 'text').flatMap(parseAction));
	return { title: asText(sets[0].title), replies };
}

function parseCard(card: JsonObject): Card {
	const defaultAction = asObject(card.defaultAction);
	return withoutUndefined<Card>({
		title: asText(card.title),
		description: asText(card.description),
		imageUrl: asWebUrl(card.image) ?? asWebUrl(card.imageUrl),
		videoUrl: asWebUrl(card.video) ?? asWebUrl(card.videoUrl),
		defaultAction: defaultAction ? parseAction(defaultAction)[0] : undefined,
		actions: asObjects(card.actions, 'text').flatMap(parseAction),
	});
}

function parseDatePicker(picker: JsonObject): Record<string, unknown> {
	return {
		id: asText(picker.id),
		title: asText(picker.title),
		subtitle: asText(picker.subtitle),
		imageUrl: asWebUrl(picker.imageUrl) ?? asWebUrl(picker.image),
		dateMinimum: asText(picker.dateMinimum),
		dateMaximum: asText(picker.dateMaximum),
		dateDisplayFormat: asText(picker.dateDisplayFormat),
		location: asObject(picker.location),
		availableTimes: asObjects(picker.availableTimes, 'dateTime').flatMap((time) => {
			const dateTime = asText(time.dateTime);
			return dateTime ? [withoutUndefined({ dateTime, durationSeconds: asNumber(time.duration) })] : [];
		}),
	};
}

/** `receivedMessage` is what the customer sees; `replyMessage` is shown once they have chosen. */
function parseListPicker(picker: JsonObject): Record<string, unknown> {
	const received = asObject(picker.receivedMessage);
	return {
		id: asText(picker.id),
		header: asText(received?.header),
		title: asText(received?.title) ?? asText(picker.title) ?? asText(asObject(picker.replyMessage)?.title),
		subtitle: asText(received?.subtitle) ?? asText(picker.subtitle),
		buttonLabel: asText(received?.buttonLabel),
		imageUrl: asWebUrl(received?.imageUrl),
		replyMessage: asObject(picker.replyMessage),
		sections: asObjects(picker.sections).map((section) =>
			withoutUndefined({
				title: asText(section.title),
				multipleSelection: section.multipleSelection === true,
				items: asObjects(section.items, 'title').map((item) =>
					withoutUndefined({
						id: asText(item.id),
						title: asText(item.title),
						subtitle: asText(item.subtitle),
						imageUrl: asWebUrl(item.imageUrl) ?? asWebUrl(item.image),
					}),
				),
			}),
		),
	};
}

function parseTemplate(template: JsonObject): Record<string, unknown> {
	const header = asObject(template.header);
	const body = asObject(template.body);
	return {
		id: asText(template.id),
		language: asText(template.language),
		header: fillParameters(asText(header?.text), asObjects(header?.parameters)),
		headerMediaUrl: asWebUrl(asObject(header?.media)?.url),
		headerMediaName: cleanFileName(asText(asObject(header?.media)?.filename)),
		// A template that Genesys does not render comes with its values alone.
		body: fillParameters(asText(body?.text), asObjects(body?.parameters)) ?? listOf(asObjects(body?.parameters)),
		footer: asText(asObject(template.footer)?.text),
		buttons: asObjects(template.buttons).flatMap(parseAction),
	};
}

/** The texts of parameters, one below the other. */
function listOf(parameters: JsonObject[]): string | undefined {
	const texts = parameters.flatMap(({ text }) => asText(text) ?? []);
	return texts.length > 0 ? texts.join('\n') : undefined;
}

/** Puts a template's parameters in the places of its text, `{{1}}` or `{{name}}`. */
function fillParameters(text: string | undefined, parameters: JsonObject[]): string | undefined {
	// Of two with the same name the first counts.
	const named = new Map(parameters.map((parameter) => [asText(parameter.name), parameter] as const).reverse());
	// Blanks are trimmed afterwards: a pattern that allows for them takes minutes for a text of nothing else.
	return text?.replace(/\{\{([^{}]*)\}\}/g, (placeholder, between: string) => {
		const name = between.trim();
		return asText((named.get(name) ?? parameters[Number(name) - 1])?.text) ?? placeholder;
	});
}
