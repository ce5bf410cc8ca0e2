import type { Answer } from '../../genesys/botConnector/answer';
import { remember } from '../../genesys/freshCache';

/**
 * What this process knows of a run of the bot's action in Architect. Other processes of n8n's queue mode know their own part:
 * the Bot Connector sends `parameters` with the first turn only, so the process that got another turn does not have them.
 */
export interface Session {
	parameters: Record<string, string>;
	openAnswers: number; // Answers that left the session open.
	/** Of the Bot Connector, what came too late for its own turn: it goes out with the next one. */
	kept?: Answer;
	isOver: boolean;
	/** Answers the turns that wait, with what is kept. */
	readonly waiting: Set<() => void>;
}

const MAX_SESSIONS = 5_000; // A session lasts up to three days, and most end without a word to us.
const sessions = new Map<string, Session>();

/** Makes the session the newest. `isNew`: this process has not seen it before, or has forgotten it. */
export function enter(key: string): { session: Session; isNew: boolean } {
	const known = sessions.get(key);
	const session = known ?? { parameters: {}, openAnswers: 0, isOver: false, waiting: new Set() };
	remember(sessions, key, session, MAX_SESSIONS);
	return { session, isNew: known === undefined };
}

export function leave(key: string, session: Session): void {
	session.isOver = true;
	if (sessions.get(key) === session) sessions.delete(key);
}
