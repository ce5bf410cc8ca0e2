import { conflict } from '../http/apiError.mts';
import type { Agent, Queue } from '../directory/directory.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { whatHappened } from './happenings.mts';
import { holderOf, liveAgents, livePart, stateOf } from './model.mts';
import type { Conversation, ConversationState, DisconnectType, Participant, Purpose } from './model.mts';

/** What can be done to a conversation, and in which states. */
const ALLOWED = {
	offer: ['queued'],
	accept: ['queued', 'alerting'],
	speak: ['connected'],
	transfer: ['connected', 'alerting', 'queued'],
	consult: ['connected'],
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

/** Notes a change for analytics, tells what happened, and lets the distribution to agents and the desks know. */
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

/** Disconnects a participant; an agent who had the chat goes to after-call work, on a transfer too. */
export function leave(participant: Participant | undefined, disconnectType: DisconnectType): void {
	if (!participant || participant.state === 'disconnected') return;
	const now = Date.now();
	const worked = participant.purpose === 'agent' && participant.state === 'connected';
	Object.assign(participant, { state: 'disconnected', endTime: now, disconnectType });
	if (worked) participant.startAcwTime = now;
}

/** Puts a conversation into a queue; whoever waits in another one leaves it. */
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

/** Lets a chat ring at an agent, for the queue of somebody who has it. */
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

/** Offers a waiting chat to an agent: it rings. */
export function offer(world: World, conversation: Conversation, agent: Agent): Participant {
	requireStep(conversation, 'offer');
	const participant = ring(conversation, agent, livePart(conversation, 'acd'));
	touch(world, conversation);
	return participant;
}

/** The leg of an agent who has not left. */
export const legOf = (conversation: Conversation, agent: Agent): Participant | undefined =>
	liveAgents(conversation).find(({ userId }) => userId === agent.id);

/** The agent takes the chat, which may have been waiting or ringing. */
export function accept(world: World, conversation: Conversation, agent: Agent): void {
	const own = legOf(conversation, agent);
	if (own?.state !== 'alerting') {
		requireStep(conversation, 'accept');
		if (holderOf(conversation)) throw conflict('The chat is ringing at another agent.');
	}
	const ringing = own ?? offer(world, conversation, agent);
	Object.assign(ringing, { state: 'connected', connectedTime: Date.now() });
	const waiting = livePart(conversation, 'acd');
	if (waiting) waiting.answeredBy = agent.id;
	leave(waiting, 'transfer');
	touch(world, conversation);
}

/**
 * The agent does not take it: the leg ends without ever having been connected, and the chat waits on. A chat that was
 * sent to this agent alone goes back to its queue (UNCONFIRMED).
 * @throws ApiError 409 if it does not ring
 */
export function decline(
	world: World,
	conversation: Conversation,
	ringing: Participant | undefined,
	type: DisconnectType = 'client',
): void {
	if (ringing?.state !== 'alerting') throw conflict('"decline" is not possible: the chat does not ring.');
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

/** Sends the chat to another queue; the agent who had it is not asked again unless somebody does so by hand. */
export function transfer(world: World, conversation: Conversation, queue: Queue): void {
	requireStep(conversation, 'transfer');
	const agents = liveAgents(conversation);
	for (const agent of agents) leave(agent, 'transfer');
	enqueue(world, conversation, queue, { declinedBy: agents.flatMap(({ userId = [] }) => userId) });
}

/**
 * Ends a conversation for everybody.
 * @param first who left first; the others leave as its peers. Without one, the platform ended it for all alike
 * @param reason what the desk says, a sentence without a full stop
 * @param type how the first one, or everybody, left
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

/** An agent closes the chat: it is over, unless another agent goes on with the customer. */
export function closeBy(world: World, conversation: Conversation, agent: Participant): void {
	const others = liveAgents(conversation).filter((other) => other !== agent);
	const goesOn = others.some(({ state, consulting }) => state === 'connected' && !consulting);
	if (agent.consulting || goesOn) {
		leave(agent, 'client');
		touch(world, conversation);
	} else endConversation(world, conversation, agent, `${agent.name} ended the chat`);
}

/**
 * After-call work is over.
 * @param durationSeconds how long it took; without it, the time since the agent left
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
