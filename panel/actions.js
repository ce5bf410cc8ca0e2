import { element } from './element.js';

/**
 * A button that runs the workflow again; with a placeholder, a text field whose text comes along.
 *
 * @param {{ name: string, label: string, value?: string, placeholder?: string }} action
 * @param {(action: { name: string, value?: string }) => Promise<boolean>} run whether the workflow answered; never rejects
 */
export function action({ name, label, value, placeholder }, run) {
	const text = label || name;
	const button = element('button', { textContent: text, dir: 'auto' });
	const form = element('form', {}, button);
	const field = placeholder === undefined ? undefined : element('input', { placeholder, ariaLabel: placeholder || text, dir: 'auto', defaultValue: value ?? '' });
	if (field) form.prepend(field);
	form.onsubmit = async (event) => {
		event.preventDefault();
		if (form.ariaBusy === 'true') return;
		form.ariaBusy = 'true';
		const isDone = await run({ name, value: field ? field.value : value });
		// A second click would store the same note again.
		if (isDone) form.reset();
		form.ariaBusy = 'false';
	};
	return element('li', {}, form);
}
