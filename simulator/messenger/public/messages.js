import { element } from '/desk/lib/element.js';
import { withLinks } from '/desk/lib/links.js';
import { reconcile } from '/desk/lib/reconcile.js';
import { clockTime } from '/desk/lib/time.js';
import { filesOf, renderContent } from './content.js';

/**
 * Draws the messages, updating only what changed.
 *
 * @param {HTMLElement} list
 * @param {object[]} messages
 * @param {{ isOpen: boolean, nameOf: (message: object) => string, onPick: (response: object) => void }} how
 */
export function showMessages(list, messages, { isOpen, nameOf, onPick }) {
	const items = messages.map((message, index) => {
		const next = messages[index + 1];
		const before = messages[index - 1];
		const isNews = next === undefined || !messages.slice(index + 1).some(({ from }) => from === 'customer');
		return {
			...message,
			name: nameOf(message),
			follows: before?.from === message.from && nameOf(before) === nameOf(message),
			picked: messages.slice(index + 1).find(({ from }) => from === 'customer')?.content?.[0]?.buttonResponse?.payload,
			isOpen: isOpen && isNews,
		};
	});
	reconcile(list, items, { key: ({ id }) => id, render: (item) => renderMessage(item, onPick) });
}

function renderMessage({ from, name, text, content = [], time, follows, picked, isOpen }, onPick) {
	const files = filesOf(content);
	const structured = renderContent(content, { isOpen, picked, onPick });
	return element(
		'li',
		{ class: 'message', 'data-from': from, 'data-follows': follows },
		!follows && from !== 'customer' && element('p', { class: 'by' }, name),
		(text || files.length > 0) && element(
			'div',
			{ class: 'bubble' },
			text && element('p', { class: 'text', dir: 'auto' }, ...withLinks(text)),
			...files,
		),
		structured.length > 0 && element('div', { class: 'structured' }, ...structured),
		element('p', { class: 'meta' }, element('time', { datetime: time }, clockTime(time))),
	);
}
