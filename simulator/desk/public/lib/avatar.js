import { element } from './element.js';
import { safePicture } from './safeUrl.js';

/** A round picture, or initials on a color that depends on the name. */
export function avatar(name, imageUrl) {
	const picture = safePicture(imageUrl);
	const initials = element(
		'span',
		{ class: 'avatar initials', 'aria-hidden': 'true', 'data-tone': toneOf(name) },
		initialsOf(name),
	);
	if (!picture) return initials;
	return element('img', {
		class: 'avatar',
		src: picture,
		alt: '',
		onError: (event) => event.target.replaceWith(initials),
	});
}

function initialsOf(name) {
	const words = String(name ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
	const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
	return letters.map((word) => [...word][0]).join('').toUpperCase() || '?';
}

function toneOf(name) {
	let sum = 0;
	for (const letter of String(name ?? '')) sum = (sum * 31 + letter.codePointAt(0)) % 997;
	return sum % 6;
}
