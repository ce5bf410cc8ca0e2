import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { deskOf, eventually, type DeskChat } from '../../../demo/people.mts';
import { ensure, type Check } from '../check.mts';
import { installNode } from '../install.mts';
import { newIntegration, type Place } from '../place.mts';
import { createTriggerWorkflow, publishHandover, triggerItems } from '../workflows.mts';

/** The Conversation Trigger. */

/** The trigger catches up one conversation after the other, those of the earlier checks too. */
const EMITTED_WITHIN_MS = 90_000;
const CAUGHT_UP_WITHIN_MS = 15_000;

const create = async (place: Place) =>
	await createTriggerWorkflow(place, {
		type: 'genesysConversationTrigger',
		typeVersion: 1,
		parameters: { queues: [], events: ['agentJoined', 'conversationEnded'] },
	});

async function eventsOf(place: Place, workflowId: string, chat: DeskChat): Promise<unknown[]> {
	const items = await triggerItems(place, workflowId);
	return items.filter(({ json }) => json.conversationId === chat.id).map(({ json }) => json.event);
}

async function emitted(place: Place, workflowId: string, chat: DeskChat, event: string): Promise<void> {
	await eventually(`the trigger emits ${event}`, async () => (await eventsOf(place, workflowId, chat)).includes(event), EMITTED_WITHIN_MS);
}

/** Starts a handover that an agent accepts. */
async function startChat(place: Place, workflowId: string): Promise<DeskChat> {
	const customerId = randomUUID();
	const start = await publishHandover(place, await newIntegration(place));
	await start(customerId, 'An agent, please');
	const desk = deskOf(place.simulator.url);
	const chat = await eventually('the chat waits', async () => (await desk.chatsOf({ id: customerId })).find(({ state }) => state === 'queued'));
	await desk.act(chat, 'accept');
	await emitted(place, workflowId, chat, 'agentJoined');
	return chat;
}

async function endChat(place: Place, chat: DeskChat): Promise<void> {
	await deskOf(place.simulator.url).act(chat, 'end');
}

async function playChat(place: Place, workflowId: string): Promise<DeskChat> {
	const chat = await startChat(place, workflowId);
	await endChat(place, chat);
	await emitted(place, workflowId, chat, 'conversationEnded');
	return chat;
}

async function ensureOnce(place: Place, workflowId: string, chat: DeskChat): Promise<void> {
	const events = await eventsOf(place, workflowId, chat);
	ensure(events.sort().join() === 'agentJoined,conversationEnded', `the events are ${events.join(', ')}`);
}

async function errorOf(action: Promise<void>): Promise<string> {
	try {
		await action;
		return 'none';
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

export const conversationChecks: Check[] = [
	{
		title: 'emits agentJoined and conversationEnded',
		async run(place) {
			const workflowId = await create(place);
			await place.rest.publish(workflowId);
			await ensureOnce(place, workflowId, await playChat(place, workflowId));
			await place.rest.unpublish(workflowId);
		},
	},
	{
		title: 'after a restart, emits the events it missed, and none twice',
		async run(place) {
			const workflowId = await create(place);
			await place.rest.publish(workflowId);
			const before = await playChat(place, workflowId);
			const meanwhile = await startChat(place, workflowId);
			await place.restart({ whileDown: async () => await endChat(place, meanwhile) });
			await emitted(place, workflowId, meanwhile, 'conversationEnded');
			const after = await playChat(place, workflowId);
			await delay(CAUGHT_UP_WITHIN_MS);
			for (const chat of [before, meanwhile, after]) await ensureOnce(place, workflowId, chat);
			await place.rest.unpublish(workflowId);
		},
	},
	{
		title: 'reports on Node.js 20 that the Conversation Trigger needs Node.js 22',
		notApplicable: ({ installed: { oldestNodeMajor } }) => (oldestNodeMajor > 20 ? `This n8n itself needs Node.js ${oldestNodeMajor}.` : undefined),
		async run(place) {
			const workflowId = await create(place);
			// isolated-vm, the other expression engine's, comes without a build for Node.js 20.
			await place.restart({ node: await installNode(20), env: { N8N_EXPRESSION_ENGINE: 'legacy' } });
			try {
				const error = await errorOf(place.rest.publish(workflowId));
				ensure(/Node\.js.*\b22\b/.test(error), `the error is: ${error}`);
			} finally {
				await place.restart();
			}
		},
	},
];
