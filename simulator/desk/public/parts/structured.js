import { element } from '../lib/element.js';
import { objectOf, textOf } from '../lib/read.js';
import { renderCard, renderCarousel } from './card.js';
import { decoration } from '../lib/media.js';
import { renderDatePicker, renderListPicker } from './pickers.js';
import { filled, renderTemplate } from './template.js';

/** For each kind of Genesys Cloud's content items the field that holds it, and how it is drawn. */
const KINDS = {
	Card: ['card', renderCard],
	Carousel: ['carousel', renderCarousel],
	DatePicker: ['datePicker', renderDatePicker],
	ListPicker: ['listPicker', renderListPicker],
	Notification: ['template', renderTemplate],
	ButtonResponse: ['buttonResponse', renderResponse],
};

const RESPONSES = { Button: 'Pressed a button', QuickReply: 'Quick reply', DatePicker: 'Chose a date' };

/** What a message holds beside text and files. A kind that is not known is shown as it came. */
export function renderStructured(items) {
	const isReply = (item) => item?.contentType === 'QuickReply' && objectOf(item.quickReply) !== null;
	const replies = items.filter(isReply).map(({ quickReply }) => renderReply(quickReply));
	return element(
		'div',
		{ class: 'structured' },
		...items.filter((item) => !isReply(item)).map(renderItem),
		replies.length > 0 && element('ul', { class: 'replies', 'aria-label': 'Quick replies' }, ...replies),
	);
}

/** Does the content say the words of the message itself? The text of a notification is its body, filled in. */
export function says(items, text) {
	return items.some((item) => item?.contentType === 'Notification' && filled(objectOf(item.template)?.body) === text);
}

function renderItem(item) {
	const [field, render] = Object.hasOwn(KINDS, textOf(item?.contentType)) ? KINDS[item.contentType] : [];
	const detail = field && objectOf(item[field]);
	return detail ? render(detail) : renderUnknown(item);
}

function renderReply({ text, payload, image }) {
	const words = element('bdi', {}, textOf(text) || textOf(payload));
	return element('li', { class: 'reply', title: textOf(payload) }, decoration(image, 'thumb'), words);
}

/** A click of the customer. Its text is the text of the message, and stands above. */
function renderResponse({ type, payload }) {
	const label = Object.hasOwn(RESPONSES, textOf(type)) ? RESPONSES[type] : 'Click';
	return element('p', { class: 'response' }, `${label} `, element('code', {}, textOf(payload)));
}

function renderUnknown(item) {
	return element(
		'details',
		{ class: 'unknown' },
		element('summary', {}, `Content of the kind “${textOf(item?.contentType) || 'without a name'}”`),
		element('pre', { tabindex: '0' }, JSON.stringify(item, null, 2)),
	);
}
