/** The life cycle of a handed-over conversation: one table, from which the code runs and the documentation is drawn. */

export type LifecycleState =
	/** The flow or a bot in it has the chat. */
	| 'bot'
	/** It waits in a queue. */
	| 'waiting'
	/** It rings at an agent. */
	| 'offered'
	/** An agent has it. */
	| 'agent'
	/** It is over for the customer. */
	| 'ended';

export type Happening =
	| 'customerJoined'
	| 'queued'
	| 'unqueued'
	| 'offered'
	| 'offerWithdrawn'
	| 'agentDeclined'
	| 'agentJoined'
	| 'agentLeft'
	| 'transferred'
	| 'customerLeft'
	| 'disconnected';

/**
 * After somebody has gone, those who are still there decide: the first of these that there is somebody for. So neither
 * the end of a consultation, nor a decline while a colleague has the chat, nor a transfer takes it from the people.
 */
export const WHO_IS_THERE = ['agent', 'offered', 'waiting', 'bot'] as const;

type Next = LifecycleState | typeof WHO_IS_THERE;

/** Where each happening leads from each state. Only the customer's end and the whole conversation's lead to `ended`. */
export const LIFECYCLE = {
	bot: {
		customerJoined: 'bot',
		queued: 'waiting',
		unqueued: WHO_IS_THERE,
		offered: 'offered',
		offerWithdrawn: WHO_IS_THERE,
		agentDeclined: WHO_IS_THERE,
		agentJoined: 'agent',
		agentLeft: WHO_IS_THERE,
		transferred: WHO_IS_THERE,
		customerLeft: 'ended',
		disconnected: 'ended',
	},
	waiting: {
		customerJoined: 'waiting',
		queued: 'waiting',
		unqueued: WHO_IS_THERE,
		offered: 'offered',
		offerWithdrawn: WHO_IS_THERE,
		agentDeclined: WHO_IS_THERE,
		agentJoined: 'agent',
		agentLeft: WHO_IS_THERE,
		transferred: WHO_IS_THERE,
		customerLeft: 'ended',
		disconnected: 'ended',
	},
	offered: {
		customerJoined: 'offered',
		queued: 'offered',
		unqueued: WHO_IS_THERE,
		offered: 'offered',
		offerWithdrawn: WHO_IS_THERE,
		agentDeclined: WHO_IS_THERE,
		agentJoined: 'agent',
		agentLeft: WHO_IS_THERE,
		transferred: WHO_IS_THERE,
		customerLeft: 'ended',
		disconnected: 'ended',
	},
	agent: {
		customerJoined: 'agent',
		queued: 'agent',
		unqueued: WHO_IS_THERE,
		offered: 'agent',
		offerWithdrawn: WHO_IS_THERE,
		agentDeclined: WHO_IS_THERE,
		agentJoined: 'agent',
		agentLeft: WHO_IS_THERE,
		transferred: WHO_IS_THERE,
		customerLeft: 'ended',
		disconnected: 'ended',
	},
	ended: {
		// Within the threading window a customer who writes again goes on in the same conversation.
		customerJoined: 'bot',
		queued: 'ended',
		unqueued: 'ended',
		offered: 'ended',
		offerWithdrawn: 'ended',
		agentDeclined: 'ended',
		agentJoined: 'ended',
		agentLeft: 'ended',
		transferred: 'ended',
		customerLeft: 'ended',
		disconnected: 'ended',
	},
} as const satisfies Record<LifecycleState, Record<Happening, Next>>;

export const LIFECYCLE_EVENTS = [
	'queued',
	'agentJoined',
	'agentDeclined',
	'agentLeft',
	'transferred',
	'conversationEnded',
] as const;
export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];

/** What a happening tells the workflow; those that tell nothing only move the state. The end is told on reaching it. */
export const TELLS = {
	customerJoined: undefined,
	queued: 'queued',
	unqueued: undefined,
	offered: undefined,
	offerWithdrawn: undefined,
	agentDeclined: 'agentDeclined',
	agentJoined: 'agentJoined',
	agentLeft: 'agentLeft',
	transferred: 'transferred',
	customerLeft: undefined,
	disconnected: undefined,
} as const satisfies Record<Happening, LifecycleEventName | undefined>;
