import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium on this machine, or `undefined`; CHROMIUM_PATH names one in another place. */
export function findBrowser(): string | undefined {
	return PLACES.find((path) => path !== undefined && existsSync(path));
}

/** Starts it headless and quiet: it looks nothing up outside this machine. */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = findBrowser();
	if (!executablePath) throw new Error('No Chromium found: install it, or name its path in CHROMIUM_PATH');
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}
