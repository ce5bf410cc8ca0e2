import type { Conversation, Participant } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import type { Generation } from '../platformIntegrations/types.mts';
import type { BotVersion } from './bot.mts';

/** The action *Call Bot Connector* or *Call Digital Bot Connector* as it is drawn in a published flow. */
export interface BotAction {
	generation: Generation;
	integrationId: string;
	/** As Architect knew it when the flow was published: a later list does not change a running flow. */
	bot: { id: string; name: string; version: BotVersion };
	language: string;
	/** Session variables that go in. */
	parameters: Record<string, string>;
	/** Names of the queues behind the outputs; an output without one leads to the end of the flow. */
	intentQueues: Record<string, string>;
	failureQueue?: string;
}

/** With what the action ended. */
export interface BotOutcome {
	intent?: string;
	confidence?: number;
	slots: JsonObject;
	/** Session variables that came out. */
	parameters: Record<string, string>;
	failure?: { errorType: string; errorMessage: string };
}

/** One run of the action. */
export interface BotSession {
	id: string;
	action: BotAction;
	conversation: Conversation;
	/** The flow's own participant: the session lasts no longer than it is there. */
	participant: Participant;
	turns: number;
	/** The last turn that was begun; the next one waits for it. */
	running: Promise<void>;
	/** Turns that are not over. */
	waiting: number;
	/** Of the answers in a row with the same intent and slots (v1). */
	sameAnswers: { key: string; count: number };
	slots: JsonObject;
	parameters: Record<string, string>;
	outcome?: BotOutcome;
}

export const isOpen = ({ outcome, participant, conversation }: BotSession): boolean =>
	outcome === undefined && participant.state !== 'disconnected' && conversation.endedAt === undefined;
