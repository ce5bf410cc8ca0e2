import { decoration, outLink } from '/lib/media.js';
import { element } from '/lib/element.js';
import { objectOf, objectsOf, textOf } from '/lib/read.js';
import { dayAndTime } from '/lib/time.js';

/** A button for each time offered, or a date field if there are none. */
export function renderDatePicker({ title, subtitle, imageUrl, location, availableTimes, dateMinimum, dateMaximum }, picked, onPick) {
	const isClosed = picked !== undefined || !onPick;
	const choose = (dateTime) => onPick({ type: 'DatePicker', text: dayAndTime(dateTime), payload: dateTime });
	const place = objectOf(location);
	const times = objectsOf(availableTimes).map(({ dateTime, durationSeconds }) => element(
		'li',
		{},
		element(
			'button',
			{
				type: 'button',
				disabled: isClosed,
				'aria-pressed': String(picked === textOf(dateTime)),
				onClick: () => choose(textOf(dateTime)),
			},
			element('time', { datetime: textOf(dateTime) }, dayAndTime(textOf(dateTime))),
			typeof durationSeconds === 'number' && element('small', {}, `${Math.round(durationSeconds / 60)} min`),
		),
	));
	return [picker({ imageUrl, title, subtitle }, [
		place && element('p', { class: 'card-more', dir: 'auto' }, placeLink(place)),
		times.length > 0 ? element('ul', { class: 'times' }, ...times) : anyTime({ dateMinimum, dateMaximum }, picked, isClosed, choose),
	])];
}

function anyTime({ dateMinimum, dateMaximum }, picked, disabled, choose) {
	const field = element('input', {
		type: 'datetime-local',
		'aria-label': 'Date and time',
		required: true,
		min: localTime(dateMinimum),
		max: localTime(dateMaximum),
		value: localTime(picked),
		disabled,
	});
	return element(
		'form',
		{
			class: 'choice',
			onSubmit: (event) => {
				event.preventDefault();
				choose(new Date(field.value).toISOString());
			},
		},
		field,
		element('button', { type: 'submit', disabled }, 'Choose'),
	);
}

/** `2026-01-31T10:00`, the format of the field. */
function localTime(iso) {
	const time = new Date(textOf(iso));
	if (Number.isNaN(time.getTime())) return null;
	return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function placeLink({ text, address, url }) {
	return outLink(url, null, [text, address].map(textOf).filter(Boolean).join(', ') || 'Location');
}

let lists = 0;

/** Sections of choices, and a button that sends the selection. */
export function renderListPicker({ header, title, subtitle, imageUrl, buttonLabel, sections }, picked, onPick) {
	const list = `list-${++lists}`;
	const isPicked = picked !== undefined;
	const chosenIds = (picked ?? '').split(',');
	const send = element('button', { type: 'submit', class: 'primary', disabled: true }, isPicked ? 'Sent' : textOf(buttonLabel) || 'Send');
	const chosen = () => [...form.querySelectorAll('input:checked')];
	const form = element(
		'form',
		{
			onChange: () => (send.disabled = chosen().length === 0),
			onSubmit: (event) => {
				event.preventDefault();
				const text = chosen().map(({ dataset }) => dataset.title).join(', ');
				onPick({ type: 'Button', text, payload: chosen().map(({ value }) => value).join(',') });
			},
		},
		...objectsOf(sections).map((section, index) => renderSection(section, `${list}-${index}`, isPicked || !onPick, chosenIds)),
		send,
	);
	return [picker({ header, imageUrl, title, subtitle }, [form])];
}

function renderSection({ title, multipleSelection, items }, name, disabled, chosenIds) {
	const options = objectsOf(items).map((item) => {
		const label = textOf(item.title) || textOf(item.id);
		const value = textOf(item.id) || label;
		const type = multipleSelection === true ? 'checkbox' : 'radio';
		return element(
			'label',
			{ dir: 'auto' },
			element('input', { type, name, value, 'data-title': label, checked: disabled && chosenIds.includes(value) }),
			decoration(item.imageUrl, 'thumb'),
			element('span', {}, label, textOf(item.subtitle) && element('small', {}, textOf(item.subtitle))),
		);
	});
	return element('fieldset', { class: 'choices', disabled }, textOf(title) && element('legend', { class: 'section-title', dir: 'auto' }, textOf(title)), ...options);
}

function picker({ header, imageUrl, title, subtitle }, body) {
	return element(
		'article',
		{ class: 'card picker' },
		decoration(imageUrl, 'card-picture'),
		element(
			'div',
			{ class: 'card-text' },
			textOf(header) && element('p', { class: 'section-title', dir: 'auto' }, textOf(header)),
			textOf(title) && element('p', { class: 'card-title', dir: 'auto' }, textOf(title)),
			textOf(subtitle) && element('p', { class: 'card-more', dir: 'auto' }, textOf(subtitle)),
			...body,
		),
	);
}
