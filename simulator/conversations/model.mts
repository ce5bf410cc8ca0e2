import type { Named } from '../directory/directory.mts';
import type { JsonObject } from '../http/json.mts';

/** Purposes of participants that a message conversation has here, in the order in which they join. */
export type Purpose = 'customer' | 'workflow' | 'acd' | 'agent' | 'api';

export type LegState = 'alerting' | 'connected' | 'disconnected';

/** REST spelling: lower case, dots (detail events have upper case and underscores). */
export type DisconnectType =
	| 'client'
	| 'peer'
	| 'system'
	| 'endpoint'
	| 'endpoint.donotdisturb'
	| 'inactivity'
	| 'session.expired'
	| 'takeover'
	| 'transfer'
	| 'transfer.consult'
	| 'transfer.noanswer'
	| 'error';

/** One participant with its one communication. Times are milliseconds since 1970. */
export interface Participant {
	id: string;
	communicationId: string;
	purpose: Purpose;
	name: string;
	state: LegState;
	userId?: string;
	queueId?: string;
	flowId?: string;
	attributes: Record<string, string>;
	startTime: number;
	startAlertingTime?: number;
	connectedTime?: number;
	endTime?: number;
	disconnectType?: DisconnectType;
	startAcwTime?: number;
	endAcwTime?: number;
	wrapup?: { code: string; name: string; notes: string; durationSeconds?: number; endTime: string };
	messageIds: string[];
	/** Only of an agent: asked for advice by another one. The customer does not see this agent. */
	consulting?: boolean;
	/** Only of an `acd` participant: the agent who took the chat from the queue. */
	answeredBy?: string;
	/** Only of an `acd` participant: the agents who do not want this chat, and what the flow asked for. */
	declinedBy: string[];
	priority?: number;
	skills?: Named[];
	language?: Named;
}

export type Delivery = 'pending' | 'sent' | 'delivered' | 'failed';

export interface StoredMessage {
	id: string;
	conversationId: string;
	from: 'customer' | 'agent' | 'flow' | 'api';
	userId?: string;
	/** ISO-8601, as in `channel.time`. */
	time: string;
	type: 'Text' | 'Structured';
	text: string;
	content: JsonObject[];
	/** `channel` as it is on the wire. */
	channel: JsonObject;
	metadata?: Record<string, string>;
	delivery: Delivery;
	deliveryDetail?: string;
	/** Receipts that came in for the message (model `ConversationNormalizedMessage`). */
	receipts: JsonObject[];
}

/** The customer as the last inbound message described it. */
export interface Customer {
	id: string;
	idType: string;
	nickname?: string;
	firstName?: string;
	lastName?: string;
	email?: string;
	image?: string;
}

export type MessengerType = 'open' | 'webmessaging';

export interface Conversation {
	id: string;
	messengerType: MessengerType;
	/** Of Open Messaging, or the Messenger deployment. */
	integrationId: string;
	customer: Customer;
	createdAt: number;
	startedAt: number;
	endedAt?: number;
	endReason?: string;
	participants: Participant[];
	messages: StoredMessage[];
	customerTypingUntil: number;
	/** When it last changed; analytics see it `analyticsLagMs` later. */
	changedAt: number;
}

export type LiveState = 'flow' | 'queued' | 'alerting' | 'connected';
export type ConversationState = LiveState | 'ended';

const isLive = (participant: Participant): boolean => participant.state !== 'disconnected';

/** The last participant of a purpose that has not left. */
export const livePart = (conversation: Conversation, purpose: Purpose): Participant | undefined =>
	conversation.participants.findLast((participant) => participant.purpose === purpose && isLive(participant));

/** Agents who have the chat, are asked for advice or are being rung, in the order in which they came. */
export const liveAgents = (conversation: Conversation): Participant[] =>
	conversation.participants.filter((participant) => participant.purpose === 'agent' && isLive(participant));

/** The agent whom the customer talks to, else the one it rings at. */
export function holderOf(conversation: Conversation): Participant | undefined {
	const agents = liveAgents(conversation);
	return agents.find(({ state, consulting }) => state === 'connected' && !consulting) ?? agents.at(-1);
}

/** The customer's latest participant: a conversation that was reopened has more than one. */
export const customerOf = (conversation: Conversation): Participant | undefined =>
	conversation.participants.findLast((participant) => participant.purpose === 'customer');

/** Where a conversation stands, told from who is in it. */
export function stateOf(conversation: Conversation): ConversationState {
	if (conversation.endedAt !== undefined) return 'ended';
	const agent = holderOf(conversation);
	if (agent) return agent.state === 'connected' ? 'connected' : 'alerting';
	return livePart(conversation, 'acd') ? 'queued' : 'flow';
}

/** Name that the agent desktop shows. Which field wins is UNCONFIRMED: first and last name before the nickname. */
export function displayName(customer: Customer): string {
	const full = [customer.firstName, customer.lastName].filter((part) => part?.trim()).join(' ');
	return full || customer.nickname || customer.email || customer.id;
}
