import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../demo/childProcess.mts';
import { connectToN8n } from '../../demo/n8n/elsewhere.mts';
import { installPackage } from '../../demo/n8n/install.mts';
import { startN8n, WITHOUT_ADVERTS, type RunningN8n } from '../../demo/n8n/process.mts';
import { customerOf, deskOf, eventually } from '../../demo/people.mts';
import { freePorts, startStack, type Stack } from '../../demo/stack.mts';

/** `npm start` with N8N_URL: the demo in an n8n that is already running, here without an owner and at first without the package. */

const root = process.cwd();
const NOT_OURS = { name: 'My own workflow', nodes: [], connections: {} };
let userFolder: string;
let demoFolder: string;
let n8n: RunningN8n;

const start = async (port: number) =>
	await startN8n({ root, userFolder, port, env: { ...WITHOUT_ADVERTS, N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'false' } });
const connect = async () => await connectToN8n(root, demoFolder, n8n.url);
const startDemo = async (simulatorPort?: number) => {
	const ports = await freePorts();
	return await startStack({ root, userFolder: demoFolder, ports: { ...ports, simulator: simulatorPort ?? ports.simulator }, rest: await connect() });
};

/** What `npm start` prints, without the build. */
async function run(env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
	return await new Promise((resolve) => {
		execFile(process.execPath, ['demo/main.mts', '--scripted'], { env: { ...process.env, NODE_OPTIONS: undefined, ...env } }, (error, stdout, stderr) => {
			resolve({ code: error ? 1 : 0, output: stdout + stderr });
		});
	});
}

beforeAll(async () => {
	userFolder = await mkdtemp(join(tmpdir(), 'genesys-elsewhere-'));
	demoFolder = await mkdtemp(join(tmpdir(), 'genesys-demo-'));
	n8n = await start(await freePort());
}, 300_000);

afterAll(async () => {
	await n8n?.stop();
	for (const folder of [userFolder, demoFolder]) await rm(folder, { recursive: true, force: true });
});

test('a missing package is reported with the Docker command that mounts it', async () => {
	await expect(connect()).rejects.toThrow(/doesn't have the package.*docker run --rm --network host/s);
});

describe('with the package', () => {
	let demo: Stack;

	beforeAll(async () => {
		await n8n.stop();
		await installPackage(root, userFolder);
		n8n = await start(Number(new URL(n8n.url).port));
		demo = await startDemo();
	}, 300_000);

	afterAll(async () => await demo?.stop());

	test('a start replaces what a killed demo left: each workflow exists once, and the open handover has ended', async () => {
		const ada = () => customerOf(demo.chat.url, 'ada');
		await ada().say('I want to talk to an agent');
		const waiting = await eventually('the chat waits', async () => (await deskOf(demo.simulator.url).chatsOf(ada())).find(({ state }) => state === 'queued'));
		await deskOf(demo.simulator.url).act(waiting, 'accept');
		await eventually('the customer sees who has joined', async () => await ada().sees('has joined the chat'));
		await demo.chat.close();
		await demo.simulator.stop('SIGKILL');

		demo = await startDemo(Number(new URL(demo.simulator.url).port));
		const workflows = await demo.rest.request<Array<{ name: string }>>('GET', '/workflows');
		expect(workflows.map(({ name }) => name)).toEqual(['Hand over chatbot conversations to Genesys Cloud agents and back (Genesys Cloud simulator)']);
		await ada().say('What are your opening hours?');
		await eventually('the bot answers', async () => await ada().sees('Monday to Friday'));
	}, 120_000);

	test('stopping the demo removes its workflows and credentials, and leaves those of the user', async () => {
		const { id } = await demo.rest.request<{ id: string }>('POST', '/workflows', NOT_OURS);
		await demo.stop();
		const idsOf = async (path: string) => (await demo.rest.request<Array<{ id: string }>>('GET', path)).map((one) => one.id);
		expect(await idsOf('/workflows')).toEqual([id]);
		expect(await idsOf('/credentials')).toEqual([]);
	});

	test('npm start plays the whole handover there', async () => {
		const { code, output } = await run({ N8N_URL: `${n8n.url}/` });
		expect(output).toContain('The whole handover worked.');
		expect(code).toBe(0);
	}, 180_000);

	test('a wrong password is reported with the variables to set', async () => {
		const { code, output } = await run({ N8N_URL: n8n.url, N8N_PASSWORD: 'not this one' });
		expect(output).toMatch(/rejected the sign-in of demo@example.com.*Set N8N_EMAIL and N8N_PASSWORD/s);
		expect(code).toBe(1);
	});
});

test('a URL that nothing answers at is reported with the Docker command', async () => {
	const port = await freePort();
	const { code, output } = await run({ N8N_URL: `http://localhost:${port}` });
	expect(output).toContain(`No n8n answers at http://localhost:${port}.`);
	expect(output).toContain(`-e N8N_PORT=${port}`);
	expect(code).toBe(1);
});

test.each([
	['nothing of n8n', 404, 'not n8n'],
	["a page of n8n's editor", 200, '<!DOCTYPE html>'],
])('a URL that returns %s is reported with an example', async (_what, status, body) => {
	const server = createServer((_request, response) => response.writeHead(status).end(body));
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await expect(connectToN8n(root, demoFolder, `http://localhost:${port}`)).rejects.toThrow("N8N_URL is n8n's base URL, such as http://localhost:5678.");
	server.close();
});

test.each(['localhost', 'localhost:5678'])('%s is reported as not being a URL', async (url) => {
	const { code, output } = await run({ N8N_URL: url });
	expect(output).toContain('N8N_URL must be a URL such as http://localhost:5678.');
	expect(code).toBe(1);
});
