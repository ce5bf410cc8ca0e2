import { element } from '../lib/element.js';
import { objectOf, objectsOf, textOf } from '../lib/read.js';
import { dayAndTime } from '../lib/time.js';
import { decoration, outLink } from '../lib/media.js';

/** The times that a customer can select. */
export function renderDatePicker({ title, subtitle, imageUrl, dateMinimum, dateMaximum, availableTimes, location }) {
	const times = objectsOf(availableTimes).map(({ dateTime, duration }) => element(
		'li',
		{},
		element('time', { datetime: textOf(dateTime) }, dayAndTime(textOf(dateTime))),
		typeof duration === 'number' && element('small', {}, `${Math.round(duration / 60)} min`),
	));
	const limits = [dateMinimum, dateMaximum].map(textOf).filter(Boolean).map(dayAndTime);
	const place = objectOf(location);
	return picker({
		picture: imageUrl,
		title,
		subtitle,
		body: [
			place && element('p', { class: 'card-more', dir: 'auto' }, placeLink(place)),
			limits.length > 0 && element('p', { class: 'card-more' }, limits.join(' – ')),
			times.length > 0 && element('ul', { class: 'times' }, ...times),
		],
	});
}

function placeLink({ text, address, url }) {
	return outLink(url, null, [text, address].map(textOf).filter(Boolean).join(', ') || 'Location');
}

/** Sections of choices for the customer, and the texts before and after the selection. */
export function renderListPicker({ sections, receivedMessage, replyMessage }) {
	const before = objectOf(receivedMessage) ?? {};
	const after = objectOf(replyMessage) ?? {};
	return picker({
		header: before.header,
		picture: before.imageUrl,
		title: before.title,
		subtitle: before.subtitle,
		body: [
			...objectsOf(sections).flatMap(sectionParts),
			after.title && element('p', { class: 'card-more', dir: 'auto' }, 'Afterwards: ', textOf(after.title)),
		],
		button: before.buttonLabel,
	});
}

function sectionParts({ title, multipleSelection, items }) {
	const rows = objectsOf(items).map((item) => element(
		'li',
		{ dir: 'auto', title: textOf(item.id) },
		decoration(item.imageUrl, 'thumb'),
		element('span', {}, textOf(item.title) || textOf(item.id)),
		item.subtitle && element('small', {}, textOf(item.subtitle)),
	));
	return [
		title && element('p', { class: 'section-title', dir: 'auto' }, textOf(title)),
		element('ul', { class: 'options', 'data-several': multipleSelection === true }, ...rows),
	];
}

function picker({ header, picture, title, subtitle, body, button }) {
	return element(
		'article',
		{ class: 'card picker' },
		decoration(picture, 'card-picture'),
		element(
			'div',
			{ class: 'card-text' },
			header && element('p', { class: 'section-title', dir: 'auto' }, textOf(header)),
			title && element('p', { class: 'card-title', dir: 'auto' }, textOf(title)),
			subtitle && element('p', { class: 'card-more', dir: 'auto' }, textOf(subtitle)),
			...body,
		),
		button && element('ul', { class: 'actions' }, element('li', {}, element('span', { class: 'action' }, textOf(button)))),
	);
}
