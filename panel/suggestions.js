import { copy } from './copy.js';
import { element, textIn } from './element.js';
import { sendMessage } from './genesys.js';
import { say } from './states.js';

/**
 * Is the agent editing or sending it? Then a refresh leaves it.
 *
 * @param {Element} card
 */
export const isInUse = (card) => card.matches('[data-state=editing], [data-state=sending]');

/**
 * A suggested answer: it can be sent, edited and copied.
 *
 * @param {{ title: string, text: string }} content
 */
export function suggestion({ title, text }) {
	const name = title || text.slice(0, 60);
	const shown = textIn('p', text);
	const draft = element('textarea', { className: 'text', dir: 'auto', value: text, ariaLabel: `Edit: ${name}`, hidden: true, required: true });
	/**
	 * @param {string} label
	 * @param {() => void} onclick
	 */
	const button = (label, onclick) => element('button', { type: 'button', textContent: label, ariaDescription: name, onclick });
	const send = button('Send', () => void sendDraft());
	const edit = button('Edit', () => setEditing(draft.hidden));
	const copying = button('Copy', () => void copy(draft.value, copying));
	const outcome = element('p', { className: 'outcome' });
	const card = element('li', { className: 'card', tabIndex: -1 });
	send.className = 'primary send';
	card.append(...(title ? [textIn('h3', title)] : []), shown, draft, outcome, element('div', { className: 'buttons' }, send, edit, copying));

	/** @param {boolean} isEditing */
	function setEditing(isEditing) {
		if (card.dataset.state === 'sending') return;
		card.dataset.state = isEditing ? 'editing' : '';
		shown.hidden = isEditing;
		draft.hidden = !isEditing;
		edit.textContent = isEditing ? 'Cancel' : 'Edit';
		if (isEditing) draft.focus();
		else draft.value = text;
	}

	async function sendDraft() {
		const before = card.dataset.state ?? '';
		if (before === 'sending' || !draft.reportValidity()) return;
		card.dataset.state = 'sending';
		draft.readOnly = true;
		tell('Sending …');
		try {
			await sendMessage(draft.value);
			const hadFocus = card.contains(document.activeElement);
			card.dataset.state = 'sent';
			shown.textContent = draft.value;
			shown.hidden = false;
			draft.hidden = true;
			if (hadFocus) card.focus();
			tell('Sent');
		} catch (/** @type {any} */ { message }) {
			card.dataset.state = before;
			draft.readOnly = false;
			tell(message);
		}
	}

	/** @param {string} words */
	function tell(words) {
		outcome.textContent = words;
		say(words);
	}

	return card;
}
