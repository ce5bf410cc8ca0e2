import { eventually } from '../../../demo/people.mts';
import { BOT, openBotChat } from '../../support/botChat.mts';
import { waiting, type Node } from '../../support/botConnector.mts';
import { testInQueueMode } from '../../support/inQueueMode.mts';
import { stack } from '../../support/queueMode/started.mts';

/** The bot in n8n's queue mode: the process that holds the request is not the one that runs the workflow. */

const REPLY: Node = {
	type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', typeVersion: 1,
	parameters: { resource: 'botConnector', operation: 'reply', botState: 'MoreData', text: '=You said: {{ $json.text }}' },
};
const reply = (): Node => ({ ...REPLY, credentials: stack.credentials });

testInQueueMode.each(['botConnector', 'digitalBotConnector'] as const)('a %s customer talks to a bot whose workflow runs in workers', async (generation) => {
	const chat = await openBotChat(stack, generation, [reply()]);
	const texts = Array.from({ length: 12 }, (_, index) => `turn ${index + 1}`);
	for (const text of texts) await chat.say(text);
	expect(await chat.botTexts()).toEqual(texts.map((text) => `You said: ${text}`));
	expect(await chat.look()).toMatchObject({ state: 'bot', outcome: null });
	expect(await stack.rest.executions(chat.workflowId)).toHaveLength(12);
}, 120_000);

testInQueueMode('several processes together never answer the Bot Connector with one intent four times in a row', async () => {
	const chat = await openBotChat(stack, 'botConnector', [BOT]);
	for (let turn = 1; turn <= 20; turn++) await chat.say(`turn ${turn}`);
	expect(await chat.look()).toMatchObject({ state: 'bot', outcome: null });
	await chat.say('agent');
	expect(await chat.look()).toMatchObject({ state: 'queued', outcome: { intent: 'Escalate' } });
}, 120_000);

testInQueueMode('late answers and failures reach the Digital Bot Connector from the process that received the request', async () => {
	const late = await openBotChat(stack, 'digitalBotConnector', [waiting(3), reply()], { options: { answerWithin: 1 } });
	await late.say('slow');
	await eventually('the late answer arrives', async () => (await late.botTexts()).includes('You said: slow'));
	expect(await late.botTexts()).toEqual(['One moment, please.', 'You said: slow']);
	const failing = await openBotChat(stack, 'digitalBotConnector', [{ type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'broken' } }]);
	await failing.say('hello');
	expect(await failing.look()).toMatchObject({ outcome: { failure: { errorMessage: 'The n8n workflow failed' } } });
	expect(await stack.rest.executions(failing.workflowId)).toHaveLength(1);
}, 120_000);
