import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../demo/people.mts';
import { agentFor } from './agent.mts';
import type { ChannelCustomers } from './channelCustomers.mts';
import { expectSame, picture } from './pictures.mts';

const LOST_FILE = 'A file could not be sent here. Please ask the agent to send it another way.';

/** Defines the tests that are the same for every messaging app. */
export function testChannel(appName: string, customers: ChannelCustomers): void {
	const { asking, channel, newCustomer, connected, chatsOf, botAnswers, theBotIsBack, newestExecution, newExecutionFails, simulator } = customers;

	test('the agent ends the conversation, the bot is back, and a second handover shows the same messages in the same conversation', async () => {
		const { app } = channel();
		const customer = newCustomer();
		const handover = async (question: string) => {
			const before = app.textsTo(customer).length;
			const received = async (count: number) => await eventually(`the customer receives ${count} texts`, async () => app.textsTo(customer).length === before + count);
			const { agent } = await connected(customer);
			await received(2);
			await app.says(customer, question);
			await agent.reads(question);
			await agent.act('end');
			await received(3);
			return app.textsTo(customer).slice(before).sort();
		};
		const first = await handover('Where is my order?');
		await theBotIsBack(customer);
		expect(await handover('Me again')).toEqual(first);
		expect(await chatsOf(customer)).toEqual([[asking, 'Where is my order?', asking, 'Me again']]);
	});

	test('messages within 120 ms of asking for an agent reach the agent in one conversation, never the bot', async () => {
		const { app, stack } = channel();
		const customer = newCustomer();
		const three = ['It is about order 9.', 'What are your opening hours?', 'Hello?'];
		const sent = [app.says(customer, asking)];
		for (const text of three) {
			await delay(40);
			sent.push(app.says(customer, text));
		}
		await Promise.all(sent);
		await agentFor(stack.simulator.url, customer).reads('Hello?');
		await eventually('all four messages arrive', async () => (await chatsOf(customer)).flat().length === 4);
		const chats = await chatsOf(customer);
		expect(chats).toHaveLength(1);
		// n8n's trigger does not wait for one execution before it starts the next.
		expect(new Set(chats[0])).toEqual(new Set([asking, ...three]));
		expect(botAnswers(customer)).toEqual([]);
	});

	test(`a message that ${appName} or Genesys Cloud delivers twice appears once`, async () => {
		const { app } = channel();
		const { customer, agent } = await connected();
		const delivery = await app.says(customer, 'said once');
		await agent.reads('said once');
		await app.deliver(delivery);
		await simulator('POST', '/simulator/faults', { kind: 'duplicate', times: 1 });
		await agent.says('answered once');
		await app.shows(customer, 'answered once');
		await agent.says('and the last word');
		await app.shows(customer, 'and the last word');
		await app.says(customer, 'the end');
		await agent.reads('the end');
		expect((await chatsOf(customer)).flat().filter((text) => text === 'said once')).toHaveLength(1);
		expect(app.textsTo(customer).filter((text) => text === 'answered once')).toHaveLength(1);
	});

	test("each of an agent's files reaches the customer once, although another one cannot be downloaded, and the text mentions the missing one", async () => {
		const { app } = channel();
		const { customer, agent } = await connected();
		const [first, third] = [picture(1000), picture(2000)];
		await agent.sendsAll([first, undefined, third], 'Please print these');
		await eventually('the last file', async () => app.filesTo(customer).some(({ name }) => name === 'file-3.png'));
		await agent.says('That is all');
		await app.shows(customer, 'That is all');
		expect(app.textsTo(customer)[2]).toBe(`Please print these\n${LOST_FILE}`);
		// WhatsApp's node sends a message's files at the same time.
		const received = app.filesTo(customer).sort((one, other) => one.name.localeCompare(other.name));
		expect(received.map(({ name }) => name)).toEqual(['file-1.png', 'file-3.png']);
		expectSame(received[0].bytes, first);
		expectSame(received[1].bytes, third);
	});

	test('a customer whose only file cannot be downloaded is asked to get it another way', async () => {
		const { app } = channel();
		const { customer, agent } = await connected();
		await agent.sendsAll([undefined]);
		await app.shows(customer, LOST_FILE);
		await agent.says('Did you get it?');
		await app.shows(customer, 'Did you get it?');
		expect(app.textsTo(customer).slice(2)).toEqual([LOST_FILE, 'Did you get it?']);
	});

	describe('while Genesys Cloud is unreachable', () => {
		const down = async () => await simulator('POST', '/simulator/faults', { kind: 'serverError', status: 500, path: '/api/v2/conversations', times: 0 });

		test('a handover that cannot start asks the customer to send again, fails the execution, and starts with the next message', async () => {
			const { app } = channel();
			const customer = newCustomer();
			const { id } = await newestExecution();
			await down();
			await app.says(customer, asking);
			await app.shows(customer, 'did not get through');
			await newExecutionFails(id);
			await simulator('DELETE', '/simulator/faults');
			await app.says(customer, 'Hello?');
			await app.shows(customer, 'An agent will answer you here');
			expect(await chatsOf(customer)).toEqual([['Hello?']]);
			expect(botAnswers(customer)).toEqual([]);
		});

		test('a message to the agent fails the execution, keeps the bot silent, and the agent gets the next one', async () => {
			const { app } = channel();
			const { customer, agent } = await connected();
			const { id } = await newestExecution();
			await down();
			await app.says(customer, 'Can you hear me?');
			await app.shows(customer, 'did not get through');
			await newExecutionFails(id);
			await simulator('DELETE', '/simulator/faults');
			await app.says(customer, 'Can you hear me now?');
			await agent.reads('Can you hear me now?');
			expect(botAnswers(customer)).toEqual([]);
		});

		test('customers who talk to the bot stay with the bot', async () => {
			const { app } = channel();
			const customer = newCustomer();
			await down();
			await app.says(customer, 'What are your opening hours?');
			await app.shows(customer, 'I am the bot');
		});
	});

	test('n8n is restarted during a conversation, the bot stays silent, and the customer reaches the same agent', async () => {
		const { app, stack } = channel();
		const { customer, agent } = await connected();
		await stack.restartN8n(async () => {});
		await app.says(customer, 'What are your opening hours?');
		await agent.reads('What are your opening hours?');
		expect(await chatsOf(customer)).toHaveLength(1);
		expect(botAnswers(customer)).toEqual([]);
	}, 180_000);
}
