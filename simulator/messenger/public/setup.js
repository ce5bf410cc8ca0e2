import { element } from '/desk/lib/element.js';
import { pullBots, readSetup } from './api.js';
import { choice, outputsField } from './choices.js';
import { connectorForm } from './connectorForm.js';
import { variablesField } from './variables.js';

/**
 * The bot's action in the flow: bot, language, session variables, and the targets of its outputs. It applies to the
 * next chat.
 *
 * @param {HTMLElement} box
 * @param {{ onChange: () => void, onProblem: (text: string) => void }} handlers
 */
export function createSetup(box, { onChange, onProblem }) {
	let connectors = [];
	let queues = [];
	const connector = choice('Connector', fillBots);
	const bot = choice('Bot', fillVersions);
	const version = choice('Version', fillLanguages);
	const language = choice('Language', describe);
	const variables = variablesField();
	const outputs = outputsField();
	const hint = element('p', { class: 'hint', role: 'status' });
	const reload = element('button', { type: 'button', onClick: () => void pull(connector.value()) }, 'Load bots');
	const title = element('span');
	const choices = element('form', { onSubmit: (event) => event.preventDefault() },
		connector.field, bot.field, version.field, language.field, variables.field, outputs.field);
	const adding = element('details', {}, element('summary', {}, 'Add a connector'), connectorForm(async (created) => {
		adding.open = false;
		await refresh(created.integrationId);
		if (created.generation === 'digitalBotConnector') await pull(created.integrationId);
	}));
	const folding = element('details', { class: 'choices', open: true },
		element('summary', {}, element('h2', {}, 'The flow calls'), title), choices, hint, reload, adding);
	box.append(folding);

	const current = () => connectors.find(({ id }) => id === connector.value());
	const currentBot = () => current()?.bots.find(({ id }) => id === bot.value());
	const currentVersion = () => currentBot()?.versions.find((one) => one.version === version.value());

	function fillBots() {
		bot.fill((current()?.bots ?? []).map(({ id, name }) => [id, name]));
		fillVersions();
	}
	function fillVersions() {
		version.fill((currentBot()?.versions ?? []).map((one) => [one.version, one.version]));
		fillLanguages();
	}
	function fillLanguages() {
		language.fill((currentVersion()?.supportedLanguages ?? []).map((code) => [code, code]));
		outputs.fill((currentVersion()?.intents ?? []).map(({ name }) => name), queues);
		describe();
	}
	function describe() {
		hint.removeAttribute('data-bad');
		hint.textContent = hintFor(current());
		reload.hidden = current()?.generation !== 'digitalBotConnector';
		title.textContent = currentBot() ? `${currentBot().name}, ${language.value()}` : '';
		choices.hidden = connectors.length === 0;
		if (connectors.length === 0) adding.open = true;
		onChange();
	}
	async function pull(id) {
		reload.disabled = true;
		const problem = await pullBots(id).then(() => '', (error) => error.message);
		await refresh(id);
		reload.disabled = false;
		if (problem === '') return;
		hint.setAttribute('data-bad', '');
		hint.textContent = problem;
	}
	async function refresh(connectorId) {
		const fresh = await readSetup().catch((error) => onProblem(error.message));
		// Redrawing would close an open list.
		if (!fresh || (connectorId === undefined && JSON.stringify(fresh) === JSON.stringify({ connectors, queues }))) return;
		({ connectors, queues } = fresh);
		connector.fill(connectors.map(({ id, name }) => [id, name]), connectorId);
		fillBots();
	}

	return {
		refresh,
		/** @returns {object | null} the action if it is complete */
		chosen: () => (currentVersion() && language.value() ? {
			integrationId: connector.value(),
			botId: bot.value(),
			botVersion: version.value(),
			language: language.value(),
			parameters: variables.values(),
			...outputs.values(),
		} : null),
		botName: () => currentBot()?.name ?? 'Bot',
		/** In a narrow window, collapses the choices to make room for the messages. */
		fold() {
			if (matchMedia('(max-width: 720px)').matches) folding.open = false;
		},
	};
}

function hintFor(connector) {
	if (!connector) return "No connectors yet. Add one with your workflow's URL.";
	if (connector.bots.length > 0) return '';
	return connector.generation === 'botConnector'
		? 'No bots yet. Publish the workflow to add its bot to this connector.'
		: 'No bots yet. Publish the workflow, then load the bots.';
}
