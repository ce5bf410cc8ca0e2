import { openBot, type Generation } from '../../demo/botConnector.mts';
import { callSimulator } from '../../demo/simulator.mts';
import { readExample } from '../../demo/stack.mts';
import { openMessenger } from '../contract/support/bot.mts';
import { missingForQueueMode } from '../support/queueMode/services.mts';
import { startQueueStack, type QueueStack } from '../support/queueMode/stack.mts';

/** The example's bot in n8n's queue mode: its requests come to webhook processors, its workflow runs in workers. */

const missing = missingForQueueMode();
if (missing) process.stderr.write(`Skipped: queue mode ${missing}\n`);
const inQueueMode = missing ? test.skip : test;

let stack: QueueStack;

beforeAll(async () => {
	if (!missing) stack = await startQueueStack();
}, 300_000);

afterAll(async () => await stack?.stop(), 60_000);

const control = async <T = unknown,>(method: string, path: string, body?: object) => await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);

inQueueMode.each<Generation>(['botConnector', 'digitalBotConnector'])('%s: the bot answers customers at the same time, and hands each over with its slot', async (generation) => {
	const [, example] = await readExample(process.cwd(), 'bot-connector');
	const { workflowId, integrationId } = await openBot({ ...stack, webhookOrigin: stack.engine.webhookOrigin }, example, { generation, name: generation });
	const flow = { integrationId, language: 'en-us', onIntent: { Escalate: { queue: 'Support' } } };
	const customers = await Promise.all(Array.from({ length: 6 }, async () => await openMessenger({ control }, flow)));
	await Promise.all(
		customers.map(async (customer, index) => {
			expect((await customer.says('Hi')).messages.at(-1)?.text).toContain('I can say where your order is');
			for (const turn of ['a', 'b', 'c', 'd', 'e']) await customer.says(`Order ${4700 + index}, again (${turn})`);
			const button = { type: 'QuickReply', text: 'Talk to an agent', payload: `agent ${4700 + index}` };
			expect(await customer.presses(button)).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate', slots: { orderNumber: `${4700 + index}` } } });
		}),
	);
	await stack.rest.unpublish(workflowId);
}, 120_000);
