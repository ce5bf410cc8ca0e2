import { element } from '../lib/element.js';
import { objectOf, objectsOf, textOf } from '../lib/read.js';
import { renderAttachment } from './attachment.js';
import { renderActions } from './card.js';

/** A notification template as the customer sees it: header, body with parameters filled in, footer, and buttons. */
export function renderTemplate({ header, body, footer, buttons }) {
	const top = objectOf(header);
	const media = objectOf(top?.media);
	return element(
		'article',
		{ class: 'card template' },
		media && renderAttachment(media),
		element(
			'div',
			{ class: 'card-text', dir: 'auto' },
			top?.text && element('p', { class: 'card-title' }, filled(top)),
			element('p', { class: 'card-body' }, filled(body)),
			element('p', { class: 'card-more' }, textOf(objectOf(footer)?.text)),
		),
		renderActions(buttons),
	);
}

/** A template part's text with each parameter (`{{1}}` or `{{name}}`) filled in. */
export function filled(part) {
	const { text, parameters } = objectOf(part) ?? {};
	const values = objectsOf(parameters);
	return textOf(text).replace(/\{\{\s*([^{}]+?)\s*\}\}/gu, (place, name) => {
		const value = values.find((one) => one.name === name) ?? values[Number(name) - 1];
		return textOf(value?.text) || place;
	});
}
