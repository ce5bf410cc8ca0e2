import { contentExamples } from '../api.js';
import { element } from '../lib/element.js';
import { objectOf } from '../lib/read.js';
import { renderBubble } from './message.js';
import { notice } from './notice.js';

/**
 * A dialog for content other than text and files, like Genesys Cloud's canned responses. It has an example of each
 * kind, which the agent can edit before sending it.
 *
 * @param {(chat: object, message: { text?: string, content: object[] }) => Promise<unknown>} send
 */
export function createRichContent(send) {
	let chat = null;
	let examples = [];
	let chosen = null;

	const kinds = element('fieldset', { class: 'kinds' });
	const preview = element('div', { class: 'rich-preview', role: 'region', 'aria-label': 'Preview', tabindex: '0' });
	const text = element('textarea', { rows: '2', dir: 'auto' });
	const json = element('textarea', { class: 'code', spellcheck: 'false', 'aria-describedby': 'rich-problem' });
	const problem = element('p', { class: 'problem', id: 'rich-problem', role: 'alert' });
	const submit = element('button', { type: 'submit', class: 'primary' }, 'Send');
	const form = element(
		'form',
		{ onSubmit: (event) => void sendIt(event), onInput: check },
		element('h2', { id: 'rich-title' }, 'Rich content'),
		kinds,
		preview,
		element('label', { class: 'text-field' }, 'Text', text),
		element('label', { class: 'json-field' }, 'Content (JSON)', json),
		element(
			'div',
			{ class: 'buttons' },
			problem,
			element('button', { type: 'button', onClick: () => dialog.close() }, 'Cancel'),
			submit,
		),
	);
	const dialog = element('dialog', { class: 'rich-content', 'aria-labelledby': 'rich-title' }, form);
	const button = element('button', {
		type: 'button',
		class: 'icon has-icon rich',
		title: 'Rich content',
		'aria-label': 'Rich content',
		'aria-haspopup': 'dialog',
		onClick: () => void open(),
	});
	document.body.append(dialog);

	async function open() {
		try {
			// Loaded each time, because their IDs are for one message and their times start tomorrow.
			examples = await contentExamples();
		} catch (error) {
			return notice(error.message);
		}
		if (!chat || dialog.open) return;
		kinds.replaceChildren(element('legend', {}, 'Kind'), ...examples.map(renderKind));
		choose(examples.find(({ kind }) => kind === chosen) ?? examples[0]);
		dialog.showModal();
		kinds.querySelector(':checked')?.focus();
	}

	const renderKind = (example) => element(
		'label',
		{},
		element('input', { type: 'radio', name: 'kind', value: example.kind, onChange: () => choose(example) }),
		example.label,
	);

	function choose(example) {
		chosen = example.kind;
		kinds.querySelector(`[value="${chosen}"]`).checked = true;
		text.value = example.text;
		json.value = JSON.stringify(example.content, null, 2);
		json.scrollTop = 0;
		check();
	}

	/** Shows a preview, or why the content is invalid. */
	function check() {
		const { content, wrong } = contentOf(json.value);
		problem.textContent = wrong ?? '';
		submit.disabled = wrong !== undefined;
		if (content) preview.replaceChildren(renderPreview(text.value, content));
	}

	async function sendIt(event) {
		event.preventDefault();
		const { content } = contentOf(json.value);
		if (!content || !chat) return;
		submit.disabled = true;
		try {
			await send(chat, { text: text.value.trim() || undefined, content });
			dialog.close();
		} catch (error) {
			// A notice would be hidden behind the dialog.
			problem.textContent = error.message;
		}
		submit.disabled = false;
	}

	return {
		button,
		/** The agent's connected chat, or null if there is none to send to. */
		update(current) {
			if (current?.id !== chat?.id) dialog.close();
			chat = current;
		},
	};
}

function contentOf(json) {
	try {
		const content = JSON.parse(json);
		if (Array.isArray(content) && content.every(objectOf)) return { content };
		return { wrong: 'The content must be a list of objects: [ { "contentType": … } ]' };
	} catch (error) {
		return { wrong: `The content isn't valid JSON: ${error.message}` };
	}
}

function renderPreview(text, content) {
	const isFile = ({ contentType, attachment }) => contentType === 'Attachment' && objectOf(attachment);
	const message = {
		text: text.trim(),
		structured: content.filter((item) => !isFile(item)),
		attachments: content.filter(isFile).map(({ attachment }) => attachment),
	};
	return element('div', { class: 'message', 'data-from': 'agent' }, renderBubble(message));
}
