import { customerOf, deskOf, eventually, type DeskChat } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { publishChannel } from '../support/channel.mts';
import { connectToMcp, type McpClient } from '../support/mcpClient.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The MCP server example in a real n8n, with a client that speaks MCP over HTTP. */

const TOKEN = 'The token of the MCP clients';

let stack: TestStack;
let url: string;
let workflowId: string;
const clients: McpClient[] = [];

beforeAll(async () => {
	stack = await startTestStack();
	[workflowId] = await publishChannel(stack, 'mcp-server', { credentials: { httpBearerAuth: { token: TOKEN } } });
	url = `${stack.n8n.url}/mcp/genesys-handover`;
}, 300_000);

afterAll(async () => {
	for (const client of clients) await client.close();
	await stack?.stop();
});

async function connect(customerId?: string): Promise<McpClient> {
	const client = await connectToMcp(url, { authorization: `Bearer ${TOKEN}`, ...(customerId && { 'x-customer-id': customerId }) });
	clients.push(client);
	return client;
}

const desk = () => deskOf(stack.simulator.url);
const chatsOf = async (customerId: string): Promise<DeskChat[]> => await desk().chatsOf(customerOf(stack.chat.url, customerId));
const startHandover = { reason: 'Broken lamp', summary: 'Bought last week; it does not light up.' };

test('the MCP server offers the three tools, and the model sets only the reason and the summary', async () => {
	const client = await connect('ada');
	const tools = Object.fromEntries((await client.tools()).map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties)]));
	expect(tools).toEqual({ Check_availability: [], Start_handover: ['reason', 'summary'], Get_status: [] });
	expect(client.instructions).toContain('sayNothingMore');
});

test('the MCP server checks availability, starts a handover, and returns its status until the agent ends the conversation', async () => {
	const client = await connect('ada');
	const { agents } = await callSimulator<{ agents: Array<{ id: string }> }>(stack.simulator.url, 'GET', '/simulator/state');
	await callSimulator(stack.simulator.url, 'POST', `/simulator/agents/${agents[0].id}`, { onQueue: true });
	expect(await client.call('Check_availability')).toMatchObject([{ availability: 'available', queueName: 'Support' }]);
	expect(await client.call('Start_handover', startHandover)).toMatchObject([{ status: 'started', customerId: 'ada', sayNothingMore: true }]);

	const [chat] = await eventually('the agent is offered the chat', async () => {
		const chats = await chatsOf('ada');
		return chats[0]?.state === 'alerting' && chats;
	});
	expect(chat.customer.attributes).toMatchObject({ queueName: 'Support', reason: startHandover.reason, summary: startHandover.summary });
	await desk().act(chat, 'accept');
	expect(await client.call('Get_status')).toMatchObject([{ status: 'connected', agent: { id: expect.any(String) } }]);
	await desk().act(chat, 'end');
	expect(await client.call('Get_status')).toMatchObject([{ status: 'ended' }]);
});

test('the MCP server ignores a customer ID from the model', async () => {
	const client = await connect('bob');
	await client.call('Start_handover', { ...startHandover, customerId: 'carol', 'x-customer-id': 'carol' });
	expect(await chatsOf('bob')).toHaveLength(1);
	expect(await chatsOf('carol')).toEqual([]);
});

test("the MCP server returns an error to the model if the client doesn't send the customer ID", async () => {
	const client = await connect();
	expect(await client.call('Start_handover', startHandover)).toMatchObject([{ error: { code: 'invalid.input', parameter: 'Customer ID' } }]);
});

test.each([['no token', {}], ['a wrong token', { authorization: 'Bearer wrong' }]])('the MCP server rejects a client with %s', async (_which, headers) => {
	await expect(connectToMcp(url, { 'x-customer-id': 'ada', ...headers })).rejects.toThrow('403');
});

test("the MCP server's tool calls appear as executions in n8n", async () => {
	const before = await stack.rest.executions(workflowId);
	await (await connect('dan')).call('Check_availability');
	await eventually('the execution is there', async () => (await stack.rest.executions(workflowId)).length > before.length);
});
