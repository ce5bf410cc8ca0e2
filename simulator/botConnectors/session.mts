import type { Conversation, Participant } from '../conversations/model.mts';
import type { JsonObject } from '../http/json.mts';
import type { Generation } from '../platformIntegrations/types.mts';
import type { BotVersion } from './bot.mts';

/** The action *Call Bot Connector* or *Call Digital Bot Connector* of a published flow. */
export interface BotAction {
	generation: Generation;
	integrationId: string;
	/** The bot when the flow was published. A later list doesn't change a running flow. */
	bot: { id: string; name: string; version: BotVersion };
	language: string;
	/** Input session variables. */
	parameters: Record<string, string>;
	/** Queue names by output. An output without one ends the flow. */
	intentQueues: Record<string, string>;
	failureQueue?: string;
}

/** The action's result. */
export interface BotOutcome {
	intent?: string;
	confidence?: number;
	slots: JsonObject;
	/** Output session variables. */
	parameters: Record<string, string>;
	failure?: { errorType: string; errorMessage: string };
}

/** One run of the action. */
export interface BotSession {
	id: string;
	action: BotAction;
	conversation: Conversation;
	/** The flow's participant. The session ends with it. */
	participant: Participant;
	turns: number;
	/** The last turn started. The next one waits for it. */
	running: Promise<void>;
	/** Running turns. */
	waiting: number;
	/** Consecutive answers with the same intent and slots (v1). */
	sameAnswers: { key: string; count: number };
	slots: JsonObject;
	parameters: Record<string, string>;
	outcome?: BotOutcome;
}

export const isOpen = ({ outcome, participant, conversation }: BotSession): boolean =>
	outcome === undefined && participant.state !== 'disconnected' && conversation.endedAt === undefined;
