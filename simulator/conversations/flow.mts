import type { Queue } from '../directory/directory.mts';
import type { Integration } from '../integrations/integration.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { enqueue, join, touch } from './lifecycle.mts';
import { customerOf, stateOf } from './model.mts';
import type { Conversation } from './model.mts';
import { sendMessage } from './outbound.mts';

/** "Find Queue": by the name in the customer's attribute `queueName`, else the default queue. */
function chosenQueue(world: World, conversation: Conversation): Queue | undefined {
	const byName = (name: string | undefined): Queue | undefined =>
		world.queues.find((queue) => queue.name.toLowerCase() === name?.trim().toLowerCase());
	const wanted = customerOf(conversation)?.attributes['queueName'];
	return byName(wanted) ?? byName(world.settings.defaultQueueName) ?? world.queues[0];
}

/** The default inbound message flow: look at the participant data, greet, transfer to ACD. */
export function runFlow(world: World, integration: Integration, conversation: Conversation): void {
	const flow = world.flows.find(({ id }) => id === integration.flowId);
	const part = join(conversation, 'workflow', flow?.name ?? 'Flow', flow ? { flowId: flow.id } : {});
	touch(world, conversation);
	const finish = (): void => {
		if (stateOf(conversation) !== 'flow' || part.state === 'disconnected') return;
		const { flowText } = world.settings;
		if (flowText !== '') {
			sendMessage(world, integration, conversation, { from: 'flow', participant: part, text: flowText });
		}
		const queue = chosenQueue(world, conversation);
		if (queue) enqueue(world, conversation, queue);
	};
	if (world.settings.flowMs > 0) later(world, world.settings.flowMs, finish);
	else finish();
}
