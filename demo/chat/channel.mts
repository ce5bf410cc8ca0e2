import type { Attachment } from './entry.mts';

/**
 * The JSON between this chat and a workflow, which your own channel could use, too. Customer to workflow:
 * `CustomerEvent` to the workflow's webhook, which returns `WorkflowAnswer`, and `CustomerTyping` to the webhook
 * below it. Workflow to customer: `Delivery`. Items of both Genesys triggers have this form.
 */

/** What the customer selected, with the fields of *Message: Send Button Response*. */
export interface ButtonResponse {
	type: 'Button' | 'QuickReply' | 'DatePicker';
	/** The label. The message's `text` contains it, too, below the title of a carousel's card, so a workflow may send only that. */
	text: string;
	/** The value of the label. For a list picker, the comma-separated IDs of the choices. */
	payload: string;
	/** The `messageId` of the delivery with the button. */
	originatingMessageId: string;
}

export const BUTTON_TYPES: ReadonlyArray<ButtonResponse['type']> = ['Button', 'QuickReply', 'DatePicker'];

/** POST to the workflow's webhook. */
export interface CustomerEvent {
	type: 'message' | 'end';
	customerId: string;
	name: string;
	text: string;
	attachments?: Attachment[];
	buttonResponse?: ButtonResponse;
	messageId: string;
	/** ISO 8601. */
	time: string;
}

/** POST to `<the workflow's webhook>/typing`, at most every four seconds while an agent has the chat. A 404 is fine. */
export interface CustomerTyping {
	customerId: string;
	name: string;
}

/** The workflow's response. An empty body means no reply, as when an agent has the chat. */
export interface WorkflowAnswer {
	replies?: Array<{ text: string }>;
	/** Text for the page's header while the customer waits for an agent, such as "You are next". */
	waiting?: string;
}

/** Events of the Genesys Conversation Trigger. If a delivery has no `text`, the page provides it. */
export const LIFECYCLE_EVENTS = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** POST to `/deliver/<customerId>`. A repeated `messageId` or `deduplicationKey` is shown once. */
export interface Delivery {
	/** The triggers' event name. `typing` shows dots for `typingMs`; `receipt` shows nothing. */
	event?: 'agentMessage' | 'flowMessage' | 'typing' | 'receipt' | LifecycleEvent;
	/** Required without an `event`. */
	sender?: 'agent' | 'flow' | 'bot' | 'system';
	text?: string;
	attachments?: Attachment[];
	/** Quick replies, a card, a carousel, a picker or a notification, as the Genesys Open Messaging Trigger emits it. */
	structured?: Record<string, unknown>;
	agent?: { name?: string };
	/** The same as `agent.name`. */
	agentName?: string;
	queue?: { name?: string };
	typingMs?: number;
	/** As in `WorkflowAnswer`. */
	waiting?: string;
	messageId?: string;
	deduplicationKey?: string;
	/** ISO 8601: when it was written or happened. Late deliveries are sorted by it. */
	time?: string;
}
