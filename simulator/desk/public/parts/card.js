import { element } from '../lib/element.js';
import { objectOf, objectsOf, textOf } from '../lib/read.js';
import { decoration, outLink, player } from '../lib/media.js';

/** A card with its picture or video, text, and buttons. */
export function renderCard({ title, description, image, video, defaultAction, actions }) {
	const whole = objectOf(defaultAction);
	return element(
		'article',
		{ class: 'card' },
		player('video', { url: video, label: textOf(title) || 'Video', poster: image }) ?? decoration(image, 'card-picture'),
		element(
			'div',
			{ class: 'card-text', dir: 'auto' },
			title && element('p', { class: 'card-title' }, whole ? outLink(whole.url, null, textOf(title)) : textOf(title)),
			description && element('p', { class: 'card-more' }, textOf(description)),
		),
		renderActions(actions),
	);
}

/** Cards side by side. */
export function renderCarousel({ cards }) {
	const shown = objectsOf(cards);
	return element(
		'div',
		{ class: 'carousel', role: 'group', 'aria-label': `Carousel with ${shown.length} cards`, tabindex: '0' },
		...shown.map(renderCard),
	);
}

/** The customer's buttons: links that the agent can open, too, and choices with their payload as a tooltip. */
export function renderActions(actions) {
	const items = objectsOf(actions).map((action) => element('li', {}, renderAction(action)));
	return items.length > 0 && element('ul', { class: 'actions' }, ...items);
}

function renderAction({ text, payload, url, phoneNumber }) {
	const words = element('bdi', {}, textOf(text) || textOf(payload) || textOf(url) || '?');
	if (url) return outLink(url, 'action', words);
	return element('span', { class: 'action', title: textOf(payload) || textOf(phoneNumber) }, words);
}
