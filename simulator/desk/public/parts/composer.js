import { chatCommand, upload } from '../api.js';
import { element } from '../lib/element.js';
import { isMine } from '../view.js';
import { fileChip } from './fileChip.js';
import { acceptFiles } from './fileInput.js';
import { attempt } from './notice.js';
import { createRichContent } from './richContent.js';

/** Minimum time between two typing notices, in milliseconds. Each is shown for about five seconds. */
const TYPING_EVERY = 4000;

/** The agent's input. Keeps an unsent `{ text, file }` for each chat. */
export function createComposer(form, dropArea) {
	const drafts = new Map();
	let chat = null;
	let agentId = null;
	let lastTyping = 0;

	const text = element('textarea', { rows: '1', 'aria-label': 'Message', placeholder: 'Write a message …' });
	const picker = element('input', { type: 'file', hidden: true });
	const attach = element('button', {
		type: 'button',
		class: 'icon has-icon attach',
		title: 'Attach a file',
		'aria-label': 'Attach a file',
	});
	const rich = createRichContent(({ id }, message) => chatCommand(id, 'messages', { agentId, ...message }));
	const send = element('button', { type: 'submit', class: 'primary' }, 'Send');
	const tray = element('div', { class: 'tray' });
	const keys = element('p', { class: 'keys' }, 'Enter sends, Shift + Enter starts a new line');
	form.append(tray, attach, rich.button, picker, text, send, keys);

	const draft = () => drafts.get(chat.id) ?? { text: '', file: null };
	const keep = (changes) => {
		drafts.set(chat.id, { ...draft(), ...changes });
		drawDraft();
	};

	function drawDraft() {
		const { text: written, file } = draft();
		if (text.value !== written) text.value = written;
		// An empty field has the height of its placeholder, a filled one that of its text.
		text.style.height = 'auto';
		text.style.height = `${text.scrollHeight}px`;
		tray.replaceChildren(...(file ? [fileChip(file, () => keep({ file: null }))] : []));
		send.disabled = written.trim() === '' && !file;
	}

	async function submit() {
		const { id } = chat;
		const sent = draft();
		if (sent.text.trim() === '' && !sent.file) return;
		drafts.delete(id);
		drawDraft();
		const worked = await attempt(null, async () => {
			const attachment = sent.file ? await upload(sent.file) : undefined;
			await chatCommand(id, 'messages', { agentId, text: sent.text.trim() || undefined, attachment });
		});
		// Restores an unsent message, unless the agent has written something new.
		if (!worked && !drafts.has(id)) drafts.set(id, sent);
		if (chat?.id === id) drawDraft();
	}

	text.addEventListener('input', () => {
		keep({ text: text.value });
		if (text.value === '' || Date.now() - lastTyping < TYPING_EVERY) return;
		lastTyping = Date.now();
		// A failed typing notice doesn't matter.
		chatCommand(chat.id, 'typing', { agentId }).catch(() => {});
	});
	text.addEventListener('keydown', (event) => {
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		void submit();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		void submit();
		text.focus();
	});
	attach.addEventListener('click', () => picker.click());
	acceptFiles({ picker, paste: text, drop: dropArea, isOpen: () => !form.hidden, onFile: (file) => keep({ file }) });

	return {
		update({ agent, selected }) {
			const before = chat?.id;
			chat = selected && agent && isMine(selected, agent.id) ? selected : null;
			agentId = agent?.id ?? null;
			form.hidden = !chat;
			rich.update(chat);
			if (chat && chat.id !== before) {
				lastTyping = 0;
				drawDraft();
			}
		},
		focus() {
			if (!form.hidden) text.focus();
			else this.focusWhenOpen();
		},
		/** The state that opens the chat arrives shortly after the response to "accept". */
		focusWhenOpen() {
			setTimeout(() => form.hidden || text.focus(), 250);
		},
	};
}
