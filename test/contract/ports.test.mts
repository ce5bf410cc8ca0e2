import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { freePort } from '../../demo/childProcess.mts';

const servers: Server[] = [];

async function listenOn(port: number): Promise<number> {
	const server = createServer().listen(port, '127.0.0.1');
	servers.push(server);
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

const portsFor = async (count: number) => await Promise.all(Array.from({ length: count }, freePort));

afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

it('returns each port once, even for simultaneous requests', async () => {
	expect(new Set(await portsFor(500)).size).toBe(500);
});

it('returns no port that a connection or another server could get before it is used', async () => {
	const givenByTheSystem = await Promise.all(Array.from({ length: 50 }, async () => await listenOn(0)));
	expect(Math.max(...(await portsFor(50)))).toBeLessThan(Math.min(...givenByTheSystem));
});

it('skips ports that are in use', async () => {
	const taken = await Promise.all(
		Array.from({ length: 500 }, async (_, index) => await listenOn(20_000 + index).catch(() => 20_000 + index)),
	);
	const given = new Set(await portsFor(500));
	expect(taken.filter((port) => given.has(port))).toEqual([]);
});
