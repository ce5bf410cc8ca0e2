import type { Happening } from '../conversations/happenings.mts';
import type { Conversation, Participant } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import type { World } from '../world.mts';
import { conversationBody } from './conversationBody.mts';
import { detailsOf } from './detailEvents.mts';
import { sendToEventBridge } from './eventBridge.mts';
import { sendEvent } from './frames.mts';
import { sendAlong } from './lane.mts';
import { lasts } from './socketFaults.mts';
import { detailTopic, queueTopic, userTopic } from './topics.mts';

/** Sends an event to every channel with its topic. Channels without a connection miss it. */
function publish(world: World, topic: string, body: () => JsonObject): void {
	if (lasts(world, 'muteSockets')) return;
	for (const channel of world.channels.values()) {
		if (!channel.topics.has(topic) || channel.sockets.size === 0) continue;
		const event = body();
		sendAlong(world, channel, topic, () => sendEvent(channel, topic, event));
	}
}

/** Topics with the whole conversation: those of its queues and agents. */
function conversationTopics({ settings }: World, { participants }: Conversation, by: Participant[]): string[] {
	const inQueue = participants.filter(({ queueId }) => queueId !== undefined);
	const latest = inQueue.at(-1);
	const concerned = inQueue.filter(
		(part) => part.queueId === latest?.queueId || part.state !== 'disconnected' || by.includes(part),
	);
	const queues = (settings.formerQueuesAreTold ? inQueue : concerned).map(({ queueId = '' }) => queueTopic(queueId));
	const users = participants.flatMap(({ userId }) => (userId === undefined ? [] : [userTopic(userId)]));
	return [...new Set([...queues, ...users])];
}

/** Sends what happened to notification channels and EventBridge. */
export function announce(world: World, happening: Happening): void {
	const { conversation } = happening;
	if (happening.kind === 'changed') {
		for (const topic of conversationTopics(world, conversation, happening.by)) {
			for (let turn = 0; turn < world.settings.conversationTopicRepeats; turn++) {
				publish(world, topic, () => conversationBody(conversation));
			}
		}
		return;
	}
	for (const { event, body } of detailsOf(world.settings, happening)) {
		publish(world, detailTopic(conversation.id, event), () => body);
		sendToEventBridge(world, event, body);
	}
}
