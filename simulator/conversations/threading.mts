import { flowBehind } from '../flows/flow.mts';
import { runFlow } from '../flows/run.mts';
import { newId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import { join } from './lifecycle.mts';
import { customerOf, displayName } from './model.mts';
import type { Conversation, Customer, MessengerType } from './model.mts';

const keyOf = (integrationId: string, customerId: string): string => JSON.stringify([integrationId, customerId]);

/** A customer's open conversation with an integration, if any. */
export function openConversation(world: World, integrationId: string, customerId: string): Conversation | undefined {
	const latest = world.conversations.get(world.latestConversation.get(keyOf(integrationId, customerId)) ?? '');
	return latest?.endedAt === undefined ? latest : undefined;
}

export function newConversation(
	world: World,
	integrationId: string,
	customer: Customer,
	messengerType: MessengerType = 'open',
): Conversation {
	const now = Date.now();
	const conversation: Conversation = {
		id: newId(),
		messengerType,
		integrationId,
		customer,
		createdAt: now,
		startedAt: now,
		participants: [],
		messages: [],
		customerTypingUntil: 0,
		changedAt: now,
	};
	world.conversations.set(conversation.id, conversation);
	world.latestConversation.set(keyOf(integrationId, customer.id), conversation.id);
	return conversation;
}

/**
 * The threading window: a customer's message within the window continues a disconnected conversation. It gets a new
 * customer leg, and the flow runs again because the previous agent is gone (UNCONFIRMED).
 */
function reopened(world: World, integration: Integration, customer: Customer): Conversation | undefined {
	const id = world.latestConversation.get(keyOf(integration.id, customer.id)) ?? '';
	const latest = world.conversations.get(id);
	if (latest?.endedAt === undefined) return undefined;
	const windowMs = world.settings.threadingWindowMinutes * 60_000;
	if (Date.now() - latest.endedAt >= windowMs) return undefined;
	delete latest.endedAt;
	delete latest.endReason;
	return latest;
}

/**
 * The conversation for an inbound message: this customer's open one with the integration, one within the threading
 * window, or a new one.
 * @returns undefined if the integration isn't routed to a published flow, so the message isn't handled
 */
export function conversationFor(
	world: World,
	integration: Integration,
	customer: Customer,
	attributes: Record<string, string>,
): Conversation | undefined {
	const open = openConversation(world, integration.id, customer.id);
	if (open) {
		const part = customerOf(open);
		if (part) part.attributes = merged(part.attributes, attributes, world.settings.laterAttributesOverwrite);
		Object.assign(open.customer, customer);
		return open;
	}
	if (!flowBehind(world, integration)) return undefined;
	const old = reopened(world, integration, customer);
	const kept = old && world.settings.reopenedKeepsAttributes ? customerOf(old)?.attributes : undefined;
	const conversation = old ?? newConversation(world, integration.id, customer);
	Object.assign(conversation.customer, customer);
	join(conversation, 'customer', displayName(customer), { attributes: merged(kept ?? {}, attributes, true) });
	return conversation;
}

function merged(
	old: Record<string, string>,
	added: Record<string, string>,
	overwrite: boolean,
): Record<string, string> {
	return overwrite ? { ...old, ...added } : { ...added, ...old };
}

/** Runs the inbound message flow if the message started or reopened a conversation. */
export function startFlowIfNew(world: World, integration: Integration, conversation: Conversation): void {
	const customerIndex = conversation.participants.findLastIndex(({ purpose }) => purpose === 'customer');
	if (customerIndex === conversation.participants.length - 1) runFlow(world, integration, conversation);
}
