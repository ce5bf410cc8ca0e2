import { eventually } from '../../../demo/people.mts';
import { BOT, openBotChat } from '../../support/botChat.mts';
import { createBotCredential, createBotWorkflow, toBot, utterance, waiting, type Generation } from '../../support/botConnector.mts';
import { ensure, type Check } from '../check.mts';
import type { Place } from '../place.mts';

/** The Bot Connector Trigger: it lives on how n8n writes the answer of a workflow to the response. */

async function chat(place: Place, generation: Generation): Promise<void> {
	const { say, look, botTexts } = await openBotChat(place, generation, [BOT]);
	await say('hello');
	ensure((await botTexts()).at(-1) === 'hello 42', JSON.stringify(await look()));
	await say('agent');
	const { state, outcome } = await look();
	ensure(state === 'queued' && outcome?.intent === 'Escalate', JSON.stringify({ state, outcome }));
}

/** A workflow that takes longer than the customer is kept waiting. */
async function answerLate(place: Place): Promise<void> {
	const { say, botTexts } = await openBotChat(place, 'digitalBotConnector', [waiting(3), BOT], { options: { answerWithin: 1 } });
	await say('slow');
	ensure((await botTexts()).join() === 'One moment, please.', JSON.stringify(await botTexts()));
	await eventually('the late answer has come', async () => (await botTexts()).includes('slow 42'));
}

async function fail(place: Place): Promise<void> {
	const failing = { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'broken' } };
	const { say, look } = await openBotChat(place, 'botConnector', [failing]);
	await say('hello');
	const { outcome } = await look();
	ensure(JSON.stringify(outcome?.failure ?? '').includes('The n8n workflow failed'), JSON.stringify(outcome));
}

async function refuse(place: Place): Promise<void> {
	const credential = await createBotCredential(place);
	const { id, url } = await createBotWorkflow(place, 'botConnector', {}, [BOT], { credential });
	await place.rest.publish(id);
	await eventually('the bot answers', async () => (await toBot(url, utterance('session', 'hello'))).status === 200);
	const before = (await place.rest.executions(id)).length;
	const { status } = await toBot(url, utterance('session', 'hello'), { authorization: 'Bearer another secret' });
	const after = (await place.rest.executions(id)).length;
	ensure(status === 401 && after === before, `it answered ${status}, with ${after - before} executions`);
}

export const botChecks: Check[] = [
	{
		title: 'answers as the bot of a Bot Connector, and hands over on an intent',
		run: async (place) => await chat(place, 'botConnector'),
	},
	{
		title: 'answers as the bot of a Digital Bot Connector, and hands over on an intent',
		run: async (place) => await chat(place, 'digitalBotConnector'),
	},
	{
		title: "sends a slow workflow's answer later, after a holding text",
		run: answerLate,
	},
	{
		title: "takes the flow's failure path when the bot's workflow fails",
		run: fail,
	},
	{
		title: 'rejects a bot request with a wrong secret with 401, without an execution',
		run: refuse,
	},
];
