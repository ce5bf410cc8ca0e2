import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../../demo/people.mts';
import { playHandover } from '../../../demo/scripted.mts';
import { callSimulator, fetchToken } from '../../../demo/simulator.mts';
import { testInQueueMode } from '../../support/inQueueMode.mts';
import { stack } from '../../support/queueMode/started.mts';
import { customerTexts, quickStartCustomers } from '../../support/quickStartCustomers.mts';

/** The quick start in n8n's queue mode: a main, two webhook processors, two workers, Redis, Postgres. */

afterEach(async () => {
	if (stack) await simulator('DELETE', 'faults');
});

const { simulator, newCustomer, connected, write, chatsOf, act, agentReads, agentSays } = quickStartCustomers(() => stack);

/** How many executions have a text in their data; the workflow also runs for what happens to the chat meanwhile. */
async function executionsWith(text: string): Promise<number> {
	const executions = await stack.rest.executions([...stack.workflows.values()][0]);
	const details = await Promise.all(executions.map(async ({ id }) => await stack.rest.request<object>('GET', `/executions/${id}`)));
	return details.filter((detail) => JSON.stringify(detail).includes(text)).length;
}

async function calls(method: string, path: string): Promise<number> {
	const requests = await simulator<Array<{ method: string; path: string; status: number }>>('GET', 'requests');
	return requests.filter((request) => request.method === method && request.path === path && request.status === 200).length;
}

testInQueueMode('the main registers the trigger once, with the address of the load balancer', async () => {
	const path = `/api/v2/conversations/messaging/integrations/open/${stack.integrationId}`;
	expect(await calls('PATCH', path)).toBe(1);
	const token = await fetchToken(stack.simulator.url);
	const integration = await callSimulator<{ outboundNotificationWebhookUrl: string }>(stack.simulator.url, 'GET', path, undefined, token);
	expect(integration.outboundNotificationWebhookUrl).toMatch(new RegExp(`^${stack.engine.webhookOrigin}/webhook/.+/genesys-open-messaging$`));
});

testInQueueMode('a customer is handed over, answered, writes back, and gets the bot again at the end', async () => {
	await playHandover(stack, () => {});
}, 120_000);

testInQueueMode('a delivery with a wrong signature is refused by a webhook processor and starts no execution', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await simulator('POST', 'faults', { kind: 'wrongSignature' });
	await agentSays(chat, 'this one is forged');
	const { tries } = await eventually('the delivery was refused', async () => {
		const deliveries = await simulator<Array<{ conversationId: string; outcome: string; tries: Array<{ status?: number }> }>>('GET', 'deliveries');
		return deliveries.find(({ conversationId, outcome }) => conversationId === chat.id && outcome === 'refused');
	});
	expect(tries).toMatchObject([{ status: 401 }]);
	expect(await executionsWith('this one is forged')).toBe(0);
	expect(await customer.sees('forged')).toBe(false);
});

testInQueueMode('the second of two deliveries of a message goes to the same webhook processor, which drops it', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await simulator('POST', 'faults', { kind: 'duplicate', times: 1 });
	await agentSays(chat, 'said once');
	await eventually('both deliveries are answered', async () => {
		const deliveries = await simulator<Array<{ conversationId: string; outcome: string }>>('GET', 'deliveries');
		return deliveries.filter(({ conversationId, outcome }) => conversationId === chat.id && outcome === 'delivered').length >= 2;
	});
	await eventually('the customer reads it', async () => await customer.sees('said once'));
	expect(await executionsWith('said once')).toBe(1);
	expect((await customer.bubbles()).filter(({ text }) => text === 'said once')).toHaveLength(1);
});

testInQueueMode('all processes share the token: one that is revoked costs a worker one call, however many messages are on their way', async () => {
	const customers = Array.from({ length: 6 }, newCustomer);
	for (const customer of customers) await connected(customer);
	await simulator('POST', 'tokens/revoke', {});
	const before = await calls('POST', '/oauth/token');
	await Promise.all(customers.map(async (customer) => await customer.say('after the token was revoked')));
	await Promise.all(customers.map(async (customer) => await customer.say('and with the next one')));
	for (const customer of customers) {
		await agentReads(customer, 'and with the next one');
	}
	const used = (await calls('POST', '/oauth/token')) - before;
	expect(used).toBeGreaterThan(0);
	expect(used).toBeLessThanOrEqual(stack.engine.workers.length);
}, 120_000);

testInQueueMode('messages within 120 ms of asking for an agent reach the agent, by whichever worker, and never the bot', async () => {
	const texts = ['I want to talk to an agent', 'It is about order 9.', 'What are your opening hours?', 'Hello?'];
	for (let round = 0; round < 5; round++) {
		const customer = newCustomer();
		if (round % 2) await customer.say('What are your opening hours?');
		const answers = texts.map(async (text, index) => {
			await delay(index * 40);
			return await write(customer, text);
		});
		for (const answer of await Promise.all(answers)) expect(answer).toEqual({ status: 200, replies: [] });
		const chats = await chatsOf(customer);
		expect(chats).toHaveLength(1);
		expect(chats[0].customer.attributes.queueName).toBe('Support');
		expect(customerTexts(chats[0]).sort()).toEqual([...texts].sort());
	}
}, 120_000);

testInQueueMode('the bot is back within a second of the end, also in a worker that did not see it', async () => {
	const customer = newCustomer();
	const chat = await connected(customer);
	await customer.say('Thanks');
	await act(chat, 'end');
	await delay(1_000);
	await customer.say('What are your opening hours?');
	await eventually('the bot answers', async () => await customer.sees('Monday to Friday'));
});
