import { byId } from './element.js';

const panel = byId('panel');
const notice = byId('notice');
const [noticeText, noticeButton] = /** @type {[HTMLElement, HTMLButtonElement]} */ (/** @type {unknown} */ (notice.children));

/**
 * What a notice is about, by weight. A lighter one neither replaces nor hides a heavier one: a refresh must not hide an
 * action's failure that the agent hasn't read, and everything waits for the sign-in button.
 */
export const REFRESH = 0;
export const ACTION = 1;
const SIGN_IN = 2;

/** Weight of the notice in view. */
let shown = REFRESH;

/**
 * Announces a text to screen readers.
 *
 * @param {string} text
 */
export function say(text) {
	byId('status').textContent = text;
}

/** @param {boolean} isBusy */
export function showBusy(isBusy) {
	panel.ariaBusy = `${isBusy}`;
	if (isBusy) say('Loading…');
}

/**
 * Shows what happened and what to do, in view even when the agent has scrolled down.
 *
 * @param {number} weight
 * @param {string} text
 * @param {string} [label] of the button; omit it for no button
 * @param {() => void} [onClick]
 */
export function showNotice(weight, text, label, onClick) {
	say(text);
	if (weight < shown) return;
	shown = weight;
	noticeText.textContent = text;
	noticeButton.hidden = !label;
	noticeButton.textContent = label ?? '';
	noticeButton.onclick = onClick ?? null;
	notice.hidden = false;
}

/**
 * If the notice's button has the focus, the focus moves to the panel.
 *
 * @param {number} weight
 */
export function hideNotice(weight) {
	if (weight < shown) return;
	shown = REFRESH;
	if (notice.contains(document.activeElement)) panel.focus({ preventScroll: true });
	notice.hidden = true;
}

/**
 * Shows the status of the conversation in one line.
 *
 * @param {string} text empty to hide it
 */
export function showStanding(text) {
	const standing = byId('standing');
	if (standing.textContent === text) return;
	standing.textContent = text;
	say(text);
}

/**
 * Shows a sign-in button until the agent has signed in.
 *
 * @param {() => Promise<string>} signIn
 * @returns {Promise<string>} the token
 */
export function askToSignIn(signIn) {
	return new Promise((resolve) => {
		/** @param {string} text */
		const ask = (text) =>
			showNotice(SIGN_IN, text, 'Sign in to Genesys Cloud', () =>
				signIn().then(
					(token) => {
						hideNotice(SIGN_IN);
						resolve(token);
					},
					({ message }) => ask(message),
				),
			);
		ask('Sign in to see information about this customer.');
	});
}
