import { createServer, request as send, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** docs/network.md, Proxies: with NODE_USE_ENV_PROXY=1, the credential's test uses the proxy too. */

/** A host that only the proxy can resolve. */
const HOST = 'genesys-behind-the-proxy:4010';

let proxy: Server;
let stack: OwnStack;
const asked: string[] = [];

beforeAll(async () => {
	proxy = createServer((request, response) => {
		const { pathname, search, host } = new URL(request.url ?? '');
		asked.push(host);
		const options = { method: request.method, headers: request.headers, port: simulatorPort(), path: pathname + search };
		request.pipe(send(options, (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers))));
	});
	proxy.on('connect', (request, socket) => {
		asked.push(request.url ?? '');
		// n8n also calls hosts of its own.
		if (request.url !== HOST) return void socket.destroy();
		const through = connect(simulatorPort(), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			through.pipe(socket).pipe(through);
		});
		for (const end of [through, socket]) end.on('error', () => end.destroy());
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	stack = await startOwnStack({ HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: 'localhost,127.0.0.1', NODE_USE_ENV_PROXY: '1' });
}, 300_000);

afterAll(async () => {
	await stack?.stop();
	proxy?.close();
});

const simulatorPort = () => Number(new URL(stack.simulator.url).port);

test("the credential test reaches Genesys Cloud through the environment's proxy", async () => {
	const data = { region: 'custom', customDomain: `http://${HOST}`, clientId: 'demo-client', clientSecret: 'demo-secret' };
	const result = await stack.rest.testCredential('Genesys Cloud', 'genesysCloudApi', data);
	expect(result).toMatchObject({ status: 'OK' });
	expect(asked).toContain(HOST);
});
