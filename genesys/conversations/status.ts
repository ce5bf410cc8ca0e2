import { withoutUndefined } from '../json';
import { inRole, isLive, ROLES, type Conversation, type Participant } from './conversation';

/** The first of these with a live participant decides; without one, the conversation is in the flow. */
export const PRESENCES = ['connected', 'alerting', 'queued'] as const;
export type Presence = (typeof PRESENCES)[number];
/** `flow`: in the Architect flow. `ended`: over for the customer. */
export type ConversationState = 'flow' | Presence | 'ended';

/** It ends with the customer's last part or the whole conversation, never with an agent's. A returning customer reopens it. */
export function stateOf(conversation: Conversation): ConversationState {
	if (isEnded(conversation)) return 'ended';
	const here = inRole(conversation, 'queue', 'agent').filter(isLive);
	const presences = here.map((one): Presence => (one.role === 'queue' ? 'queued' : hasTaken(one) ? 'connected' : 'alerting'));
	return PRESENCES.find((presence) => presences.includes(presence)) ?? 'flow';
}

/** An agent who has parked the conversation still owns it: it waits for the customer, not for another agent. */
export function hasTaken({ state }: Participant): boolean {
	return ['connected', 'parked', 'held'].includes(state);
}

/** Is the conversation over for the customer? Only a part that started after the end reopens it. */
export function isEnded(conversation: Conversation): boolean {
	const { endedAt } = conversation;
	const customers = inRole(conversation, 'customer');
	if (customers.length === 0) return endedAt !== undefined;
	return !customers.some((customer) => isLive(customer) && (endedAt === undefined || startOf(customer) > endedAt));
}

/** An end implies a start, even if we missed it. */
export function startOf({ startedAt, connectedAt, endedAt }: Participant): number {
	return startedAt ?? connectedAt ?? endedAt ?? -Infinity;
}

export type Agent = { id?: string; name?: string; imageUrl?: string };

export interface HandoverStatus {
	conversationId?: string;
	status: ConversationState | 'none'; // `none`: the customer has no conversation.
	agent: Agent | null; // Null unless an agent is connected.
	queue: { id?: string; name?: string } | null;
	startedAt?: string; // ISO 8601.
	endedAt?: string;
	endReason?: string;
}

export function statusOf(conversation: Conversation): HandoverStatus {
	const status = stateOf(conversation);
	const isOver = status === 'ended';
	const agent = isOver ? undefined : connectedAgent(conversation);
	const inQueue = inRole(conversation, 'queue', 'agent').findLast(({ queueId }) => queueId !== undefined);
	const customer = inRole(conversation, 'customer').at(-1);
	const [firstConnected] = conversation.participants.flatMap(({ connectedAt }) => connectedAt ?? []).sort((a, b) => a - b);
	return withoutUndefined<HandoverStatus>({
		conversationId: conversation.id,
		status,
		agent: agent ? agentIn(agent) : null,
		// In the flow, a listed queue belongs to an earlier handover.
		queue: inQueue && status !== 'flow' ? withoutUndefined({ id: inQueue.queueId, name: inQueue.queueName }) : null,
		startedAt: isoTime(conversation.startedAt ?? firstConnected),
		endedAt: isOver ? isoTime(conversation.endedAt ?? customer?.endedAt) : undefined,
		endReason: isOver ? endReason(customer, inRole(conversation, 'agent').at(-1)) : undefined,
	});
}

/** The agent who owns the conversation; of several, the one who joined last. */
export function connectedAgent(conversation: Conversation): Participant | undefined {
	return inRole(conversation, 'agent').findLast((agent) => isLive(agent) && hasTaken(agent));
}

/** Why a conversation ended: `peer` only means that the other side ended it, so that side's reason is preferred. */
export function endReason(customer: Participant | undefined, lastAgent: Participant | undefined): string | undefined {
	const reason = customer?.disconnectType;
	return reason !== undefined && reason !== 'peer' ? reason : (lastAgent?.disconnectType ?? reason);
}

/**
 * The author of a message to the customer: the agent whose part lists it (that Genesys lists it by this ID is UNCONFIRMED), else the only
 * agent, or the only one connected at that time (ISO 8601). `undefined` rather than a guess.
 */
export function writerOf(conversation: Conversation, { messageId, time }: { messageId?: string; time?: string }): Agent | undefined {
	// Agents, flows, and the API write messages. Whether a customer's or queue's part also lists them is UNCONFIRMED.
	const writing = conversation.participants.filter(({ role, purpose }) => role === 'agent' || !Object.hasOwn(ROLES, purpose));
	const listing = writing.filter((participant) => lists(participant, messageId));
	const taking = inRole(conversation, 'agent').filter((agent) => agent.connectedAt !== undefined || hasTaken(agent) || agent.messages.length > 0);
	const agents = listing.length > 0 ? listing.filter(({ role }) => role === 'agent') : taking;
	const at = Date.parse(time ?? '');
	const present = ({ connectedAt = NaN, endedAt = NaN }: Participant) => !(connectedAt > at) && !(endedAt < at);
	return onlyAgentOf(agents) ?? onlyAgentOf(agents.filter(present));
}

export function listsMessageOf({ participants }: Conversation, messageId: string | undefined): boolean {
	return participants.some((participant) => lists(participant, messageId));
}

function lists({ messages }: Participant, messageId: string | undefined): boolean {
	return messageId !== undefined && messages.some(({ id }) => id === messageId);
}

/** An agent who returns has several parts. */
function onlyAgentOf(agents: Participant[]): Agent | undefined {
	const ids = new Set(agents.map(({ userId, id }) => userId ?? id));
	return ids.size === 1 ? agentIn(agents[agents.length - 1]) : undefined;
}

function agentIn({ userId, name }: Participant): Agent {
	return withoutUndefined({ id: userId, name });
}

export function isoTime(time: number | undefined): string | undefined {
	return time === undefined ? undefined : new Date(time).toISOString();
}
