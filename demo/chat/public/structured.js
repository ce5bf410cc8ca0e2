import { decoration, outLink, player } from '/lib/media.js';
import { element } from '/lib/element.js';
import { objectOf, objectsOf, textOf } from '/lib/read.js';
import { renderDatePicker, renderListPicker } from './pickers.js';

/**
 * Renders the trigger's field `structured` as controls. Doesn't trust its values, since any agent or bot may have
 * written them.
 */

const KINDS = {
	quickReplies: renderReplies,
	card: (card, ...rest) => (Array.isArray(card.cards) ? renderCarousel(card, ...rest) : [renderCard(card, ...rest)]),
	carousel: renderCarousel,
	datePicker: renderDatePicker,
	listPicker: renderListPicker,
	notification: renderNotification,
};

/**
 * @param {object} structured
 * @param {string | undefined} picked the payload that the customer has selected
 * @param {((response: { type: string, text: string, payload: string, of?: string }) => void) | undefined} onPick called
 *   with the title of the card; `undefined` disables the controls
 * @returns {Node[]} empty for an unknown kind, whose text is enough
 */
export function renderStructured(structured, picked, onPick) {
	return [structured, ...objectsOf(structured.others)].flatMap((part) => {
		const kind = textOf(part.kind);
		return Object.hasOwn(KINDS, kind) ? KINDS[kind](part, picked, onPick) : [];
	});
}

/**
 * The message's own text. The trigger's text also describes `structured` for channels that can't render it; this
 * omits those lines.
 */
export function wordsBeside(text, structured) {
	const parts = [structured, ...objectsOf(structured.others)];
	if (!parts.some(({ kind }) => Object.hasOwn(KINDS, textOf(kind)))) return text;
	const said = new Set(parts.flatMap(stringsIn).flatMap((words) => words.split('\n')).map((line) => line.trim()));
	const isDate = parts.some(({ kind }) => kind === 'datePicker');
	const lines = text.split('\n');
	const end = lines.findIndex((line) => {
		const words = line.replace(/^• /, '').trim();
		const start = words.split(/: | – /)[0];
		return words !== '' && (said.has(words) || (line.startsWith('• ') && (isDate || said.has(start))));
	});
	return lines.slice(0, end === -1 ? lines.length : end).join('\n').trim();
}

function stringsIn(value) {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function renderReplies({ title, replies }, picked, onPick) {
	const buttons = objectsOf(replies).map((reply) => {
		const text = textOf(reply.text);
		const payload = textOf(reply.payload) || text;
		return element('li', {}, renderAction(reply, {
			type: 'QuickReply',
			look: 'reply',
			disabled: picked !== undefined,
			isPicked: picked === payload,
			onPick,
		}));
	});
	return [
		textOf(title) && element('p', { class: 'section-title', dir: 'auto' }, textOf(title)),
		element('ul', { class: 'replies', 'aria-label': 'Quick replies' }, ...buttons),
	].filter(Boolean);
}

function renderCard(card, picked, onPick) {
	const { title, description, imageUrl, videoUrl, actions } = card;
	const whole = objectOf(card.defaultAction);
	const heading = textOf(title);
	return element(
		'article',
		{ class: 'card' },
		player('video', { url: videoUrl, label: heading || 'Video', poster: imageUrl }) ?? decoration(imageUrl, 'card-picture'),
		element(
			'div',
			{ class: 'card-text', dir: 'auto' },
			heading && element('p', { class: 'card-title' }, whole ? outLink(whole.url, null, heading) : heading),
			textOf(description) && element('p', { class: 'card-more' }, textOf(description)),
		),
		renderActions(actions, picked, onPick),
	);
}

function renderCarousel({ cards }, picked, onPick) {
	const shown = objectsOf(cards);
	const strip = element(
		'div',
		{ class: 'carousel', role: 'group', 'aria-label': `${shown.length} cards`, tabindex: '0' },
		// The buttons of different cards often have the same label.
		...shown.map((card) => renderCard(card, picked, onPick && ((response) => onPick({ ...response, of: textOf(card.title) })))),
	);
	const turn = (label, sign, step) => element('button', {
		type: 'button',
		class: 'turn',
		'aria-label': label,
		onClick: () => strip.scrollBy({ left: step * (strip.firstElementChild?.offsetWidth ?? 0), behavior: 'smooth' }),
	}, sign);
	if (shown.length < 2) return [strip];
	return [strip, element('div', { class: 'turns' }, turn('Previous card', '‹', -1), turn('Next card', '›', 1))];
}

function renderNotification({ header, headerMediaUrl, headerMediaName, body, footer, buttons }, picked, onPick) {
	return [element(
		'article',
		{ class: 'card' },
		decoration(headerMediaUrl, 'card-picture') ?? (textOf(headerMediaName) && element('p', { class: 'card-more' }, textOf(headerMediaName))),
		element(
			'div',
			{ class: 'card-text', dir: 'auto' },
			textOf(header) && element('p', { class: 'card-title' }, textOf(header)),
			textOf(body) && element('p', { class: 'card-body' }, textOf(body)),
			textOf(footer) && element('p', { class: 'card-more' }, textOf(footer)),
		),
		renderActions(buttons, picked, onPick),
	)];
}

function renderActions(actions, picked, onPick) {
	const items = objectsOf(actions).map((action) => {
		const isPicked = picked !== undefined && picked === (textOf(action.payload) || textOf(action.text));
		return element('li', {}, renderAction(action, { type: 'Button', look: 'action', isPicked, onPick }));
	});
	return items.length > 0 && element('ul', { class: 'actions' }, ...items);
}

/** A link, a phone number, or a choice that is sent to the agent. */
function renderAction(action, { type, look, disabled, isPicked, onPick }) {
	const text = textOf(action.text) || textOf(action.payload) || '?';
	const payload = textOf(action.payload) || text;
	const phone = textOf(action.phoneNumber).replace(/[^+\d]/g, '');
	const words = [decoration(action.imageUrl, 'thumb'), element('bdi', {}, text)];
	if (action.url) return outLink(action.url, look, ...words);
	if (phone) return element('a', { class: look, href: `tel:${phone}`, title: textOf(action.phoneNumber) }, ...words);
	return element(
		'button',
		{ type: 'button', class: look, disabled: disabled || !onPick, 'aria-pressed': String(isPicked), onClick: () => onPick({ type, text, payload }) },
		...words,
	);
}
