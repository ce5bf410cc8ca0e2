import { element } from '/desk/lib/element.js';

/**
 * The result of the bot's action: its intent, slots, and session variables, or why it failed.
 *
 * @param {HTMLElement} box
 * @param {object | null} chat
 */
export function showOutcome(box, chat) {
	const { intent, slots = {}, parameters = {}, failure } = chat?.outcome ?? {};
	const rows = [
		intent && row('Intent', intent),
		failure && row('errorType', failure.errorType, true),
		failure && row('errorMessage', failure.errorMessage || '(empty)', true),
		...Object.entries(slots).map(([name, value]) => row(`Slot ${name}`, value)),
		...Object.entries(parameters).map(([name, value]) => row(`Session variable ${name}`, value)),
	].filter(Boolean);
	box.replaceChildren(
		element('h2', {}, 'Result in the flow'),
		rows.length > 0
			? element('dl', {}, ...rows)
			: element('p', { class: 'hint' }, 'Shows the intent, slots, and session variables when the bot is done.'),
	);
}

function row(name, value, isBad = false) {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return element('div', {}, element('dt', {}, name), element('dd', { 'data-bad': isBad }, element('code', {}, text)));
}
