import { offer } from '../conversations/lifecycle.mts';
import { liveAgents, livePart } from '../conversations/model.mts';
import type { Conversation } from '../conversations/model.mts';
import type { Agent } from '../directory/directory.mts';
import type { World } from '../world.mts';

/** Number of conversations that each agent has or is offered. */
export function loads(world: World): Map<string, number> {
	const counts = new Map<string, number>();
	for (const conversation of [...world.live.alerting, ...world.live.connected]) {
		for (const { userId = '' } of liveAgents(conversation)) counts.set(userId, (counts.get(userId) ?? 0) + 1);
	}
	return counts;
}

/** One level of priority equals a minute of waiting. */
const PRIORITY_MS = 60_000;

function waitingSince(conversation: Conversation): number {
	const { startTime = 0, priority = 0 } = livePart(conversation, 'acd') ?? {};
	return startTime - priority * PRIORITY_MS;
}

/** Conversations waiting in a queue, longest wait first. */
const waitingChats = (world: World): Conversation[] =>
	[...world.live.queued].sort((a, b) => waitingSince(a) - waitingSince(b));

/** Worlds whose distribution is running, because an offer is itself a change and must not start it again. */
const running = new WeakSet<World>();

/** Offers waiting conversations to agents on queue, starting with the agent with the fewest. */
export function distribute(world: World): void {
	const onQueue = world.agents.filter((agent) => agent.onQueue);
	if (onQueue.length === 0 || running.has(world)) return;
	running.add(world);
	try {
		const counts = loads(world);
		const load = (agent: Agent): number => counts.get(agent.id) ?? 0;
		// Without a free agent, skips the waiting conversations, of which there may be thousands.
		if (onQueue.every((agent) => load(agent) >= world.settings.chatsPerAgent)) return;
		for (const conversation of waitingChats(world)) {
			const { declinedBy = [], queueId } = livePart(conversation, 'acd') ?? {};
			const memberIds = world.queues.find(({ id }) => id === queueId)?.memberIds;
			const free = onQueue
				.filter((agent) => load(agent) < world.settings.chatsPerAgent && !declinedBy.includes(agent.id))
				.filter(({ id }) => memberIds?.includes(id) ?? true)
				.sort((a, b) => load(a) - load(b));
			const [agent] = free;
			if (!agent) continue;
			offer(world, conversation, agent);
			counts.set(agent.id, load(agent) + 1);
		}
	} finally {
		running.delete(world);
	}
}
