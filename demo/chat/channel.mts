import type { Attachment } from './entry.mts';

/**
 * The JSON between this chat and a workflow, as a channel of your own would speak it. Customer to workflow: `CustomerEvent`
 * to the workflow's webhook, answered with `WorkflowAnswer`, and `CustomerTyping` to the webhook below it. Workflow to
 * customer: `Delivery`, which an item of either Genesys trigger is as it comes.
 */

/** What the customer pressed, in the words of *Message: Send Button Response*. */
export interface ButtonResponse {
	type: 'Button' | 'QuickReply' | 'DatePicker';
	/** The label. The `text` of the message says it too, below the title of a carousel's card: a workflow may send that alone. */
	text: string;
	/** The value behind the label; of a list picker, the IDs of the choices with a comma between them. */
	payload: string;
	/** The `messageId` of the delivery that had the button. */
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

/** POST to `<the workflow's webhook>/typing`, every four seconds at most while an agent has the chat. A 404 is fine. */
export interface CustomerTyping {
	customerId: string;
	name: string;
}

/** What the workflow answers. An empty body is "nothing to say": while an agent has the chat the bot keeps quiet. */
export interface WorkflowAnswer {
	replies?: Array<{ text: string }>;
	/** The customer waits for an agent from now on: what the page's header says, such as "You are next". */
	waiting?: string;
}

/** What the page shows by itself where a delivery has no `text`: steps of the Genesys Conversation Trigger. */
export const LIFECYCLE_EVENTS = ['queued', 'agentJoined', 'agentDeclined', 'agentLeft', 'transferred', 'conversationEnded'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** POST to `/deliver/<customerId>`. A repeated `messageId` or `deduplicationKey` is shown once. */
export interface Delivery {
	/** As the triggers name it. `typing` shows dots for `typingMs`; `receipt` shows nothing. */
	event?: 'agentMessage' | 'flowMessage' | 'typing' | 'receipt' | LifecycleEvent;
	/** Wanted where there is no `event`. */
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
	/** ISO 8601: when it was written, or happened. A late one is shown in its place. */
	time?: string;
}
