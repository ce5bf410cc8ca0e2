import type { Page } from 'playwright-core';

/** Layout faults of a page as it is on the screen: plain JavaScript, because it runs in the browser. */
const LOOK = String.raw`
(() => {
	const problems = [];
	// What is below an open dialog cannot be used, and need not be.
	const root = document.querySelector('dialog[open]') ?? document;
	const touch = innerWidth < 820;
	const nameOf = (node) => (node.getAttribute('aria-label') || node.textContent || node.getAttribute('placeholder') || node.id || node.tagName).trim().slice(0, 40);
	const isShown = (node) => node.checkVisibility({ visibilityProperty: true });
	if (document.documentElement.scrollWidth > innerWidth) problems.push('the page is wider than the window');
	for (const box of document.querySelectorAll('main *')) {
		const { overflowX } = getComputedStyle(box);
		if (overflowX === 'auto' && isShown(box) && box.scrollWidth > box.clientWidth + 1 && !box.matches('.carousel, .kinds')) problems.push('scrolls sideways: ' + (box.className || box.tagName));
	}
	for (const node of root.querySelectorAll('button, a[href], input, select, textarea, summary, h1, h2')) {
		if (!isShown(node) || node.closest('.carousel')) continue;
		// A label stands for the input in it.
		const target = node.matches('input') && node.closest('label') ? node.closest('label') : node;
		const { left, right, top, bottom, width, height } = target.getBoundingClientRect();
		if (left < -1 || right > innerWidth + 1) problems.push('cut off: ' + nameOf(target));
		if (node.matches('h1, h2')) continue;
		const isInText = node.matches('a') && !node.matches('.action, .reply');
		if (touch && !isInText && !node.closest('.failed') && height < 39.5) problems.push('too low for a finger: ' + nameOf(target) + ' ' + height);
		if (!nameOf(node) || (node.matches('input, select, textarea') && !node.labels.length && !node.getAttribute('aria-label'))) problems.push('without a label: ' + node.outerHTML.slice(0, 80));
		const [x, y] = [left + width / 2, top + height / 2];
		const scroller = node.closest('.entries, .messages, .chats, .customer, .rich-preview, .kinds');
		const view = scroller ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight };
		if (y < view.top || y > view.bottom || x < 0 || x > innerWidth) continue;
		const hit = document.elementFromPoint(x, y);
		if (!hit || !(target.contains(hit) || hit.contains(target))) problems.push('covered: ' + nameOf(target) + ' by ' + (hit && hit.outerHTML.slice(0, 60)));
	}
	return problems;
})()`;

/**
 * Elements that are cut off, covered, too small for a finger (in a narrow window), or without a label. Boxes that
 * scroll sideways are not checked.
 */
export async function layoutProblems(page: Page): Promise<string[]> {
	return (await page.evaluate(LOOK)) as string[];
}

/** The screens that the demo's pages support. */
export const SCREENS = [
	{ viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
	{ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
	{ viewport: { width: 390, height: 844 }, colorScheme: 'light' },
	{ viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** Readability: texts below the contrast of WCAG AA (4.5, or 3 for large text), with their measured contrast. */
const CONTRAST = String.raw`
(() => {
	const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
	const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
	const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
	const groundOf = (node) => { for (let at = node; at; at = at.parentElement) { const ground = rgba(getComputedStyle(at).backgroundColor); if (ground[3] === 255) return ground; } return [255, 255, 255]; };
	const poor = new Set();
	for (const node of document.querySelectorAll('body *')) {
		const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== '');
		if (!isText || !node.checkVisibility({ visibilityProperty: true }) || node.closest(':disabled, video')) continue;
		const style = getComputedStyle(node);
		const [one, two] = [light(rgba(style.color)), light(groundOf(node))].sort((a, b) => b - a);
		const ratio = (one + 0.05) / (two + 0.05);
		const isLarge = parseFloat(style.fontSize) >= 18.66;
		if (ratio < (isLarge ? 3 : 4.5)) poor.add(node.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
	}
	return [...poor];
})()`;

export async function poorContrasts(page: Page): Promise<string[]> {
	return (await page.evaluate(CONTRAST)) as string[];
}
