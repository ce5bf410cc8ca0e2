import { action } from './actions.js';
import { byId, element, textIn } from './element.js';
import { showList } from './list.js';
import { isInUse, isSentBefore, suggestion } from './suggestions.js';

/**
 * The trigger's answer. `given` lists the keys that the workflow returned, `askedAt` is the time of the request by
 * `performance.now()`.
 *
 * @typedef {{
 *   summary: string,
 *   fields: Array<{ label: string, value: string }>,
 *   suggestions: Array<{ title: string, text: string }>,
 *   links: Array<{ label: string, url: string }>,
 *   actions: Array<{ name: string, label: string, value?: string, placeholder?: string }>,
 *   message: string,
 * }} Content
 * @typedef {Content & { given: Array<keyof Content>, askedAt: number }} Answer
 */

/** Protocols that a link can open. `javascript:` and similar ones are not allowed. */
const OPENED_SAFELY = /^(?:https?|mailto|tel):$/;

/** @param {string} id of a section */
const bodyOf = (id) => /** @type {HTMLElement} */ (byId(id).lastElementChild);

/**
 * Shows these keys of an answer and restores the focus.
 *
 * @param {Answer} answer
 * @param {Array<keyof Content>} keys
 * @param {(action: { name: string, value?: string }) => Promise<boolean>} run runs an action and returns whether the workflow answered; never rejects
 */
export function render(answer, keys, run) {
	const { message, summary, fields, suggestions, links, actions, askedAt } = answer;
	const show = {
		message: () => (byId('message').textContent = message),
		summary: () => {
			bodyOf('summary').textContent = summary;
			byId('summary').hidden = summary === '';
		},
		fields: () => showList(bodyOf('fields'), fields, ({ label, value }) => element('div', {}, textIn('dt', label), textIn('dd', value))),
		suggestions: () => showList(bodyOf('suggestions'), suggestions, suggestion, isInUse, (card) => isSentBefore(card, askedAt)),
		links: () => showList(bodyOf('links'), links, (link) => element('li', {}, linkTo(link))),
		actions: () => showList(bodyOf('actions'), actions, (one) => action(one, run)),
	};
	const focused = /** @type {HTMLElement} */ (document.activeElement);
	for (const key of keys) show[key]();
	byId('skeleton').hidden = true;
	byId('empty').hidden = byId('message').textContent !== '' || document.querySelector('section:not([hidden])') !== null;
	if (focused !== document.activeElement) (focused.isConnected ? focused : byId('panel')).focus({ preventScroll: true });
}

/** @param {{ label: string, url: string }} link */
function linkTo({ label, url }) {
	const text = textIn('span', label || url);
	if (!URL.canParse(url) || !OPENED_SAFELY.test(new URL(url).protocol)) return text;
	return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}
