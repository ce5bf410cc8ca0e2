import { eventually } from '../../demo/people.mts';
import { BOT, openBotChat } from '../support/botChat.mts';
import { answering, waiting, type Generation, type Node } from '../support/botConnector.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** A customer in Genesys Cloud's Messenger, an Architect flow that calls the bot, and a workflow as the bot. */

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

const chatWith = async (...[generation, followers, parameters]: [Generation, Node[], object?]) => await openBotChat(stack, generation, followers, parameters);

test.each(['botConnector', 'digitalBotConnector'] as const)('a %s customer talks to the bot for twenty turns and is handed over to an agent by an intent', async (generation) => {
	const chat = await chatWith(generation, [BOT]);
	for (let turn = 1; turn <= 20; turn++) await chat.say(`turn ${turn}`);
	expect(await chat.botTexts()).toEqual(Array.from({ length: 20 }, (_, index) => `turn ${index + 1} 42`));
	await chat.say('agent');
	expect(await chat.look()).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate', slots: { orderNumber: '4711' } } });
	expect((await chat.botTexts()).at(-1)).toBe('I connect you');
	expect(await stack.rest.executions(chat.workflowId)).toHaveLength(21);
}, 180_000);

test('a workflow of 40 seconds answers the Digital Bot Connector late and the Bot Connector with the next turn', async () => {
	const [legacy, digital] = await Promise.all((['botConnector', 'digitalBotConnector'] as const).map(async (generation) => await chatWith(generation, [waiting(40), BOT])));
	const began = Date.now();
	await Promise.all([legacy.say('slow'), digital.say('slow')]);
	expect(await legacy.botTexts()).toEqual(['One moment, please.']);
	expect(await digital.botTexts()).toEqual(['One moment, please.']);
	await eventually('the late answer arrives', async () => (await digital.botTexts()).includes('slow 42'), 60_000);
	expect(Date.now() - began).toBeGreaterThan(39_000);
	await eventually('both workflows have finished', async () => (await stack.rest.executions(legacy.workflowId)).every(({ status }) => status === 'success'));
	await legacy.say('and now');
	expect(await legacy.botTexts()).toEqual(['One moment, please.', 'slow 42']);
	expect((await legacy.look()).state).toBe('bot');
}, 180_000);

test("a late Complete hands over with the Bot Connector customer's next message, without a second execution", async () => {
	const chat = await chatWith('botConnector', [waiting(3), BOT], { holdingText: '', options: { answerWithin: 1 } });
	await chat.say('agent');
	await eventually('the workflow has finished', async () => (await stack.rest.executions(chat.workflowId)).every(({ status }) => status === 'success'));
	expect(await chat.botTexts()).toEqual([]);
	await chat.say('hello?');
	expect(await chat.look()).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate' } });
	expect(await chat.botTexts()).toEqual(['I connect you']);
	expect(await stack.rest.executions(chat.workflowId)).toHaveLength(1);
}, 90_000);

test('a workflow that n8n parks for over a minute is answered only by the reply that follows', async () => {
	const reply = {
		type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', credentials: stack.credentials,
		parameters: { resource: 'botConnector', operation: 'reply', text: 'Approved' },
	};
	const draft = answering('{ "output": "A draft that is not approved" }');
	const [legacy, digital] = await Promise.all((['botConnector', 'digitalBotConnector'] as const).map(async (generation) => await chatWith(generation, [draft, waiting(66), reply])));
	await Promise.all([legacy.say('slow'), digital.say('slow')]);
	expect([await legacy.botTexts(), await digital.botTexts()]).toEqual([['One moment, please.'], ['One moment, please.']]);
	await eventually('the late answer arrives', async () => (await digital.botTexts()).includes('Approved'), 150_000);
	await eventually('both workflows have finished', async () => (await stack.rest.executions(legacy.workflowId)).every(({ status }) => status === 'success'));
	await legacy.say('and now');
	expect(await legacy.botTexts()).toEqual(['One moment, please.', 'Approved']);
	expect(await digital.botTexts()).toEqual(['One moment, please.', 'Approved']);
}, 240_000);

test('a workflow that fails late ends the Digital Bot Connector session with the failure path', async () => {
	const failing = { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'broken' } };
	const chat = await chatWith('digitalBotConnector', [waiting(3), failing], { options: { answerWithin: 1 } });
	await chat.say('hello');
	const { outcome } = await eventually('the session has ended', async () => {
		const seen = await chat.look();
		return seen.outcome ? seen : undefined;
	});
	expect(outcome).toMatchObject({ failure: { errorMessage: 'The n8n workflow failed' } });
}, 90_000);
