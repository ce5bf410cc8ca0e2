import { element } from './element.js';
import { safeLink } from './safeUrl.js';

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/gu;

/** The text as strings and links. */
export function withLinks(text) {
	const pieces = [];
	let done = 0;
	for (const { 0: address, index } of text.matchAll(LINK)) {
		const href = safeLink(address);
		if (!href) continue;
		pieces.push(text.slice(done, index));
		pieces.push(element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, address));
		done = index + address.length;
	}
	return [...pieces, text.slice(done)];
}
