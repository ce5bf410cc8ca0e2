import { LABELS } from './texts.js';

/** Minimum time between two typing reports, in milliseconds. */
const REPORT_EVERY = 4000;

/**
 * Typing in both directions: shows that the agent is typing, and reports that the customer is.
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
		/** @param {number} ms how long to show it */
		start(ms) {
			line.querySelector('.who').textContent = `${presence.name ?? LABELS.agent} is typing`;
			line.hidden = false;
			clearTimeout(timer);
			timer = setTimeout(stop, ms);
		},
		update(current) {
			presence = current;
		},
		/** Call when the customer changes the text. */
		written(text) {
			if (presence.kind !== 'agent' || text === '' || Date.now() - lastReport < REPORT_EVERY) return;
			lastReport = Date.now();
			// A failed typing report doesn't matter.
			report().catch(() => {});
		},
	};
}
