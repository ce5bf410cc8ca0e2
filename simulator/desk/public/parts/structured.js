import { element } from '../lib/element.js';
import { objectOf, textOf } from '../lib/read.js';
import { renderCard, renderCarousel } from './card.js';
import { decoration } from '../lib/media.js';
import { renderDatePicker, renderListPicker } from './pickers.js';
import { filled, renderTemplate } from './template.js';

/** The field and renderer for each kind of Genesys Cloud's content items. */
const KINDS = {
	Card: ['card', renderCard],
	Carousel: ['carousel', renderCarousel],
	DatePicker: ['datePicker', renderDatePicker],
	ListPicker: ['listPicker', renderListPicker],
	Notification: ['template', renderTemplate],
	ButtonResponse: ['buttonResponse', renderResponse],
};

const RESPONSES = { Button: 'Pressed a button', QuickReply: 'Quick reply', DatePicker: 'Chose a date' };

/** A message's content other than text and files. An unknown kind is shown as JSON. */
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

/** Whether the content includes the message's text. A notification's text is its body with the parameters filled in. */
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

/** A customer's click. Its text is the message's text, which is shown above. */
function renderResponse({ type, payload }) {
	const label = Object.hasOwn(RESPONSES, textOf(type)) ? RESPONSES[type] : 'Click';
	return element('p', { class: 'response' }, `${label} `, element('code', {}, textOf(payload)));
}

function renderUnknown(item) {
	return element(
		'details',
		{ class: 'unknown' },
		element('summary', {}, `Content type “${textOf(item?.contentType) || 'unknown'}”`),
		element('pre', { tabindex: '0' }, JSON.stringify(item, null, 2)),
	);
}
