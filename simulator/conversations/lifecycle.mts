import { conflict } from '../http/apiError.mts';
import type { Agent, Queue } from '../directory/directory.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { whatHappened } from './happenings.mts';
import { holderOf, liveAgents, livePart, stateOf } from './model.mts';
import type { Conversation, ConversationState, DisconnectType, Participant, Purpose } from './model.mts';

/** Allowed states for each action. */
const ALLOWED = {
	offer: ['queued'],
	accept: ['queued', 'alerting'],
	speak: ['connected'],
	transfer: ['connected', 'alerting', 'queued'],
	consult: ['connected'],
	end: ['connected'],
} as const satisfies Record<string, readonly ConversationState[]>;

export type Step = keyof typeof ALLOWED;

/** @throws ApiError 409 with the reason */
export function requireStep(conversation: Conversation, step: Step): void {
	const state = stateOf(conversation);
	const states: readonly ConversationState[] = ALLOWED[step];
	if (states.includes(state)) return;
	throw conflict(`"${step}" is not possible: the conversation is ${state}, it must be ${states.join(' or ')}.`);
}

/** Records a change for analytics, reports what happened, and triggers the distribution and the desks. */
export function touch(world: World, conversation: Conversation): void {
	const state = stateOf(conversation);
	for (const [name, conversations] of Object.entries(world.live)) {
		if (name === state) conversations.add(conversation);
		else conversations.delete(conversation);
	}
	conversation.changedAt = Date.now();
	for (const happening of whatHappened(conversation)) world.happened(happening);
	world.changed();
}

/** Adds a connected participant. */
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

/** Disconnects a participant. A connected agent goes to after-call work, even on a transfer. */
export function leave(participant: Participant | undefined, disconnectType: DisconnectType): void {
	if (!participant || participant.state === 'disconnected') return;
	const now = Date.now();
	const worked = participant.purpose === 'agent' && participant.state === 'connected';
	Object.assign(participant, { state: 'disconnected', endTime: now, disconnectType });
	if (worked) participant.startAcwTime = now;
}

/** Adds a conversation to a queue and removes it from any other queue. */
export function enqueue(
	world: World,
	conversation: Conversation,
	queue: Queue,
	fields: Partial<Participant> = {},
): void {
	leave(livePart(conversation, 'workflow'), 'transfer');
	leave(livePart(conversation, 'acd'), 'transfer');
	join(conversation, 'acd', queue.name, { ...fields, queueId: queue.id });
	touch(world, conversation);
}

/** Alerts an agent for a conversation that another agent has, in the same queue. */
export function ring(
	conversation: Conversation,
	agent: Agent,
	of: Participant | undefined,
	fields: Partial<Participant> = {},
): Participant {
	const participant = join(conversation, 'agent', agent.name, {
		userId: agent.id,
		...(of?.queueId !== undefined && { queueId: of.queueId }),
		state: 'alerting',
		startAlertingTime: Date.now(),
		...fields,
	});
	delete participant.connectedTime;
	return participant;
}

/** Offers a waiting conversation to an agent, which alerts the agent. */
export function offer(world: World, conversation: Conversation, agent: Agent): Participant {
	requireStep(conversation, 'offer');
	const participant = ring(conversation, agent, livePart(conversation, 'acd'));
	touch(world, conversation);
	return participant;
}

/** The leg of an agent who hasn't left. */
export const legOf = (conversation: Conversation, agent: Agent): Participant | undefined =>
	liveAgents(conversation).find(({ userId }) => userId === agent.id);

/** The agent accepts a waiting or alerting conversation. */
export function accept(world: World, conversation: Conversation, agent: Agent): void {
	const own = legOf(conversation, agent);
	if (own?.state !== 'alerting') {
		requireStep(conversation, 'accept');
		if (holderOf(conversation)) throw conflict('The chat is alerting another agent.');
	}
	const ringing = own ?? offer(world, conversation, agent);
	Object.assign(ringing, { state: 'connected', connectedTime: Date.now() });
	const waiting = livePart(conversation, 'acd');
	if (waiting) waiting.answeredBy = agent.id;
	leave(waiting, 'transfer');
	touch(world, conversation);
}

/**
 * The agent doesn't accept: the leg ends without being connected, and the conversation continues to wait. A
 * conversation that was transferred to this agent returns to its queue (UNCONFIRMED).
 * @throws ApiError 409 if it isn't alerting
 */
export function decline(
	world: World,
	conversation: Conversation,
	ringing: Participant | undefined,
	type: DisconnectType = 'client',
): void {
	if (ringing?.state !== 'alerting') throw conflict('"decline" is not possible: the chat is not alerting.');
	const refused = ringing.userId === undefined ? [] : [ringing.userId];
	leave(ringing, type);
	const queue = world.queues.find(({ id }) => id === ringing.queueId) ?? world.queues[0];
	if (stateOf(conversation) === 'flow' && queue) {
		enqueue(world, conversation, queue, { declinedBy: refused });
		return;
	}
	livePart(conversation, 'acd')?.declinedBy.push(...refused);
	touch(world, conversation);
}

/** Transfers the conversation to another queue. The previous agent isn't offered it again automatically. */
export function transfer(world: World, conversation: Conversation, queue: Queue): void {
	requireStep(conversation, 'transfer');
	const agents = liveAgents(conversation);
	for (const agent of agents) leave(agent, 'transfer');
	enqueue(world, conversation, queue, { declinedBy: agents.flatMap(({ userId = [] }) => userId) });
}

/**
 * Ends a conversation for all participants.
 * @param first the participant who left first; the others leave as its peers. Without one, the platform ended it
 * @param reason text for the desk, without a period
 * @param type disconnect type of the first participant, or of all
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
	for (const participant of conversation.participants) leave(participant, first ? 'peer' : type);
	conversation.endedAt = Date.now();
	conversation.endReason = reason;
	conversation.customerTypingUntil = 0;
	touch(world, conversation);
}

/** An agent ends the conversation, unless another agent stays connected to the customer. */
export function closeBy(world: World, conversation: Conversation, agent: Participant): void {
	const others = liveAgents(conversation).filter((other) => other !== agent);
	const goesOn = others.some(({ state, consulting }) => state === 'connected' && !consulting);
	if (agent.consulting || goesOn) {
		leave(agent, 'client');
		touch(world, conversation);
	} else endConversation(world, conversation, agent, `${agent.name} ended the chat`);
}

/**
 * Ends after-call work.
 * @param durationSeconds duration; by default, the time since the agent left
 */
export function wrapUp(
	world: World,
	conversation: Conversation,
	agent: Participant,
	wrapup: { code: string; notes?: string | undefined; durationSeconds?: number | undefined },
): void {
	const { code, notes = '', durationSeconds } = wrapup;
	const now = Date.now();
	agent.wrapup = {
		code,
		name: code,
		notes,
		...(durationSeconds !== undefined && { durationSeconds }),
		endTime: new Date(now).toISOString(),
	};
	if (agent.startAcwTime !== undefined) agent.endAcwTime ??= now;
	touch(world, conversation);
}
