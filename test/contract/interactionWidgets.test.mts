import type { Browser, FrameLocator, Page } from 'playwright-core';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchBrowser } from '../../demo/browser.mts';
import { becomes, hasBrowser, testInBrowser } from '../support/inBrowser.mts';
import { layoutProblems, SCREENS } from '../support/layout.mts';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation, type Sent } from './support/handover.mts';

/** Interaction widgets on the desk, and what a page of another origin can do in one: sign in, read, send. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const { integrations } = genesys;
const CLIENT = 'a1111111-1111-4111-8111-111111111111';

/** A page like a panel's: authorization code with PKCE in a hidden frame, then the API with the agent's token. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Panel</title><body><script>
const query = new URL(location.href).searchParams;
const back = location.origin + location.pathname;
const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '');
if (query.has('state')) (window.opener ?? parent).postMessage(Object.fromEntries(query), location.origin);
else (async () => {
	const verifier = encode(crypto.getRandomValues(new Uint8Array(32)));
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
	const request = new URLSearchParams({ client_id: query.get('client'), redirect_uri: back, response_type: 'code', state: 'its state', code_challenge: encode(digest), code_challenge_method: 'S256' });
	const frame = document.createElement('iframe');
	frame.hidden = true;
	frame.src = query.get('login') + '/oauth/authorize?' + request;
	document.body.append(frame);
	const { data } = await new Promise((resolve) => addEventListener('message', resolve));
	frame.remove();
	const form = new URLSearchParams({ grant_type: 'authorization_code', code: data.code, code_verifier: verifier, client_id: query.get('client'), redirect_uri: back });
	const { access_token: token } = await (await fetch(query.get('login') + '/oauth/token', { method: 'POST', body: form })).json();
	const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
	const call = async (path, body) => await (await fetch(query.get('login') + '/api/v2/' + path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })).json();
	const me = await call('users/me');
	const messages = 'conversations/messages/' + query.get('conversation');
	const { participants } = await call(messages);
	const own = participants.find(({ user, state }) => user?.id === me.id && state === 'connected');
	await call(messages + '/communications/' + own.peer + '/messages', { textBody: 'Sent from the panel' });
	const said = document.createElement('p');
	said.textContent = me.name + ' in ' + query.get('lang') + ' from ' + query.get('host') + ' of ' + query.get('env');
	document.body.append(said, document.createElement('input'));
})();
</script>`;

let pages: Server;
let browser: Browser;
let desk: Page;
let chats: Sent[];
let agents: string[];

const PLACEHOLDERS = 'conversation={{gcConversationId}}&lang={{gcLangTag}}&host={{gcHostOrigin}}&env={{gcTargetEnv}}';
const pageUrl = (host: string): string => `http://${host}:${(pages.address() as AddressInfo).port}/panel`;

/** An active widget with these properties changed. */
async function addWidget(properties: object = {}, name = 'Copilot', host = 'localhost'): Promise<string> {
	const { id = '' } = await integrations.postIntegrations({ body: { name, integrationType: { id: 'embedded-client-app-interaction-widget' } } });
	const config = await integrations.getIntegrationConfigCurrent(id);
	const url = `${pageUrl(host)}?${PLACEHOLDERS}&client=${CLIENT}&login=${encodeURIComponent(genesys.url)}`;
	await integrations.putIntegrationConfigCurrent(id, { body: { ...config, properties: { url, communicationTypeFilter: 'open', sandbox: 'allow-scripts,allow-same-origin,allow-forms,allow-popups', permissions: 'clipboard-write', ...properties } } });
	await integrations.patchIntegration(id, { body: { intendedState: 'ENABLED' } });
	return id;
}

beforeAll(async () => {
	pages = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PAGE)).listen(0);
	await once(pages, 'listening');
	if (hasBrowser) browser = await launchBrowser();
});
afterAll(async () => {
	await browser?.close();
	pages.close();
});

/** Two conversations of the first agent. */
beforeEach(async () => {
	await genesys.control('POST', 'reset');
	await genesys.control('PATCH', 'settings', { rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
	await genesys.login();
	await genesys.control('POST', 'clients', { clientId: CLIENT, clientSecret: 'its secret', redirectUris: [pageUrl('localhost'), pageUrl('127.0.0.1')], scopes: ['conversations', 'user-basic-info'] });
	agents = ((await genesys.users.getUsers()).entities ?? []).map(({ id = '' }) => id);
	const integrationId = await newIntegration(genesys);
	chats = [];
	for (const text of ['My cup is broken', 'My bowl is broken']) {
		const chat = await startConversation(genesys, { integrationId, text });
		await genesys.control('POST', `conversations/${chat.conversationId}/accept`, { agentId: agents[0] });
		chats.push(chat);
	}
});
afterEach(async () => await desk?.close());

async function open(screen: Parameters<Browser['newPage']>[0] = { viewport: { width: 1440, height: 900 } }): Promise<void> {
	desk = await browser.newPage(screen);
	desk.setDefaultTimeout(10_000);
	await desk.goto(`${genesys.url}/desk?agent=${agents[0]}`);
	await desk.locator('.row').first().waitFor();
}

const frames = () => desk.locator('.widget-frames iframe');
const frameOf = (index: number): FrameLocator => desk.frameLocator(`.widget-frames iframe[src*="${chats[index]?.conversationId}"]`);
const pick = async (index: number) => await desk.locator(`[data-key="${chats[index]?.conversationId}"] .row`).click();

testInBrowser('a widget of another origin is signed in without a click, knows agent and conversation, and sends as the agent', async () => {
	await addWidget();
	await open();
	await pick(0);
	await frameOf(0).getByText(`Agent One in en-US from ${genesys.url} of prod`).waitFor();
	await desk.locator('[data-from="agent"]', { hasText: 'Sent from the panel' }).waitFor();
	const frame = frames().first();
	expect([await frame.getAttribute('sandbox'), await frame.getAttribute('allow'), await frame.getAttribute('title')]).toEqual([
		'allow-scripts allow-same-origin allow-forms allow-popups',
		'clipboard-write',
		'Copilot',
	]);
});

testInBrowser.each([
	['the setting disables it', { signInSession: false }, 'localhost', 'Sign in to the simulated Genesys Cloud'],
	['the page is on another site', {}, '127.0.0.1', 'Sign in to the simulated Genesys Cloud'],
	['sign-in in a frame is disabled', { signInInFrame: false }, 'localhost', undefined],
])('automatic sign-in does not happen if %s', async (_case, settings, host, asked) => {
	await genesys.control('PATCH', 'settings', settings);
	await addWidget({}, 'Copilot', host);
	await open();
	const answered = desk.waitForResponse((response) => response.url().includes('/oauth/authorize'));
	await pick(0);
	expect((await answered).status()).toBe(200);
	const signIn = frameOf(0).frameLocator('iframe');
	if (asked) await signIn.locator('h1', { hasText: asked }).waitFor({ state: 'attached' });
	await becomes(async () => await frameOf(0).locator('input').count(), 0);
});

testInBrowser('each conversation has its own frame, which stays alive while the agent views another one', async () => {
	await addWidget();
	await open();
	await pick(0);
	await frameOf(0).locator('input').fill('half a sentence');
	await pick(1);
	await frameOf(1).locator('input').waitFor();
	await becomes(async () => await frames().count(), 2);
	await pick(0);
	expect(await frameOf(0).locator('input').inputValue()).toBe('half a sentence');
	await becomes(async () => await frames().nth(1).isVisible(), false);
});

testInBrowser('widgets of another communication type, queue, or group are hidden, and a disabled one disappears', async () => {
	const { id: group } = await genesys.control<{ id: string }>('POST', 'groups', { name: 'Team', members: [agents[1]] });
	const queues = (await genesys.routing.getRoutingQueues()).entities ?? [];
	const queueOf = (name: string) => queues.find((one) => one.name === name)?.id ?? '';
	await addWidget({ communicationTypeFilter: 'webmessaging' }, 'Other type');
	await addWidget({ queueIdFilterList: [queueOf('Sales')] }, 'Other queue');
	await addWidget({ groups: [group] }, 'Other group');
	const id = await addWidget({ queueIdFilterList: [queueOf('Support')], communicationTypeFilter: 'webmessaging,open' }, 'Fits');
	await open();
	await pick(0);
	await frameOf(0).locator('input').waitFor();
	await becomes(async () => await desk.getByRole('tab').allInnerTexts(), ['Fits']);
	await integrations.patchIntegration(id, { body: { intendedState: 'DISABLED' } });
	await eventually(async () => await frames().count(), (count) => count === 0);
	await becomes(async () => await desk.locator('#widgets').isVisible(), false);
});

testInBrowser('two widgets become tabs that the arrow keys switch', async () => {
	await addWidget({}, 'Copilot');
	await addWidget({}, 'Orders');
	await open();
	await pick(0);
	const tab = (name: string) => desk.getByRole('tab', { name, selected: true });
	await tab('Copilot').press('ArrowRight');
	await tab('Orders').waitFor();
	await becomes(async () => await desk.evaluate('document.activeElement.textContent'), 'Orders');
});

testInBrowser.each(SCREENS)('the desk with a widget has a correct layout: %j', async (screen) => {
	await addWidget();
	await open({ ...screen });
	await pick(0);
	await frames().first().waitFor({ state: 'attached' });
	expect(await layoutProblems(desk)).toEqual([]);
	if (screen.viewport.width > 720) {
		const { width = 0 } = (await desk.locator('.widget-frames').boundingBox()) ?? {};
		expect(width).toBeGreaterThanOrEqual(300);
		expect(width).toBeLessThanOrEqual(400);
	}
});
