import { element } from '/desk/lib/element.js';
import { decoration, outLink, player } from '/desk/lib/media.js';
import { objectOf, objectsOf, textOf } from '/desk/lib/read.js';
import { renderAttachment } from '/desk/parts/attachment.js';

/**
 * Renders a message's content other than text as controls. The content is untrusted: a value of the wrong type is treated as missing.
 *
 * @param {object[]} content as Genesys Cloud has it
 * @param {{ isOpen: boolean, picked?: string, onPick: (response: { type: string, text: string, payload: string }) => void }} press
 *   `isOpen` if a selection still reaches the bot or an agent; `picked` is the selected payload
 * @returns {Node[]}
 */
export function renderContent(content, press) {
	const items = objectsOf(content);
	const replies = items.flatMap((item) => (item.contentType === 'QuickReply' ? objectsOf([item.quickReply]) : []));
	return [
		...items.flatMap((item) => {
			const card = objectOf(item.card);
			if (item.contentType === 'Card' && card) return [renderCard(card, press)];
			const carousel = objectOf(item.carousel);
			if (item.contentType === 'Carousel' && carousel) return renderCarousel(carousel, press);
			return [];
		}),
		replies.length > 0 && element(
			'ul',
			{ class: 'replies', 'aria-label': 'Quick replies' },
			...replies.map((reply) => element('li', {}, renderButton(reply, { type: 'QuickReply', look: 'reply', press }))),
		),
	].filter(Boolean);
}

/** The files of a message. */
export const filesOf = (content) =>
	objectsOf(content).flatMap(({ contentType, attachment }) =>
		contentType === 'Attachment' && objectOf(attachment) ? [renderAttachment(attachment)] : [],
	);

function renderCard(card, press) {
	const heading = textOf(card.title);
	const whole = objectOf(card.defaultAction);
	const actions = objectsOf(card.actions).map((action) =>
		element('li', {}, renderButton(action, { type: 'Button', look: 'action', press })),
	);
	return element(
		'article',
		{ class: 'card' },
		player('video', { url: card.video, label: heading || 'Video', poster: card.image }) ?? decoration(card.image, 'card-picture'),
		element(
			'div',
			{ class: 'card-text', dir: 'auto' },
			heading && element('p', { class: 'card-title' }, whole ? outLink(whole.url, null, heading) : heading),
			textOf(card.description) && element('p', { class: 'card-more' }, textOf(card.description)),
		),
		actions.length > 0 && element('ul', { class: 'actions' }, ...actions),
	);
}

function renderCarousel({ cards }, press) {
	const shown = objectsOf(cards);
	const strip = element(
		'div',
		{ class: 'carousel', role: 'group', 'aria-label': `${shown.length} cards`, tabindex: '0' },
		...shown.map((card) => renderCard(card, press)),
	);
	return [strip];
}

/** A link, or a choice that is sent to the bot or agent. */
function renderButton({ text, payload, url, image }, { type, look, press }) {
	const label = textOf(text) || textOf(payload) || '?';
	const words = [decoration(image, 'thumb'), element('bdi', {}, label)];
	if (url) return outLink(url, look, ...words);
	const value = textOf(payload) || label;
	return element(
		'button',
		{
			type: 'button',
			class: look,
			disabled: !press.isOpen,
			'aria-pressed': String(press.picked === value),
			onClick: () => press.onPick({ type, text: label, payload: value }),
		},
		...words,
	);
}
