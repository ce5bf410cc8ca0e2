import type { Answer } from '../../genesys/botConnector/answer';
import { remember } from '../../genesys/freshCache';

/**
 * This process's data about one run of the bot's action in Architect. In queue mode, each process has its own. The Bot Connector
 * sends `parameters` only with the first turn, so only the process that received that turn has them.
 */
export interface Session {
	parameters: Record<string, string>;
	openAnswers: number; // Answers that left the session open.
	/** Bot Connector only: late answer to send with the next turn. */
	kept?: Answer;
	isOver: boolean;
	/** Answers the waiting turns with the kept answer. */
	readonly waiting: Set<() => void>;
}

const MAX_SESSIONS = 5_000; // Sessions last up to three days, and usually end without notice.
const sessions = new Map<string, Session>();

/** Returns the session and marks it as the most recent. `isNew` means that this process hasn't seen it or has dropped it. */
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
