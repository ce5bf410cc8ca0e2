import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { contract } from './support/genesys.mts';

/** The proxy of docs/lifecycle.md: Node's own WebSocket uses one only with NODE_USE_ENV_PROXY=1. */

const genesys = contract();

/** A proxy that forwards everything to the simulator, whichever host was requested; returns the hosts. */
async function startProxy(port: number) {
	const hosts: string[] = [];
	const server = createServer();
	server.on('connect', (request, socket, head) => {
		hosts.push(request.url ?? '');
		const through = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			through.write(head);
			through.pipe(socket).pipe(through);
		});
		for (const end of [through, socket]) end.on('error', () => end.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port: own } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${own}`, hosts, close: () => server.close() };
}

async function openIn(env: Record<string, string>, address: string): Promise<string> {
	const script = `const socket = new WebSocket(${JSON.stringify(address)});
		socket.addEventListener('open', () => { console.log('open'); process.exit(); });
		socket.addEventListener('close', ({ code }) => { console.log('closed', code); process.exit(); });`;
	const child = spawn(process.execPath, ['-e', script], { env: { ...process.env, NO_PROXY: '', no_proxy: '', ...env } });
	let said = '';
	child.stdout.on('data', (text) => (said += String(text)));
	await new Promise((resolve) => child.on('close', resolve));
	return said.trim();
}

test("a WebSocket uses the environment's proxy only with NODE_USE_ENV_PROXY=1", async () => {
	const proxy = await startProxy(Number(new URL(genesys.url).port));
	const { connectUri = '' } = await genesys.notifications.postNotificationsChannels();
	// A host that only the proxy can reach.
	const address = connectUri.replace(/localhost:\d+/, 'genesys-streaming:80');
	const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, http_proxy: proxy.url, https_proxy: proxy.url };
	try {
		expect(await openIn({ ...env, NODE_USE_ENV_PROXY: '0' }, address)).toBe('closed 1006');
		expect(proxy.hosts).toEqual([]);
		expect(await openIn({ ...env, NODE_USE_ENV_PROXY: '1' }, address)).toBe('open');
		expect(proxy.hosts).toEqual(['genesys-streaming:80']);
	} finally {
		proxy.close();
	}
});
