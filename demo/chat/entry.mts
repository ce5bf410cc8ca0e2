import type { ButtonResponse, LifecycleEvent } from './channel.mts';

/** Author of a chat entry. */
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
	/** The message's ID. A repeat has the same one. */
	messageId: string;
	sender: Sender;
	/** The lifecycle event that a line reports. */
	event?: LifecycleEvent;
	/** The agent's name, if known. */
	agentName?: string;
	text: string;
	attachments: Attachment[];
	/** Quick replies, cards, pickers … as the Genesys Open Messaging Trigger emits them. */
	structured?: Record<string, unknown>;
	/** Only for the customer's messages: what the customer selected. */
	buttonResponse?: ButtonResponse;
	/** Text for the page's header while the customer waits for an agent. */
	waiting?: string;
	/** Only for the bot's replies: the message that they answer. */
	answers?: string;
	/** ISO 8601: when it became visible. */
	time: string;
	/** ISO 8601: when it was written, if the sender reports it. A message may arrive late. */
	writtenAt?: string;
	/** Only for the customer's messages: whether the bot's workflow accepted it. */
	status?: 'sending' | 'sent' | 'failed';
}

/** An entry in a customer's history. */
export interface StoredEntry extends Entry {
	/** The entry's position. A late entry is between two others. */
	position: number;
	/** Number of the last change, from 1. A browser hasn't seen entries above its own last number. */
	version: number;
}
