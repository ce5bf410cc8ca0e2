import { element } from '/desk/lib/element.js';
import { createConnector } from './api.js';

const GENERATIONS = { botConnector: 'Bot Connector', digitalBotConnector: 'Digital Bot Connector' };
const URIS = {
	botConnector: ['Bot Connector Handle Utterance URI', 'The production URL of the trigger'],
	digitalBotConnector: ['Bot Connector URI', 'The production URL of the trigger, with its last part repeated'],
};

/**
 * The administrator's form for a new integration.
 *
 * @param {(connector: { integrationId: string, generation: string }) => Promise<void>} onCreated
 */
export function connectorForm(onCreated) {
	const generation = element('select', { onChange: describe },
		...Object.entries(GENERATIONS).map(([value, text]) => element('option', { value }, text)));
	const name = input({ value: 'My connector', required: true });
	const uri = input({ type: 'url', required: true, placeholder: 'http://localhost:5678/webhook/…' });
	const header = input({ value: 'Authorization', required: true, autocomplete: 'off' });
	const secret = input({ required: true, autocomplete: 'off', placeholder: 'As in the credential' });
	const files = element('input', { type: 'checkbox' });
	const uriLabel = element('span');
	const uriHint = element('p', { class: 'hint' });
	const filesField = element('label', { class: 'check' }, files, 'Enable file attachments');
	const problem = element('p', { class: 'hint', 'data-bad': true, role: 'alert' });
	const create = element('button', { type: 'submit', class: 'primary' }, 'Create');

	function describe() {
		const [label, hint] = URIS[generation.value];
		uriLabel.textContent = label;
		uriHint.textContent = hint;
		filesField.hidden = generation.value === 'botConnector';
	}
	async function submit(event) {
		event.preventDefault();
		create.disabled = true;
		problem.textContent = '';
		try {
			const headers = { [header.value.trim()]: secret.value };
			const connector = { name: name.value.trim(), generation: generation.value, uri: uri.value.trim(), headers, enableFileAttachments: files.checked };
			await onCreated(await createConnector(connector));
			form.reset();
			describe();
		} catch (error) {
			problem.textContent = error.message;
		}
		create.disabled = false;
	}

	const form = element('form', { onSubmit: submit },
		element('label', {}, 'Generation', generation),
		element('label', {}, 'Name', name),
		element('div', {}, element('label', {}, uriLabel, uri), uriHint),
		element('label', {}, 'Header name', header),
		element('label', {}, 'Secret', secret),
		filesField, problem, create);
	describe();
	return form;
}

const input = (attributes) => element('input', { type: 'text', spellcheck: 'false', ...attributes });
