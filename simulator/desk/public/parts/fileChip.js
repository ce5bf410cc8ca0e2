import { element } from '../lib/element.js';

/** An unsent file with a button to remove it. */
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
