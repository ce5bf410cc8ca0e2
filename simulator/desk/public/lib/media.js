import { element } from './element.js';
import { safeLink, safePicture } from './safeUrl.js';

/** A picture without alternative text, or null if its URL is unsafe. Removed if it doesn't load. */
export function decoration(address, look) {
	const src = safePicture(address);
	return src && element('img', { class: look, src, alt: '', onError: ({ target }) => target.remove() });
}

/**
 * A player for audio or video, or null if its URL is unsafe.
 *
 * @param {'audio' | 'video'} tag
 * @param {{ url: unknown, label: string, poster?: unknown, onError?: () => void }} source
 */
export function player(tag, { url, label, poster, onError }) {
	const src = safeLink(url);
	const picture = poster ? safePicture(poster) : null;
	return src && element(tag, { src, controls: true, preload: 'metadata', 'aria-label': label, poster: picture, onError });
}

/** A link that opens in a new tab, or only its text if the URL is unsafe. */
export function outLink(address, look, ...children) {
	const href = safeLink(address);
	if (!href) return element('span', { class: look }, ...children);
	return element('a', { class: look, href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}
