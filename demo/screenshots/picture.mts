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

/** n8n's short-lived notes. */
const HIDDEN = '.el-notification { display: none !important; }';

/** Takes a picture once nothing changes any more: of a page, an element, or a part of a page. */
export async function picture(name: string, target: Page | Locator, clip?: () => Promise<Rectangle>): Promise<void> {
	let shown: Buffer = Buffer.alloc(0);
	for (let look = 0; look < MAX_LOOKS; look++) {
		const now = await target.screenshot({ animations: 'disabled', style: HIDDEN, clip: await clip?.() } as Parameters<Page['screenshot']>[0]);
		if (now.equals(shown)) break;
		shown = now;
		await delay(LOOK_AGAIN_MS);
	}
	await mkdir(FOLDER, { recursive: true });
	await writeFile(join(FOLDER, `${name}.png`), shown);
	console.log(`✔ ${name}.png`);
}

/** The rectangle that elements take up, with a margin. */
export async function boundsOf(elements: Locator, margin = 16): Promise<Rectangle> {
	const boxes = await Promise.all((await elements.all()).map(async (element) => await element.boundingBox()));
	const seen = boxes.filter((box) => box !== null && box.width > 0 && box.height > 0).flatMap((box) => box ?? []);
	const left = Math.min(...seen.map(({ x }) => x)) - margin;
	const top = Math.min(...seen.map(({ y }) => y)) - margin;
	const right = Math.max(...seen.map(({ x, width }) => x + width)) + margin;
	const bottom = Math.max(...seen.map(({ y, height }) => y + height)) + margin;
	return { x: left, y: top, width: right - left, height: bottom - top };
}
