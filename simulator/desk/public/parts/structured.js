import { element } from '../lib/element.js';

/**
 * What a message holds beside text and files: its kind, and each choice or title. The parts are Genesys Cloud's content
 * items, `{ contentType: 'QuickReply', quickReply: { text } }`.
 */
export function renderStructured(items) {
	const kind = String(items[0]?.contentType ?? 'Structured').replace(/([a-z])([A-Z])/gu, '$1 $2');
	const titles = items.flatMap(titlesOf);
	return element(
		'div',
		{ class: 'structured' },
		element('p', { class: 'kind' }, kind.charAt(0) + kind.slice(1).toLowerCase()),
		titles.length > 0 && element('ul', {}, ...titles.map((title) => element('li', {}, title))),
	);
}

function titlesOf(item) {
	const name = String(item?.contentType ?? '');
	const detail = item?.[name.charAt(0).toLowerCase() + name.slice(1)] ?? {};
	const inner = [detail.cards, detail.actions, detail.availableTimes].find(Array.isArray) ?? [];
	return [detail, ...inner]
		.map((part) => part?.text ?? part?.title ?? part?.dateTime)
		.filter((title) => typeof title === 'string' && title !== '');
}
