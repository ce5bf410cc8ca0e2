import { copy } from './copy.js';
import { element, textIn } from './element.js';
import { sendMessage } from './genesys.js';
import { say } from './states.js';

/**
 * Whether the agent is editing or sending it. A refresh keeps such a card.
 *
 * @param {Element} card
 */
export const isInUse = (card) => card.matches('[data-state=editing], [data-state=sending]');

/** @type {WeakMap<Element, number>} */
const sentAt = new WeakMap();

/**
 * Whether it was sent before this time. An answer requested later can suggest the same text again.
 *
 * @param {Element} card
 * @param {number} time by `performance.now()`
 */
export const isSentBefore = (card, time) => (sentAt.get(card) ?? Infinity) < time;

/**
 * A suggested answer that the agent can send, edit, and copy.
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
		report('Sending…');
		try {
			await sendMessage(draft.value);
			const hadFocus = card.contains(document.activeElement);
			card.dataset.state = 'sent';
			sentAt.set(card, performance.now());
			shown.textContent = draft.value;
			shown.hidden = false;
			draft.hidden = true;
			if (hadFocus) card.focus();
			report('Sent');
		} catch (/** @type {any} */ { message }) {
			card.dataset.state = before;
			draft.readOnly = false;
			report(message);
		}
	}

	/** @param {string} words */
	function report(words) {
		outcome.textContent = words;
		say(words);
	}

	return card;
}
