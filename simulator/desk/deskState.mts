import { customerOf, displayName, holderOf, liveAgents, stateOf } from '../conversations/model.mts';
import type { Conversation, StoredMessage } from '../conversations/model.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { MESSENGER } from '../messenger/deployment.mts';
import { INTERACTION_WIDGET, widgetOf } from '../platformIntegrations/interactionWidget.mts';
import type { Widget } from '../platformIntegrations/interactionWidget.mts';
import { stateOfIntegration } from '../platformIntegrations/platformIntegration.mts';
import type { World } from '../world.mts';

const ENDED_SHOWN = 30;

const iso = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString());

export const agentImageUrl = (world: World, agentId: string): string =>
	`${world.origin}/simulator/agents/${agentId}/image.svg`;

function attachmentOf({ contentType, attachment }: JsonObject): JsonObject | undefined {
	return contentType === 'Attachment' && isObject(attachment) ? attachment : undefined;
}

function attachmentsOf(message: StoredMessage): JsonObject[] {
	return message.content.flatMap((item) => {
		const attachment = attachmentOf(item);
		if (!attachment) return [];
		const { url, mediaType, mime, filename, text, contentSizeBytes } = attachment;
		return [{ url, mediaType, mime, filename, text, contentSizeBytes }];
	});
}

function messageOf(message: StoredMessage, world: World): JsonObject {
	const structured = message.content.filter((item) => !attachmentOf(item));
	return {
		id: message.id,
		from: message.from,
		...(message.userId !== undefined && { agentName: world.agents.find(({ id }) => id === message.userId)?.name ?? '' }),
		text: message.text,
		time: message.time,
		attachments: attachmentsOf(message),
		...(structured.length > 0 && { structured }),
		delivery: message.delivery,
		...(message.deliveryDetail !== undefined && { deliveryDetail: message.deliveryDetail }),
	};
}

const channelName = (world: World, { messengerType, integrationId }: Conversation): string =>
	messengerType === 'open' ? (world.integrations.get(integrationId)?.name ?? '') : MESSENGER.name;

/** A conversation on the agent desk. */
export function deskConversation(world: World, conversation: Conversation): JsonObject {
	const last = (purpose: 'acd' | 'agent') => conversation.participants.findLast((part) => part.purpose === purpose);
	const queue = world.queues.find(({ id }) => id === last('acd')?.queueId);
	const state = stateOf(conversation);
	const agent = state === 'ended' ? last('agent') : holderOf(conversation);
	return {
		id: conversation.id,
		integrationId: conversation.integrationId,
		communicationType: conversation.messengerType,
		integrationName: channelName(world, conversation),
		customer: {
			...conversation.customer,
			name: displayName(conversation.customer),
			attributes: customerOf(conversation)?.attributes ?? {},
		},
		state,
		queue: queue ? { id: queue.id, name: queue.name } : null,
		agent: agent ? { id: agent.userId, name: agent.name } : null,
		agents: liveAgents(conversation).map(({ userId, name, state: leg, consulting = false }) => ({
			id: userId,
			name,
			state: leg,
			consulting,
		})),
		// A reopened conversation starts again with a new customer participant.
		startedAt: iso(customerOf(conversation)?.startTime ?? conversation.startedAt),
		endedAt: iso(conversation.endedAt),
		endReason: conversation.endReason ?? null,
		customerTyping: conversation.customerTypingUntil > Date.now(),
		messages: conversation.messages.map((message) => messageOf(message, world)),
	};
}

const widgetsOf = (world: World): Widget[] =>
	[...world.platformIntegrations.values()]
		.filter(({ typeId }) => typeId === INTERACTION_WIDGET.id)
		.filter((integration) => stateOfIntegration(world, integration) === 'ACTIVE')
		.map((integration) => widgetOf(world, integration));

/** All open conversations, the newest ended ones, queues and agents. */
export function deskState(world: World): JsonObject {
	const all = [...world.conversations.values()];
	const open = all.filter(({ endedAt }) => endedAt === undefined);
	const ended = all
		.filter(({ endedAt }) => endedAt !== undefined)
		.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
		.slice(0, ENDED_SHOWN);
	return {
		conversations: [...open, ...ended].map((conversation) => deskConversation(world, conversation)),
		widgets: widgetsOf(world),
		queues: world.queues.map(({ id, name }) => ({ id, name })),
		agents: world.agents.map(({ id, name, onQueue }) => ({
			id,
			name,
			imageUrl: agentImageUrl(world, id),
			onQueue,
		})),
	};
}
