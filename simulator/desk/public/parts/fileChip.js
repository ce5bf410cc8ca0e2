import { element } from '../lib/element.js';

/** A file that waits to be sent, with a button to take it back. */
export function fileChip(file, onRemove) {
	const preview = file.type.startsWith('image/') && element('img', {
		src: URL.createObjectURL(file),
		alt: '',
		onLoad: ({ target }) => URL.revokeObjectURL(target.src),
	});
	const remove = element(
		'button',
		{ type: 'button', class: 'icon', 'aria-label': `Remove ${file.name}`, onClick: onRemove },
		'×',
	);
	return element('div', { class: 'chip' }, preview, element('span', {}, file.name), remove);
}
