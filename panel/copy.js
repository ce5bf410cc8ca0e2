import { element } from './element.js';
import { say } from './states.js';

/** How long a button shows "Copied", in milliseconds. */
const SAID_MS = 2000;

/**
 * Copies a text and shows the result on the clicked button.
 *
 * @param {string} text
 * @param {HTMLButtonElement} button
 */
export async function copy(text, button) {
	const isCopied = (await copyByClipboard(text)) || copyBySelection(text, button);
	button.textContent = isCopied ? 'Copied' : 'Not copied';
	say(isCopied ? 'Copied' : "Your browser couldn't copy the text. Select it and copy it with the keyboard.");
	setTimeout(() => (button.textContent = 'Copy'), SAID_MS);
}

/** @param {string} text */
async function copyByClipboard(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}

/**
 * For frames without access to the clipboard (permissions policy `clipboard-write`).
 *
 * @param {string} value
 * @param {HTMLButtonElement} button
 */
function copyBySelection(value, button) {
	const field = document.body.appendChild(element('textarea', { value, className: 'unseen', ariaHidden: 'true' }));
	field.select();
	const isCopied = document.execCommand('copy');
	field.remove();
	button.focus();
	return isCopied;
}
