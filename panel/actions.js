import { element } from './element.js';

/**
 * A button that runs the workflow again. With a placeholder, it has a text field whose text is sent as the value.
 *
 * @param {{ name: string, label: string, value?: string, placeholder?: string }} action
 * @param {(action: { name: string, value?: string }) => Promise<boolean>} run returns whether the workflow answered; never rejects
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
		// Prevents a second click from storing the same note again.
		if (isDone) form.reset();
		form.ariaBusy = 'false';
	};
	return element('li', {}, form);
}
