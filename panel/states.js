import { byId } from './element.js';

const panel = byId('panel');
const notice = byId('notice');
const [noticeText, noticeButton] = /** @type {[HTMLElement, HTMLButtonElement]} */ (/** @type {unknown} */ (notice.children));

/** While the panel asks the agent to sign in, nothing replaces or hides the button: everything else waits for it. */
let isAsking = false;

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
 * @param {string} text
 * @param {string} [label] of the button; omit it for no button
 * @param {() => void} [onClick]
 */
export function showNotice(text, label, onClick) {
	if (isAsking) say(text);
	else display(text, label, onClick);
}

/**
 * @param {string} text
 * @param {string} [label]
 * @param {() => void} [onClick]
 */
function display(text, label, onClick) {
	noticeText.textContent = text;
	noticeButton.hidden = !label;
	noticeButton.textContent = label ?? '';
	noticeButton.onclick = onClick ?? null;
	notice.hidden = false;
	say(text);
}

/** If the notice's button has the focus, the focus moves to the panel. */
export function hideNotice() {
	if (isAsking) return;
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
	isAsking = true;
	return new Promise((resolve) => {
		/** @param {string} text */
		const ask = (text) =>
			display(text, 'Sign in to Genesys Cloud', () =>
				signIn().then(
					(token) => {
						isAsking = false;
						hideNotice();
						resolve(token);
					},
					({ message }) => ask(message),
				),
			);
		ask('Sign in to see information about this customer.');
	});
}
