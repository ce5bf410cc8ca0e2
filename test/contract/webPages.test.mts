import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import WebSocket from 'ws';
import { launchBrowser } from '../../demo/browser.mts';
import { startChat, type Chat } from '../../demo/chat/server.mts';
import { eventually } from './support/handover.mts';
import { startSimulator, type Simulator } from '../../simulator/server.mts';
import { testInBrowser } from '../support/inBrowser.mts';

/** What pages of other websites could do to the simulator and to the chat's server, which need no login. */

let simulator: Simulator;
let chat: Chat;
beforeAll(async () => {
	simulator = await startSimulator();
	chat = await startChat({ botUrl: 'http://localhost:9/bot', deskUrl: `${simulator.url}/desk` });
});
afterAll(async () => {
	await chat.close();
	await simulator.close();
});

const EVIL = 'https://evil.example';

/** A call with headers that fetch() would not send unchanged. */
async function call(port: number, method: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
	const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers: { 'content-type': 'application/json', ...headers } });
	sent.end(method === 'POST' ? '{}' : undefined);
	const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer> & { statusCode: number }];
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk);
	return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}

/** The HTTP status of a WebSocket request: 101 if it opens. */
async function socketStatus(path: string, headers: Record<string, string> = {}): Promise<number> {
	const socket = new WebSocket(`ws://127.0.0.1:${simulator.port}${path}`, { headers });
	const status = await new Promise<number>((resolve) => {
		socket.once('open', () => resolve(101));
		socket.once('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode));
		socket.on('error', () => {});
	});
	socket.terminate();
	return status;
}

const servers = [
	['the simulator', () => simulator.port, '/simulator/reset', 204, '/simulator/health'],
	['the chat server', () => chat.port, '/customers/ada/end', 502, '/health'],
] as const;

describe.each(servers)('%s', (_name, port, changing, taken, harmless) => {
	test('the server listens on this machine only', async () => {
		const addresses = Object.values(networkInterfaces()).flatMap((list = []) => list.filter(({ internal, family }) => !internal && family === 'IPv4'));
		for (const { address } of addresses) await expect(fetch(`http://${address}:${port()}${harmless}`)).rejects.toThrow();
		expect((await fetch(`http://localhost:${port()}${harmless}`)).status).toBe(200);
	});

	test.each([EVIL, 'null', 'http://localhost:1', 'not an origin', ''])('the server rejects a POST from a page of the origin %j', async (origin) => {
		const { status, body } = await call(port(), 'POST', changing, { origin });
		expect({ status, said: JSON.parse(body).message }).toEqual({ status: 403, said: expect.stringContaining("can't call this server") });
	});

	test('the server accepts POSTs from its own pages and programs', async () => {
		expect((await call(port(), 'POST', changing)).status).toBe(taken);
		expect((await call(port(), 'POST', changing, { host: `localhost:${port()}`, origin: `http://localhost:${port()}` })).status).toBe(taken);
	});

	test.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1.nip.io', 'a b', '[::1'])("the server rejects the host %j, a website's name that resolves to this machine", async (host) => {
		for (const method of ['GET', 'POST']) expect((await call(port(), method, harmless, { host })).status).toBe(403);
	});

	test.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '[::1]:4010', '10.0.0.7:4010', 'simulator:4010', 'demo.localhost'])('the server accepts the host %j', async (host) => {
		expect((await call(port(), 'GET', harmless, { host })).status).toBe(200);
	});

	test('the server answers a GET from another origin, which the browser keeps from the page', async () => {
		const { status } = await call(port(), 'GET', harmless, { origin: EVIL });
		expect(status).toBe(200);
	});
});

test.each(['/desk/events', '/notifications/x'])('the WebSocket %s is closed to pages of other websites', async (path) => {
	expect(await socketStatus(path, { origin: EVIL })).toBe(403);
	expect(await socketStatus(path, { origin: `http://localhost:${simulator.port}` })).toBe(403);
	expect(await socketStatus(path, { host: 'evil.example', origin: 'http://evil.example' })).toBe(403);
});

test("the desk's own page and programs can open the desk's WebSocket", async () => {
	expect(await socketStatus('/desk/events', { origin: `http://127.0.0.1:${simulator.port}` })).toBe(101);
	expect(await socketStatus('/desk/events')).toBe(101);
});

test("a foreign page gets the platform API's error with its context ID", async () => {
	const { body } = await call(simulator.port, 'POST', '/simulator/reset', { origin: EVIL });
	expect(JSON.parse(body)).toMatchObject({ status: 403, code: 'not.authorized', contextId: expect.stringMatching(/^[\w-]{36}$/) });
});

test('the simulator is reachable under the name that it listens on', async () => {
	const named = await startSimulator({ host: 'localhost' });
	expect(named.url).toBe(`http://localhost:${named.port}`);
	expect((await fetch(`${named.url}/simulator/health`)).status).toBe(200);
	await named.close();
	const everywhere = await startSimulator({ host: '0.0.0.0' });
	expect(everywhere.url).toBe(`http://localhost:${everywhere.port}`);
	await everywhere.close();
});

test('the side-by-side page shows the desk that the server knows, whatever the link contains', async () => {
	const page = await (await fetch(`${chat.url}/side-by-side.html?desk=javascript:alert(1)`)).text();
	expect(page).toContain('src="/desk"');
	expect(await (await fetch(`${chat.url}/side-by-side.js`)).text()).not.toMatch(/desk=|get\('desk'\)/);
	const { status, headers } = await fetch(`${chat.url}/desk?desk=javascript:alert(1)`, { redirect: 'manual' });
	expect({ status, to: headers.get('location') }).toEqual({ status: 302, to: `${simulator.url}/desk` });
});

/** Agents on queue: the desk puts its agent on queue when it opens. */
async function onQueue(): Promise<string[]> {
	const state = (await (await fetch(`${simulator.url}/simulator/state`)).json()) as { agents: Array<{ id: string; onQueue: boolean }> };
	return state.agents.filter((agent) => agent.onQueue).map(({ id }) => id);
}

testInBrowser('in a browser, both pages work side by side, and a foreign page changes nothing', async () => {
	const foreign = createServer((_request, response) => response.end('<p>Elsewhere</p>')).listen(0, '127.0.0.1');
	await once(foreign, 'listening');
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage();
		const refused: string[] = [];
		page.on('response', (response) => response.status() === 403 && refused.push(response.url()));
		await page.goto(`${chat.url}/side-by-side.html?name=Ada&desk=javascript:alert(1)`);
		await page.frameLocator('#customer').locator('#presence', { hasText: 'Our assistant' }).waitFor();
		const [agentId] = await eventually(onQueue, ({ length }) => length > 0);
		expect(refused).toEqual([]);

		await page.goto(`http://localhost:${(foreign.address() as AddressInfo).port}`);
		const outcome = await page.evaluate(
			async ({ url, socketUrl }) => {
				await fetch(url, { method: 'POST', mode: 'no-cors', body: '{"onQueue":false}' });
				return await new Promise((resolve) => {
					const socket = new WebSocket(socketUrl);
					socket.onopen = () => resolve('opened');
					socket.onerror = () => resolve('refused');
				});
			},
			{ url: `${simulator.url}/simulator/agents/${agentId}`, socketUrl: `${simulator.url.replace('http', 'ws')}/desk/events` },
		);
		expect(outcome).toBe('refused');
		expect(refused).toEqual([`${simulator.url}/simulator/agents/${agentId}`]);
		expect(await onQueue()).toEqual([agentId]);
	} finally {
		await browser.close();
		foreign.close();
	}
});
