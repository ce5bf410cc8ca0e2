import type { ButtonResponse, LifecycleEvent } from './channel.mts';

/** Who wrote an entry of a chat. */
export type Sender = 'customer' | 'bot' | 'agent' | 'flow' | 'system';

export interface Attachment {
	url: string;
	mime?: string;
	filename?: string;
	mediaType?: string;
	/** Caption. */
	text?: string;
}

/** One bubble (or line) of a chat. */
export interface Entry {
	/** The message's own id; a repeat with the same id is the same message. */
	messageId: string;
	sender: Sender;
	/** The step that a line reports. */
	event?: LifecycleEvent;
	/** The agent's name, where it is known. */
	agentName?: string;
	text: string;
	attachments: Attachment[];
	/** Quick replies, cards, pickers … as the Genesys Open Messaging Trigger emits them. */
	structured?: Record<string, unknown>;
	/** Only of the customer's own messages: what was pressed. */
	buttonResponse?: ButtonResponse;
	/** The customer waits for an agent: what the page's header says. */
	waiting?: string;
	/** Only of the bot's replies: the message that they answer. */
	answers?: string;
	/** ISO 8601: when it was there to be seen. */
	time: string;
	/** ISO 8601: when it was written, where the sender says so. A message may come late. */
	writtenAt?: string;
	/** Only for the customer's own messages: whether the bot's workflow took it. */
	status?: 'sending' | 'sent' | 'failed';
}

/** An entry in a customer's history. */
export interface StoredEntry extends Entry {
	/** The entry's place among the customer's entries; a late one lies between two others. */
	position: number;
	/** Counts every change to any entry of the customer, from 1: what a browser has not seen is above its last one. */
	version: number;
}
