import { element } from '../lib/element.js';
import { attempt } from './notice.js';

/**
 * A button that opens a menu with groups of choices.
 *
 * @param {string} title
 * @param {{ heading: string, choices: { text: string, onChoose: () => Promise<unknown> }[] }[]} groups
 */
export function menu(title, groups) {
	const shown = groups.filter(({ choices }) => choices.length > 0).map(({ heading, choices }) => element(
		'div',
		{ role: 'group', 'aria-label': heading },
		element('p', { class: 'menu-heading', 'aria-hidden': 'true' }, heading),
		...choices.map(({ text, onChoose }) => element(
			'button',
			{ type: 'button', onClick: ({ currentTarget }) => attempt(currentTarget, onChoose) },
			text,
		)),
	));
	const summary = element('summary', { class: 'button' }, title);
	const details = element(
		'details',
		{
			class: 'menu',
			onKeydown: ({ key }) => {
				if (key !== 'Escape' || !details.open) return;
				details.open = false;
				summary.focus();
			},
			onFocusout: ({ relatedTarget }) => {
				if (!details.contains(relatedTarget)) details.open = false;
			},
		},
		summary,
		element('div', { class: 'choices' }, ...(shown.length > 0 ? shown : ['No other agents are available.'])),
	);
	return details;
}
