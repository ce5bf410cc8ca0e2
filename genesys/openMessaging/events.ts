/** The shape of the events that the triggers emit. Fields that do not apply are absent. */

export const MESSAGE_EVENTS = ['agentMessage', 'flowMessage', 'typing', 'receipt'] as const;
export type MessageEventName = (typeof MESSAGE_EVENTS)[number];

export interface Attachment {
	url: string;
	/** `Image`, `Video`, `Audio`, `File` or `Link`, as Genesys names it. */
	mediaType?: string;
	/** MIME type. */
	mime?: string;
	filename?: string;
	/** Caption. */
	text?: string;
	sizeBytes?: number;
	/** Why the trigger could not download it. */
	downloadError?: string;
}

export const STRUCTURED_KINDS = [
	'quickReplies',
	'card',
	'carousel',
	'datePicker',
	'listPicker',
	'notification',
	'other',
] as const;
export type StructuredKind = (typeof STRUCTURED_KINDS)[number];

/** Content that is more than text; the fields beside `kind` depend on it. */
export interface Structured {
	kind: StructuredKind;
	/** Where a message has several parts (replies below a card, two pickers): those behind the first. */
	others?: Structured[];
	[field: string]: unknown;
}

export interface Receipt {
	/** `Sent`, `Delivered`, `Read`, `Failed`, `Published` or `Removed`. */
	status: string;
	reasons: Array<{ code?: string; message?: string }>;
	isFinal: boolean;
}

export interface OpenMessagingEvent {
	event: MessageEventName;
	/** Genesys' id of the message; a receipt carries the id of the message it is about. */
	messageId?: string;
	conversationId?: string;
	integrationId: string;
	customerId: string;
	customerIdType?: string;
	/** An agent, or the flow or a bot in it. Absent on typing and receipts. */
	sender?: 'agent' | 'flow';
	/** Plain text that every channel can show; of structured content it is a rendering. */
	text?: string;
	attachments?: Attachment[];
	structured?: Structured;
	receipt?: Receipt;
	/** How long the typing notice holds, in milliseconds. */
	typingMs?: number;
	/** ISO-8601, UTC. */
	time?: string;
	/** Equal for repeated deliveries of the same event, different for all others. */
	deduplicationKey: string;
}
