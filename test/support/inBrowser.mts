import { findBrowser } from '../../demo/browser.mts';

/** Is there a Chromium for the pages? Without one, their tests are skipped, and the log says so. */
export const hasBrowser = findBrowser() !== undefined;
if (!hasBrowser) console.warn('Skipped: pages are tested in Chromium, and none was found (CHROMIUM_PATH names one).');

export const testInBrowser = hasBrowser ? test : test.skip;
