import { setTimeout as delay } from 'node:timers/promises';
import { findBrowser } from '../../demo/browser.mts';

/** Whether a Chromium is available for the pages. Without one, their tests are skipped, and the log shows it. */
export const hasBrowser = findBrowser() !== undefined;
if (!hasBrowser) console.warn('Skipped: browser tests need Chromium, which was not found. Set CHROMIUM_PATH to its path.');

export const testInBrowser = hasBrowser ? test : test.skip;

/** Polls a page until it shows what is expected, because a locator's texts, counts, and states are momentary. Times out after 30 seconds. */
export async function becomes(read: () => Promise<unknown>, expected: unknown): Promise<void> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const shown = await read();
		try {
			return expect(shown).toEqual(expected);
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await delay(50);
		}
	}
}
