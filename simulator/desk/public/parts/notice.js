import { element } from '../lib/element.js';

/** How long a notice stays, in milliseconds: long enough to read two sentences. */
const SHOWN_FOR = 8000;

/** Shows why something did not work, for a while or until it is clicked away. */
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
 * Runs one command with its button disabled, and shows a refusal.
 *
 * @returns {Promise<boolean>} whether it worked
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
