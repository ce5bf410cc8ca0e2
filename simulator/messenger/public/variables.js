import { element } from '/desk/lib/element.js';

/** Session variables of the action: any number of names and values. */
export function variablesField() {
	const rows = element('div');
	const add = (focus) => {
		const name = element('input', { type: 'text', 'aria-label': 'Name of the variable', placeholder: 'Name', autocomplete: 'off' });
		const value = element('input', { type: 'text', 'aria-label': 'Value of the variable', placeholder: 'Value', autocomplete: 'off' });
		const remove = element('button', { type: 'button', class: 'icon', 'aria-label': 'Remove the variable', onClick: () => {
			row.remove();
			button.focus();
		} }, '×');
		const row = element('div', { class: 'pair' }, name, value, remove);
		rows.append(row);
		if (focus) name.focus();
	};
	const button = element('button', { type: 'button', class: 'add', onClick: () => add(true) }, 'Add a variable');
	return {
		field: element('fieldset', {}, element('legend', {}, 'Session variables'), rows, button),
		/** @returns {Record<string, string>} */
		values: () => Object.fromEntries(
			[...rows.children].flatMap((row) => {
				const [name, value] = [...row.querySelectorAll('input')].map((input) => input.value);
				return name.trim() === '' ? [] : [[name.trim(), value]];
			}),
		),
	};
}
