import { element } from '../lib/element.js';
import { safeLink, safePicture } from '../lib/safeUrl.js';

/** A picture is shown, any other file is a link; an address that must not be opened is only named. */
export function renderAttachment({ url, mediaType, mime, filename }) {
	const name = filename || 'File';
	const link = safeLink(url);
	const isPicture = String(mediaType).toLowerCase() === 'image' || String(mime).startsWith('image/');
	const picture = isPicture ? safePicture(url) : null;
	if (picture) {
		const image = element('img', {
			class: 'picture',
			src: picture,
			alt: name,
			onError: () => image.replaceWith(element('span', { class: 'file' }, `${name} (the picture cannot be loaded)`)),
		});
		return link ? element('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, image) : image;
	}
	if (!link) return element('span', { class: 'file' }, `${name} (no address to open)`);
	return element(
		'a',
		{ class: 'file', href: link, target: '_blank', rel: 'noopener noreferrer' },
		element('span', { class: 'file-name' }, name),
		element('small', {}, mime || mediaType || ''),
	);
}
