import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { OWNER } from '../n8n/process.mts';

/** One page that holds everything the recording shows: the pages as frames, a caption below them, and a mouse pointer. */

export interface Side {
	/** Name of its frame. */
	title: string;
	url: string;
	/** Pixels on the stage; without it, the rest. */
	width?: number;
	/** Below 1, the page has more room than it takes up on the stage. */
	scale: number;
	/** Selector of what the page has once it is ready. */
	ready: string;
}

export interface Stage {
	readonly page: Page;
	/** Loads the pages of a scene, hidden. */
	prepare(scene: string, sides: Side[]): Promise<void>;
	show(scene: string): Promise<void>;
	frame(title: string): FrameLocator;
	/** Shows a caption, and keeps it for at least the time it takes to read. */
	caption(text: string, holdMs?: number): Promise<void>;
	/** Covers the stage with a title; without one, uncovers it. */
	card(title?: string, text?: string): Promise<void>;
	hidePointer(): Promise<void>;
	pointAt(target: Locator): Promise<void>;
	click(target: Locator): Promise<void>;
	doubleClick(target: Locator): Promise<void>;
	/** Clicks into a field and types at a readable speed. */
	type(target: Locator, text: string): Promise<void>;
	pause(ms: number): Promise<void>;
	close(): Promise<void>;
}

export interface Size {
	width: number;
	height: number;
}

const KEY_MS = 38;
/** n8n's editor takes its time on a busy machine. */
const LOAD_MS = 90_000;

const OWN_FRAME_HEADERS = ['x-frame-options', 'content-security-policy', 'origin-agent-cluster'];

/** Runs in the stage's page (stage.html). */
type InPage = Record<string, (...args: unknown[]) => unknown>;

export async function openStage(browser: Browser, { size, n8nUrl, deskUrl }: { size: Size; n8nUrl: string; deskUrl: string }): Promise<Stage> {
	const context = await browser.newContext({ viewport: size, locale: 'en-US', colorScheme: 'light', reducedMotion: 'no-preference' });
	// To Chromium, a page that was not served by this machine asks for what is on it.
	await context.grantPermissions(['local-network-access']);
	await signIn(context, n8nUrl);
	const html = await readFile(new URL('stage.html', import.meta.url), 'utf8');
	// On the desk's own origin, which may frame an agent's panel.
	const url = `${deskUrl}/stage`;
	await context.route(url, async (route) => await route.fulfill({ contentType: 'text/html', body: html }));
	await allowFraming(context, n8nUrl);
	const page = await context.newPage();
	await page.goto(url);
	const call = async (name: string, ...args: unknown[]) =>
		await page.evaluate(async ([method, values]) => await (globalThis as unknown as { stage: InPage }).stage[method](...values), [name, args] as const);
	if (size.width < 1000) await page.evaluate("document.body.classList.add('small')");

	const press = async (target: Locator, clickCount: number) => {
		await stage.pointAt(target);
		await call('press');
		// Where it is by now: a page may have moved it meanwhile.
		const { x, y } = await middleOf(target);
		await page.mouse.click(x, y, { clickCount });
		await delay(350);
	};
	const stage: Stage = {
		page,
		async prepare(scene, sides) {
			await call('addScene', scene, sides);
			for (const { title, ready } of sides) await stage.frame(title).locator(ready).first().waitFor({ state: 'attached', timeout: LOAD_MS });
		},
		show: async (scene) => void (await call('show', scene)),
		frame: (title) => page.frameLocator(`iframe[name="${title}"]`),
		async caption(text, holdMs = 0) {
			await call('caption', text);
			await delay(holdMs);
		},
		card: async (title, text) => void (await call('card', title, text)),
		hidePointer: async () => void (await call('hidePointer')),
		async pointAt(target) {
			await target.scrollIntoViewIfNeeded();
			const { x, y } = await middleOf(target);
			await call('point', x, y);
			await page.mouse.move(x, y);
		},
		click: async (target) => await press(target, 1),
		doubleClick: async (target) => await press(target, 2),
		async type(target, text) {
			await stage.click(target);
			await target.pressSequentially(text, { delay: KEY_MS });
			await delay(250);
		},
		pause: async (ms) => await delay(ms),
		close: async () => await context.close(),
	};
	return stage;
}

/**
 * The middle of an element, once it has stopped moving.
 * @throws Error when the element cannot be seen
 */
async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
	for (let before = ''; ; await delay(120)) {
		const box = await target.boundingBox();
		if (!box) throw new Error(`Nothing to point at: ${String(target)}`);
		const now = JSON.stringify(box);
		if (now === before) return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
		before = now;
	}
}

async function signIn(context: BrowserContext, n8nUrl: string): Promise<void> {
	const page = await context.newPage();
	const url = `${n8nUrl}/home/workflows`;
	await page.goto(url);
	await page.getByLabel(/email/i).fill(OWNER.email);
	await page.getByLabel(/password/i).fill(OWNER.password);
	await page.getByRole('button', { name: /sign in/i }).click();
	await page.waitForURL(url);
	await page.close();
}

/** n8n does not let another page frame its editor, and Playwright finds no place in a scaled frame with a process of its own. */
async function allowFraming(context: BrowserContext, n8nUrl: string): Promise<void> {
	await context.route((url) => url.origin === n8nUrl, async (route) => {
		if (route.request().resourceType() !== 'document') return await route.fallback();
		const response = await route.fetch();
		const headers = Object.entries(response.headers()).filter(([name]) => !OWN_FRAME_HEADERS.includes(name));
		await route.fulfill({ response, headers: Object.fromEntries(headers) });
	});
}
