import { conversationId } from './config.js';
import { watch } from './poll.js';
import { render } from './render.js';
import { handBack } from './signIn.js';
import { ACTION, hideNotice, REFRESH, say, showBusy, showNotice } from './states.js';
import { runWorkflow } from './trigger.js';

/** @type {Array<keyof import('./render.js').Content>} */
const ALL_KEYS = ['message', 'summary', 'fields', 'suggestions', 'links', 'actions'];

let running = Promise.resolve();

/** Runs the workflow with the conversation's current state. Refreshes run one at a time, so that the newest answer stays. */
function refresh() {
	running = running.then(async () => {
		showBusy(true);
		try {
			render(await runWorkflow('panelOpened'), ALL_KEYS, runAction);
			hideNotice(REFRESH);
			say('Panel updated.');
		} catch (/** @type {any} */ { message }) {
			showNotice(REFRESH, message, 'Try again', () => {
				hideNotice(REFRESH);
				void refresh();
			});
		}
		showBusy(false);
	});
	return running;
}

/**
 * Replaces only the keys that the workflow returned. Never retries on its own, since the workflow may have run without answering.
 *
 * @param {{ name: string, value?: string }} action
 * @returns {Promise<boolean>} whether the workflow answered
 */
async function runAction(action) {
	showBusy(true);
	let isAnswered = false;
	try {
		const answer = await runWorkflow('panelAction', action);
		isAnswered = true;
		render(answer, answer.given, runAction);
		hideNotice(ACTION);
		say(answer.message || 'Done');
		if (answer.message) scrollTo(0, 0); // The message is at the top.
	} catch (/** @type {any} */ { message }) {
		showNotice(ACTION, message, 'Close', () => hideNotice(ACTION));
	}
	showBusy(false);
	return isAnswered;
}

if (!handBack()) {
	if (conversationId) {
		void watch(refresh);
		void refresh();
	} else {
		showNotice(REFRESH, 'The panel was opened without a conversation. Open it from an interaction in Genesys Cloud.');
		showBusy(false);
	}
}
