import type { Named } from '../directory/directory.mts';
import type { JsonObject } from '../http/json.mts';

/** Purposes of participants in a message conversation, in the order in which they join. */
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
	/** Only for an agent: consulted by another one. The customer doesn't see this agent. */
	consulting?: boolean;
	/** Only for an `acd` participant: the agent who accepted the conversation. */
	answeredBy?: string;
	/** Only for an `acd` participant: agents who declined, and the flow's transfer parameters. */
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
	/** ISO 8601, as in `channel.time`. */
	time: string;
	type: 'Text' | 'Structured';
	text: string;
	content: JsonObject[];
	/** `channel` as sent. */
	channel: JsonObject;
	metadata?: Record<string, string>;
	delivery: Delivery;
	deliveryDetail?: string;
	/** Inbound receipts for the message (model `ConversationNormalizedMessage`). */
	receipts: JsonObject[];
}

/** The customer's data in the last inbound message. */
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
	/** ID of the Open Messaging integration or Messenger deployment. */
	integrationId: string;
	customer: Customer;
	createdAt: number;
	startedAt: number;
	endedAt?: number;
	endReason?: string;
	participants: Participant[];
	messages: StoredMessage[];
	customerTypingUntil: number;
	/** Time of the last change, which analytics return `analyticsLagMs` later. */
	changedAt: number;
}

export type LiveState = 'flow' | 'queued' | 'alerting' | 'connected';
export type ConversationState = LiveState | 'ended';

const isLive = (participant: Participant): boolean => participant.state !== 'disconnected';

/** The last participant with a purpose who hasn't left. */
export const livePart = (conversation: Conversation, purpose: Purpose): Participant | undefined =>
	conversation.participants.findLast((participant) => participant.purpose === purpose && isLive(participant));

/** Agents who are connected, consulted, or alerting, in order. */
export const liveAgents = (conversation: Conversation): Participant[] =>
	conversation.participants.filter((participant) => participant.purpose === 'agent' && isLive(participant));

/** The connected agent, or the alerting one. */
export function holderOf(conversation: Conversation): Participant | undefined {
	const agents = liveAgents(conversation);
	return agents.find(({ state, consulting }) => state === 'connected' && !consulting) ?? agents.at(-1);
}

/** The customer's latest participant. A reopened conversation has more than one. */
export const customerOf = (conversation: Conversation): Participant | undefined =>
	conversation.participants.findLast((participant) => participant.purpose === 'customer');

/** A conversation's state, derived from its participants. */
export function stateOf(conversation: Conversation): ConversationState {
	if (conversation.endedAt !== undefined) return 'ended';
	const agent = holderOf(conversation);
	if (agent) return agent.state === 'connected' ? 'connected' : 'alerting';
	return livePart(conversation, 'acd') ? 'queued' : 'flow';
}

/** Name in the agent desktop: first and last name before the nickname. The precedence is UNCONFIRMED. */
export function displayName(customer: Customer): string {
	const full = [customer.firstName, customer.lastName].filter((part) => part?.trim()).join(' ');
	return full || customer.nickname || customer.email || customer.id;
}
