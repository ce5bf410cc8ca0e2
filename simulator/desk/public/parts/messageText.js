import { element } from '../lib/element.js';
import { withLinks } from '../lib/links.js';

/** Longer text is collapsed, so that a transcript doesn't push the answer out of view. */
const FOLD_AFTER_LINES = 14;
const FOLD_AFTER_LETTERS = 1500;
const SPEAKER = /^(?:\[[^\]]{1,30}\] ?)?([\p{L}\p{N} .'()_-]{1,32}):(?=\s)/u;

/** A message's text with line breaks, links, and a transcript's speakers in bold. */
export function renderText(text) {
	const lines = text.split('\n');
	const isTranscript = lines.filter((line) => SPEAKER.test(line)).length > 1;
	const body = element(
		'div',
		{ class: 'text', dir: 'auto' },
		...lines.flatMap((line, index) => [index > 0 && '\n', ...lineParts(line, isTranscript)]),
	);
	if (lines.length <= FOLD_AFTER_LINES && text.length <= FOLD_AFTER_LETTERS) return body;

	body.classList.add('folded');
	const all = lines.length > 1 ? `Show all ${lines.length} lines` : 'Show all';
	const toggle = element(
		'button',
		{
			type: 'button',
			class: 'unfold',
			'aria-expanded': 'false',
			onClick: () => {
				const folded = body.classList.toggle('folded');
				toggle.setAttribute('aria-expanded', String(!folded));
				toggle.textContent = folded ? all : 'Show less';
			},
		},
		all,
	);
	return element('div', {}, body, toggle);
}

function lineParts(line, isTranscript) {
	const speaker = isTranscript ? SPEAKER.exec(line) : null;
	if (!speaker) return withLinks(line);
	return [element('b', {}, speaker[0]), ...withLinks(line.slice(speaker[0].length))];
}
