import { conflict } from '../http/apiError.mts';
import type { Agent, Queue } from '../directory/directory.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { livePart, stateOf } from './model.mts';
import type { Conversation, ConversationState, DisconnectType, Participant, Purpose } from './model.mts';

/** What can be done to a conversation, and in which states. */
const ALLOWED = {
	offer: ['queued'],
	accept: ['queued', 'alerting'],
	decline: ['alerting'],
	speak: ['connected'],
	transfer: ['connected', 'alerting', 'queued'],
	end: ['connected'],
} as const satisfies Record<string, readonly ConversationState[]>;

export type Step = keyof typeof ALLOWED;

/** @throws ApiError 409 saying what is in the way */
export function requireStep(conversation: Conversation, step: Step): void {
	const state = stateOf(conversation);
	const states: readonly ConversationState[] = ALLOWED[step];
	if (states.includes(state)) return;
	throw conflict(`"${step}" is not possible: the conversation is ${state}, it has to be ${states.join(' or ')}.`);
}

/** Notes a change for analytics, for the distribution to agents and for the desks. */
export function touch(world: World, conversation: Conversation): void {
	const state = stateOf(conversation);
	for (const [name, conversations] of Object.entries(world.live)) {
		if (name === state) conversations.add(conversation);
		else conversations.delete(conversation);
	}
	conversation.changedAt = Date.now();
	world.changed();
}

/** Adds a participant, connected from now on. */
export function join(
	conversation: Conversation,
	purpose: Purpose,
	name: string,
	fields: Partial<Participant> = {},
): Participant {
	const now = Date.now();
	const participant: Participant = {
		id: newId(),
		communicationId: newId(),
		purpose,
		name,
		state: 'connected',
		attributes: {},
		startTime: now,
		connectedTime: now,
		messageIds: [],
		declinedBy: [],
		...fields,
	};
	conversation.participants.push(participant);
	return participant;
}

/** Disconnects a participant; an agent who had the chat goes to after-call work, except on a transfer. */
export function leave(participant: Participant | undefined, disconnectType: DisconnectType): void {
	if (!participant || participant.state === 'disconnected') return;
	const now = Date.now();
	const worked = participant.purpose === 'agent' && participant.state === 'connected';
	Object.assign(participant, { state: 'disconnected', endTime: now, disconnectType });
	if (worked) participant.startAcwTime = now;
}

/** Puts a conversation into a queue; whoever waits in another one leaves it. */
export function enqueue(world: World, conversation: Conversation, queue: Queue, declinedBy: string[] = []): void {
	leave(livePart(conversation, 'workflow'), 'transfer');
	leave(livePart(conversation, 'acd'), 'transfer');
	join(conversation, 'acd', queue.name, { queueId: queue.id, declinedBy });
	touch(world, conversation);
}

/** Offers a waiting chat to an agent: it rings. */
export function offer(world: World, conversation: Conversation, agent: Agent): Participant {
	requireStep(conversation, 'offer');
	const queueId = livePart(conversation, 'acd')?.queueId;
	const participant = join(conversation, 'agent', agent.name, {
		userId: agent.id,
		...(queueId !== undefined && { queueId }),
		state: 'alerting',
		startAlertingTime: Date.now(),
	});
	delete participant.connectedTime;
	touch(world, conversation);
	return participant;
}

/** The agent takes the chat, which may have been waiting or ringing. */
export function accept(world: World, conversation: Conversation, agent: Agent): void {
	requireStep(conversation, 'accept');
	const ringing = livePart(conversation, 'agent') ?? offer(world, conversation, agent);
	if (ringing.userId !== agent.id) throw conflict('The chat is ringing at another agent.');
	Object.assign(ringing, { state: 'connected', connectedTime: Date.now() });
	leave(livePart(conversation, 'acd'), 'transfer');
	touch(world, conversation);
}

/** The agent does not take it: the leg ends without ever having been connected, and the chat waits on. */
export function decline(world: World, conversation: Conversation): void {
	requireStep(conversation, 'decline');
	const ringing = livePart(conversation, 'agent');
	leave(ringing, 'client');
	const waiting = livePart(conversation, 'acd');
	if (waiting && ringing?.userId !== undefined) waiting.declinedBy.push(ringing.userId);
	touch(world, conversation);
}

/** Sends the chat to another queue; the agent who had it is not asked again unless somebody does so by hand. */
export function transfer(world: World, conversation: Conversation, queue: Queue): void {
	requireStep(conversation, 'transfer');
	const agent = livePart(conversation, 'agent');
	leave(agent, 'transfer');
	enqueue(world, conversation, queue, agent?.userId === undefined ? [] : [agent.userId]);
}

/**
 * Ends a conversation for everybody.
 * @param first who left first; the others leave as its peers
 * @param reason for the desk
 * @param type how the first one left
 */
export function endConversation(
	world: World,
	conversation: Conversation,
	first: Participant | undefined,
	reason: string,
	type: DisconnectType = 'client',
): void {
	if (conversation.endedAt !== undefined) return;
	leave(first, type);
	for (const participant of conversation.participants) leave(participant, type === 'system' ? type : 'peer');
	conversation.endedAt = Date.now();
	conversation.endReason = reason;
	conversation.customerTypingUntil = 0;
	touch(world, conversation);
}

/** After-call work is over. */
export function wrapUp(world: World, conversation: Conversation, agent: Participant, code: string, notes = ''): void {
	const now = Date.now();
	agent.wrapup = { code, name: code, notes, endTime: new Date(now).toISOString() };
	if (agent.startAcwTime !== undefined) agent.endAcwTime ??= now;
	touch(world, conversation);
}
