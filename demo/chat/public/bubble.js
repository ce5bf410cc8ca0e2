import { element } from '/lib/element.js';
import { withLinks } from '/lib/links.js';
import { safeLink, safePicture } from '/lib/safeUrl.js';
import { clockTime } from '/lib/time.js';
import { renderStructured, wordsBeside } from './structured.js';
import { STATUS } from './texts.js';

/**
 * Renders one row of the chat as a list item.
 *
 * @param {object} row of the view
 * @param {{ onRetry: (row: object) => void, onPick: (buttonResponse: object) => void }} handlers
 */
export function renderRow(row, { onRetry, onPick }) {
	if (row.sender === 'system') return element('li', { class: 'line' }, row.text);
	const words = row.structured ? wordsBeside(row.text, row.structured) : row.text;
	const isOnlyForm = !words && row.attachments.length === 0;
	const pick = row.isOver ? undefined : (response) => onPick({ ...response, originatingMessageId: row.messageId });
	return element(
		'li',
		{ class: 'message', 'data-sender': row.sender, 'data-follows': row.follows, 'data-status': row.status },
		!row.follows && row.name && element('p', { class: 'by' }, row.name),
		!isOnlyForm && element(
			'div',
			{ class: 'bubble' },
			words && element('p', { class: 'text', dir: 'auto' }, ...withLinks(words)),
			...row.attachments.map(renderAttachment),
		),
		row.structured && element('div', { class: 'structured' }, ...renderStructured(row.structured, row.picked, pick)),
		row.status === 'failed'
			? element(
				'p',
				{ class: 'failed' },
				`${STATUS.failed} – `,
				element('button', { type: 'button', onClick: () => onRetry(row) }, 'try again'),
			)
			: element('p', { class: 'meta' }, STATUS[row.status] || clockTime(row.time)),
	);
}

function renderAttachment({ url, mime, mediaType, filename, text }) {
	const name = filename || 'File';
	const href = safeLink(url);
	const isPicture = String(mime).startsWith('image/') || String(mediaType).toLowerCase() === 'image';
	const kind = ['audio', 'video'].find((tag) => String(mime).startsWith(`${tag}/`));
	const link = { href, target: '_blank', rel: 'noopener noreferrer' };
	const shown = () => {
		if (!href) return element('span', { class: 'file' }, name);
		if (kind) return element(kind, { src: href, controls: true, preload: 'metadata', 'aria-label': name });
		if (!isPicture) return element('a', { class: 'file', ...link }, name);
		const image = element('img', { class: 'picture', src: safePicture(url), alt: name, onError: () => image.replaceWith(name) });
		return element('a', link, image);
	};
	return element('figure', {}, shown(), text && element('figcaption', { dir: 'auto' }, text));
}
