import { LABELS } from './texts.js';

/** The least time between two reports that the customer is typing, in milliseconds. */
const REPORT_EVERY = 4000;

/**
 * Typing both ways: the line that says that the agent is typing, and the reports that the customer is.
 *
 * @param {HTMLElement} line
 * @param {() => Promise<unknown>} report
 */
export function createTyping(line, report) {
	let timer;
	let presence = { kind: 'bot' };
	let lastReport = 0;

	const stop = () => {
		clearTimeout(timer);
		line.hidden = true;
	};
	return {
		stop,
		/** @param {number} ms how long the notice holds */
		start(ms) {
			line.querySelector('.who').textContent = `${presence.name ?? LABELS.agent} is typing`;
			line.hidden = false;
			clearTimeout(timer);
			timer = setTimeout(stop, ms);
		},
		update(current) {
			presence = current;
		},
		/** The customer has changed what is in the composer. */
		written(text) {
			if (presence.kind !== 'agent' || text === '' || Date.now() - lastReport < REPORT_EVERY) return;
			lastReport = Date.now();
			// A report that fails is not worth a word.
			report().catch(() => {});
		},
	};
}
