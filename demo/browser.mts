import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium on this machine, or `undefined`. CHROMIUM_PATH overrides the usual paths. */
export function findBrowser(): string | undefined {
	return PLACES.find((path) => path !== undefined && existsSync(path));
}

/** Starts it headless, without background requests to the internet. */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = findBrowser();
	if (!executablePath) throw new Error('Chromium was not found. Install it, or set CHROMIUM_PATH to its path.');
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
}
