import type { WorkflowFile } from '../../demo/n8n/rest.mts';
import { eventually } from '../../demo/people.mts';
import { CHAT_IN_EXAMPLES, publishExample, readExample } from '../../demo/stack.mts';
import { quickStartCustomers } from '../support/quickStartCustomers.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The production sub-workflow in a real n8n, connected to the quick start as its README describes. */

let stack: TestStack;
let sweep: string;

beforeAll(async () => {
	stack = await startTestStack();
	// If it ran every second instead of every five minutes, the sweep would use up the rate limit.
	await simulator('PATCH', 'settings', { rateLimitPerMinute: 0 });
	for (const id of stack.workflows.values()) await stack.rest.unpublish(id);
	const example = await readExample(process.cwd(), 'production');
	// Two seconds represent the hour, and one second the five minutes.
	const soon = JSON.stringify(example).replace('"field":"minutes","minutesInterval":5', '"field":"seconds","secondsInterval":1').replace('{ hours: 1 }', '{ seconds: 2 }');
	[sweep] = (await publishExample(stack.rest, JSON.parse(soon) as WorkflowFile[], stack.credentials)).values();
	const [quickStart] = await readExample(process.cwd(), 'quick-start');
	await publishExample(stack.rest, [hooked(quickStart, sweep)], stack.credentials, { [CHAT_IN_EXAMPLES]: stack.chat.url });
}, 300_000);

afterAll(async () => await stack?.stop());

afterEach(async () => await simulator('DELETE', 'faults'));

const { simulator, newCustomer, write, chatsOf, act } = quickStartCustomers(() => stack);

/** The three nodes from `examples/production/README.md`. */
function hooked(workflow: WorkflowFile, workflowId: string): WorkflowFile {
	const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
		id: crypto.randomUUID(), name, type: `n8n-nodes-base.${type}`, typeVersion, position: [0, 0] as [number, number], parameters,
	});
	const call = (name: string, value: object, options: object) =>
		node(name, 'executeWorkflow', 1.2, {
			workflowId: { __rl: true, mode: 'id', value: workflowId },
			workflowInputs: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
			options,
		});
	const body = "$('Customer writes').first().json.body";
	const known = { customerId: `={{ ${body}.customerId }}`, messageId: `={{ ${body}.messageId }}` };
	const isRepeat = { leftValue: '={{ $json.isRepeat }}', rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } };
	const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main', index: 0 }));
	const { nodes, connections } = structuredClone(workflow);
	const [first] = (connections['Customer writes'] as { main: object[][] }).main;
	const start = nodes.find(({ name }) => name === 'Start handover');
	Object.assign(start?.parameters ?? {}, { transcript: "={{ $('Earlier messages').first().json.transcript }}" });
	return {
		...workflow,
		nodes: [
			...nodes,
			call('Earlier messages', { ...known, role: 'user', text: `={{ ${body}.text }}` }, {}),
			node('Answered before?', 'if', 2.2, { conditions: { options: { version: 2, typeValidation: 'loose' }, conditions: [isRepeat], combinator: 'and' } }),
			call('Store answer', { ...known, role: 'bot', text: '={{ $json.replies[0]?.text }}' }, { waitForSubWorkflow: false }),
		],
		connections: {
			...connections,
			'Customer writes': { main: [to('Earlier messages')] },
			'Earlier messages': { main: [to('Answered before?')] },
			'Answered before?': { main: [[], first] },
			'Your bot': { main: [to('Store answer')] },
		},
	};
}

test("the agent gets only this customer's conversation with the bot", async () => {
	const [ada, bob] = [newCustomer(), newCustomer()];
	await write(ada, 'My lamp is broken');
	await write(bob, 'What are your opening hours?');
	await write(ada, 'When do you open?');
	await eventually('the answers are stored', async () => (await stack.rest.executions(sweep)).every(({ status }) => status === 'success'));
	await write(ada, 'I want to talk to an agent');
	const [chat] = await chatsOf(ada);
	const [{ text = '' }] = chat.messages;
	const said = ['I want to talk to an agent', 'My lamp is broken', 'or connect you with an agent', 'When do you open?', 'Monday to Friday'];
	expect(said.map((part) => text.indexOf(part))).toEqual(said.map((part) => text.indexOf(part)).sort((a, b) => a - b));
	for (const part of said) expect(text.split(part)).toHaveLength(2);
	expect(text).not.toContain('What are your opening hours?');
});

test('a message that the channel repeats gets the same answer without calling the bot again', async () => {
	const customer = newCustomer();
	const messageId = crypto.randomUUID();
	const first = await write(customer, 'When do you open?', { messageId });
	expect(first.replies).toEqual([expect.stringContaining('Monday to Friday')]);
	// Different words, to show who answers.
	const again = await eventually('the answer is stored', async () => {
		const answer = await write(customer, 'Something else', { messageId });
		return answer.replies[0]?.includes('Monday') && answer;
	});
	expect(again).toEqual(first);
	expect((await write(customer, 'Something else')).replies).toEqual([expect.stringContaining('connect you with an agent')]);
});

test('a message whose execution failed is handled when it is delivered again', async () => {
	const customer = newCustomer();
	const messageId = crypto.randomUUID();
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: '/inbound/open/message', times: 0 });
	expect((await write(customer, 'I want to talk to an agent', { messageId })).status).toBe(500);
	await simulator('DELETE', 'faults');
	expect((await write(customer, 'I want to talk to an agent', { messageId })).status).toBe(200);
	expect(await chatsOf(customer)).toHaveLength(1);
});

test('a conversation in which the customer is idle for long is ended, which frees the agent and brings the bot back', async () => {
	const customer = newCustomer();
	await write(customer, 'I want to talk to an agent');
	const [chat] = await chatsOf(customer);
	await act(chat, 'accept');
	await eventually('the chat is ended', async () => (await chatsOf(customer))[0].state === 'ended');
	await eventually('the customer reads it', async () => await customer.sees('The bot is back'));
	expect((await write(customer, 'When do you open?')).replies).toEqual([expect.stringContaining('Monday to Friday')]);
});

test('a conversation that waits in a queue is not ended, no matter how long the customer is silent', async () => {
	const customer = newCustomer();
	await write(customer, 'I want to talk to an agent');
	const isOver = async () => (await chatsOf(customer))[0].state === 'ended';
	// By ID, because n8n lists at most a hundred executions.
	const [latest] = await stack.rest.executions(sweep);
	const later = async () => (await stack.rest.executions(sweep)).filter(({ id }) => Number(id) > Number(latest.id));
	await eventually('the sweep has run several times', async () => (await later()).length > 4);
	expect(await isOver()).toBe(false);
});

test('a status that cannot be read fails the execution and ends no conversation', async () => {
	const customer = newCustomer();
	await write(customer, 'I want to talk to an agent');
	const [chat] = await chatsOf(customer);
	await simulator('POST', 'faults', { kind: 'serverError', status: 500, path: `/api/v2/conversations/${chat.id}`, times: 0 });
	await act(chat, 'accept');
	await eventually('the sweep fails', async () => (await stack.rest.executions(sweep)).some(({ status }) => status === 'error'), 60_000);
	expect((await chatsOf(customer))[0].state).toBe('connected');
});
