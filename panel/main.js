import { conversationId } from './config.js';
import { watch } from './poll.js';
import { render } from './render.js';
import { handBack } from './signIn.js';
import { hideNotice, say, showBusy, showNotice } from './states.js';
import { runWorkflow } from './trigger.js';

/** @type {Array<keyof import('./render.js').Content>} */
const ALL_KEYS = ['message', 'summary', 'fields', 'suggestions', 'links', 'actions'];

let running = Promise.resolve();

/** Runs the workflow for the conversation as it now is; one after the other, so that the newest answer stays. */
function refresh() {
	running = running.then(async () => {
		showBusy(true);
		try {
			render(await runWorkflow('panelOpened'), ALL_KEYS, runAction);
			hideNotice();
			say('The panel is up to date.');
		} catch (/** @type {any} */ { message }) {
			showNotice(message, 'Try again', () => {
				hideNotice();
				void refresh();
			});
		}
		showBusy(false);
	});
	return running;
}

/**
 * Replaces only what the workflow gave. It may have run without an answer, so it is not repeated by itself.
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
		hideNotice();
		say(answer.message || 'Done');
		if (answer.message) showTop();
	} catch (/** @type {any} */ { message }) {
		showNotice(message);
		showTop();
	}
	showBusy(false);
	return isAnswered;
}

/** Messages and notices are there, and the actions of a long panel are not. */
const showTop = () => scrollTo(0, 0);

if (!handBack()) {
	if (conversationId) {
		void watch(refresh);
		void refresh();
	} else {
		showNotice('The panel does not know which conversation it stands beside. Open it from an interaction in Genesys Cloud.');
		showBusy(false);
	}
}
