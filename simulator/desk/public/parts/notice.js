import { element } from '../lib/element.js';

/** How long a notice is shown, in milliseconds, enough to read two sentences. */
const SHOWN_FOR = 8000;

/** Shows an error until it times out or is dismissed. */
export function notice(text) {
	const node = element(
		'p',
		{ class: 'notice' },
		element('span', {}, text),
		element('button', { type: 'button', 'aria-label': 'Close', onClick: () => node.remove() }, '×'),
	);
	document.getElementById('notices').append(node);
	setTimeout(() => node.remove(), SHOWN_FOR);
}

/**
 * Runs a command with its button disabled, and shows an error if it fails.
 *
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function attempt(button, action) {
	if (button) button.disabled = true;
	try {
		await action();
		return true;
	} catch (error) {
		notice(error.message);
		return false;
	} finally {
		if (button) button.disabled = false;
	}
}
