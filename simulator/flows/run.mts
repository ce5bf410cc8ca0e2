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
 * The flow of a new organization: greets the customer, then finds the queue in the attribute `queueName` or uses the
 * default queue.
 */
function runBuiltIn({ world, integration, conversation, participant }: Start): void {
	const { flowText, defaultQueueName } = world.settings;
	const wanted = customerOf(conversation)?.attributes['queueName'];
	const queue = byName(world.queues, wanted) ?? byName(world.queues, defaultQueueName) ?? world.queues[0];
	const text = flowText.replace('{place}', placeIn(world, queue?.id));
	if (text !== '') sendMessage(world, integration, conversation, { from: 'flow', participant, text });
	if (queue) enqueue(world, conversation, queue);
}

/** The next conversation's position in a queue, as text. */
function placeIn({ live }: World, queueId: string | undefined): string {
	const isBefore = (chat: Conversation): boolean => livePart(chat, 'acd')?.queueId === queueId;
	const before = [...live.queued, ...live.alerting].filter(isBefore).length;
	return before === 0 ? 'You are next.' : `You are number ${before + 1} in line.`;
}

/**
 * A flow that ends without a transfer disconnects. So does a flow with an error, according to the only error
 * handling in public exports of message flows.
 */
function runProgram({ initial, steps }: Program, start: Start): void {
	const { world, conversation, participant } = start;
	try {
		const over = runSteps(steps, { ...start, variables: startingValues(initial, start) });
		if (!over) endConversation(world, conversation, participant, 'The flow ended');
	} catch (error) {
		// A RangeError is a text that grew too long or an expression that is nested too deeply.
		if (!(error instanceof FlowError || error instanceof RangeError)) throw error;
		endConversation(world, conversation, participant, `The flow failed: ${error.message}`, 'error');
	}
}

/** Runs an integration's inbound message flow for a new conversation. */
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
