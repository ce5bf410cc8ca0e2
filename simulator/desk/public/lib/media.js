import { element } from './element.js';
import { safeLink, safePicture } from './safeUrl.js';

/** A picture without words of its own, or null where its address must not be opened. One that does not load goes. */
export function decoration(address, look) {
	const src = safePicture(address);
	return src && element('img', { class: look, src, alt: '', onError: ({ target }) => target.remove() });
}

/**
 * A player for sound or film, or null where its address must not be opened.
 *
 * @param {'audio' | 'video'} tag
 * @param {{ url: unknown, label: string, poster?: unknown, onError?: () => void }} source
 */
export function player(tag, { url, label, poster, onError }) {
	const src = safeLink(url);
	const picture = poster ? safePicture(poster) : null;
	return src && element(tag, { src, controls: true, preload: 'metadata', 'aria-label': label, poster: picture, onError });
}

/** A link that opens in a tab of its own; without an address that may be opened, the words alone. */
export function outLink(address, look, ...children) {
	const href = safeLink(address);
	if (!href) return element('span', { class: look }, ...children);
	return element('a', { class: look, href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}
