import { element } from '/desk/lib/element.js';

/**
 * What the action has given to the flow: the intent with its slots, or why it failed.
 *
 * @param {HTMLElement} box
 */
export function showOutcome(box, chat) {
	const { intent, slots = {}, outputs = {}, failure } = chat?.outcome ?? {};
	const rows = [
		intent && row('Intent', intent),
		...Object.entries(slots).map(([name, value]) => row(`Slot ${name}`, value)),
		...Object.entries(outputs).map(([name, value]) => row(`Variable ${name}`, value)),
		failure && row('errorType', failure.errorType, true),
		failure && row('errorMessage', failure.errorMessage || '(empty)', true),
		chat?.queue && row('Queue', chat.queue),
	].filter(Boolean);
	box.replaceChildren(
		element('h2', {}, 'What the flow got'),
		rows.length > 0
			? element('dl', {}, ...rows)
			: element('p', { class: 'hint' }, 'The intent, slots and variables of the bot stand here when its session ends.'),
	);
}

function row(name, value, isBad = false) {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return element('div', {}, element('dt', {}, name), element('dd', { 'data-bad': isBad }, element('code', {}, text)));
}
