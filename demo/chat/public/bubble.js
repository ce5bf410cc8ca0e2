import { element } from './element.js';
import { LABELS, STATUS } from './texts.js';
import { withLinks } from './links.js';

/**
 * One entry of the chat as a list item.
 *
 * @param {object} entry with `follows`: whether the same sender wrote the one before
 * @param {(entry: object) => void} onRetry
 */
export function renderEntry(entry, onRetry) {
	if (entry.sender === 'system') return element('li', { class: 'line' }, entry.text);
	const label = entry.sender === 'agent' && entry.agentName ? entry.agentName : LABELS[entry.sender];
	return element(
		'li',
		{ class: 'entry', 'data-sender': entry.sender, 'data-follows': entry.follows, 'data-status': entry.status },
		!entry.follows && label && element('p', { class: 'label' }, label),
		element(
			'div',
			{ class: 'bubble' },
			entry.text && element('p', { class: 'text', dir: 'auto' }, ...withLinks(entry.text)),
			...entry.attachments.map(renderAttachment),
		),
		entry.status === 'failed'
			? element(
				'p',
				{ class: 'failed' },
				`${STATUS.failed} – `,
				element('button', { type: 'button', onClick: () => onRetry(entry) }, 'try again'),
			)
			: element('p', { class: 'meta' }, STATUS[entry.status] || clock(entry.time)),
	);
}

function renderAttachment({ url, mime, mediaType, filename }) {
	const name = filename || 'File';
	const isLink = /^https?:/i.test(url);
	const isPicture = String(mime).startsWith('image/') || String(mediaType).toLowerCase() === 'image';
	if (!isLink) return element('span', { class: 'file' }, name);
	const link = { href: url, target: '_blank', rel: 'noopener noreferrer' };
	if (!isPicture) return element('a', { class: 'file', ...link }, name);
	const image = element('img', { src: url, alt: name, onError: () => image.replaceWith(name) });
	return element('a', link, image);
}

function clock(iso) {
	return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
