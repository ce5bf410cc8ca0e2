import { conversationId } from './config.js';
import { watch } from './poll.js';
import { render } from './render.js';
import { handBack } from './signIn.js';
import { hideNotice, say, showBusy, showNotice } from './states.js';
import { runWorkflow } from './trigger.js';

/** @type {Array<keyof import('./render.js').Content>} */
const ALL_KEYS = ['message', 'summary', 'fields', 'suggestions', 'links', 'actions'];

let running = Promise.resolve();
/** An action's failure stays in view until the agent has closed it, also while the panel refreshes. */
let hasActionFailed = false;

/** Runs the workflow with the conversation's current state. Refreshes run one at a time, so that the newest answer stays. */
function refresh() {
	running = running.then(async () => {
		showBusy(true);
		try {
			render(await runWorkflow('panelOpened'), ALL_KEYS, runAction);
			if (!hasActionFailed) hideNotice();
			say('Panel updated.');
		} catch (/** @type {any} */ { message }) {
			if (!hasActionFailed) showNotice(message, 'Try again', () => {
				hideNotice();
				void refresh();
			});
		}
		showBusy(false);
	});
	return running;
}

function closeFailure() {
	hasActionFailed = false;
	hideNotice();
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
		closeFailure();
		say(answer.message || 'Done');
		if (answer.message) scrollTo(0, 0); // The message is at the top.
	} catch (/** @type {any} */ { message }) {
		hasActionFailed = true;
		showNotice(message, 'Close', closeFailure);
	}
	showBusy(false);
	return isAnswered;
}

if (!handBack()) {
	if (conversationId) {
		void watch(refresh);
		void refresh();
	} else {
		showNotice('The panel was opened without a conversation. Open it from an interaction in Genesys Cloud.');
		showBusy(false);
	}
}
