import { element } from '/desk/lib/element.js';
import { connectors, loadBots } from './api.js';
import { connectorForm } from './connectorForm.js';
import { variablesField } from './variables.js';

/**
 * Which bot the flow calls, in which language and with which session variables. It holds for the next chat.
 *
 * @param {HTMLElement} box
 * @returns {{ chosen: () => object | null, refresh: (connectorId?: string) => Promise<void> }}
 */
export function createSetup(box, { onChange, onProblem }) {
	let known = [];
	const connector = select('Connector', () => pickConnector());
	const bot = select('Bot', () => pickBot());
	const version = select('Version', () => pickVersion());
	const language = select('Language', () => {
		say();
		onChange();
	});
	const variables = variablesField();
	const hint = element('p', { class: 'hint' });
	const reload = element('button', { type: 'button', onClick: () => void reloadBots() }, 'Load bots');
	const adding = element('details', {}, element('summary', {}, 'Add a connector'), connectorForm(async ({ id }) => {
		adding.open = false;
		await refresh(id);
	}));

	const title = element('span');
	const choices = element('form', { onSubmit: (event) => event.preventDefault() },
		connector.field, bot.field, version.field, language.field, variables.field);
	const folding = element('details', { class: 'choices', open: true },
		element('summary', {}, element('h2', {}, 'The flow calls'), title),
		choices, hint, reload, adding);
	box.append(folding);

	const current = () => known.find(({ id }) => id === connector.value());
	const currentBot = () => current()?.bots.find(({ id }) => id === bot.value());
	const currentVersion = () => currentBot()?.versions.find((one) => one.version === version.value());

	function pickConnector() {
		bot.fill((current()?.bots ?? []).map(({ id, name }) => [id, name]));
		pickBot();
	}
	function pickBot() {
		// The newest version is the one that was added last.
		const versions = (currentBot()?.versions ?? []).map((one) => [one.version, one.version]);
		version.fill(versions);
		pickVersion();
	}
	function pickVersion() {
		language.fill((currentVersion()?.supportedLanguages ?? []).map((code) => [code, code]));
		say();
		onChange();
	}
	function say(problem) {
		const shown = current();
		hint.toggleAttribute('data-bad', Boolean(problem));
		hint.textContent = problem || hintFor(shown);
		reload.hidden = shown?.generation !== 'digitalBotConnector';
		title.textContent = currentBot() ? `${currentBot().name}, ${language.value()}` : '';
		choices.hidden = known.length === 0;
		if (known.length === 0) adding.open = true;
	}
	async function reloadBots() {
		reload.disabled = true;
		let problem = '';
		await loadBots(connector.value()).catch((error) => {
			problem = error.message;
		});
		await refresh();
		say(problem);
		reload.disabled = false;
	}

	async function refresh(connectorId) {
		try {
			known = await connectors();
		} catch (error) {
			onProblem(error.message);
			return;
		}
		connector.fill(known.map(({ id, name }) => [id, name]), connectorId);
		pickConnector();
	}

	return {
		refresh,
		chosen: () => (currentVersion() && language.value() ? {
			connectorId: connector.value(),
			botId: bot.value(),
			botVersion: version.value(),
			language: language.value(),
			sessionVariables: variables.values(),
		} : null),
		/** The choices hold for the next chat from now on; where there is little room they make it for the messages. */
		fold() {
			if (matchMedia('(max-width: 720px)').matches) folding.open = false;
		},
		botName: () => currentBot()?.name ?? 'Bot',
	};
}

function hintFor(connector) {
	if (!connector) return 'There is no connector yet. Add one with the URL of your workflow.';
	if (connector.bots.length > 0) return '';
	return connector.generation === 'botConnector'
		? 'No bots yet: publish the workflow, which puts its bot into this connector.'
		: 'No bots yet: publish the workflow, then load the bots.';
}

/** A labeled choice that keeps its value when it is filled again. */
function select(label, onChange) {
	const node = element('select', { onChange });
	return {
		field: element('label', {}, label, node),
		value: () => node.value,
		fill(options, wanted = node.value) {
			node.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
			if (options.some(([value]) => value === wanted)) node.value = wanted;
			node.disabled = options.length === 0;
		},
	};
}
