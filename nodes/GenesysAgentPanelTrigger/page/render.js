import { action } from './actions.js';
import { byId, element, textIn } from './element.js';
import { showList } from './list.js';
import { isInUse, suggestion } from './suggestions.js';

/** What may be opened from a link; `javascript:` and its like may not. */
const OPENED_SAFELY = /^(?:https?|mailto|tel):$/;

const listIn = (id) => byId(id).lastElementChild;

/** How each key of an answer is shown. */
const SHOW = {
	message: (text) => (byId('message').textContent = text),
	summary: (text) => {
		listIn('summary').textContent = text;
		byId('summary').hidden = text === '';
	},
	fields: (fields) => showList(listIn('fields'), fields, ({ label, value }) => element('div', {}, textIn('dt', label), textIn('dd', value))),
	suggestions: (suggestions) => showList(listIn('suggestions'), suggestions, suggestion, isInUse),
	links: (links) => showList(listIn('links'), links, (link) => element('li', {}, linkTo(link))),
	actions: (actions, run) => showList(listIn('actions'), actions, (one) => action(one, run)),
};

/**
 * Shows an answer, and leaves the focus where it was.
 *
 * @param {object} answer
 * @param {string[]} keys what of it is new
 * @param {(action: object) => Promise<void>} run runs an action
 */
export function render(answer, keys, run) {
	const focused = document.activeElement;
	for (const key of keys) SHOW[key](answer[key], run);
	byId('empty').hidden = byId('message').textContent !== '' || document.querySelector('section:not([hidden])') !== null;
	byId('skeleton').hidden = true;
	if (focused !== document.activeElement) (focused.isConnected ? focused : byId('panel')).focus({ preventScroll: true });
}

export const ALL_KEYS = Object.keys(SHOW);

function linkTo({ label, url }) {
	const text = textIn('span', label || url);
	if (!URL.canParse(url) || !OPENED_SAFELY.test(new URL(url).protocol)) return text;
	return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}
