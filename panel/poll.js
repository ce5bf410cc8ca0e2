import { customerMessages, getConversation, hasEnded } from './genesys.js';
import { showStanding } from './states.js';

const PAUSE_MS = 5000;
const QUIET_PAUSE_MS = 15_000;
const QUIET_AFTER_MS = 300_000;
const REFUSED_PAUSE_MS = 60_000;

/**
 * Polls the conversation while the panel is visible, until the conversation ends.
 *
 * @param {() => Promise<void>} onWritten called after the customer sent a message; never rejects
 */
export async function watch(onWritten) {
	/** @type {number | undefined} */
	let known;
	let changedAt = Date.now();
	for (;;) {
		await onScreen();
		let pause = Date.now() - changedAt > QUIET_AFTER_MS ? QUIET_PAUSE_MS : PAUSE_MS;
		try {
			const conversation = await getConversation();
			const isOver = hasEnded(conversation);
			showStanding(isOver ? 'This conversation has ended.' : '');
			document.body.dataset.ended = `${isOver}`;
			const written = customerMessages(conversation);
			const isNew = known !== undefined && written !== known;
			known = written;
			if (isNew) {
				changedAt = Date.now();
				await onWritten();
			}
			if (isOver) return;
		} catch (/** @type {any} */ { status, retryAfter }) {
			if (status >= 400 && status < 500) pause = retryAfter * 1000 || REFUSED_PAUSE_MS;
			showStanding("Can't check Genesys Cloud for new messages. Trying again…");
		}
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
}

/**
 * The agent's desktop keeps the panels of other conversations loaded but hidden.
 *
 * @returns {Promise<void>} resolves once the panel is visible
 */
function onScreen() {
	return new Promise((resolve) => {
		let isInView = false;
		const view = new IntersectionObserver((entries) => check(entries.some((entry) => entry.isIntersecting)));
		const check = (inView = isInView) => {
			isInView = inView;
			if (!isInView || document.hidden) return;
			view.disconnect();
			document.onvisibilitychange = null;
			resolve();
		};
		document.onvisibilitychange = () => check();
		view.observe(document.body);
	});
}
