import { platformRoutes } from '../../simulator/platformRoutes.mts';
import { fetchToken } from '../../demo/simulator.mts';
import { deployFlow, flowYaml, integrationBehind } from './support/flows.mts';
import { contract } from './support/genesys.mts';
import { eventually, messageOf, newCustomer } from './support/handover.mts';

/** Malicious requests: each is rejected with the platform API's error body, and the simulator keeps running. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 20, flowJobMs: 1, maxRequestBytes: 100_000 });

const IDS = ['no-such-id', '%00', '__proto__', '..%2f..', '%E0%A4%A'];
const BODIES = [
	'{',
	'null',
	'"text"',
	'[]',
	'[null]',
	'{}',
	'{"__proto__":{"polluted":1},"constructor":1}',
	'{"channel":[],"name":{},"state":0,"text":"\\ud800","flow":null,"filter":1,"settings":{}}',
	'['.repeat(50_000),
	'x'.repeat(200_000),
];
const writing = platformRoutes.filter(({ method }) => ['post', 'put', 'patch'].includes(method));
const reading = platformRoutes.filter(({ method }) => method === 'get');

interface ErrorBody {
	status?: number;
	code?: string;
	message?: string;
	contextId?: string;
}

let token: string;
beforeAll(async () => {
	token = await fetchToken(genesys.url);
});

/** The status, after checking the body of a rejection. */
async function statusOf(method: string, path: string, body?: string): Promise<number> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const response = await fetch(genesys.url + path, { method, headers, body });
	const text = await response.text();
	if (response.status >= 400) {
		const { status, code, message, contextId } = JSON.parse(text) as ErrorBody;
		expect({ status, code, message, contextId }).toEqual({
			status: response.status,
			code: expect.stringMatching(/^[a-z.]+$/),
			message: expect.stringMatching(/\S/),
			contextId: expect.stringMatching(/^[\w-]{36}$/),
		});
	}
	return response.status;
}

test.each(writing.map(({ method, path }) => [method.toUpperCase(), path]))('%s %s rejects malicious requests without a server error', async (method, path) => {
	for (const id of IDS) {
		for (const body of BODIES) expect(await statusOf(method, path.replace(/:\w+/g, id), body)).toBeLessThan(500);
	}
});

test.each(reading.map(({ path }) => [path]))('GET %s rejects malicious requests without a server error', async (path) => {
	for (const id of IDS) {
		for (const query of ['', '?pageSize=-1', '?pageNumber=1e9', '?name=%00*&expand=a&expand=b', '?__proto__=1&pageSize[x]=1']) {
			expect(await statusOf('GET', path.replace(/:\w+/g, id) + query)).toBeLessThan(500);
		}
	}
});

test('unknown paths return 404', async () => {
	for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
		expect(await statusOf(method, '/api/v2/nothing/at/all', method === 'GET' ? undefined : '{}')).toBe(404);
	}
});

test('a flow whose text grows without limit ends with a flow error', async () => {
	const double = '- string: { variable: State.Text, value: { exp: "Append(State.Text, State.Text)" } }';
	const actions = `
          - updateData:
              name: Grow
              statements:
${Array(60).fill(`                ${double}`).join('\n')}`;
	const variables = `
          - stringVariable: { name: State.Text, initialValue: { lit: x } }`;
	const { flow } = await deployFlow(genesys, flowYaml({ name: 'Growing', variables, actions }));
	const integrationId = await integrationBehind(genesys, flow?.id);
	await genesys.control('PATCH', 'settings', { flowMs: 1 });
	const { conversationId = '' } = await genesys.conversations.postConversationsMessageInboundOpenMessage(
		integrationId,
		messageOf(newCustomer()),
		{ prefetchConversationId: true },
	);
	await eventually(async () => await genesys.conversations.getConversation(conversationId), ({ endTime }) => endTime !== undefined);
});

test('the simulator still runs after all malicious requests', async () => {
	expect((await fetch(`${genesys.url}/simulator/health`)).status).toBe(200);
});
