import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../demo/browser.mts';
import { becomes, hasBrowser } from '../../support/inBrowser.mts';
import { panelAnswer, startPanelServers } from './panelServers.mts';

export const CONTENT = {
	message: 'Gold customer',
	summary: 'Ada asks where her order is.',
	fields: [{ label: 'Order', value: '4711' }],
	suggestions: [
		{ title: 'On its way', text: 'Your parcel arrives on Thursday.' },
		{ title: 'Refund', text: 'We refund the shipping.' },
	],
	links: [{ label: 'Order in the shop', url: 'https://shop.example/4711' }],
	actions: [
		{ name: 'refund', label: 'Refund shipping', value: 'order 4711' },
		{ name: 'note', label: 'Add note', placeholder: 'e.g. call back' },
	],
};

/**
 * For a test file: the agent panel's page in Chromium, new for each test. After each test, the page's policy was never
 * violated, no other host was called, and no URL or storage contains a token.
 */
export function panelInBrowser() {
	let browser: Browser;
	let context: BrowserContext | undefined;
	let panel: Page;
	let servers: Awaited<ReturnType<typeof startPanelServers>>;
	let broken: string[];

	beforeAll(async () => {
		if (hasBrowser) browser = await launchBrowser();
	});
	afterAll(async () => await browser?.close());
	beforeEach(async () => {
		servers = await startPanelServers();
		servers.behavior.workflow = () => ({ body: panelAnswer(CONTENT) });
		if (hasBrowser) await newPanel();
	});
	afterEach(async () => {
		if (hasBrowser) {
			const stored = await panel.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])');
			expect({ broken, stored }).toEqual({ broken: [], stored: expect.not.stringContaining('token-') });
			expect(servers.seen.urls.filter((url) => url.includes('token-'))).toEqual([]);
		}
		await context?.close();
		await servers.close();
	});

	async function newPanel(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
		await context?.close();
		broken = [];
		context = await browser.newContext({ viewport: { width: 360, height: 800 }, ...options });
		await context.addInitScript("addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error('Policy violated', violatedDirective, blockedURI))");
		context.on('console', (message) => /Content Security Policy|Policy violated/.test(message.text()) && broken.push(message.text()));
		context.on('weberror', (error) => broken.push(String(error.error())));
		context.on('request', (request) => servers.origins.includes(new URL(request.url()).origin) || broken.push(request.url()));
		panel = await context.newPage();
	}

	/** The load event waits for the frame that signs in. */
	const open = async (): Promise<void> => void (await panel.goto(servers.panelUrl, { waitUntil: 'commit' }));
	return {
		get panel() {
			return panel;
		},
		get servers() {
			return servers;
		},
		/** Replaces the page that each test has with one that uses these browser options. */
		newPanel,
		open,
		openFilled: async (): Promise<void> => {
			await open();
			await panel.getByText('Ada asks where').waitFor();
		},
		/** Waits until the whole notice is visible. The policy blocks Playwright from repeatedly evaluating a string. */
		noticeInView: async (): Promise<void> =>
			await becomes(async () => await panel.locator('#notice').evaluate((notice) => {
				const { top, bottom } = notice.getBoundingClientRect();
				return top >= 0 && bottom <= notice.ownerDocument.documentElement.clientHeight;
			}), true),
		button: (name: string): Locator => panel.getByRole('button', { name, exact: true }),
		card: (text: string): Locator => panel.getByRole('listitem').filter({ hasText: text }),
	};
}
