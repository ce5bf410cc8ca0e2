import { byId } from './element.js';

const panel = byId('panel');
const notice = byId('notice');
const [noticeText, noticeButton] = /** @type {[HTMLElement, HTMLButtonElement]} */ (/** @type {unknown} */ (notice.children));

/**
 * Says something to a screen reader.
 *
 * @param {string} text
 */
export function say(text) {
	byId('status').textContent = text;
}

/** @param {boolean} isBusy */
export function showBusy(isBusy) {
	panel.ariaBusy = `${isBusy}`;
	if (isBusy) say('Loading …');
}

/**
 * What happened and what to do, above all else.
 *
 * @param {string} text
 * @param {string} [label] of the button; without it there is none
 * @param {() => void} [onClick]
 */
export function showNotice(text, label, onClick) {
	noticeText.textContent = text;
	noticeButton.hidden = !label;
	noticeButton.textContent = label ?? '';
	noticeButton.onclick = onClick ?? null;
	notice.hidden = false;
	say(text);
}

/** The focus was on its button: it goes to what the panel shows. */
export function hideNotice() {
	if (notice.contains(document.activeElement)) panel.focus();
	notice.hidden = true;
}

/**
 * Where the conversation stands, in one line.
 *
 * @param {string} text empty as long as it goes on
 */
export function showStanding(text) {
	const standing = byId('standing');
	if (standing.textContent === text) return;
	standing.textContent = text;
	say(text);
}

/**
 * A button that signs the agent in, until it has.
 *
 * @param {() => Promise<string>} signIn
 * @returns {Promise<string>} the token
 */
export function askToSignIn(signIn) {
	return new Promise((resolve) => {
		/** @param {string} text */
		const ask = (text) =>
			showNotice(text, 'Sign in to Genesys Cloud', () =>
				signIn().then(
					(token) => {
						hideNotice();
						resolve(token);
					},
					({ message }) => ask(message),
				),
			);
		ask('Sign in to see what is known about this customer.');
	});
}
