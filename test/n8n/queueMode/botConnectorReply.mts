import { openBot } from '../../../demo/botConnector.mts';
import { callSimulator } from '../../../demo/simulator.mts';
import { readExample } from '../../../demo/stack.mts';
import { openMessenger, type Customer } from '../../contract/support/bot.mts';
import { answering, BOT_SECRET, createBotWorkflow, DESCRIPTION, toBot, utterance, type Generation, type Node } from '../../support/botConnector.mts';
import { testInQueueMode } from '../../support/inQueueMode.mts';
import { stack } from '../../support/queueMode/started.mts';

/** Bot Connector: Reply in n8n's queue mode, where it runs in a different process than the one that holds the customer's request. */

const control = async <T = unknown,>(method: string, path: string, body?: object) => await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
const reply = (text: string): Node => ({
	type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging',
	credentials: stack.credentials,
	parameters: { resource: 'botConnector', operation: 'reply', text },
});
const passingOn: Node = { type: 'n8n-nodes-base.noOp', parameters: {} };

/** URL of a published bot as Genesys Cloud reaches it. */
async function published(generation: Generation, followers: Node[]): Promise<string> {
	const { id, url } = await createBotWorkflow(stack, generation, {}, followers);
	await stack.rest.publish(id);
	return stack.engine.webhookOrigin + new URL(url).pathname;
}

async function newCustomer(followers: Node[]): Promise<Customer> {
	const uri = await published('digitalBotConnector', followers);
	const connector = { generation: 'digitalBotConnector', name: 'Bots', uri, headers: { Authorization: BOT_SECRET } };
	const { integrationId } = await control<{ integrationId: string }>('POST', 'botconnectors', connector);
	return await openMessenger({ control } as Parameters<typeof openMessenger>[0], { integrationId, botId: DESCRIPTION.botId });
}

const saidByBot = async (customer: Customer) => {
	const { messages } = await customer.says('Hi');
	return messages.filter(({ from }) => from === 'bot').map(({ text }) => text);
};

testInQueueMode('a reply in the last node is the answer in both generations', async () => {
	const answer = await toBot(await published('botConnector', [answering('{}'), reply('Hello')]), utterance(crypto.randomUUID(), 'Hi'));
	expect(answer).toMatchObject({ status: 200, body: { botState: 'MoreData', replymessages: [{ text: 'Hello' }] } });
	expect(await saidByBot(await newCustomer([reply('Hello')]))).toEqual(['Hello']);
});

testInQueueMode('a reply before the last node reaches the Digital Bot Connector once as a separate message', async () => {
	expect(await saidByBot(await newCustomer([reply('Hello'), passingOn]))).toEqual(['Hello']);
});

testInQueueMode('a reply before the last node fails for the Bot Connector, which takes the failure path', async () => {
	const answer = await toBot(await published('botConnector', [reply('Hello'), passingOn]), utterance(crypto.randomUUID(), 'Hi'));
	expect(answer).toMatchObject({ status: 200, body: { botState: 'Failed', errorInfo: { errorCode: 'workflow.failed' } } });
});

testInQueueMode.each<Generation>(['botConnector', 'digitalBotConnector'])('%s: the example bot serves several customers at the same time and hands each one over with its slot', async (generation) => {
	const [, example] = await readExample(process.cwd(), 'bot-connector');
	const { workflowId, integrationId } = await openBot({ ...stack, webhookOrigin: stack.engine.webhookOrigin }, example, { generation, name: generation });
	const flow = { integrationId, onIntent: { Escalate: { queue: 'Support' } } };
	const customers = await Promise.all(Array.from({ length: 6 }, async () => await openMessenger({ control }, flow)));
	await Promise.all(
		customers.map(async (customer, index) => {
			expect((await customer.says('Hi')).messages.at(-1)?.text).toContain('I can check your order');
			for (let turn = 1; turn <= 5; turn++) await customer.says(`Where is order ${4700 + index}? I ask for the ${turn}. time`);
			const button = { type: 'QuickReply', text: 'Talk to an agent', payload: `agent ${4700 + index}` };
			expect(await customer.presses(button)).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate', slots: { orderNumber: `${4700 + index}` } } });
		}),
	);
	await stack.rest.unpublish(workflowId);
}, 120_000);
