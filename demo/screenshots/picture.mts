import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** Where the pictures go that the README and `docs/` show. */
const FOLDER = join(process.cwd(), '.github', 'images');

export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

const LOOK_AGAIN_MS = 400;
const MAX_LOOKS = 25;

/** Takes a picture once nothing changes any more: of a page, an element, or a part of a page. */
export async function picture(name: string, target: Page | Locator, clip?: () => Promise<Rectangle>): Promise<void> {
	let shown: Buffer = Buffer.alloc(0);
	for (let look = 0; look < MAX_LOOKS; look++) {
		const now = await target.screenshot({ animations: 'disabled', clip: await clip?.() } as Parameters<Page['screenshot']>[0]);
		if (now.equals(shown)) break;
		shown = now;
		await delay(LOOK_AGAIN_MS);
	}
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, `${name}.png`), shown);
	console.log(`✔ ${name}.png`);
}
