import { element } from '../lib/element.js';
import { attempt } from './notice.js';

/**
 * A button that opens a list of things to choose from.
 *
 * @param {string} title
 * @param {{ text: string, onChoose: () => Promise<unknown> }[]} choices
 */
export function menu(title, choices) {
	const buttons = choices.map(({ text, onChoose }) => element(
		'button',
		{ type: 'button', onClick: ({ currentTarget }) => attempt(currentTarget, onChoose) },
		text,
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
		element('div', { class: 'choices' }, ...(buttons.length > 0 ? buttons : ['There is nobody.'])),
	);
	return details;
}
