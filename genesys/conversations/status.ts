import { withoutUndefined } from '../json';
import { isEnded, legsOf, liveLegs, type Conversation, type Leg } from './conversation';

/** Where a handed-over conversation stands. `none`: Genesys has no conversation of this customer. */
export type HandoverState = 'flow' | 'queued' | 'alerting' | 'connected' | 'ended' | 'none';

export interface Agent {
	id?: string;
	name?: string;
	imageUrl?: string;
}

export interface HandoverStatus {
	conversationId?: string;
	status: HandoverState;
	/** The person who has the conversation; null unless one is connected. */
	agent: Agent | null;
	queue: { id?: string; name?: string } | null;
	/** ISO-8601. */
	startedAt?: string;
	endedAt?: string;
	/** Genesys' disconnect type: `client`, `peer`, `system`, `transfer`, `timeout` … */
	endReason?: string;
}

/** An agent who has parked the conversation still has it: it waits for the customer, not for another agent. */
export const WITH_AGENT = ['connected', 'parked', 'held'];
/** `user` is an agent who came in by a transfer to a person. */
export const AGENT_PURPOSES = ['agent', 'user'];
const QUEUE_PURPOSES = ['acd', ...AGENT_PURPOSES];

/** Reads the state off the participants. The first line that holds decides. */
export function statusOf(conversation: Conversation): HandoverStatus {
	const ended = isEnded(conversation);
	const agents = ended ? [] : liveLegs(conversation, ...AGENT_PURPOSES);
	const agent = agents.findLast((leg) => WITH_AGENT.includes(leg.state));
	const status: HandoverState = ended
		? 'ended'
		: agent
			? 'connected'
			: agents.length > 0
				? 'alerting'
				: liveLegs(conversation, 'acd').length > 0
					? 'queued'
					: 'flow';
	return withoutUndefined<HandoverStatus>({
		conversationId: conversation.id,
		status,
		agent: agent ? agentIn(agent) : null,
		// In the flow no queue has been chosen; one that is there belongs to an earlier hand-over.
		queue: status === 'flow' ? null : queueOf(conversation),
		startedAt: conversation.startTime ?? earliest(conversation.legs.map((leg) => leg.connectedTime)),
		endedAt: ended ? (conversation.endTime ?? customerEnd(conversation)?.endTime) : undefined,
		endReason: ended ? endReason(conversation) : undefined,
	});
}

/**
 * Who wrote a message to the customer: the agent whose part of the conversation lists it. That Genesys lists it by the ID
 * that the delivery has is UNCONFIRMED; where nobody's part does, the only agent of the conversation, or the only one who
 * was in it when the message was written. `undefined` rather than a guess.
 *
 * @param message its ID, and its time as ISO-8601
 */
export function writerOf(conversation: Conversation, { messageId, time }: { messageId?: string; time?: string }): Agent | undefined {
	// Whether the customer's part or a queue's lists what others wrote is UNCONFIRMED.
	const writers = conversation.legs.filter(({ purpose, listensOnly }) => !listensOnly && !['customer', 'acd'].includes(purpose));
	const listing = writers.filter((leg) => listsMessage(leg, messageId));
	// Neither a flow nor the API is an agent.
	const parts = (listing.length > 0 ? listing : writers.filter(hasTakenPart)).filter(({ purpose }) => AGENT_PURPOSES.includes(purpose));
	return onlyAgentOf(parts) ?? onlyAgentOf(parts.filter((leg) => isIn(leg, time)));
}

/** Does the conversation say whose message this is? */
export function listsMessageOf({ legs }: Conversation, messageId: string | undefined): boolean {
	return legs.some((leg) => listsMessage(leg, messageId));
}

function listsMessage({ messages }: Leg, messageId: string | undefined): boolean {
	return messageId !== undefined && messages.some(({ id }) => id === messageId);
}

/** One who declined the chat never wrote in it. */
function hasTakenPart({ connectedTime, state, messages }: Leg): boolean {
	return connectedTime !== undefined || WITH_AGENT.includes(state) || messages.length > 0;
}

function isIn({ connectedTime, endTime }: Leg, time: string | undefined): boolean {
	const at = Date.parse(time ?? '');
	return !(Date.parse(connectedTime ?? '') > at) && !(Date.parse(endTime ?? '') < at);
}

/** An agent who comes back has several parts. */
function onlyAgentOf(legs: Leg[]): Agent | undefined {
	const agents = new Set(legs.map(({ userId, participantId }) => userId ?? participantId));
	return agents.size === 1 ? agentIn(legs[legs.length - 1]) : undefined;
}

function agentIn(leg: Leg): Agent {
	return withoutUndefined({ id: leg.userId, name: leg.name });
}

function queueOf(conversation: Conversation): HandoverStatus['queue'] {
	const leg = legsOf(conversation, ...QUEUE_PURPOSES).findLast(({ queueId }) => queueId !== undefined);
	return leg ? withoutUndefined({ id: leg.queueId, name: leg.queueName }) : null;
}

function customerEnd(conversation: Conversation): Leg | undefined {
	return conversation.legs.findLast((leg) => leg.purpose === 'customer');
}

/** `peer` says only that the other side ended it, so the other side's reason is preferred. */
function endReason(conversation: Conversation): string | undefined {
	const customer = customerEnd(conversation)?.disconnectType;
	if (customer !== undefined && customer !== 'peer') return customer;
	return legsOf(conversation, ...AGENT_PURPOSES).at(-1)?.disconnectType ?? customer;
}

function earliest(times: Array<string | undefined>): string | undefined {
	return times.filter((time) => time !== undefined).sort()[0];
}
