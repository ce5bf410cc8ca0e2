import { endConversation, enqueue, join, touch } from '../conversations/lifecycle.mts';
import { customerOf, livePart, stateOf } from '../conversations/model.mts';
import type { Conversation } from '../conversations/model.mts';
import { sendMessage } from '../conversations/outbound.mts';
import { byName } from '../directory/directory.mts';
import type { Integration } from '../integrations/integration.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { flowBehind } from './flow.mts';
import { runSteps } from './program.mts';
import type { Program, Run } from './program.mts';
import { FlowError } from './values.mts';
import { startingValues } from './variables.mts';

type Start = Omit<Run, 'variables'>;

/**
 * What the flow of a new organization does: greet, then "Find Queue" by the name in the customer's attribute
 * `queueName`, else take the default queue.
 */
function runBuiltIn({ world, integration, conversation, participant }: Start): void {
	const { flowText, defaultQueueName } = world.settings;
	const wanted = customerOf(conversation)?.attributes['queueName'];
	const queue = byName(world.queues, wanted) ?? byName(world.queues, defaultQueueName) ?? world.queues[0];
	const text = flowText.replace('{place}', placeIn(world, queue?.id));
	if (text !== '') sendMessage(world, integration, conversation, { from: 'flow', participant, text });
	if (queue) enqueue(world, conversation, queue);
}

/** The place that the next chat gets in a queue, in words. */
function placeIn({ live }: World, queueId: string | undefined): string {
	const isBefore = (chat: Conversation): boolean => livePart(chat, 'acd')?.queueId === queueId;
	const before = [...live.queued, ...live.alerting].filter(isBefore).length;
	return before === 0 ? 'You are next.' : `You are number ${before + 1} in line.`;
}

/**
 * A flow that comes to its end without a transfer disconnects: there is nobody to go on with. So does one in which an
 * error happens, by the only error handling that public exports of message flows show.
 */
function runProgram({ initial, steps }: Program, start: Start): void {
	const { world, conversation, participant } = start;
	try {
		const over = runSteps(steps, { ...start, variables: startingValues(initial, start) });
		if (!over) endConversation(world, conversation, participant, 'The flow came to its end');
	} catch (error) {
		// A RangeError is a text that has grown without end, or an expression that is too deep.
		if (!(error instanceof FlowError || error instanceof RangeError)) throw error;
		endConversation(world, conversation, participant, `The flow failed: ${error.message}`, 'error');
	}
}

/** Runs the inbound message flow behind an integration for a conversation that has just begun. */
export function runFlow(world: World, integration: Integration, conversation: Conversation): void {
	const flow = flowBehind(world, integration);
	const participant = join(conversation, 'workflow', flow?.name ?? 'Flow', flow ? { flowId: flow.id } : {});
	touch(world, conversation);
	const start = { world, integration, conversation, participant };
	const finish = (): void => {
		if (stateOf(conversation) !== 'flow' || participant.state === 'disconnected') return;
		if (flow?.program) runProgram(flow.program, start);
		else runBuiltIn(start);
	};
	if (world.settings.flowMs > 0) later(world, world.settings.flowMs, finish);
	else finish();
}
